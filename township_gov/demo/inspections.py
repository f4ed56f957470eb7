"""The county's inspections of delegated powers, in every state."""

from __future__ import annotations

import datetime

import frappe

from township_gov.demo import story

REGISTRAR = "gu.sb"
FINDINGS = "两件案卷缺少送达回证（演示）。"
# days ago, what was found, how serious, how far
INSPECTIONS = (
	(90, "", "", "Closed"),
	(60, FINDINGS, "Minor", "Closed"),
	(20, FINDINGS, "Serious", "To Be Checked"),
	(6, FINDINGS, "Minor", "To Be Rectified"),
	(4, FINDINGS, "Minor", "Withdrawn"),
	(1, FINDINGS, "Minor", "Draft"),
)


def load(today: datetime.date) -> None:
	"""Record each inspection and carry it as far as it goes."""
	powers = frappe.get_all(
		"Delegated Power",
		filters={"status": "In Force", "power_class": "Administrative", "office": ("is", "set")},
		pluck="name",
		order_by="name",
		limit=len(INSPECTIONS),
	)
	for power, (ago, findings, severity, reach) in zip(powers, INSPECTIONS, strict=True):
		_carry(power, today - datetime.timedelta(days=ago), findings, severity, reach)


def _carry(power: str, day: datetime.date, findings: str, severity: str, reach: str) -> None:
	with story.acting(REGISTRAR, story.at(day, 10)):
		doc = frappe.get_doc(
			{
				"doctype": "Power Inspection",
				"delegated_power": power,
				"inspected_on": day,
				"inspector_name": "县级部门联络员（演示）",
				"sample": "抽查上半年案卷十件（演示）。",
				"findings": findings,
				"severity": severity,
				"rectify_by": day + datetime.timedelta(days=30) if findings else None,
			}
		).insert()
	if reach == "Draft":
		return
	story.start(doc, REGISTRAR, story.at(day, 11))
	if reach == "Withdrawn":
		with story.acting(REGISTRAR, story.at(day, 12)):
			story.api.act_on(doc.doctype, doc.name, "withdraw")
	if not findings or reach in ("Withdrawn", "To Be Rectified"):
		return
	values = {"rectification": "已补齐送达回证并组织培训（演示）。"}
	holder = story.holders(doc)[0]
	story.act(doc, holder, story.at(day + datetime.timedelta(days=8), 10), values=values)
	if reach == "Closed":
		holder, later = story.holders(doc)[0], story.at(day + datetime.timedelta(days=12), 10)
		story.act(doc, holder, later, values={"check_result": "已整改到位（演示）。"}, opinion="整改到位。")
