"""A setting in words: its subject, what it does, its values, what may be entered."""

from __future__ import annotations

import frappe
from frappe import _

from township_gov.policies.clock_table import TABLE
from township_gov.policies.parameters import Parameter, Value, parameter, written
from township_gov.policies.refusal import RuleError

# Subject → how the keys begin that belong to it; the first that fits
SUBJECTS = (
	("Petitions", ("X", "max_representatives")),
	("Licences and services", ("L", "A", "licence_verifiers", "max_visits", "fee_waiver")),
	("Disclosure", ("D",)),
	("Penalties and enforcement", ("P", "penalty_officers", "certificate_")),
	("Delegated powers", ("powers_",)),
	("Offices and staff", ("director_", "deputy_", "agricultural_")),
	("Rotation", ("rotation_",)),
	("Leave", ("leave_",)),
	("Incoming documents", ("incoming_",)),
	("Approval notices", ("notice_", "sms_", "urge_")),
	("Personal information", ("unmask_",)),
)
_BEGINS = {
	"received": "the day of receipt",
	"accepted": "the day of acceptance",
	"review requested": "the day on which the review is requested",
	"final review requested": "the day on which the final review is requested",
	"formed or changed": "the day on which the information is made or changed",
}
_CLOCK_WORDS = {
	"limit": "Counted from {0}. What is not done within this time is overdue and shown red.",
	"warning": "The light turns yellow when this much or less is left.",
	"extension": "The time may be extended once, by no more than this.",
	"rolls": "Yes: a last day that is a rest day moves to the next working day. No: it stays where it falls.",
}


def subject_of(key: str) -> str:
	"""The subject under which a setting is found."""
	return next(
		subject
		for subject, beginnings in SUBJECTS
		if any(begins_with(key, beginning) for beginning in beginnings)
	)


def begins_with(key: str, beginning: str) -> bool:
	"""A clock's letter is followed by its number; other beginnings are plain."""
	if len(beginning) == 1:
		return key[0] == beginning and "." in key
	return key.startswith(beginning)


def description(entry: Parameter) -> str:
	"""What the setting does, in a sentence or two; "" where its title says it all."""
	code, _dot, part = entry.key.partition(".")
	if code in TABLE and part in _CLOCK_WORDS:
		event = TABLE[code].start_event
		return _(_CLOCK_WORDS[part]).format(_(_BEGINS[event]) if event in _BEGINS else _(event))
	return _(entry.description) if entry.description else ""


def value(entry: Parameter, value: Value) -> str:
	"""A value as people read it, with its unit."""
	if isinstance(value, bool):
		return _("Yes", context="Setting") if value else _("No", context="Setting")
	if isinstance(value, tuple):
		return _("{0} {1}", context="Setting").format(", ".join(map(str, value)), unit(entry))
	if isinstance(value, str):
		return (
			", ".join(_(part.strip(), context="Setting") for part in value.split(",") if part.strip()) or "—"
		)
	return _("{0} {1}", context="Setting").format(value, unit(entry))


def stored_value(entry: Parameter, text: str) -> str:
	"""The same for a stored text; one that is no value any more is shown as it is."""
	try:
		return value(entry, entry.parse(text))
	except RuleError:
		return str(text)


def unit(entry: Parameter) -> str:
	"""The unit in words; lists name it once."""
	return _(entry.unit.partition(",")[0], context="Setting")


def may_enter(entry: Parameter) -> str:
	"""What may be entered, in words."""
	if isinstance(entry.default, bool):
		return _("Yes or no.")
	if entry.bounds is None:
		return _("Tick what applies.") if choices(entry.key) else _("A name.")
	least, most = entry.bounds
	if isinstance(entry.default, tuple):
		return _("{0} whole numbers from {1} to {2}, separated by commas.").format(
			len(entry.default), least, most
		)
	return _("A number from {0} to {1}.").format(least, most)


def choices(key: str) -> list[str]:
	"""The words that a setting may be made of: roles, kinds of leave, adapters; [] where it is no choice."""
	if key == "unmask_roles":
		roles = frappe.get_all("Role", {"disabled": 0, "desk_access": 1}, pluck="name", order_by="name asc")
		return [role for role in roles if role not in ("Administrator", "All", "Guest", "Desk User")]
	if key == "leave_calendar_day_kinds":
		options = frappe.get_meta("Leave Request").get_field("leave_type").options or ""
		return [one for one in options.split("\n") if one]
	if key == "sms_adapter":
		return sorted({name for name in frappe.get_hooks("sms_adapters")})
	return []


def entered(key: str, value: str | list | None) -> str:
	"""What a form sends as the text that is stored: ticks come as a list."""
	entry = parameter(key)
	if isinstance(value, list):
		return ", ".join(value)
	if isinstance(entry.default, bool):
		return written(bool(int(value or 0)))
	return str(value or "").strip()
