"""What the list's dialogs are told when somebody opens one: the fields with their options, and the dialogs' texts."""

from __future__ import annotations

from typing import Any

import frappe

from frappe_standalone.core.desk.formatters import NUMERIC
from frappe_standalone.core.desk.list_filters import choices_of
from frappe_standalone.core.desk.list_messages import dialog_messages
from frappe_standalone.core.desk.list_spans import SPANS
from frappe_standalone.core.desk.list_state import STANDARD, readable_fields, standard_field
from frappe_standalone.core.desk.list_tables import table_fields
from frappe_standalone.core.desk.rights import field_levels, may
from frappe_standalone.core.desk.views.access import check_read
from frappe_standalone.core.desk.wording import label_of
from frappe_standalone.core.permissions import get_permitted_fields

KINDS = {"Date": "date", "Datetime": "date", "Check": "check", "Select": "select", "Link": "link"}
# Not by one value for many: tables, secrets, files, and what the platform keeps
NOT_TOGETHER = (
	"Password",
	"Attach",
	"Attach Image",
	"Signature",
	"Geolocation",
	"JSON",
	"Barcode",
	"Dynamic Link",
	"Code",
)


@frappe.whitelist()
def describe(doctype: str) -> dict[str, Any]:
	"""The fields of a list with what may be done with each: filter, show, export, change many."""
	check_read(doctype)
	meta = frappe.get_meta(doctype)
	writable = writable_fields(meta)
	own = [described(df, writable) for df in readable_fields(meta) if not df.get("hidden")]
	return {
		"fields": [
			*own,
			*(described(standard_field(name), set()) for name in STANDARD if name != "docstatus"),
		],
		"rows": [described(df, set()) for df in table_fields(meta).values()],
		"tables": tables_of(meta),
		"spans": [[key, str(label)] for key, label in SPANS.items()],
		"messages": dialog_messages(),
	}


def described(df: Any, writable: set[str]) -> dict[str, Any]:
	"""One field: what it is called, how it is asked for, and whether it may be changed for many at once."""
	name, kind = df.get("fieldname"), df.get("fieldtype")
	found = {
		"fieldname": name,
		"label": label_of(df) or name,
		"kind": KINDS.get(kind) or ("number" if kind in NUMERIC else "text"),
	}
	if kind == "Link":
		found["target"] = df.get("options")
	if kind == "Select":
		found["options"] = choices_of(df)
	if name in writable:
		found["editable"] = 1
	if kind == "Datetime":
		found["timed"] = 1
	return found


def writable_fields(meta: Any) -> set[str]:
	"""Fields of a list that the user may set and no program does."""
	if not may(meta.name, "write"):
		return set()
	levels = field_levels(meta, "write")
	return {
		df.get("fieldname")
		for df in readable_fields(meta)
		if int(df.get("permlevel") or 0) in levels
		and not (df.get("read_only") or df.get("hidden") or df.get("set_only_once") or df.get("fetch_from"))
		and df.get("fieldtype") not in NOT_TOGETHER
	}


def tables_of(meta: Any) -> list[dict[str, Any]]:
	"""The child tables whose columns may leave with an export, each with these."""
	levels = field_levels(meta)
	found = []
	for df in meta.fields:
		if df.get("fieldtype") != "Table" or int(df.get("permlevel") or 0) not in levels or df.get("hidden"):
			continue
		fields = [described(column, set()) for column in child_columns(df, meta.name)]
		if fields:
			found.append({"fieldname": df.get("fieldname"), "label": label_of(df), "fields": fields})
	return found


def child_columns(df: Any, parent: str) -> list[Any]:
	"""The columns of a child table that the user may read."""
	allowed = set(get_permitted_fields(df.get("options"), parenttype=parent))
	return [
		column
		for column in readable_columns(frappe.get_meta(df.get("options")))
		if column.get("fieldname") in allowed and not column.get("hidden")
	]


def readable_columns(child: Any) -> list[Any]:
	from frappe_standalone.core.desk.list_state import NO_FILTER

	return [df for df in child.fields if df.get("fieldtype") not in NO_FILTER and not df.get("is_virtual")]
