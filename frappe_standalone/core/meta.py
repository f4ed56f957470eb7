"""Meta: a DocType as the site has it — its definition, custom fields, property setters, permissions.

A Meta is shared by all threads of the process and must not be changed. It is kept until the site's
metadata generation changes (`frappe.clear_cache`, saving a DocType, Custom Field, Property Setter …).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from frappe_standalone.core import cache, fieldtypes
from frappe_standalone.core.apps import get_app_path, get_module_app
from frappe_standalone.core.context import db, local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import DoesNotExistError
from frappe_standalone.core.fieldtypes import FieldType
from frappe_standalone.core.messages import throw
from frappe_standalone.core.meta_order import order_fields
from frappe_standalone.core.model import (
	child_table_fields,
	data_fieldtypes,
	default_fields,
	no_value_fields,
	table_fields,
)
from frappe_standalone.core.model.refused import RefusedOfMeta
from frappe_standalone.core.text import scrub
from frappe_standalone.core.translate import _, _lt

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
STANDARD_SET_ONCE = (
	_dict(fieldname="creation", fieldtype="Datetime"),
	_dict(fieldname="owner", fieldtype="Data"),
)
DEFAULT_FIELD_LABELS = {
	"name": _lt("ID"),
	"creation": _lt("Created On"),
	"docstatus": _lt("Document Status"),
	"idx": _lt("Index"),
	"modified": _lt("Last Updated On"),
	"modified_by": _lt("Last Updated By"),
	"owner": _lt("Created By"),
	"_user_tags": _lt("Tags"),
	"_liked_by": _lt("Liked By"),
	"_comments": _lt("Comments"),
	"_assign": _lt("Assigned To"),
}


class Part(_dict):
	"""One field, permission, action, link or state of a DocType."""

	__slots__ = ()

	def set(self, key: str, value: Any) -> None:
		self[key] = value

	def as_dict(self, no_nulls: bool = False) -> dict:
		return {key: value for key, value in self.items() if not (no_nulls and value is None)}


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


class Meta(RefusedOfMeta):
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

	# fields ---------------------------------------------------------------------------------------

	@cached_property
	def _fields(self) -> dict[str, Part]:
		return {df.fieldname: df for df in self.fields}

	@cached_property
	def fields_by_type(self) -> dict[str, list[Part]]:
		groups: dict[str, list[Part]] = {}
		for df in self.fields:
			groups.setdefault(df.fieldtype, []).append(df)
		return groups

	@cached_property
	def _fetched(self) -> dict[str, list[Part]]:
		"""Link field → the fields filled from what it links to."""
		groups: dict[str, list[Part]] = {}
		for df in self.fields:
			if df.fetch_from and df.fieldtype not in no_value_fields and "." in df.fetch_from:
				groups.setdefault(df.fetch_from.split(".", 1)[0], []).append(df)
		return groups

	@cached_property
	def _table_fields(self) -> list[Part]:
		return [df for df in self.fields if df.fieldtype in table_fields]

	@cached_property
	def _valid_columns(self) -> list[str]:
		columns = self.default_fields + [
			df.fieldname for df in self.fields if df.fieldtype in data_fieldtypes and not df.is_virtual
		]
		return list(dict.fromkeys(columns + (list(child_table_fields) if self.istable else [])))

	@cached_property
	def stored_columns(self) -> list[tuple[str, Part | None, Callable | None]]:
		"""Column, its field, and what makes its value storable (None: it is stored as it is)."""
		found = []
		for column in self._valid_columns:
			df = self._fields.get(column)
			entry = fieldtypes.get(df.fieldtype) if df is not None else None
			found.append((column, df, entry.to_db if entry and entry.changes_values else None))
		return found

	@cached_property
	def limited_fields(self) -> list[tuple[Part, FieldType]]:
		"""The fields whose values may be too long or too large, with their types."""
		entries = ((df, fieldtypes.get(df.fieldtype)) for df in self.fields)
		return [(df, entry) for df, entry in entries if entry.has_value and entry.is_limited]

	@cached_property
	def numeric_fields(self) -> list[tuple[Part, FieldType]]:
		"""The fields that hold numbers, with their types."""
		entries = ((df, fieldtypes.get(df.fieldtype)) for df in self.fields)
		return [(df, entry) for df, entry in entries if entry.is_numeric]

	@cached_property
	def blank_values(self) -> _dict:
		"""What a new document starts with, whoever makes it; not to be changed."""
		from frappe_standalone.core.model.create_new import blank_values

		return blank_values(self)

	@cached_property
	def personal_fields(self) -> list[Part]:
		"""The fields whose default depends on the user or on the day."""
		from frappe_standalone.core.model.create_new import has_default, is_personal

		return [df for df in self.fields if has_default(df) and is_personal(df)]

	@cached_property
	def changing_fields(self) -> list[Part]:
		"""The fields whose default may be another one for each document."""
		return [df for df in self.fields if df.default or df.fieldtype == "Time"]

	@cached_property
	def checked_texts(self) -> list[Part]:
		"""The fields of a type that cannot hold every text: dates, times, durations, JSON."""
		return [df for df in self.fields if fieldtypes.get(df.fieldtype).checks_text]

	@cached_property
	def virtual_fields(self) -> list[Part]:
		"""The fields without a column, whose values are worked out."""
		return [df for df in self.fields if df.is_virtual and df.fieldtype in data_fieldtypes]

	def get_field(self, fieldname: str) -> Part | None:
		return self._fields.get(fieldname)

	def has_field(self, fieldname: str) -> bool:
		return fieldname in self._fields

	def get_label(self, fieldname: str) -> str:
		"""Return the label (untranslated) of a field or of a standard column."""
		if df := self._fields.get(fieldname):
			return df.label
		return str(DEFAULT_FIELD_LABELS.get(fieldname, "No Label"))

	def get_options(self, fieldname: str) -> str:
		return self._fields[fieldname].options

	def get_valid_columns(self) -> list[str]:
		"""Return the columns of the DocType's table, standard ones first."""
		return self._valid_columns

	def get_table_fields(self) -> list[Part]:
		return self._table_fields

	def get_table_field_doctype(self, fieldname: str) -> str | None:
		df = self._fields.get(fieldname)
		return df.options if df and df.fieldtype in table_fields else None

	def get_link_fields(self) -> list[Part]:
		return [df for df in self.fields_by_type.get("Link", ()) if df.options != "[Select]"]

	def get_dynamic_link_fields(self) -> list[Part]:
		return list(self.fields_by_type.get("Dynamic Link", ()))

	def get_select_fields(self) -> list[Part]:
		return [
			df for df in self.fields_by_type.get("Select", ()) if df.options not in ("[Select]", "Loading...")
		]

	def get_data_fields(self) -> list[Part]:
		return list(self.fields_by_type.get("Data", ()))

	def get_phone_fields(self) -> list[Part]:
		return list(self.fields_by_type.get("Phone", ()))

	def get_image_fields(self) -> list[Part]:
		return list(self.fields_by_type.get("Attach Image", ()))

	def get_attachment_fields(self) -> list[Part]:
		return [df for df in self.fields if fieldtypes.get(df.fieldtype).is_attachment]

	def get_code_fields(self) -> list[Part]:
		return list(self.fields_by_type.get("Code", ()))

	def get_custom_fields(self) -> list[Part]:
		return [df for df in self.fields if df.is_custom_field]

	def get_translatable_fields(self) -> list[str]:
		return [df.fieldname for df in self.fields if df.translatable]

	def is_translatable(self, fieldname: str) -> bool:
		df = self._fields.get(fieldname)
		return bool(df and df.translatable)

	def get_high_permlevel_fields(self) -> list[Part]:
		return [df for df in self.fields if (df.permlevel or 0) > 0]

	def get_set_only_once_fields(self) -> list[Part]:
		"""Return the fields that never change after the first save, creation and owner among them."""
		fields = [df for df in self.fields if df.set_only_once]
		known = {df.fieldname for df in fields}
		return fields + [df for df in STANDARD_SET_ONCE if df.fieldname not in known]

	def get_fields_to_fetch(self, link_fieldname: str | None = None) -> list[Part]:
		"""Return the fields that are filled from a linked document (`fetch_from` = link.field)."""
		if link_fieldname:
			return list(self._fetched.get(link_fieldname, ()))
		fetched = {
			part.fieldname for df in self.get_link_fields() for part in self._fetched.get(df.fieldname, ())
		}
		return [df for df in self.fields if df.fieldname in fetched]

	def get_link_doctype(self, fieldname: str) -> str | None:
		df = self._fields[fieldname]
		if df.fieldtype == "Link":
			return df.options
		return self.get_options(df.options) if df.fieldtype == "Dynamic Link" else None

	def get_fieldnames_with_value(
		self, with_field_meta: bool = False, with_virtual_fields: bool = False
	) -> list:
		fields = [df for df in self.fields if df.fieldtype not in no_value_fields]
		return fields if with_field_meta else [df.fieldname for df in fields]

	def get_global_search_fields(self) -> list:
		fields = [df for df in self.fields if df.in_global_search and df.fieldtype not in no_value_fields]
		if self.show_name_in_global_search:
			fields.append(_dict(fieldtype="Data", fieldname="name", label="Name"))
		return fields

	def get_fields_to_check_permissions(self, user_permission_doctypes: Iterable[str]) -> list:
		"""Return the links a user permission restricts; the record's own name is one if its type is."""
		allowed = set(user_permission_doctypes)
		fields = [
			df for df in self.get_link_fields() if not df.ignore_user_permissions and df.options in allowed
		]
		if self.name in allowed:
			fields.append(_dict(label="Name", fieldname="name", options=self.name))
		return fields

	# presentation ---------------------------------------------------------------------------------

	def get_title_field(self) -> str:
		if self.title_field:
			return self.title_field
		return "title" if self.has_field("title") else "name"

	def get_search_fields(self) -> list[str]:
		fields = [name.strip() for name in (self.search_fields or "name").split(",")]
		return fields if "name" in fields else [*fields, "name"]

	def get_list_fields(self) -> list[str]:
		fields = ["name"]
		fields += [df.fieldname for df in self.fields if df.in_list_view and df.fieldtype in data_fieldtypes]
		if self.title_field and self.title_field not in fields:
			fields.append(self.title_field)
		return fields

	def get_naming_series_options(self) -> list[str]:
		df = self.get_field("naming_series")
		return (df.options or "").split("\n") if df else []

	def get_workflow(self) -> None:
		"""Frappe's own Workflow is not part of this platform; no DocType has one."""

	def is_nested_set(self) -> bool:
		return self.has_field("lft") and self.has_field("rgt")

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


DERIVED = tuple(key for key, value in vars(Meta).items() if isinstance(value, cached_property))


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
