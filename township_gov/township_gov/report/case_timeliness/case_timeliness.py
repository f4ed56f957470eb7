"""Are matters decided by the day that was promised, how many days do they take of their limit, and what is late now?

One row for each item (or office, type, channel, village) over the cases received in the period, and their total. Scoped like
the list: a reader counts the cases he may see. Days used and limits are averaged over decided cases, in the unit of each item.
"""

from collections import defaultdict

import frappe
from frappe import _

from township_gov import report_columns as parts
from township_gov.report_columns import column, leading_to

# What a case is grouped by: filter value → fieldname, and where its readable name stands.
GROUPS = {
	"Service Item": ("service_item", "Service Item", "item_name"),
	"Handling Office": ("handling_office", "Township Office", "office_name"),
	"Item Type": ("item_type", None, None),
	"Channel": ("channel", None, None),
	"Village": ("village", "Village", "village_name"),
}
OPEN = ("Received", "Awaiting Correction", "Under Review", "In Verification", "Awaiting Decision")


def execute(filters: dict | None = None):
	"""Columns, rows, the question, chart and summary of the report."""
	filters = frappe._dict(filters or {})
	group_by = filters.group_by or "Service Item"
	cases = fetch(filters)
	data = rows(cases, group_by, conditions(filters))
	return columns(group_by), data, question(), chart(data), summary(cases)


def question() -> str:
	"""What the report answers, shown above it."""
	return _(
		"Are matters decided by the day that was promised, how many days do they take of their limit, and what is late now?"
	)


def fetch(filters: frappe._dict) -> list[frappe._dict]:
	"""The cases in the period that the reader's list would show; drafts are no cases yet."""
	frappe.has_permission("Service Case", "report", throw=True)
	return frappe.get_list(
		"Service Case",
		filters=[["status", "not in", ["Draft"]], *conditions(filters)],
		fields=[
			"service_item",
			"handling_office",
			"item_type",
			"channel",
			"village",
			"status",
			"light",
			"accepted_on",
			"due_on",
			"decided_on",
			"days_used",
			"days_limit",
		],
		limit_page_length=0,
	)


def conditions(filters: frappe._dict) -> list[list]:
	"""The filters of the report as those of a list."""
	found = [
		[fieldname, "=", filters.get(fieldname)]
		for fieldname in ("township", "item_type", "handling_office")
		if filters.get(fieldname)
	]
	if filters.from_date:
		found.append(["received_on", ">=", str(filters.from_date)])
	if filters.to_date:
		found.append(["received_on", "<=", str(filters.to_date)])
	return found


def rows(cases: list[frappe._dict], group_by: str, narrowed: list[list] | None = None) -> list[dict]:
	"""One row for each group, the most cases first, and the total of all."""
	fieldname, doctype, title = GROUPS[group_by]
	grouped = defaultdict(list)
	for case in cases:
		grouped[case.get(fieldname) or ""].append(case)
	names = parts.group_names(doctype, title, grouped, "Service Case")
	found = [
		{
			"group": names.get(key, key),
			"link": key,
			"drill": [*(narrowed or []), [fieldname, "=", key] if key else [fieldname, "is", "not set"]],
			**figures(members),
		}
		for key, members in sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0]))
	]
	if found:
		found.append(
			{
				"group": _("Total"),
				"link": None,
				"is_total": 1,
				"bold": 1,
				"drill": narrowed or [],
				**figures(cases),
			}
		)
	return found


def figures(cases: list[frappe._dict]) -> dict:
	"""The counts and averages of one group of cases; pure."""
	decided = [case for case in cases if case.decided_on and case.accepted_on]
	in_time = [case for case in decided if case.due_on and case.decided_on <= case.due_on]
	running = [case for case in cases if case.status in OPEN]
	return {
		"cases": len(cases),
		"decided": len(decided),
		"in_time": len(in_time),
		"in_time_share": parts.share(len(in_time), len(decided)),
		"average_used": parts.average([case.days_used or 0 for case in decided]),
		"average_limit": parts.average([case.days_limit or 0 for case in decided]),
		"open": len(running),
		"yellow": sum(case.light == "Yellow" for case in running),
		"red": sum(case.light == "Red" for case in running),
	}


def columns(group_by: str) -> list[dict]:
	"""The columns, in reading order; what still runs leads to its cases."""
	running = ["status", "in", list(OPEN)]
	return [
		column("group", _(group_by), "Data", 280),
		leading_to(column("cases", _("Cases"), "Int", 80), "Service Case", ["status", "!=", "Draft"]),
		column("decided", _("Decided"), "Int", 80),
		column("in_time", _("In Time"), "Int", 80),
		column("in_time_share", _("In Time (%)"), "Percent", 100),
		column("average_used", _("Days Used (average)"), "Float", 120),
		column("average_limit", _("Limit (average)"), "Float", 120),
		leading_to(column("open", _("In Hand"), "Int", 70), "Service Case", running),
		leading_to(
			column("yellow", _("Yellow"), "Int", 70), "Service Case", running, ["light", "=", "Yellow"]
		),
		leading_to(column("red", _("Red"), "Int", 70), "Service Case", running, ["light", "=", "Red"]),
	]


def chart(data: list[dict]) -> dict | None:
	"""Average days used beside the limit, for the ten largest groups."""
	largest = [row for row in data if not row.get("is_total") and row["decided"]][:10]
	if not largest:
		return None
	return {
		"type": "bar",
		"data": {
			"labels": [row["group"] for row in largest],
			"datasets": [
				{"name": _("Days Used (average)"), "values": [row["average_used"] for row in largest]},
				{"name": _("Limit (average)"), "values": [row["average_limit"] for row in largest]},
			],
		},
	}


def summary(cases: list[frappe._dict]) -> list[dict]:
	"""The totals above the table."""
	total = figures(cases)
	return [
		parts.card(_("Cases"), total["cases"], "Blue"),
		parts.share_card(_("In Time (%)"), total["in_time_share"]),
		parts.card(_("Yellow"), total["yellow"], "Orange"),
		parts.card(_("Red"), total["red"], "Red"),
	]
