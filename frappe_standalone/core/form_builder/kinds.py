"""The kinds of fields an administrator chooses from, in words; each stands for a field type of v15."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import frappe
from frappe import _, _lt

LAYOUT = ("Tab Break", "Section Break", "Column Break")
# What a form of a site may not have: no control is drawn for it, or it needs a program.
EXPERT = "expert"


@dataclass(frozen=True)
class Kind:
	"""One entry of the palette.

	Attributes:
		key: tells it apart from others of the same field type.
		label: what people read.
		options: what `options` of the field starts with.
		asks: what the side panel asks for: `choices`, `form`, `columns`, `places`, `text` or nothing.
		hint: one line under the name.
	"""

	key: str
	label: Any
	fieldtype: str
	group: str = "common"
	options: str = ""
	asks: str = ""
	hint: Any = ""


KINDS = (
	Kind("text", _lt("Text", context="kind of field"), "Data", hint=_lt("One line: a name, a place")),
	Kind(
		"lines", _lt("Long Text", context="kind of field"), "Small Text", hint=_lt("Several lines: a reason")
	),
	Kind("number", _lt("Whole Number", context="kind of field"), "Int", hint=_lt("How many")),
	Kind("decimal", _lt("Decimal Number", context="kind of field"), "Float", asks="places"),
	Kind(
		"money",
		_lt("Amount of Money", context="kind of field"),
		"Currency",
		hint=_lt("In yuan, two decimals"),
	),
	Kind("date", _lt("Date", context="kind of field"), "Date"),
	Kind("datetime", _lt("Date and Time", context="kind of field"), "Datetime"),
	Kind("time", _lt("Time", context="kind of field"), "Time"),
	Kind(
		"choice",
		_lt("Choice", context="kind of field"),
		"Select",
		asks="choices",
		hint=_lt("One of a fixed list"),
	),
	Kind("tick", _lt("Tick Box", context="kind of field"), "Check", hint=_lt("Yes or no")),
	Kind(
		"link",
		_lt("Link to a Form", context="kind of field"),
		"Link",
		asks="form",
		hint=_lt("A person, an office, a village"),
	),
	Kind(
		"table", _lt("Table", context="kind of field"), "Table", asks="columns", hint=_lt("Rows as in Excel")
	),
	Kind("attach", _lt("Attachment", context="kind of field"), "Attach"),
	Kind("image", _lt("Picture", context="kind of field"), "Attach Image", group="more"),
	Kind("phone", _lt("Telephone", context="kind of field"), "Data", group="more", options="Phone"),
	Kind("mail", _lt("E-mail", context="kind of field"), "Data", group="more", options="Email"),
	Kind("percent", _lt("Percentage", context="kind of field"), "Percent", group="more", asks="places"),
	Kind("rating", _lt("Stars", context="kind of field"), "Rating", group="more"),
	Kind("rich", _lt("Formatted Text", context="kind of field"), "Text Editor", group="more"),
	Kind(
		"note",
		_lt("Explaining Words", context="kind of field"),
		"HTML",
		group="more",
		asks="text",
		hint=_lt("Shown on the form, nothing to fill in"),
	),
	Kind("section", _lt("Section", context="kind of field"), "Section Break", group="layout"),
	Kind("column", _lt("New Column", context="kind of field"), "Column Break", group="layout"),
	Kind("tab", _lt("Tab", context="kind of field"), "Tab Break", group="layout"),
)
GROUPS = {
	"ready": _lt("Ready-Made Fields"),
	"common": _lt("Common Fields"),
	"more": _lt("More Fields"),
	"layout": _lt("Arrangement"),
}


def palette() -> list[dict[str, Any]]:
	"""Groups with their kinds, ready for the page; ready-made fields of the apps stand first."""
	groups = []
	for key, label in GROUPS.items():
		entries = (
			ready_fields() if key == "ready" else [as_entry(kind) for kind in KINDS if kind.group == key]
		)
		if entries:
			groups.append({"key": key, "label": str(label), "kinds": entries})
	return groups


def as_entry(kind: Kind) -> dict[str, Any]:
	return {**asdict(kind), "label": str(kind.label), "hint": str(kind.hint)}


def ready_fields() -> list[dict[str, Any]]:
	"""Fields that apps offer ready made (hook `form_builder_fields`: functions that return fields of v15 with a label)."""
	found = []
	for dotted in frappe.get_hooks("form_builder_fields"):
		for values in frappe.get_attr(dotted)():
			kind = kind_of(values)
			entry = {"key": f"ready-{values['fieldname']}", "label": values["label"], "group": "ready"}
			found.append(
				{**as_entry(kind), **entry, "hint": values.get("description") or "", "values": values}
			)
	return found


def kind_of(df: Any) -> Kind:
	"""The kind a stored field is; field types nobody can choose here keep their name."""
	options = df.get("options") or ""
	same = [kind for kind in KINDS if kind.fieldtype == df.get("fieldtype")]
	for kind in same:
		if kind.options and kind.options == options:
			return kind
	return next(
		(kind for kind in same if not kind.options),
		Kind(EXPERT, _(df.get("fieldtype")), df.get("fieldtype"), group=EXPERT),
	)
