"""Fields of a DocType as JSON Schema: what a document looks like to one user."""

from __future__ import annotations

import re
from typing import Any

import frappe

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.fieldtypes.dates import Date, Datetime, Time
from frappe_standalone.core.fieldtypes.numbers import WholeNumber, YesNo
from frappe_standalone.core.fieldtypes.text import Json

TEXT_OR_NULL = {"type": ["string", "null"]}
# What every document carries. Times have no zone: they are the site's.
STANDARD = {
	"doctype": {"type": "string"},
	"name": {"type": ["string", "integer", "null"]},
	"owner": TEXT_OR_NULL,
	"creation": TEXT_OR_NULL,
	"modified": TEXT_OR_NULL,
	"modified_by": TEXT_OR_NULL,
	"docstatus": {"type": "integer", "enum": [0, 1, 2]},
	"idx": {"type": "integer"},
}
CHILD = {"parent": TEXT_OR_NULL, "parentfield": TEXT_OR_NULL, "parenttype": TEXT_OR_NULL}
READ_ONLY = ("owner", "creation", "modified_by")


def component(doctype: str) -> str:
	"""Return the name of a DocType's schema; OpenAPI takes only these characters."""
	return re.sub(
		r"[^A-Za-z0-9._-]", lambda found: "_" if found[0] == " " else f"-{ord(found[0]):x}", doctype
	)


def reference(doctype: str) -> dict:
	"""Return a reference to a DocType's schema."""
	return {"$ref": f"#/components/schemas/{component(doctype)}"}


def document_schema(doctype: str, parenttype: str | None = None) -> dict:
	"""Return the schema of a document with the fields that the current user may read or write."""
	meta = frappe.get_meta(doctype)
	readable = set(meta.get_permlevel_access("read", parenttype))
	writable = set(meta.get_permlevel_access("write", parenttype))
	properties: dict[str, dict] = {
		name: {**schema, "readOnly": True} if name in READ_ONLY else schema
		for name, schema in {**STANDARD, **(CHILD if meta.istable else {})}.items()
	}
	if meta.issingle:
		properties.update(docstatus={}, idx={})  # a single keeps its values as texts
	needed: list[str] = []
	for df in meta.fields:
		level = frappe.utils.cint(df.permlevel)
		if fieldtypes.get(df.fieldtype).is_layout or not ({level} & (readable | writable)):
			continue
		properties[df.fieldname] = described(df, field_schema(df), level in readable, level in writable)
		if df.reqd and not df.default and not df.fetch_from and not df.read_only:
			needed.append(df.fieldname)
	schema = {"type": "object", "title": doctype, "properties": properties, "additionalProperties": True}
	if needed:
		# Needed in a new document; an answer or a change may leave them out.
		schema["x-mandatory"] = needed
	return schema


def described(df: Any, schema: dict, readable: bool, writable: bool) -> dict:
	"""Return the schema of a field with its label and who may do what with it."""
	if "$ref" in str(schema.get("items")):
		described = dict(schema)
	else:
		described = {**schema, **({"title": df.label} if df.label else {})}
	if df.fieldtype == "Password":
		described["writeOnly"] = True  # answers carry stars
	elif (readable and not writable) or df.is_virtual:
		described["readOnly"] = True
	elif writable and not readable:
		described["writeOnly"] = True
	return described


def field_schema(df: Any) -> dict:
	"""Return the schema of one field's value, by its type in the registry."""
	kind = fieldtypes.get(df.fieldtype)
	if kind.is_table:
		return {"type": "array", "items": reference(df.options)}
	if isinstance(kind, YesNo):
		return {"type": "integer", "enum": [0, 1]}
	if isinstance(kind, WholeNumber):
		return {"type": "integer", "maximum": kind.max_value, "minimum": -kind.max_value}
	if kind.is_numeric or kind.sql == "REAL":
		# Ratings and durations may be empty, and a single keeps them as texts.
		return {"type": "number" if kind.is_numeric else ["number", "string", "null"]}
	if isinstance(kind, Date | Datetime | Time):
		return {"type": ["string", "null"], "description": DATE_FORMS[type(kind)]}
	if isinstance(kind, Json):
		return {"type": ["string", "object", "array", "null"]}
	return text_schema(df, kind)


DATE_FORMS = {Date: "YYYY-MM-DD", Datetime: "YYYY-MM-DD HH:MM:SS.ffffff", Time: "HH:MM:SS.ffffff"}


def text_schema(df: Any, kind: Any) -> dict:
	"""Return the schema of a text: its greatest length, the choices of a Select, where a Link leads."""
	schema: dict[str, Any] = {"type": ["string", "null"]}
	limit = kind.limit(df)
	if limit:
		schema["maxLength"] = limit
	if df.fieldtype == "Select" and df.options:
		schema["enum"] = list(dict.fromkeys([*df.options.split("\n"), "", None]))
	if df.fieldtype == "Link":
		schema["description"] = f"name of a {df.options}"
	elif df.fieldtype == "Dynamic Link":
		schema["description"] = f"name of a document of the DocType in {df.options}"
	return schema
