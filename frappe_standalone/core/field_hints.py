"""Type hints of fields (`frappe.types.DF`): what a controller's attribute holds."""

from __future__ import annotations

import datetime
from typing import TypeVar

_T = TypeVar("_T")
_Moment = str | datetime.datetime | None


class DF:
	"""One hint for each field type of v15, as its generated type hints name them."""

	Data = Link = DynamicLink = Select = SmallText = Text = LongText = TextEditor = str
	Attach = AttachImage = Autocomplete = Barcode = Code = Color = HTMLEditor = Icon = str
	MarkdownEditor = Password = Phone = ReadOnly = Signature = Geolocation = str
	JSON = str | dict | list
	Int = Check = int
	Float = Currency = Percent = Rating = float
	Duration = int | None
	Date = str | datetime.date | None
	Datetime = _Moment
	Time = str | datetime.time | datetime.timedelta | None
	Table = TableMultiSelect = list
	Literal = str
