"""Were petitioners told within 15 days and answered within 60, how often was the time extended, and what is open?

One row for each category (or village, office, cause, channel) over the petitions received in the period, and their total.
Scoped like the list: Reports about persons are counted only for those who may see them. X1 and X4 as in 信访工作条例 Art. 23, 34.
"""

from collections import defaultdict
from datetime import date

import frappe
from frappe import _

from township_gov import clock
from township_gov import report_columns as parts
from township_gov.report_columns import column, leading_to

GROUPS = {
	"Category": ("category", None, None),
	"Village": ("village", "Village", "village_name"),
	"Handling Office": ("handling_office", "Township Office", "office_name"),
	"Cause": ("cause", None, None),
	"Channel": ("channel", None, None),
}
CLOSED = ("Concluded", "Transferred", "Withdrawn")


def execute(filters: dict | None = None):
	"""Columns, rows, the question, chart and summary of the report."""
	filters = frappe._dict(filters or {})
	group_by = filters.group_by or "Category"
	petitions = fetch(filters)
	data = rows(petitions, group_by, clock.today(), conditions(filters))
	return columns(group_by), data, question(), chart(data), summary(petitions, clock.today())


def question() -> str:
	"""What the report answers, shown above it."""
	return _(
		"Were petitioners told within 15 days and answered within 60, how often was the time extended, and what is open?"
	)


def fetch(filters: frappe._dict) -> list[frappe._dict]:
	"""The petitions in the period that the reader's list would show."""
	frappe.has_permission("Petition", "report", throw=True)
	return frappe.get_list(
		"Petition",
		filters=conditions(filters),
		fields=[
			"category",
			"village",
			"handling_office",
			"cause",
			"channel",
			"status",
			"light",
			"notice_due_on",
			"notified_on",
			"accepted_on",
			"conclude_due_on",
			"concluded_on",
			"extension_approved_by",
			"repeat_of",
		],
		limit_page_length=0,
	)


def conditions(filters: frappe._dict) -> list[list]:
	"""The filters of the report as those of a list."""
	found = [["township", "=", filters.township]] if filters.township else []
	if filters.from_date:
		found.append(["received_on", ">=", str(filters.from_date)])
	if filters.to_date:
		found.append(["received_on", "<=", str(filters.to_date)])
	return found


def rows(
	petitions: list[frappe._dict], group_by: str, today: date, narrowed: list[list] | None = None
) -> list[dict]:
	"""One row for each group, the most petitions first, and the total of all."""
	fieldname, doctype, title = GROUPS[group_by]
	grouped = defaultdict(list)
	for petition in petitions:
		grouped[petition.get(fieldname) or ""].append(petition)
	names = parts.group_names(doctype, title, grouped, "Petition")
	found = [
		{
			"group": names.get(key, key),
			"drill": [*(narrowed or []), [fieldname, "=", key] if key else [fieldname, "is", "not set"]],
			**figures(members, today),
		}
		for key, members in sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0]))
	]
	if found:
		found.append(
			{
				"group": _("Total"),
				"is_total": 1,
				"bold": 1,
				"drill": narrowed or [],
				**figures(petitions, today),
			}
		)
	return found


def met_and_missed(pairs: list[tuple[date | None, date | None]], today: date) -> tuple[int, int]:
	"""How many (due, done) pairs are done in time, and how many were or are late; what still has time counts in neither."""
	met = sum(1 for due, done in pairs if due and done and done <= due)
	missed = sum(1 for due, done in pairs if due and (done or today) > due)
	return met, missed


def _notices(petitions: list[frappe._dict]) -> list[tuple[date | None, date | None]]:
	"""(due, told); a matter that was taken back before anybody was told awaits no notice."""
	return [
		(row.notice_due_on, row.notified_on)
		for row in petitions
		if row.notified_on or row.status != "Withdrawn"
	]


def figures(petitions: list[frappe._dict], today: date) -> dict:
	"""The counts of one group of petitions; pure."""
	told, told_late = met_and_missed(_notices(petitions), today)
	done, done_late = met_and_missed([(row.conclude_due_on, row.concluded_on) for row in petitions], today)
	running = [row for row in petitions if row.status not in CLOSED]
	return {
		"petitions": len(petitions),
		"repeats": sum(bool(row.repeat_of) for row in petitions),
		"notice_met": told,
		"notice_missed": told_late,
		"notice_share": parts.share(told, told + told_late),
		"conclusion_met": done,
		"conclusion_missed": done_late,
		"conclusion_share": parts.share(done, done + done_late),
		"extended": sum(bool(row.extension_approved_by) for row in petitions),
		"green": sum(row.light == "Green" for row in running),
		"yellow": sum(row.light == "Yellow" for row in running),
		"red": sum(row.light == "Red" for row in running),
	}


def columns(group_by: str) -> list[dict]:
	"""The columns, in reading order; all petitions and the open ones lead to their list."""
	running = ["status", "not in", list(CLOSED)]
	lights = ("Green", _("Open, Green")), ("Yellow", _("Open, Yellow")), ("Red", _("Open, Red"))
	return [
		column("group", _(group_by), "Data", 180),
		leading_to(column("petitions", _("Petitions"), "Int", 90), "Petition"),
		column("repeats", _("Repeats"), "Int", 80),
		column("notice_met", _("Told in Time"), "Int", 100),
		column("notice_missed", _("Told Late"), "Int", 90),
		column("notice_share", _("Told in Time (%)"), "Percent", 120),
		column("conclusion_met", _("Concluded in Time"), "Int", 120),
		column("conclusion_missed", _("Concluded Late"), "Int", 110),
		column("conclusion_share", _("Concluded in Time (%)"), "Percent", 140),
		column("extended", _("Extended"), "Int", 90),
		*(
			leading_to(column(light.lower(), label, "Int", 90), "Petition", running, ["light", "=", light])
			for light, label in lights
		),
	]


def chart(data: list[dict]) -> dict | None:
	"""What is open, by light."""
	groups = [row for row in data if not row.get("is_total")][:10]
	if not groups:
		return None
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"colors": ["green", "orange", "red"],
		"data": {
			"labels": [row["group"] for row in groups],
			"datasets": [
				{"name": _("Green"), "values": [row["green"] for row in groups]},
				{"name": _("Yellow"), "values": [row["yellow"] for row in groups]},
				{"name": _("Red"), "values": [row["red"] for row in groups]},
			],
		},
	}


def summary(petitions: list[frappe._dict], today: date) -> list[dict]:
	"""The totals above the table."""
	total = figures(petitions, today)
	return [
		parts.card(_("Petitions"), total["petitions"], "Blue"),
		parts.share_card(_("Told in Time (%)"), total["notice_share"]),
		parts.share_card(_("Concluded in Time (%)"), total["conclusion_share"]),
		parts.card(_("Open, Red"), total["red"], "Red"),
	]
