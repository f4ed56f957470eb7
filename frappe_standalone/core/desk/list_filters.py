"""The filter bar of a list: the standard fields as controls, the choices of “Add filter”."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.list_spans import span_label
from frappe_standalone.core.desk.list_state import ListState, standard_field
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.widgets import Control, draw
from frappe_standalone.core.desk.wording import enumerated, label_of, option_text

MOST = 5
# One day is seldom what is looked for: dates are filtered by “Add filter”, with at least, at most or between.
BAR_TYPES = ("Select", "Link", "Check", "Data", "Int", "Small Text")


class FilterBar:
	"""Sorts the address's filters into those of the bar (`values`) and those that stand as rows (`advanced`)."""

	def __init__(self, doctype: str, fields: dict[str, Any], state: ListState):
		self.doctype, self.fields, self.state = doctype, fields, state
		self.shown = [
			df for df in fields.values() if df.get("in_standard_filter") and df.get("fieldtype") in BAR_TYPES
		][:MOST]
		self.values: dict[str, Any] = {}
		self.advanced = [row for row in state.filters if not self.take(*row)]

	def take(self, name: str, operator: str, value: Any) -> bool:
		"""Put a filter into the bar; False where the bar cannot show it."""
		df = next((df for df in self.shown if df.get("fieldname") == name), None)
		is_like = operator == "like" and df is not None and df.get("fieldtype") == "Data"
		if df is None or name in self.values or not (operator == "=" or is_like):
			return False
		self.values[name] = str(value).strip("%") if is_like else value
		return True

	def controls(self, titles: Titles) -> list[dict[str, Any]]:
		return [{"control": self.control(df, titles)} for df in self.shown]

	def control(self, df: Any, titles: Titles) -> Any:
		"""A field's control; its label stands in it until something is chosen."""
		label, name, kind = label_of(df), df.get("fieldname"), df.get("fieldtype")
		value = self.values.get(name, "")
		attrs = {
			"class": "input",
			"id": f"filter-{name}",
			"data-field": name,
			"aria-label": label,
			"title": label,
		}
		if kind in ("Select", "Check"):
			options = [
				tag("option", {"value": key, "selected": key == str(value)}, text)
				for key, text in choices_of(df)
				if key
			]
			return tag(
				"select", {**attrs, "data-kind": "select"}, tag("option", {"value": ""}, label), *options
			)
		if kind == "Link":
			plain = {
				"fieldname": name,
				"fieldtype": "Link",
				"options": df.get("options"),
				"label": df.get("label"),
			}
			field = frappe._dict(plain, parent=df.get("parent"), placeholder=label)
			title = titles.get(df.get("options"), value)
			return draw(Control(field, value, self.doctype, f"filter-{name}", title=title, compact=True))
		text = {"type": "text", "data-kind": "text", "value": value, "placeholder": label}
		return tag("input", {**attrs, **text, "data-like": kind == "Data"})


def choices_of(df: Any) -> list[tuple[str, str]]:
	"""Stored values of a Select or Check with what the reader sees."""
	if df.get("fieldtype") == "Check":
		return [("1", _("Yes")), ("0", _("No"))]
	return [(value, option_text(df, value)) for value in (df.get("options") or "").split("\n")]


# ---- what stands under the bar: every filter as something to take away ----

SIGNS = {">": ">", "<": "<", ">=": "≥", "<=": "≤"}


class Chips:
	"""The filters of a list in words, each with the address of the list without it."""

	def __init__(self, fields: dict[str, Any], state: ListState):
		self.fields, self.state = fields, state

	def want(self, titles: Titles) -> None:
		"""Ask for the titles of the records that filters name."""
		for name, _operator, value in self.state.filters:
			df = self.field(name)
			if df.get("fieldtype") == "Link":
				for one in value if isinstance(value, list) else [value]:
					titles.want(df.get("options"), one)

	def titles(self, titles: Titles) -> dict[str, str]:
		"""{record: title} of the records that filters name, for the row in which a filter is changed."""
		found = {}
		for name, _operator, value in self.state.filters:
			df = self.field(name)
			for one in value if isinstance(value, list) else [value]:
				title = titles.get(df.get("options"), one) if df.get("fieldtype") == "Link" else None
				if title and title != one:
					found[f"{df.get('options')}/{one}"] = title
		return found

	def field(self, name: str) -> Any:
		return self.fields.get(name) or standard_field(name)

	def all(self, titles: Titles) -> list[dict[str, Any]]:
		"""[{index, label, text, url}]"""
		found = []
		for index, (name, operator, value) in enumerate(self.state.filters):
			rest = tuple(row for number, row in enumerate(self.state.filters) if number != index)
			found.append(
				{
					"index": index,
					"label": label_of(self.field(name)),
					"text": in_words(self.field(name), operator, value, titles),
					"url": self.state.address(filters=rest),
				}
			)
		return found


def in_words(df: Any, operator: str, value: Any, titles: Titles) -> str:
	"""A comparison as its reader says it: “≥ 10”, “this month”, “from … to …”."""
	if operator == "timespan":
		return span_label(str(value))
	if operator == "is":
		return _("is filled") if value == "set" else _("is empty")
	if operator == "between" and isinstance(value, list) and len(value) == 2:
		return _("{0} to {1}").format(*(one_text(df, one, titles) for one in value))
	if isinstance(value, list):
		text = enumerated(one_text(df, one, titles) for one in value[:6]) + ("…" if len(value) > 6 else "")
		return _("not {0}").format(text) if operator == "not in" else text
	text = one_text(df, value, titles)
	if operator in ("like", "not like"):
		text = _("“{0}”").format(str(value).strip("%"))
		return _("holds {0}").format(text) if operator == "like" else _("without {0}").format(text)
	if operator == "!=":
		return _("not {0}").format(text)
	if operator in SIGNS:
		return f"{SIGNS[operator]} {text}"
	return _("{0} and below").format(text) if operator.startswith("descendants") else text


def one_text(df: Any, value: Any, titles: Titles) -> str:
	if df.get("fieldtype") == "Check":
		return _("Yes") if str(value) not in ("0", "") else _("No")
	if df.get("fieldtype") == "Link":
		return titles.get(df.get("options"), value) or str(value)
	return option_text(df, value) if df.get("fieldtype") == "Select" else str(value)
