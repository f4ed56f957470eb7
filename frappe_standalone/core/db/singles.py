"""Single DocTypes: one record each, kept as rows (DocType, field, value) of text."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import messages
from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.db.statements import Statements
from frappe_standalone.core.document_cache import clear_document_cache
from frappe_standalone.core.errors import DoesNotExistError, ValidationError
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import now
from frappe_standalone.core.utils.numbers import sbool


class InvalidColumnName(ValidationError):
	"""A field that the DocType does not have."""


class Singles(Statements):
	"""The part of `frappe.db` that reads and writes single DocTypes."""

	InvalidColumnName = InvalidColumnName

	def get_values_from_single(
		self,
		fields: Any,
		filters: Any,
		doctype: str,
		as_dict: bool = False,
		debug: bool = False,
		update: dict | None = None,
		*,
		run: bool = True,
		pluck: bool = False,
		distinct: bool = False,
	) -> list:
		"""Values of a single DocType, as text; an empty list if none of them was ever saved."""
		stored = self.get_singles_dict(doctype)
		if isinstance(filters, dict) and any(stored.get(key) != value for key, value in filters.items()):
			return []
		if fields == "*":
			return [stored] if stored else []
		names = [fields] if isinstance(fields, str) else list(fields)
		if not any(name in stored for name in names):
			return []
		values = _dict((name, stored.get(name)) for name in names).update(update or {})
		if pluck:
			return [values[name] for name in names]
		return [values] if as_dict else [[values.get(name) for name in names]]

	def get_singles_dict(
		self, doctype: str, debug: bool = False, *, for_update: bool = False, cast: bool = False
	) -> _dict:
		"""All values of a single DocType: text as stored, or in their fields' types with `cast`."""
		if not self.table_exists("Singles"):
			return _dict()
		stored = _dict(self.sql("select field, value from `tabSingles` where doctype = %s", (doctype,)))
		if not cast:
			return stored
		from frappe_standalone.core.meta import get_meta

		try:
			meta = get_meta(doctype)
		except DoesNotExistError:
			messages.clear_last_message()
			return stored
		for fieldname, value in stored.items():
			if field := meta.get_field(fieldname):
				stored[fieldname] = cast_value(field.fieldtype, value)
		return stored

	def get_single_value(self, doctype: str, fieldname: str, cache: bool = True) -> Any:
		"""One value of a single DocType in its field's type.

		Raises:
			InvalidColumnName: if the DocType has no such field.
		"""
		kept = self.value_cache.setdefault(doctype, {})
		if cache and fieldname in kept:
			return kept[fieldname]
		from frappe_standalone.core.meta import get_meta

		field = get_meta(doctype).get_field(fieldname)
		if not field:
			message = _("Field {0} does not exist on {1}")
			messages.throw(
				message.format(messages.bold(fieldname), messages.bold(doctype)), self.InvalidColumnName
			)
		stored = self.sql(
			"select value from `tabSingles` where doctype = %s and field = %s",
			(doctype, fieldname),
			pluck=True,
		)
		value = cast_value(field.fieldtype, stored[0] if stored else None)
		self.value_cache.setdefault(doctype, {})[fieldname] = value
		return value

	get_singles_value = get_single_value

	def set_single_value(
		self,
		doctype: str,
		fieldname: str | dict,
		value: Any = None,
		*,
		modified: Any = None,
		modified_by: str | None = None,
		update_modified: bool = True,
		debug: bool = False,
	) -> None:
		"""Set fields of a single DocType."""
		changes = self._changes(fieldname, value, modified, modified_by, update_modified)
		self.sql("delete from `tabSingles` where doctype = %s and field in %s", (doctype, list(changes)))
		for name, changed in changes.items():
			self.sql(
				"insert into `tabSingles` (doctype, field, value) values (%s, %s, %s)",
				(doctype, name, single_text(changed)),
			)
		clear_document_cache(doctype, doctype)
		self.value_cache.pop(doctype, None)

	@staticmethod
	def _changes(field: str | dict, value: Any, modified: Any, modified_by: str | None, stamp: bool) -> dict:
		changes = dict(field) if isinstance(field, dict) else {field: value}
		if stamp:
			changes["modified"] = modified or now()
			changes["modified_by"] = modified_by or local.session.user
		return changes


def cast_value(fieldtype: str, value: Any) -> Any:
	"""A stored text in its field's type."""
	from frappe_standalone.core.utils.casting import cast

	return cast(fieldtype, value)


def single_text(value: Any) -> Any:
	"""A value of a single DocType as it is stored: everything is text there."""
	value = sbool(value)
	return int(value) if isinstance(value, bool) else value
