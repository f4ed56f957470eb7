"""What a form page tells its browser code: stored values that are readable, labels, what links bring along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from frappe_standalone.core.desk.form_messages import form_messages
from frappe_standalone.core.desk.form_settings import saves_itself
from frappe_standalone.core.desk.grid_layout import TABLES
from frappe_standalone.core.desk.people import my_name
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.wording import label_of
from frappe_standalone.core.http.upload import get_max_file_size

if TYPE_CHECKING:
	from frappe_standalone.core.desk.form_model import FormModel


def opened() -> dict[str, str]:
	"""For form_lost.js: when a new form was opened, in the site's time, and its words."""
	return {
		"at": frappe.utils.now(),
		"found": _(
			"The server did not answer before, but you made {0} since this form was opened. Look whether it is this record."
		),
		"show": _("Show the saved record"),
		"again": _("It is another one, save this too"),
	}


def client_data(form: FormModel) -> dict[str, Any]:
	"""The JSON in the page, read by form_state.js."""
	doc, fields = form.doc, [df for df in form.meta.fields if form.access.may_read(df)]
	return {
		"doctype": doc.doctype,
		"name": None if form.is_new else doc.name,
		"modified": None if form.is_new else str(doc.modified or ""),
		"is_new": form.is_new,
		"opened": opened() if form.is_new else None,
		"title": form.title(),
		"list_url": list_url(doc.doctype),
		"user": frappe.session.user,
		"user_fullname": my_name(),
		"doc": stored_values(form, fields),
		"labels": {df.fieldname: label_of(df) for df in fields if df.label},
		**fetched(fields),
		"creatable": creatable(form, fields),
		"autosave": saves_itself(),
		"max_file": get_max_file_size(),
		"messages": form_messages(),
	}


def stored_values(form: FormModel, fields: list[Any]) -> dict[str, Any]:
	"""The document without its tables, as conditions look at it."""
	doc = form.doc
	values = {
		df.fieldname: doc.get(df.fieldname)
		for df in fields
		if df.fieldtype not in TABLES and doc.get(df.fieldname) is not None
	}
	values["doctype"] = doc.doctype
	if not form.is_new:
		values["name"] = doc.name
	elif doc.get("amended_from"):
		values["amended_from"] = doc.amended_from
	return values


def fetched(fields: list[Any]) -> dict[str, Any]:
	"""What links bring along: link → {field: source}, which of it always, and what fetched links point to (of such a
	link its title is shown, not its name)."""
	fetch: dict[str, dict[str, str]] = {}
	bringing = [df for df in fields if df.get("fetch_from") and "." in df.fetch_from]
	for df in bringing:
		link, source = df.fetch_from.split(".", 1)
		fetch.setdefault(link.strip(), {})[df.fieldname] = source.strip()
	return {
		"fetch": fetch,
		"fetch_always": [
			df.fieldname for df in fields if df.get("fetch_from") and not df.get("fetch_if_empty")
		],
		"fetch_targets": {df.fieldname: df.options for df in bringing if df.fieldtype == "Link"},
	}


def creatable(form: FormModel, fields: list[Any]) -> list[str]:
	"""The doctypes that links of an editable form point to and of which the user may make a record in place."""
	if not form.access.write:
		return []
	children = [
		frappe.get_meta(df.options).fields for df in fields if df.fieldtype in TABLES and not df.hidden
	]
	links = [df for group in (fields, *children) for df in group if df.get("fieldtype") == "Link"]
	targets = {df.get("options") for df in links if not (df.get("read_only") or df.get("hidden"))}
	return sorted(target for target in targets if target and may_make(target))


def may_make(doctype: str) -> bool:
	"""Whether the user may make a record of the doctype by hand."""
	meta = frappe.get_meta(doctype)
	if meta.issingle or meta.istable or meta.get("in_create") or meta.get("read_only"):
		return False
	return may(doctype, "create")
