"""What a field type is: its column, how a value reaches the database and how it is read back."""

from __future__ import annotations

from typing import Any

TEXT = "TEXT"


class FieldType:
	"""One field type of v15. Subclasses override what differs; instances are stateless and shared.

	`df` in the methods is a field of a DocType (an object with `get`), or None for a bare cast.
	"""

	name: str = ""
	sql: str | None = TEXT
	max_length: int | None = None
	is_layout = False  # draws something, holds nothing, and permission levels do not matter to it
	is_table = False
	is_numeric = False
	is_float = False
	is_datetime = False
	is_link = False
	is_attachment = False
	checks_text = False  # a text may be no value of this type: `check` says so
	keeps_markup = False  # never passed through the HTML sanitiser

	@property
	def has_value(self) -> bool:
		"""True when the type has a column in the table of its DocType."""
		return self.sql is not None

	@property
	def changes_values(self) -> bool:
		"""True when values may be stored as something else than they are."""
		return type(self).to_db is not FieldType.to_db

	@property
	def is_limited(self) -> bool:
		"""True when a value may not fit."""
		return type(self).fits is not FieldType.fits

	def column(self, df: Any = None) -> str | None:
		"""The SQLite column declaration (type and default), or None if the field has no column."""
		return self.sql

	def to_db(self, value: Any, df: Any = None) -> Any:
		"""The value as it is stored, following v15's `get_valid_dict`."""
		return value

	def cast(self, value: Any) -> Any:
		"""The value as Python sees it, following v15's `cast_fieldtype`."""
		return value

	def check(self, value: str) -> None:
		"""Refuse a text that is no value of this type.

		Raises:
			ValueError, OverflowError
		"""
		self.cast(value)

	def limit(self, df: Any = None) -> int | None:
		"""The greatest number of characters (text) the column takes, None when unlimited."""
		return None

	def fits(self, value: Any, df: Any = None) -> bool:
		"""True when the value is within the limits of the column."""
		return True

	def __repr__(self) -> str:
		return f"<FieldType {self.name}>"


def named(name: str, kind: type[FieldType], **changes: Any) -> FieldType:
	"""Return an instance of `kind` called `name`, with attributes replaced by `changes`."""
	fieldtype = kind()
	fieldtype.name = name
	for key, value in changes.items():
		setattr(fieldtype, key, value)
	return fieldtype


def to_text(value: Any) -> str:
	"""Return text for any value; None becomes the empty text."""
	return "" if value is None else str(value)


def option(df: Any, key: str) -> Any:
	"""Return a property of the field, or None without a field."""
	return df.get(key) if df else None
