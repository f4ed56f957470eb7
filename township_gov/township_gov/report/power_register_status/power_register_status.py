"""Does the register hold the powers that were handed down, are they in force, and are they used?

By class and mode with the expected totals of the settings (the pilot: 8 personnel + 9 fiscal + 53 administrative, of these
27 entrusted + 26 authorised; S27), or by department or status. Uses are effective exercises in the period. Scoped like the list.
"""

from collections import Counter, defaultdict

import frappe
from frappe import _

from township_gov import report_columns as parts
from township_gov import settings
from township_gov.report_columns import column

CLASSES = ("Personnel", "Fiscal", "Administrative")
MODES = ("Entrusted", "Authorised", "Provincial Grant", "Own")
STATES = ("Proposed", "Preparing", "In Force", "Suspended", "Recalled", "Expired")
# Options are translated in the context of their doctype.
CONTEXT = "Delegated Power"
# The setting that holds the expected total of a class or mode; the others are only counted.
EXPECTED = {
	"Personnel": "powers_personnel",
	"Fiscal": "powers_fiscal",
	"Administrative": "powers_administrative",
	"Entrusted": "powers_entrusted",
	"Authorised": "powers_authorised",
}


def execute(filters: dict | None = None):
	"""Columns, rows, the question, chart and summary of the report."""
	filters = frappe._dict(filters or {})
	group_by = filters.group_by or "Class and Mode"
	powers = fetch(filters)
	data = ROWS[group_by](powers, filters)
	return columns(group_by), data, question(), chart(data), summary(powers)


def question() -> str:
	"""What the report answers, shown above it."""
	return _("Does the register hold the powers that were handed down, are they in force, and are they used?")


def fetch(filters: frappe._dict) -> list[frappe._dict]:
	"""The powers that the reader's list would show, each with its number of uses in the period."""
	frappe.has_permission("Delegated Power", "report", throw=True)
	powers = frappe.get_list(
		"Delegated Power",
		filters={"township": filters.township} if filters.township else {},
		fields=["name", "power_class", "mode", "county_department", "status"],
		limit_page_length=0,
	)
	uses = _uses(filters)
	for power in powers:
		power.uses = uses[power.name]
	return [power for power in powers if not (filters.only_unused and power.uses)]


def _uses(filters: frappe._dict) -> Counter:
	conditions = [["docstatus", "=", 1]]
	if filters.from_date:
		conditions.append(["exercised_on", ">=", filters.from_date])
	if filters.to_date:
		conditions.append(["exercised_on", "<=", filters.to_date])
	return Counter(
		frappe.get_all("Power Exercise", filters=conditions, pluck="delegated_power", limit_page_length=0)
	)


def by_class_and_mode(powers: list[frappe._dict], filters: frappe._dict) -> list[dict]:
	"""The classes, the modes of the administrative class below it, and the total."""
	expected, data = _expected(filters), []
	for power_class in CLASSES:
		members = [power for power in powers if power.power_class == power_class]
		data.append(_row(_(power_class, context=CONTEXT), members, expected[power_class]))
		if power_class == "Administrative":
			data += _modes(members, expected)
	total = sum(expected[power_class] for power_class in CLASSES)
	data.append({**_row(_("Total"), powers, total), "is_total": 1, "bold": 1})
	return data


def _modes(members: list[frappe._dict], expected: dict[str, int]) -> list[dict]:
	"""The modes that are expected or occur."""
	found = []
	for mode in MODES:
		same = [power for power in members if power.mode == mode]
		wanted = expected.get(mode)
		if same or wanted:
			found.append({**_row(_(mode, context=CONTEXT), same, wanted), "indent": 1, "is_part": 1})
	return found


def _expected(filters: frappe._dict) -> dict[str, int]:
	found = settings.in_force(EXPECTED.values(), township=filters.township or None)
	return {name: found[key].value for name, key in EXPECTED.items()}


def by_department(powers: list[frappe._dict], filters: frappe._dict) -> list[dict]:
	"""One row for each department, the most powers first."""
	departments = {power.county_department for power in powers}
	names = parts.group_names("County Department", "department_name", departments, "")
	return _grouped(powers, "county_department", names)


def by_status(powers: list[frappe._dict], filters: frappe._dict) -> list[dict]:
	"""One row for each status."""
	return _grouped(powers, "status", {status: _(status, context=CONTEXT) for status in STATES})


def _grouped(powers: list[frappe._dict], fieldname: str, names: dict[str, str]) -> list[dict]:
	grouped = defaultdict(list)
	for power in powers:
		grouped[power.get(fieldname)].append(power)
	ordered = sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0] or ""))
	data = [_row(names.get(key, key), members) for key, members in ordered]
	return [*data, {**_row(_("Total"), powers), "is_total": 1, "bold": 1}] if data else data


def _row(group: str, powers: list[frappe._dict], expected: int | None = None) -> dict:
	"""The figures of one group; pure."""
	states = Counter(power.status for power in powers)
	return {
		"group": group,
		"powers": len(powers),
		"expected": expected,
		"difference": None if expected is None else len(powers) - expected,
		"in_force": states["In Force"],
		"preparing": states["Proposed"] + states["Preparing"],
		"suspended": states["Suspended"],
		"ended": states["Recalled"] + states["Expired"],
		"uses": sum(power.uses for power in powers),
		"unused": sum(power.status == "In Force" and not power.uses for power in powers),
	}


ROWS = {"Class and Mode": by_class_and_mode, "County Department": by_department, "Status": by_status}


def columns(group_by: str) -> list[dict]:
	"""The columns, in reading order; what is expected is known for classes and modes only."""
	found = [column("group", _(group_by), "Data", 240), column("powers", _("Number of Powers"), "Int", 90)]
	if group_by == "Class and Mode":
		found += [
			column("expected", _("Expected"), "Int", 90),
			column("difference", _("Difference"), "Int", 90),
		]
	return [
		*found,
		column("in_force", _("In Force"), "Int", 90),
		column("preparing", _("In Preparation"), "Int", 100),
		column("suspended", _("Suspended"), "Int", 90),
		column("ended", _("Recalled or Expired"), "Int", 120),
		column("uses", _("Uses"), "Int", 80),
		column("unused", _("In Force, Never Used"), "Int", 130),
	]


def chart(data: list[dict]) -> dict | None:
	"""How many powers each group holds; the modes are parts of a class and left out."""
	groups = [row for row in data if not row.get("is_total") and not row.get("is_part")][:20]
	if not groups:
		return None
	return {
		"type": "bar",
		"data": {
			"labels": [row["group"] for row in groups],
			"datasets": [
				{"name": _("Number of Powers"), "values": [row["powers"] for row in groups]},
				{"name": _("In Force"), "values": [row["in_force"] for row in groups]},
			],
		},
	}


def summary(powers: list[frappe._dict]) -> list[dict]:
	"""The totals above the table."""
	total = _row("", powers)
	return [
		parts.card(_("Number of Powers"), total["powers"], "Blue"),
		parts.card(_("In Force"), total["in_force"], "Green"),
		parts.card(_("Uses"), total["uses"], "Blue"),
		parts.card(_("In Force, Never Used"), total["unused"], "Orange"),
	]
