"""Types that hold numbers; none of them is ever NULL, as in v15."""

from __future__ import annotations

from math import isfinite
from typing import Any

from frappe_standalone.core.fieldtypes.base import FieldType, option

INT_MAX = 2**31 - 1
BIGINT_MAX = 2**63 - 1
DECIMALS = 9


def to_int(value: Any) -> int:
	"""Return the whole number in `value`, 0 when there is none; as in v15 a thousands separator makes it none."""
	try:
		return int(value)
	except OverflowError:
		return 0  # infinity, as in v15
	except (TypeError, ValueError):
		number = 0.0 if isinstance(value, str) and "," in value else to_float(value)
		return int(number) if isfinite(number) else 0


def to_float(value: Any) -> float:
	"""Return the number in `value` (thousands separators allowed), 0.0 when there is none."""
	if isinstance(value, str):
		value = value.replace(",", "")
	try:
		return float(value)
	except (TypeError, ValueError):
		return 0.0


class WholeNumber(FieldType):
	"""Int and Long Int: 32 or 64 bits; an Int of length above 11 takes 64."""

	sql = "INTEGER NOT NULL DEFAULT 0"
	is_numeric = True
	max_value = INT_MAX

	def to_db(self, value: Any, df: Any = None) -> int:
		return value if type(value) is int else to_int(value)

	def cast(self, value: Any) -> int:
		return to_int(value)

	def column(self, df: Any = None) -> str:
		return f"INTEGER NOT NULL DEFAULT {to_int(option(df, 'default'))}"

	def fits(self, value: Any, df: Any = None) -> bool:
		limit = BIGINT_MAX if to_int(option(df, "length")) > 11 else self.max_value
		return abs(to_int(value)) <= limit


class YesNo(FieldType):
	"""Check: 0 or 1."""

	sql = "INTEGER NOT NULL DEFAULT 0"
	is_numeric = True

	def to_db(self, value: Any, df: Any = None) -> int:
		return 1 if to_int(value) else 0

	def cast(self, value: Any) -> int:
		return 1 if to_int(value) else 0

	def column(self, df: Any = None) -> str:
		return f"INTEGER NOT NULL DEFAULT {self.to_db(option(df, 'default'))}"


class Decimal(FieldType):
	"""Float, Currency and Percent; as in v15's columns nine decimals are kept."""

	sql = "REAL NOT NULL DEFAULT 0"
	is_numeric = True
	is_float = True

	def to_db(self, value: Any, df: Any = None) -> float:
		return round(value if type(value) is float else to_float(value), DECIMALS)

	def cast(self, value: Any) -> float:
		return to_float(value)

	def column(self, df: Any = None) -> str:
		return f"REAL NOT NULL DEFAULT {to_float(option(df, 'default'))}"


class Share(FieldType):
	"""Rating: a number between 0 and 1."""

	sql = "REAL"

	def cast(self, value: Any) -> float:
		return max(0, min(to_float(value), 1))


class Seconds(FieldType):
	"""Duration: seconds; empty stays empty."""

	sql = "REAL"
	checks_text = True

	def check(self, value: str) -> None:
		float(value or 0)

	def cast(self, value: Any) -> float:
		return to_float(value)
