"""A document as a bag of values with child rows; the lifecycle is added in `document.py`."""

from __future__ import annotations

import datetime
import weakref
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.data import _dict
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model import child_table_fields, default_fields, storage, virtual
from frappe_standalone.core.model.controllers import get_controller
from frappe_standalone.core.model.docstatus import DocStatus
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.comparing import compare
from frappe_standalone.core.utils.dates import now
from frappe_standalone.core.utils.numbers import cint

RESERVED = frozenset(
	(
		"doctype",
		"meta",
		"flags",
		"parent_doc",
		"permitted_fieldnames",
		"dont_update_if_missing",
		"_doc_before_save",
		"_table_fieldnames",
		"_valid_columns",
	)
)
# Keys that travel with a document to the browser and back though they are no columns.
TRANSIENT = ("_user_tags", "__islocal", "__onload", "_liked_by", "__run_link_triggers", "__unsaved")


class BaseDocument:
	"""Values of one row, kept in `__dict__` as v15 does so that controllers may use plain attributes."""

	_reserved_keywords = RESERVED

	def __init__(self, d: dict):
		if d.get("doctype"):
			self.doctype = d["doctype"]
		self._table_fieldnames = {df.fieldname for df in self.meta.get_table_fields()}
		self.update(d)
		self.dont_update_if_missing: list[str] = []
		if hasattr(self, "__setup__"):
			self.__setup__()

	@cached_property
	def meta(self):
		from frappe_standalone.core.meta import get_meta

		return get_meta(self.doctype)

	@cached_property
	def permitted_fieldnames(self) -> list[str]:
		from frappe_standalone.core.permissions import get_permitted_fields

		return get_permitted_fields(self.doctype, parenttype=getattr(self, "parenttype", None))

	def __getstate__(self) -> dict:
		state = self.__dict__.copy()
		self.remove_unpicklable_values(state)
		return state

	def remove_unpicklable_values(self, state: dict) -> None:
		for key in ("meta", "permitted_fieldnames", "_parent_doc"):
			state.pop(key, None)

	# values ---------------------------------------------------------------------------------------

	def update(self, d: dict) -> BaseDocument:
		"""Set many values; `name` first, because child rows refer to it."""
		if "name" in d:
			self.name = d["name"]
		as_value = bool(getattr(self, "flags", None) and self.flags.ignore_children)
		for key, value in d.items():
			self.set(key, value, as_value=as_value)
		return self

	def update_if_missing(self, d: dict | BaseDocument) -> None:
		"""Set the values of `d` where this document has none."""
		if isinstance(d, BaseDocument):
			d = d.get_valid_dict()
		for key, value in d.items():
			if value is not None and self.get(key) is None and key not in self.dont_update_if_missing:
				self.set(key, value)

	def get(self, key: str | dict, filters: Any = None, limit: int | None = None, default: Any = None) -> Any:
		"""Return a value, or the child rows of a table that match `filters`."""
		if isinstance(key, dict):
			return filter_rows(self.get_all_children(), key, limit=limit)
		if isinstance(filters, dict) and filters:
			return filter_rows(self.__dict__.get(key, []), filters, limit=limit)
		value = self.__dict__.get(key, filters or default)
		if limit and isinstance(value, list | tuple) and len(value) > limit:
			value = value[:limit]
		return value

	def getone(self, key: str, filters: dict | None = None) -> Any:
		return self.get(key, filters=filters, limit=1)[0]

	def set(self, key: str, value: Any, as_value: bool = False) -> None:
		"""Set a value; for a table the rows are made anew from a list of dictionaries."""
		if key in self._reserved_keywords:
			return
		if as_value or key not in self._table_fieldnames:
			self.__dict__[key] = value
			return
		self.__dict__[key] = []
		if value:
			self.extend(key, value)

	def delete_key(self, key: str) -> None:
		self.__dict__.pop(key, None)

	def get_db_value(self, key: str) -> Any:
		from frappe_standalone.core.context import db

		return db.get_value(self.doctype, self.name, key)

	# child rows -----------------------------------------------------------------------------------

	def append(self, key: str, value: BaseDocument | dict | None = None) -> BaseDocument:
		"""Add one row to a table and return it."""
		rows = self.__dict__.get(key)
		if rows is None:
			rows = self.__dict__[key] = []
		row = self._init_child({} if value is None else value, key)
		rows.append(row)
		row.parent_doc = weakref.ref(self)
		return row

	def extend(self, key: str, value: Iterable) -> None:
		try:
			rows = iter(value)
		except TypeError:
			raise ValueError(f"{key} takes a list of rows, not {value!r}") from None
		for row in rows:
			self.append(key, row)

	def remove(self, doc: BaseDocument) -> None:
		"""Take a row out of its table and number the others again."""
		if not doc.get("parentfield"):
			return
		rows = self.get(doc.parentfield)
		rows.remove(doc)
		for number, row in enumerate(rows, 1):
			row.idx = number

	def _init_child(self, value: BaseDocument | dict, key: str) -> BaseDocument:
		if not isinstance(value, BaseDocument):
			doctype = self.get_table_field_doctype(key)
			if not doctype:
				raise AttributeError(key)
			value["doctype"] = doctype
			value = get_controller(doctype)(value)
		value.parent = self.name
		value.parenttype = self.doctype
		value.parentfield = key
		if value.__dict__.get("docstatus") is None:
			value.docstatus = DocStatus.draft()
		if not getattr(value, "idx", None):
			value.idx = len(self.__dict__.get(key) or ()) + 1
		if not getattr(value, "name", None):
			value.__dict__["__islocal"] = 1
		return value

	@property
	def parent_doc(self) -> BaseDocument | None:
		"""The document this row belongs to, while that lives."""
		reference = getattr(self, "_parent_doc", None)
		return reference() if isinstance(reference, weakref.ReferenceType) else reference

	@parent_doc.setter
	def parent_doc(self, value: Any) -> None:
		self._parent_doc = value

	@parent_doc.deleter
	def parent_doc(self) -> None:
		self._parent_doc = None

	def get_all_children(self, parenttype: str | None = None) -> list[BaseDocument]:
		"""Return the rows of all tables, in the order of the fields."""
		rows: list[BaseDocument] = []
		for df in self.meta.get_table_fields():
			if not parenttype or df.options == parenttype:
				rows.extend(self.get(df.fieldname) or ())
		return rows

	def get_table_field_doctype(self, fieldname: str) -> str:
		return self.meta.get_field(fieldname).options

	def get_parentfield_of_doctype(self, doctype: str) -> str | None:
		return next((df.fieldname for df in self.meta.get_table_fields() if df.options == doctype), None)

	def init_child_tables(self) -> None:
		"""Give every table a list, so that controllers can loop without asking."""
		for fieldname in self._table_fieldnames:
			if self.__dict__.get(fieldname) is None:
				self.__dict__[fieldname] = []

	def init_valid_columns(self) -> None:
		"""Give every column an attribute."""
		values = self.__dict__
		for key in (*default_fields, *self.meta.get_valid_columns()):
			values.setdefault(key, None)
		if values["docstatus"] is None:
			self.docstatus = DocStatus.draft()
		if values["idx"] is None:
			values["idx"] = 0

	# states ---------------------------------------------------------------------------------------

	def is_new(self) -> bool:
		return self.get("__islocal")

	@property
	def docstatus(self) -> DocStatus:
		return DocStatus(cint(self.get("docstatus")))

	@docstatus.setter
	def docstatus(self, value: int) -> None:
		self.__dict__["docstatus"] = DocStatus(cint(value))

	# out ------------------------------------------------------------------------------------------

	def get_label_from_fieldname(self, fieldname: str) -> str | None:
		"""The label of a field, None if there is no such field."""
		df = self.meta.get_field(fieldname)
		return df.label if df else None

	def get_valid_dict(
		self,
		sanitize: bool = True,
		convert_dates_to_str: bool = False,
		ignore_nulls: bool = False,
		ignore_virtual: bool = False,
	) -> _dict:
		"""Return the columns with the values as they are stored."""
		d = _dict()
		values = self.__dict__
		for fieldname, df, to_db in self.meta.stored_columns:
			value = values.get(fieldname)
			if df is not None and (sanitize or value is not None):
				if isinstance(value, list):
					throw(_("Value for {0} cannot be a list").format(_(df.label, context=df.parent)))
				if to_db:
					value = to_db(value, df)
				if df.unique and isinstance(value, str) and not value.strip():
					value = None
			if convert_dates_to_str and isinstance(value, datetime.date | datetime.time | datetime.timedelta):
				value = str(value)
			if ignore_nulls and value is None:
				continue
			d[fieldname] = value
		if self.meta.virtual_fields and not ignore_virtual:
			virtual.add_values(self, d, convert_dates_to_str)
		return d

	def as_dict(
		self,
		no_nulls: bool = False,
		no_default_fields: bool = False,
		convert_dates_to_str: bool = False,
		no_child_table_fields: bool = False,
	) -> _dict:
		"""Return the document with its rows as plain dictionaries."""
		doc = self.get_valid_dict(convert_dates_to_str=convert_dates_to_str, ignore_nulls=no_nulls)
		doc["doctype"] = self.doctype
		for fieldname in self._table_fieldnames:
			doc[fieldname] = [
				row.as_dict(
					convert_dates_to_str=convert_dates_to_str,
					no_nulls=no_nulls,
					no_default_fields=no_default_fields,
					no_child_table_fields=no_child_table_fields,
				)
				for row in self.get(fieldname) or ()
			]
		dropped = default_fields if no_default_fields else ()
		dropped += child_table_fields if no_child_table_fields else ()
		for key in dropped:
			doc.pop(key, None)
		for key in TRANSIENT:
			if value := getattr(self, key, None):
				doc[key] = value
		return doc

	def as_json(self) -> str:
		from frappe_standalone.core.utils.jsons import as_json

		return as_json(self.as_dict())

	def get_value(self, fieldname: str) -> Any:
		"""Return the value in its Python type (a date for a Date field given as text)."""
		return self.cast(self.get(fieldname), self.meta.get_field(fieldname))

	def cast(self, value: Any, df: Any) -> Any:
		return fieldtypes.get(df.fieldtype).cast(value)

	# database -------------------------------------------------------------------------------------

	def db_insert(self, ignore_if_duplicate: bool = False) -> None:
		"""Insert this row alone: no checks, no hooks."""
		storage.insert_row(self, ignore_if_duplicate)

	def db_update(self) -> None:
		"""Update this row alone: no checks, no hooks. A new row is inserted."""
		if self.get("__islocal") or not self.name:
			self.db_insert()
		else:
			storage.update_row(self)

	def db_update_all(self) -> None:
		"""Update this row and its child rows: no checks, no hooks."""
		self.db_update()
		for row in self.get_all_children():
			row.db_update()

	def update_modified(self) -> None:
		"""Set `modified` to now, here and in the database."""
		self.set("modified", now())
		storage.set_columns(self, {"modified": self.modified})

	def _fix_numeric_types(self) -> None:
		values = self.__dict__
		for df, entry in self.meta.numeric_fields:
			if df.fieldtype == "Check" or values.get(df.fieldname) is not None:
				values[df.fieldname] = entry.to_db(values.get(df.fieldname), df)
		self.docstatus = cint(self.get("docstatus"))


def filter_rows(data: Iterable | None, filters: dict | None, limit: int | None = None) -> list:
	"""Return the rows whose values pass every filter.

	A filter is a value, `True` (is set), `False` (is not set), `"^text"` (begins with) or a pair
	(operator, value) with the operators of `frappe.utils.compare`.
	"""
	conditions = [(key, *_condition(value)) for key, value in (filters or {}).items()]
	out = []
	for row in data or ():
		if all(compare(_value_of(row, key), operator, value) for key, operator, value in conditions):
			out.append(row)
			if limit and len(out) >= limit:
				break
	return out


def _value_of(row: Any, key: str) -> Any:
	return row.get(key) if isinstance(row, dict) else getattr(row, key, None)


def _condition(value: Any) -> tuple[str, Any]:
	if isinstance(value, tuple | list):
		return value[0], value[1]
	if value is True:
		return "not None", value
	if value is False:
		return "None", value
	if isinstance(value, str) and value.startswith("^"):
		return "^", value[1:]
	return "=", value
