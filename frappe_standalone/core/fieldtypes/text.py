"""Types that hold text."""

from __future__ import annotations

import json
from typing import Any

from frappe_standalone.core.fieldtypes.base import FieldType, option, to_text

VARCHAR = 140  # v15's varchar length; a field may ask for another in `length`


class Text(FieldType):
	"""Text without a length."""

	def cast(self, value: Any) -> Any:
		return to_text(value)


class ShortText(Text):
	"""Text of at most 140 characters unless the field says otherwise."""

	max_length = VARCHAR

	def limit(self, df: Any = None) -> int:
		return int(option(df, "length") or 0) or self.max_length

	def column(self, df: Any = None) -> str:
		return f"VARCHAR({self.limit(df)})"

	def fits(self, value: Any, df: Any = None) -> bool:
		return len(to_text(value)) <= self.limit(df)


class Json(Text):
	"""A JSON text; dictionaries are written compactly, text is kept as it came."""

	keeps_markup = True
	checks_text = True
	sql = "JSON"

	def check(self, value: str) -> None:
		if value.strip():
			json.loads(value)

	def to_db(self, value: Any, df: Any = None) -> Any:
		if value is None or isinstance(value, str):
			return value
		return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
