"""The page on which flows are drawn: who opens it, what it is told, and that every word of it is translated."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

import frappe

from township_gov.workflows import designer_texts
from township_gov.workflows.core.nodes import HOW, NODE_TYPES, RULES
from township_gov.www import flow_designer

FOLDER = Path(designer_texts.__file__).parents[1] / "public" / "js"


def page(flow: str = "") -> dict:
	context = frappe._dict()
	frappe.local.form_dict = frappe._dict(flow=flow)
	flow_designer.get_context(context)
	return json.loads(context.page)


def test_only_who_may_read_flows_opens_it(world):
	for user in ("Guest", world.mail("ann")):
		frappe.set_user(user)
		for flow in ("", world.FLOW):
			with pytest.raises(frappe.PermissionError):
				page(flow)


def test_a_flow_that_is_not_there_is_told_by_its_name(world):
	frappe.set_user("Administrator")
	with pytest.raises(frappe.DoesNotExistError, match="nothing"):
		page("nothing")


def test_without_a_flow_it_offers_flows_and_document_types_of_the_office(world):
	frappe.set_user("Administrator")
	told = page()
	assert world.FLOW in [row["name"] for row in told["flows"]] and told["may_create"]
	offered = {row["value"] for row in told["doctypes"]}
	assert {world.TRIAL, "Expense Request"} <= offered
	assert offered.isdisjoint(
		{"User", "Expense Request Line", "Approval Flow", "Approval Task", "Audit Entry"}
	)


def test_types_with_a_flow_come_first_then_those_made_here(world):
	frappe.set_user("Administrator")
	told = page()["doctypes"]
	groups = {row["value"]: row["group"] for row in told}
	assert groups["Expense Request"] == "With a flow already" and groups["Seal"] == "Others"
	order = [row["group"] for row in told]
	assert order == sorted(order, key=["With a flow already", "Made here", "Others"].index)
	assert len(told) == len(groups)


def test_shipped_labels_are_told_in_the_readers_language(world):
	frappe.set_user("Administrator")
	doc = frappe.get_doc("Approval Flow", world.FLOW)
	doc.nodes[1].approve_label = "Agree"
	doc.save()
	frappe.local.lang = "zh"
	assert page(world.FLOW)["labels"]["Agree"] == "同意"


def test_data_cannot_end_the_script_that_carries_it(world):
	frappe.set_user("Administrator")
	context = frappe._dict()
	frappe.local.form_dict = frappe._dict(flow="")
	flow_designer.get_context(context)
	assert "<" not in context.page


def test_every_text_of_the_drawing_is_told_and_translated():
	scripts = "".join(file.read_text("utf-8") for file in FOLDER.glob("designer*.js"))
	shown = set(re.findall(r'\bt\("((?:[^"\\]|\\.)+)"', scripts))
	assert len(shown) > 200
	assert shown <= set(designer_texts.texts())
	zh = FOLDER.parents[1] / "translations" / "zh.csv"
	with zh.open(encoding="utf-8", newline="") as rows:
		known = {row[0] for row in csv.reader(rows) if row[2:] == [designer_texts.DRAWING]}
	assert set(designer_texts.TEXTS) <= known


@pytest.mark.parametrize(
	("family", "values"),
	[("Type", NODE_TYPES), ("Rule", RULES), ("How", HOW), ("How hint", HOW)],
	ids=["types", "rules", "ways to decide", "hints"],
)
def test_everything_the_engine_knows_has_a_name_in_the_panel(family, values):
	assert {f"{family}: {value}" for value in values} <= set(designer_texts.TEXTS)
