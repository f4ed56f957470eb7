"""How a stored value is shown: as plain text (lists, prints, XLSX) and as HTML with pills, lights and links."""

from __future__ import annotations

import datetime
import re
from typing import Any
from urllib.parse import unquote

import nh3
from markupsafe import Markup

import frappe
from frappe import _

from frappe_standalone.core.desk.icons import lamp
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.slugs import record_url
from frappe_standalone.core.desk.wording import option_text

LIGHTS = {"Green": "green", "Yellow": "yellow", "Red": "red"}
RICH = {"Text Editor", "HTML Editor", "Markdown Editor", "HTML"}
LONG = {"Small Text", "Text", "Long Text", "Code", "JSON"}
NUMERIC = {"Int", "Float", "Currency", "Percent", "Rating", "Duration"}
# A date is read whole, a secret is a row of dots
WORN = {"Date": "nowrap", "Datetime": "nowrap", "Password": "mono"}
# Words that tell the colour of a status where the DocType names none in its `states`.
COLOURS = {
	"green": (
		"Completed",
		"Closed",
		"Active",
		"Approved",
		"In Force",
		"Done",
		"Delivered",
		"Open Window",
		"Settled",
		"Success",
		"Published",
		"Enabled",
		"Valid",
		"Passed",
		"Concluded",
		"Finished",
	),
	"red": (
		"Overdue",
		"Rejected",
		"Error",
		"Failed",
		"Expired",
		"Recalled",
		"Not Accepted",
		"Refused",
		"Revoked",
	),
	"yellow": (
		"Pending",
		"Correction",
		"Returned",
		"Suspended",
		"Paused",
		"On Hold",
		"Incomplete",
		"Waiting",
		"Expiring",
	),
	"blue": (
		"Open",
		"Received",
		"Accepted",
		"In Progress",
		"Submitted",
		"In Review",
		"Processing",
		"Running",
		"Handling",
		"Decided",
	),
}
STATUS_COLOUR = {word: colour for colour, words in COLOURS.items() for word in words}
# Parts of a status that tell its colour where nobody named one, looked for in this order: forms made here have Chinese ones
PARTS = (
	(
		"gray",
		("草稿", "撤回", "撤销", "作废", "取消", "停用", "Draft", "Withdrawn", "Cancelled", "Not Needed"),
	),
	("red", ("不同意", "不予", "未通过", "驳回", "拒绝", "否决", "失败", "超期", "逾期")),
	("yellow", ("待", "退回", "补正", "暂停", "中止", "Awaiting", "To Be ")),
	("blue", ("中", "受理", "进行", "In ", "Under ")),
	("green", ("已", "同意", "批准", "通过", "完成", "办结", "归档", "生效", "正常", "有效", "启用")),
)


def is_light(df: Any) -> bool:
	"""A Select whose options include Green, Yellow and Red is drawn as a traffic light."""
	options = (df.get("options") or "").split("\n") if df.get("fieldtype") == "Select" else ()
	return set(LIGHTS) <= set(options)


def is_status(df: Any) -> bool:
	return df.get("fieldtype") in ("Select", "Link", "Data") and (
		df.get("fieldname") in ("status", "state", "workflow_state")
		or (df.get("fieldname") or "").endswith("_status")
	)


def status_colour(value: str) -> str:
	"""The colour of a status by its words: the same word has the same colour on every form; "" where no word tells."""
	if value in STATUS_COLOUR:
		return STATUS_COLOUR[value]
	return next((colour for colour, parts in PARTS if any(part in value for part in parts)), "")


def status_pill(value: str, states: dict[str, str] | None = None, label: str | None = None) -> Markup:
	"""A status as a coloured pill; `states` maps values to the colours declared by the DocType."""
	colour = (states or {}).get(value) or status_colour(value)
	return tag(
		"span",
		{"class": f"pill pill-{colour.lower().replace(' ', '-')}" if colour else "pill"},
		label or _(value),
	)


def trim_number(value: float, precision: int) -> str:
	text = f"{value:,.{precision}f}"
	return text.rstrip("0").rstrip(".") if "." in text else text


def duration_text(seconds: float, exact: bool = False) -> str:
	"""A length of time in days, hours and minutes; `exact` adds the seconds."""
	minutes, rest = divmod(int(seconds), 60)
	parts = [(minutes // 1440, _("{0} d")), (minutes // 60 % 24, _("{0} h")), (minutes % 60, _("{0} min"))]
	parts += [(rest, _("{0} s"))] if exact else []
	return " ".join(text.format(count) for count, text in parts if count) or _("{0} min").format(0)


def clock_text(value: Any) -> str:
	if isinstance(value, datetime.timedelta):
		minutes = int(value.total_seconds()) // 60
		return f"{minutes // 60:02d}:{minutes % 60:02d}"
	return str(value)[:5]


def number_text(value: Any, df: Any) -> str:
	fieldtype = df.get("fieldtype")
	if fieldtype == "Int":
		return str(int(value))
	if fieldtype == "Currency":
		return f"{float(value):,.2f}"
	if fieldtype == "Duration":
		return duration_text(float(value))
	if fieldtype == "Rating":
		return f"{round(float(value) * 5, 1):g} / 5"
	text = trim_number(float(value), int(df.get("precision") or 3))
	return text + "%" if fieldtype == "Percent" else text


def text_of(value: Any, df: Any, title: str | None = None) -> str:
	"""A value as the reader sees it in plain text; `title` stands for the name of a linked record."""
	fieldtype = df.get("fieldtype")
	if fieldtype == "Check":
		return _("Yes") if int(value or 0) else _("No")
	if value is None or value == "":
		return ""
	if fieldtype in NUMERIC:
		return number_text(value, df)
	if fieldtype == "Select" or df.get("translatable") or (fieldtype == "Data" and df.get("fetch_from")):
		return option_text(df, value)  # what is fetched is often another form's option
	return _plain_text(value, fieldtype, title)


def _plain_text(value: Any, fieldtype: str, title: str | None) -> str:
	if fieldtype == "Password":
		return "••••••"
	if fieldtype == "Date":
		return str(value)[:10]
	if fieldtype == "Datetime":
		return str(value)[:16].replace("T", " ")
	if fieldtype == "Time":
		return clock_text(value)
	if fieldtype in ("Link", "Dynamic Link"):
		return title or str(value)
	if fieldtype in RICH:
		return nh3.clean(str(value), tags=set()).strip()
	if fieldtype == "Barcode":
		return barcode_text(value)
	return _("Signed") if fieldtype == "Signature" else str(value)


def barcode_text(value: Any) -> str:
	"""What a barcode says; v15's desk keeps the drawn bars (SVG) with the text in an attribute."""
	found = re.search(r'data-barcode-value="([^"]*)"', str(value))
	return found.group(1) if found else str(value)


def html_of(
	value: Any,
	df: Any,
	title: str | None = None,
	target: str | None = None,
	states: dict[str, str] | None = None,
) -> Markup:
	"""A value as HTML. `title` and `target` (doctype) describe a link's record, `states` the colours of a status."""
	if value is None or value == "" or (df.get("fieldtype") == "Check" and not int(value)):
		return Markup("") if df.get("fieldtype") != "Check" else tag("span", {"class": "muted"}, _("No"))
	fieldtype, text = df.get("fieldtype"), text_of(value, df, title)
	if is_light(df) and value in LIGHTS:
		return lamp(LIGHTS[value], text)
	if is_status(df):
		return status_pill(value, states, text)
	if fieldtype in ("Link", "Dynamic Link") and target:
		return tag("a", {"href": record_url(target, value)}, text)
	if fieldtype in RICH:
		return Markup(nh3.clean(str(value)))
	if fieldtype in ("Code", "JSON"):
		return tag("pre", {"class": "code"}, text)
	if fieldtype in LONG:
		return tag("div", {"class": "value-text"}, text)
	if fieldtype in PICTURED:
		return PICTURED[fieldtype](str(value), text)
	return tag("span", {"class": WORN.get(fieldtype)}, text)


def file_html(url: str, text: str) -> Markup:
	if not url.startswith(("/files/", "/private/files/")):
		return tag("span", {}, text)
	thumb = (
		tag("img", {"class": "thumb", "src": url, "alt": "", "loading": "lazy"}) if is_picture(url) else None
	)
	return tag("a", {"href": url, "class": "file-link"}, thumb, unquote(url.rsplit("/", 1)[-1]))


def signature_html(value: str, text: str) -> Markup:
	if not value.startswith(("data:image/png;base64,", "/files/", "/private/files/")):
		return tag("span", {}, text)
	return tag("img", {"class": "signature", "src": value, "alt": text})


def colour_html(value: str, text: str) -> Markup:
	if not re.fullmatch(r"#[0-9a-fA-F]{3,8}", value):
		return tag("span", {}, text)
	dot = tag(
		"svg",
		{"class": "dot", "viewBox": "0 0 12 12"},
		tag("circle", {"cx": 6, "cy": 6, "r": 6, "fill": value}),
	)
	return tag("span", {"class": "with-dot"}, dot, text)


# Field types that are shown as more than their text: value and text in, HTML out
PICTURED = {
	"Attach": file_html,
	"Attach Image": file_html,
	"Signature": signature_html,
	"Color": colour_html,
}


def is_picture(url: str) -> bool:
	"""Whether a file's address is that of a picture a browser shows."""
	return str(url).lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"))


def states_of(meta: Any) -> dict[str, str]:
	"""Colours declared in the DocType's `states` table, by value."""
	return {row.title: (row.color or "").lower() for row in meta.get("states") or []}


# Colours of states in which nobody waits for a record any more, or not yet: done, refused, draft or withdrawn
CLOSED = ("green", "red", "gray")


def days_left(value: Any, record: Any, states: dict[str, str]) -> Markup:
	"""How long until a due date: shown while the record is open, and in red where its own light is red."""
	if not value or states.get(record.get("status") or "") in CLOSED:
		return Markup("")
	light = record.get("light")
	days = (frappe.utils.getdate(value) - frappe.utils.getdate()).days
	if days < 0:
		return (
			tag("span", {"class": "left left-red"}, _("{0} days over").format(-days))
			if light == "Red"
			else Markup("")
		)
	text = _("today") if days == 0 else _("{0} days left").format(days)
	return tag("span", {"class": "left left-" + LIGHTS.get(light or "", "none")}, text)


def is_due(df: Any) -> bool:
	"""Dates that promise something by their name: `due_on`, `conclude_due_on`, `deadline`."""
	return df.get("fieldtype") in ("Date", "Datetime") and (df.get("fieldname") or "").endswith(
		("due_on", "due_date", "deadline")
	)
