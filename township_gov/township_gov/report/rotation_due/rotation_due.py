"""Which cadres must or should rotate, who will soon, and since when have they been in their posts? (S46)

One row for each cadre and post with full years on the day asked for, or within the months ahead. "Must": ten years as head or
deputy; "Should": five years as other staff, professional-technical staff exempt (years by setting).
"""

from collections import Counter

import frappe
from frappe import _

from township_gov import rotation, scoped_reports
from township_gov.policies.tenure import MUST, SHOULD
from township_gov.report_columns import hidden_links

Decision = rotation.RotationDecision


def execute(filters: dict | None = None):
	"""Columns, rows, no message, chart and summary of the report."""
	filters = frappe._dict(filters or {})
	townships = scoped_reports.visible_townships("Post Assignment", filters.township)
	decisions = fetch(townships, filters)
	return columns(), rows(decisions), None, chart(decisions), summary(decisions)


def fetch(townships: list[str], filters: dict) -> list[tuple[str, Decision]]:
	"""(township, decision) for everybody due, one township after another."""
	as_of, months = scoped_reports.day_of(filters), int(filters.get("months_ahead") or 0)
	return [
		(township, decision)
		for township, decision in rotation.due_in(townships, as_of, months)
		if filters.get("rule") in (None, "", decision.rule)
	]


def rows(decisions: list[tuple[str, Decision]]) -> list[dict]:
	"""One row for each decision, with the names of person, post and office."""
	cadres = _facts("Cadre", {found.cadre for _t, found in decisions}, ["employee_name", "staffing_type"])
	townships = scoped_reports.names_of([township for township, _found in decisions])
	posts = _facts("Post", {found.post for _t, found in decisions}, ["post_name", "office", "office_name"])
	return [
		{
			"township": township,
			"township_name": townships.get(township),
			"cadre": found.cadre,
			"level": _(found.level),
			"since": found.since,
			"tenure_years": found.tenure_years,
			"rule": _(found.rule),
			"due_on": found.due_on,
			"state": state(found),
			"post": found.post,
			"employee_name": cadres[found.cadre].employee_name,
			"staffing_type": _(cadres[found.cadre].staffing_type or "", context="Cadre"),
			**posts[found.post],
		}
		for township, found in decisions
	]


def state(decision: Decision) -> str:
	"""In words how near the day is."""
	if decision.is_due:
		return _("Due")
	return _("Within {0} months").format(decision.warning) if decision.warning else _("Later")


def columns() -> list[dict]:
	"""The columns, in reading order."""
	return [
		*hidden_links(township="Township", office="Township Office", post="Post"),
		_column("township_name", _("Township"), "Data", 130),
		_column("office_name", _("Office"), "Data", 150),
		_column("cadre", _("Cadre"), "Link", 140, "Cadre"),
		_column("employee_name", _("Name"), "Data", 90),
		_column("post_name", _("Post"), "Data", 150),
		_column("level", _("Level"), "Data", 80),
		_column("staffing_type", _("Staffing Type"), "Data", 100),
		_column("since", _("Since"), "Date", 105),
		_column("tenure_years", _("Years in Post"), "Float", 95),
		_column("rule", _("Rule"), "Data", 80),
		_column("due_on", _("Due On"), "Date", 105),
		_column("state", _("State"), "Data", 120),
	]


def chart(decisions: list[tuple[str, Decision]]) -> dict:
	"""How many by nearness, "Must" beside "Should"."""
	counted = Counter((found.rule, found.warning) for _township, found in decisions)
	stages = sorted(
		{stage for _rule, stage in counted} | {0}, key=lambda stage: 999 if stage is None else stage
	)
	labels = {0: _("Due"), None: _("Later")}
	return {
		"type": "bar",
		"data": {
			"labels": [labels.get(stage) or _("Within {0} months").format(stage) for stage in stages],
			"datasets": [
				{"name": _(rule), "values": [counted[rule, stage] for stage in stages]}
				for rule in (MUST, SHOULD)
			],
		},
	}


def summary(decisions: list[tuple[str, Decision]]) -> list[dict]:
	"""The totals above the table."""
	due = Counter(found.rule for _township, found in decisions if found.is_due)
	coming = sum(not found.is_due for _township, found in decisions)
	return [
		{"label": _("Must rotate now"), "value": due[MUST], "indicator": "Red", "datatype": "Int"},
		{"label": _("Should rotate now"), "value": due[SHOULD], "indicator": "Orange", "datatype": "Int"},
		{"label": _("Coming up"), "value": coming, "indicator": "Blue", "datatype": "Int"},
	]


def _facts(doctype: str, names: set[str], fields: list[str]) -> dict[str, dict]:
	found = frappe.get_all(doctype, filters={"name": ["in", [*names, ""]]}, fields=["name", *fields])
	return {row.pop("name"): row for row in found}


def _column(fieldname: str, label: str, fieldtype: str, width: int, options: str | None = None) -> dict:
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": fieldtype,
		"width": width,
		"options": options,
	}
