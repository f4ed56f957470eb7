"""Is every post filled, is none overfilled, and does each office have the heads and staff it should? (S04, S05, S06)

One row for each post: ceiling, holders on the day asked for, vacancies. What S04 and S05 object to stands above the table.
"""

from collections import defaultdict

import frappe
from frappe import _

from township_gov import scoped_reports
from township_gov.policies.establishment import PostLine, office_refusals, share_refusal
from township_gov.report_columns import hidden_links
from township_gov.township_gov.report.establishment_and_vacancies.staffing import Staffing, staffing_types


def execute(filters: dict | None = None):
	"""Columns, rows, message with the rules' notes, chart and summary of the report."""
	filters = frappe._dict(filters or {})
	townships = scoped_reports.visible_townships("Post", filters.township)
	staffing = Staffing(townships, scoped_reports.day_of(filters))
	names = scoped_reports.names_of(townships)
	found = [
		{**row, "township_name": names.get(township)}
		for township in townships
		for row in fetch(staffing, township, filters.office_type)
	]
	notes = [note for township in townships for note in notes_on(staffing, township)]
	return columns(), found, "<br>".join(notes) or None, chart(found), summary(found)


def fetch(staffing: Staffing, township: str, office_type: str | None = None) -> list[dict]:
	"""One row for each post of a township, by office."""
	offices = {row.name: row for row in staffing.offices[township]}
	holders = staffing.holders(township)
	return [
		_row(township, post, offices[post.office], holders[post.name])
		for post in staffing.posts[township]
		if office_type in (None, "", offices[post.office].office_type)
	]


def _row(township: str, post: dict, office: dict, held: list[dict]) -> dict:
	kinds = staffing_types(held)
	return {
		"township": township,
		"office": office.name,
		"office_name": office.office_name,
		"post": post.name,
		"post_name": post.post_name,
		"level": _(post.level),
		"ceiling": post.ceiling,
		"filled": len(held),
		"acting": sum(row["kind"] == "Acting" for row in held),
		"vacant": max(post.ceiling - len(held), 0),
		"administrative": kinds["Administrative"],
		"institution": kinds["Institution"],
		"contract": kinds["Contract"],
		"people": ", ".join(row.get("employee_name") or row["cadre"] for row in held),
	}


def notes_on(staffing: Staffing, township: str) -> list[str]:
	"""What S04 says about each office and S05 about the township, warnings included."""
	limits = staffing.limits(township)
	planned = defaultdict(list)
	for post in staffing.posts[township]:
		planned[post.office].append(PostLine(post.level, post.ceiling))
	found = [
		refusal
		for office in staffing.offices[township]
		for refusal in office_refusals(office.office_name, office.office_type, planned[office.name], limits)
	]
	share = share_refusal(staffing.agricultural_share(township), staffing.is_dispatched(township))
	return [frappe.utils.escape_html(refusal.text(_)) for refusal in [*found, *([share] if share else [])]]


def columns() -> list[dict]:
	"""The columns, in reading order."""
	return [
		*hidden_links(township="Township", office="Township Office", post="Post"),
		_column("township_name", _("Township"), "Data", 130),
		_column("office_name", _("Office"), "Data", 150),
		_column("post_name", _("Post"), "Data", 150),
		_column("level", _("Level"), "Data", 80),
		_column("ceiling", _("Ceiling"), "Int", 80),
		_column("filled", _("Filled"), "Int", 80),
		_column("acting", _("Of These Acting"), "Int", 90),
		_column("vacant", _("Vacant"), "Int", 80),
		_column("administrative", _("Administrative", context="Cadre"), "Int", 90),
		_column("institution", _("Institution", context="Cadre"), "Int", 90),
		_column("contract", _("Contract", context="Cadre"), "Int", 90),
		_column("people", _("Holders"), "Data", 220),
	]


def chart(found: list[dict]) -> dict:
	"""Filled and vacant places by office."""
	offices = list(dict.fromkeys(row["office_name"] for row in found))
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": offices,
			"datasets": [
				{"name": label, "values": [_total(found, key, office) for office in offices]}
				for key, label in (("filled", _("Filled")), ("vacant", _("Vacant")))
			],
		},
	}


def summary(found: list[dict]) -> list[dict]:
	"""The totals above the table."""
	totals = (
		("ceiling", _("Places"), "Blue"),
		("filled", _("Filled"), "Green"),
		("vacant", _("Vacant"), "Orange"),
	)
	return [
		{"label": label, "value": _total(found, key), "indicator": colour, "datatype": "Int"}
		for key, label, colour in totals
	]


def _total(found: list[dict], key: str, office_name: str | None = None) -> int:
	return sum(row[key] for row in found if office_name in (None, row["office_name"]))


def _column(fieldname: str, label: str, fieldtype: str, width: int, options: str | None = None) -> dict:
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": fieldtype,
		"width": width,
		"options": options,
	}
