"""SQL functions for the query builder, in SQLite's spelling where PyPika's is another one."""

from __future__ import annotations

from typing import Any

from pypika.functions import *  # noqa: F403 (v15 offers all of PyPika's)
from pypika.functions import DistinctOptionFunction
from pypika.terms import CustomFunction, Function, Term
from pypika.utils import format_alias_sql

from frappe_standalone.core.db.values import literal
from frappe_standalone.core.unsupported import NotSupported


class GROUP_CONCAT(DistinctOptionFunction):
	"""The values of a group, separated by commas."""

	def __init__(self, column: Any, alias: str | None = None):
		super().__init__("GROUP_CONCAT", column, alias=alias)


def GroupConcat(*args: Any, **kwds: Any) -> GROUP_CONCAT:
	"""The values of a group, separated by commas."""
	return GROUP_CONCAT(*args, **kwds)


class Concat_ws(Function):
	"""CONCAT_WS(separator, …)."""

	def __init__(self, *terms: Any, **kwargs: Any):
		super().__init__("CONCAT_WS", *terms, **kwargs)


class Locate(Function):
	"""LOCATE(needle, text[, start])."""

	def __init__(self, *terms: Any, **kwargs: Any):
		super().__init__("LOCATE", *terms, **kwargs)


class Ifnull(Function):
	"""IFNULL(value, other)."""

	def __init__(self, condition: Any, term: Any, **kwargs: Any):
		super().__init__("IFNULL", condition, term, **kwargs)


class NVL(Function):
	"""IFNULL(value, other) by another name."""

	def __init__(self, condition: Any, term: Any, alias: str | None = None):
		super().__init__("IFNULL", condition, term, alias=alias)


class IsNull(Function):
	"""1 where the value is NULL, else 0."""

	def __init__(self, term: Any, alias: str | None = None):
		super().__init__("IS_NULL", term, alias=alias)


class Insert(Function):
	"""INSERT(text, start, length, new): a part of the text replaced."""

	def __init__(self, term: Any, start: int, stop: int, subterm: Any, alias: str | None = None):
		super().__init__("INSERT_INTO_TEXT", term, start, stop, subterm, alias=alias)


class Timestamp(Function):
	"""TIMESTAMP(date[, time])."""

	def __init__(self, term: Any, time: Any = None, alias: str | None = None):
		super().__init__("TIMESTAMP", *([term, time] if time else [term]), alias=alias)


class Round(Function):
	"""ROUND(number[, digits])."""

	def __init__(self, term: Any, decimal: int = 0, **kwargs: Any):
		super().__init__("ROUND", term, decimal, **kwargs)


class Truncate(Function):
	"""TRUNCATE(number, digits)."""

	def __init__(self, term: Any, decimal: int, **kwargs: Any):
		super().__init__("TRUNCATE", term, decimal, **kwargs)


class Extract(Function):
	"""EXTRACT(part FROM date), which SQLite spells YEAR(date), MONTH(date) …"""

	def __init__(self, date_part: Any, field: Any, alias: str | None = None):
		name = str(getattr(date_part, "value", date_part)).upper()
		if name not in EXTRACTED:
			raise NotSupported(f"frappe.query_builder.functions.Extract({name})")
		super().__init__(EXTRACTED[name], field, alias=alias)


EXTRACTED = {name: name for name in ("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND")}
EXTRACTED |= {"DOW": "DAYOFWEEK", "DOY": "DAYOFYEAR", "EPOCH": "UNIX_TIMESTAMP"}


class Now(Function):
	"""The site's time."""

	def __init__(self, alias: str | None = None):
		super().__init__("NOW", alias=alias)


class CurTimestamp(Now):
	"""The site's time."""


class CurDate(Function):
	"""The site's day."""

	def __init__(self, alias: str | None = None):
		super().__init__("CURDATE", alias=alias)


class CurTime(Function):
	"""The site's time of day."""

	def __init__(self, alias: str | None = None):
		super().__init__("CURTIME", alias=alias)


class Cast(Function):
	"""CAST(value AS type); to a whole number it rounds, as MariaDB does with decimals."""

	def __init__(self, term: Any, as_type: Any, alias: str | None = None):
		kind = str(as_type.get_sql() if hasattr(as_type, "get_sql") else as_type)
		whole = kind.split("(")[0].strip().lower() in _WHOLE_NUMBERS
		super().__init__("CAST", Function("ROUND", term) if whole else term, alias=alias)
		self.as_type = "INTEGER" if whole else kind.upper()

	def get_special_params_sql(self, **kwargs: Any) -> str:
		"""The part behind the value."""
		return f"AS {self.as_type}"


_WHOLE_NUMBERS = ("signed", "unsigned", "int", "integer", "bigint")


class Cast_(Cast):
	"""CAST(value AS type)."""

	def __init__(self, value: Any, as_type: Any, alias: str | None = None):
		super().__init__(value, as_type, alias)


class Signed(Cast):
	"""The value as a whole number."""

	def __init__(self, term: Any, alias: str | None = None):
		super().__init__(term, "signed", alias)


class Unsigned(Cast):
	"""The value as a whole number."""

	def __init__(self, term: Any, alias: str | None = None):
		super().__init__(term, "unsigned", alias)


CombineDatetime = CustomFunction("TIMESTAMP", ["date", "time"])
DateFormat = CustomFunction("DATE_FORMAT", ["date", "format"])
UnixTimestamp = CustomFunction("UNIX_TIMESTAMP", ["date"])


def Match(*args: Any, **kwds: Any) -> None:
	"""MariaDB's full text search.

	Raises:
		NotSupported: use `like`.
	"""
	raise NotSupported("frappe.query_builder.functions.Match")


class ConstantColumn(Term):
	"""A column with the same value in all rows, named after it unless it has an alias."""

	alias = None

	def __init__(self, value: str) -> None:
		super().__init__()
		self.value = value

	def get_sql(self, quote_char: str | None = None, **kwargs: Any) -> str:
		"""The value as a literal under its name."""
		return format_alias_sql(
			literal(self.value), self.alias or str(self.value), quote_char=quote_char, **kwargs
		)
