"""The pages on which forms are made and changed."""

from __future__ import annotations

from typing import Any

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import is_doctype
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.desk.views.forms import form_page
from frappe_standalone.core.form_builder.api import check_builder
from frappe_standalone.core.form_builder.kinds import palette
from frappe_standalone.core.form_builder.reading import SPECIAL_DOCTYPES, blank_form, read_form
from frappe_standalone.core.form_builder.words import words
from frappe_standalone.core.permissions.roles import rights

LIST_URL, CUSTOMIZE_URL = "/app/doctype", "/app/customize-form"


@desk_page
def new_form(request: Request) -> Response:
	"""Draw the builder with an empty form."""
	check_builder()
	return builder(blank_form(), _("New Form"), LIST_URL)


@desk_page
def open_form(request: Request, name: str) -> Response:
	"""Draw the builder for a form of this site; one that an app brings goes to Customize Form."""
	if request.args.get("view") == "form" or not frappe.db.exists("DocType", name):
		return form_page(request, slug="doctype", name=name)
	check_builder()
	meta = frappe.get_meta(name)
	if not meta.custom or meta.istable:
		target = "?view=form" if meta.issingle or meta.istable or name in SPECIAL_DOCTYPES else None
		return redirect(target or f"{CUSTOMIZE_URL}?doc_type={name}")
	return builder(read_form(name), _(name), LIST_URL)


@desk_page
def customize_form(request: Request, name: str = "") -> Response:
	"""Draw the builder in its restricted mode, or the choice of a form."""
	check_builder()
	name = (
		request.args.get("doc_type") or request.args.get("doctype") or ""
	)  # the Single's own name says nothing
	if not is_doctype(name):
		choices = [choice for choice in form_choices() if choice["standard"]]
		return page("customize_form.html", page_title=_("Customize Form"), at=CUSTOMIZE_URL, choices=choices)
	if frappe.get_meta(name).custom:
		return redirect(f"{LIST_URL}/{name}")
	return builder(read_form(name), _("Customize Form"), CUSTOMIZE_URL)


def builder(form: dict[str, Any], title: str, at: str) -> Response:
	return page(
		"form_builder.html",
		page_title=title,
		at=at,
		model={
			"form": form,
			"palette": palette(),
			"forms": form_choices(),
			"roles": role_choices(),
			"rights": [{"right": right, "label": _(right)} for right in rights],
			"words": words(),
		},
	)


def form_choices() -> list[dict[str, Any]]:
	"""The forms a field may link to, by their Chinese names."""
	rows = frappe.get_all(
		"DocType", filters={"istable": 0, "issingle": 0}, fields=["name", "custom"], limit_page_length=0
	)
	choices = [
		{"value": row.name, "label": _(row.name), "standard": not row.custom}
		for row in rows
		if row.name not in SPECIAL_DOCTYPES
	]
	return sorted(choices, key=lambda choice: choice["label"])


def role_choices() -> list[dict[str, str]]:
	names = frappe.get_all("Role", filters={"disabled": 0}, pluck="name", limit_page_length=0)
	left_out = ("Administrator", "Guest")
	choices = [{"value": name, "label": _(name)} for name in names if name not in left_out]
	return sorted(choices, key=lambda choice: choice["label"])
