"""The builder's methods. Whoever may write DocType may use them; saving goes through the documents' own rules."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from frappe_standalone.core.form_builder import customizing, menu
from frappe_standalone.core.form_builder.preview import draw_preview
from frappe_standalone.core.form_builder.reading import STANDARD, blank_form, check_may_be_changed, read_form
from frappe_standalone.core.form_builder.saving import save_form
from frappe_standalone.core.form_builder.steps import steps_of
from frappe_standalone.core.http.shapes import ANY, TEXT, Each, Needed, shaped

WRITE = ["POST"]
COLUMN = {
	**dict.fromkeys(
		("key", "was", "label", "fieldname", "options", "description", "fetch_from", "not_before"), TEXT
	),
	"fieldtype": Needed(TEXT),
	"conditions": Each([{"field": TEXT, "operator": TEXT}]),
	"code": Each(TEXT),
	**dict.fromkeys(("locks", "choice_labels", "shipped_choices"), ANY),  # only told to the page
}
FORM = {
	**dict.fromkeys(("name", "title", "mode", "modified"), TEXT),
	"settings": {"title_field": TEXT},
	"numbering": dict.fromkeys(("kind", "prefix", "period", "field", "autoname", "naming_rule"), TEXT),
	"fields": Needed([{**COLUMN, "table": {"name": TEXT, "fields": [{**COLUMN, "table": ANY}]}}]),
	"permissions": [{"role": TEXT}],
	"records": ANY,
}


def for_builders(method: Callable) -> Callable:
	"""Refuse whoever may not make and change forms, also in tests."""

	@functools.wraps(method)
	def guarded(*args: Any, **kwargs: Any) -> Any:
		check_builder()
		return method(*args, **kwargs)

	return guarded


def check_builder() -> None:
	"""Raise PermissionError for whoever may not write DocType."""
	if not frappe.has_permission("DocType", "write"):
		frappe.throw(_("Only a System Manager makes and changes forms."), frappe.PermissionError)


def parsed(form: str | dict) -> dict[str, Any]:
	"""The form as the page sent it. Raises ShapeError."""
	return shaped(form, FORM, _("The form"))


@frappe.whitelist()
@for_builders
def load(doctype: str | None = None) -> dict[str, Any]:
	"""The form to be changed; a blank one without a name."""
	return read_form(doctype) if doctype else blank_form()


@frappe.whitelist(methods=WRITE)
@for_builders
def preview(form: str | dict) -> str:
	"""The HTML of the form as people will see it; writes nothing."""
	return draw_preview(parsed(form))


@frappe.whitelist(methods=WRITE)
@for_builders
def save(form: str | dict, confirmed: int = 0) -> dict[str, Any]:
	"""Write the form: `{"ask": […]}` if something has to be agreed to first, else the form as it is now."""
	sent = parsed(form)
	write = save_form
	if sent.get("name"):
		check_may_be_changed(sent["name"])
		if not frappe.get_meta(sent["name"]).custom:
			write = customizing.customize
	done = write(sent, bool(cint(confirmed)))
	return done if done.get("ask") else read_form(done["name"])


@frappe.whitelist(methods=WRITE)
@for_builders
def reset(doctype: str) -> dict[str, Any]:
	"""Take back every change made here to a form that an app brings."""
	customizing.reset(doctype)
	return read_form(doctype)


@frappe.whitelist()
@for_builders
def after(doctype: str) -> dict[str, Any]:
	"""What comes after the fields: steps, the menu, and what was changed here on a form of an app."""
	model = {"steps": steps_of(doctype), "menu": menu.choices(doctype), "changes": []}
	if read_form(doctype)["mode"] == STANDARD:
		model["changes"] = customizing.changes_here(doctype)
	return model


@frappe.whitelist(methods=WRITE)
@for_builders
def put_into_menu(doctype: str, workspace: str, there: int = 1) -> list[dict[str, Any]]:
	"""Add the form to a workspace, or take it off."""
	check_may_be_changed(doctype)
	(menu.add if cint(there) else menu.remove)(doctype, workspace)
	return menu.choices(doctype)
