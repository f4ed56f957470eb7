"""What a DocType says about its fields: found once for each Meta, asked by every save, list and form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.data import _dict
from frappe_standalone.core.fieldtypes import FieldType
from frappe_standalone.core.model import (
	child_table_fields,
	data_fieldtypes,
	no_value_fields,
	table_fields,
)
from frappe_standalone.core.translate import _lt

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


class Fields:
	"""The part of a Meta that knows its fields."""

	name: str
	fields: list[Part]
	default_fields: list[str]

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
	def ordered_dates(self) -> list[tuple[Part, Part]]:
		"""(later, earlier) of the dates of which the form says that one is not before the other."""
		from frappe_standalone.core.model.date_order import rule_of

		known = {df.fieldname: df for df in self.fields if df.fieldtype in ("Date", "Datetime")}
		return [(df, known[rule_of(df)]) for df in known.values() if rule_of(df) in known]

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
