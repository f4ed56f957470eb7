"""Meta: a DocType as the site has it — its definition, custom fields, property setters, permissions.

A Meta is shared by all threads of the process and must not be changed. It is kept until the site's
metadata generation changes (`frappe.clear_cache`, saving a DocType, Custom Field, Property Setter …).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from frappe_standalone.core import cache, fieldtypes
from frappe_standalone.core.apps import get_app_path, get_module_app
from frappe_standalone.core.context import db, local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import DoesNotExistError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.meta_fields import Fields, Part
from frappe_standalone.core.meta_order import order_fields
from frappe_standalone.core.model import (
	child_table_fields,
	data_fieldtypes,
	default_fields,
	table_fields,
)
from frappe_standalone.core.model.refused import RefusedOfMeta
from frappe_standalone.core.text import scrub
from frappe_standalone.core.translate import _

# Read from their JSON, never from the database, so that the first of them can be stored at all.
SPECIAL_DOCTYPES = frozenset(
	("DocType", "DocField", "DocPerm", "DocType Action", "DocType Link", "DocType State")
)
PARTS = {
	"fields": "DocField",
	"permissions": "DocPerm",
	"actions": "DocType Action",
	"links": "DocType Link",
	"states": "DocType State",
}
META = "doctype_meta"
CUSTOM_PARTS = {"links": "DocType Link", "actions": "DocType Action", "states": "DocType State"}


def get_meta(doctype: str, cached: bool = True) -> Meta:
	"""Return the Meta of a DocType.

	Raises:
		DoesNotExistError: if the site has no such DocType.
	"""
	if not isinstance(doctype, str):
		return Meta(doctype.as_dict())
	if not cached:
		clear_meta(doctype)
	return cache.get_live(META, doctype, lambda: load_meta(doctype))


def clear_meta(doctype: str | None = None) -> None:
	"""Forget one Meta, or all of them."""
	cache.drop_live(META, doctype)
	local.role_permissions = {}
	local.new_doc_templates = {}


def load_meta(doctype: str) -> Meta:
	"""Build the Meta of a DocType from its JSON (special ones) or from the database."""
	if doctype in SPECIAL_DOCTYPES:
		return Meta(read_definition(doctype))
	row = db.sql("SELECT * FROM `tabDocType` WHERE `name`=%s", (doctype,), as_dict=True)
	if not row:
		throw(_("{0} {1} not found").format(_("DocType"), doctype), DoesNotExistError)
	definition = row[0]
	for key, child in PARTS.items():
		definition[key] = _rows(child, "parent", doctype, "AND `parentfield`=%s", (key,))
	return customized(Meta(definition))


def read_definition(doctype: str) -> dict:
	"""Return the JSON of a DocType of the platform itself."""
	folder = doctype.lower().replace(" ", "_")
	path = Path(__file__).parent / "doctype" / folder / f"{folder}.json"
	return json.loads(path.read_text(encoding="utf-8"))


def _rows(doctype: str, column: str, value: str, also: str = "", values: tuple = ()) -> list[dict]:
	query = f"SELECT * FROM `tab{doctype}` WHERE `{column}`=%s {also} ORDER BY `idx`"
	return db.sql(query, (value, *values), as_dict=True)


def customized(meta: Meta) -> Meta:
	"""Apply what administrators and other apps changed: fields, properties, permissions, parts."""
	if db.table_exists("Custom Field"):
		meta.add_fields(_rows("Custom Field", "dt", meta.name))
	if db.table_exists("Property Setter"):
		for setter in _rows("Property Setter", "doc_type", meta.name):
			meta.apply_property(setter)
	meta.sort_parts()
	if not meta.istable and db.table_exists("Custom DocPerm"):
		permissions = _rows("Custom DocPerm", "parent", meta.name)
		if permissions and not (local.flags.in_patch or local.flags.in_install):
			meta.permissions = [Part(row, doctype="Custom DocPerm") for row in permissions]
	return meta


class Meta(Fields, RefusedOfMeta):
	"""The definition of a DocType, with v15's questions to it."""

	default_fields = list(default_fields)[1:]
	special_doctypes = SPECIAL_DOCTYPES

	def __init__(self, definition: dict):
		self.doctype = "DocType"
		self.controller: type | None = None
		for df in columns_of_doctype():
			self.__dict__[df["fieldname"]] = fieldtypes.get(df["fieldtype"]).to_db(df.get("default"), df)
		self.__dict__.update({key: value for key, value in definition.items() if key not in PARTS})
		for key, child in PARTS.items():
			rows = definition.get(key) or ()
			self.__dict__[key] = [Part(_with_defaults(child, row), parent=self.name) for row in rows]
		self._forget_derived()

	def add_fields(self, custom_fields: Iterable[dict]) -> None:
		"""Append custom fields (rows of Custom Field)."""
		for row in custom_fields:
			self.fields.append(Part(row, parent=self.name, doctype="DocField", is_custom_field=1))

	def apply_property(self, setter: dict) -> None:
		"""Apply one Property Setter."""
		target: Any = self
		if setter.doctype_or_field == "DocField":
			target = _first(self.fields, fieldname=setter.field_name)
		elif setter.doctype_or_field != "DocType":
			parts = next(
				(key for key, child in CUSTOM_PARTS.items() if child == setter.doctype_or_field), None
			)
			target = _first(self.__dict__.get(parts) or (), name=setter.row_name)
		if target is not None:
			target.set(setter.property, cast_property(setter.property_type, setter.value))

	def sort_parts(self) -> None:
		"""Put fields, links, actions and states in the order customisations ask for."""
		self.fields = order_fields(self.fields, self.__dict__.get("field_order"))
		for key in CUSTOM_PARTS:
			order = json.loads(self.get(f"{key}_order") or "[]")
			place = {name: number for number, name in enumerate(order)}
			self.__dict__[key].sort(key=lambda part: place.get(part.name, len(place)))
		self._forget_derived()

	def _forget_derived(self) -> None:
		for key in DERIVED:
			self.__dict__.pop(key, None)

	def get_web_template(self, suffix: str = "") -> str | None:
		"""Return the path, inside its app, of the template of the DocType's pages; None if the app has none."""
		module, name = scrub(self.module), scrub(self.name)
		template = f"{module}/doctype/{name}/templates/{name}{suffix}.html"
		is_there = Path(get_app_path(get_module_app(self.module)), template).is_file()
		return template if is_there else None

	def get_row_template(self) -> str | None:
		return self.get_web_template(suffix="_row")

	def get_list_template(self) -> str | None:
		return self.get_web_template(suffix="_list")

	# as a document --------------------------------------------------------------------------------

	def get(self, key: str, filters: Any = None, limit: int | None = None, default: Any = None) -> Any:
		"""Return a property, or the parts that match `filters` (see `filter_rows`)."""
		if isinstance(filters, dict):
			from frappe_standalone.core.model.base_document import filter_rows

			return filter_rows(self.__dict__.get(key) or (), filters, limit=limit)
		return self.__dict__.get(key, filters or default)

	def set(self, key: str, value: Any) -> None:
		self.__dict__[key] = value

	def as_dict(self, no_nulls: bool = False) -> dict:
		"""Return the definition, customisations included."""
		out = {"doctype": "DocType", "name": self.name, "module": self.module}
		for df in columns_of_doctype():
			out[df["fieldname"]] = self.__dict__.get(df["fieldname"])
		if no_nulls:
			out = {key: value for key, value in out.items() if value is not None}
		for key in PARTS:
			out[key] = [part.as_dict(no_nulls) for part in self.__dict__[key]]
		return out

	def __repr__(self) -> str:
		return f"<Meta: {self.name}>"

	# permissions ----------------------------------------------------------------------------------

	def get_permissions(self, parenttype: str | None = None) -> list[Part]:
		"""Return the permission rows; a child table has those of its parent."""
		return get_meta(parenttype).permissions if self.istable and parenttype else self.permissions

	def get_permlevel_access(
		self, permission_type: str = "read", parenttype: str | None = None, *, user: str | None = None
	) -> list[int]:
		from frappe_standalone.core.permissions import get_roles

		roles = get_roles(user)
		rows = self.get_permissions(parenttype)
		levels = (row.permlevel or 0 for row in rows if row.role in roles and row.get(permission_type))
		return list(dict.fromkeys(levels))

	def get_permitted_fieldnames(
		self,
		parenttype: str | None = None,
		*,
		user: str | None = None,
		permission_type: str | None = "read",
		with_virtual_fields: bool = True,
	) -> list[str]:
		from frappe_standalone.core.permissions import permitted_fieldnames

		return permitted_fieldnames(self, parenttype, user=user, permission_type=permission_type)


DERIVED = tuple(key for key, value in vars(Fields).items() if isinstance(value, cached_property))


def columns_of_doctype() -> list[dict]:
	"""Return the fields of DocType itself that have a value."""
	return _columns("DocType")


_definitions: dict[str, list[dict]] = {}


def _columns(doctype: str) -> list[dict]:
	if doctype not in _definitions:
		fields = read_definition(doctype)["fields"]
		_definitions[doctype] = [df for df in fields if df["fieldtype"] in data_fieldtypes]
	return _definitions[doctype]


def _with_defaults(doctype: str, row: dict) -> dict:
	"""Return the row of a DocType's JSON with every column; what the JSON leaves out is 0 or None."""
	full = {df["fieldname"]: fieldtypes.get(df["fieldtype"]).to_db(None, df) for df in _columns(doctype)}
	return {**full, **row, "doctype": doctype}


def _first(parts: Iterable[Part], **values: Any) -> Part | None:
	return next((part for part in parts if all(part.get(k) == v for k, v in values.items())), None)


def cast_property(fieldtype: str | None, value: Any) -> Any:
	"""Return the value of a Property Setter in the type it names."""
	if fieldtype in fieldtypes.FIELD_TYPES and fieldtypes.get(fieldtype).is_numeric:
		return fieldtypes.get(fieldtype).cast(value)
	return value


def get_field_precision(df: Any, doc: Any = None, currency: str | None = None) -> int:
	"""Return the decimals of a Currency, Float or Percent field: its own, or those of System Settings."""
	from frappe_standalone.core.settings import get_system_settings

	if df.precision:
		return int(df.precision)
	setting = "currency_precision" if df.fieldtype == "Currency" else "float_precision"
	return int(get_system_settings(setting) or (2 if df.fieldtype == "Currency" else 3))


def get_default_df(fieldname: str) -> _dict | None:
	"""Return the description of a standard column as a field."""
	if fieldname in ("creation", "modified"):
		return _dict(fieldname=fieldname, fieldtype="Datetime")
	if fieldname in ("docstatus", "idx"):
		return _dict(fieldname=fieldname, fieldtype="Int")
	if fieldname in (*default_fields, *child_table_fields):
		return _dict(fieldname=fieldname, fieldtype="Data")
	return None


def is_single(doctype: str) -> bool:
	"""True for a DocType with one record and no list."""
	return bool(get_meta(doctype).issingle)


def get_parent_dt(dt: str) -> str:
	"""Return a DocType that has `dt` as its child table, or an empty text."""
	return db.get_value("DocField", {"options": dt, "fieldtype": ["in", table_fields]}, "parent") or ""


def get_translated_doctypes() -> list[str]:
	"""Return the DocTypes whose records have translated names."""
	setters = (
		"SELECT `doc_type` FROM `tabProperty Setter` WHERE `property`='translated_doctype' AND `value`='1'"
	)
	return db.sql_list(f"SELECT `name` FROM `tabDocType` WHERE `translated_doctype`=1 UNION {setters}")
