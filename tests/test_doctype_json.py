"""The app's JSON as a bench reads it: targets exist, order is complete, names collide with nobody's."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests import record_shipped

ROOT = Path(__file__).resolve().parent.parent
MODULE = ROOT / "township_gov" / "township_gov"
CORE = {"User", "Role", "DocType", "File", "Report", "Module Def", "Currency", "Country", "Language"}
# Doctypes, reports and workspaces of Frappe v15, ERPNext and HRMS that a township's words could meet
TAKEN = {
	"Address", "Appointment", "Asset", "Attendance", "Branch", "Communication", "Company", "Contact", "Contract", "Customer",
	"Dashboard", "Department", "Designation", "Employee", "Event", "Expense Claim", "Holiday", "Holiday List", "Issue", "Item",
	"Leave Application", "Location", "Note", "Notification", "Page", "Party Type", "Project", "Region", "Service Level Agreement",
	"Settings", "Skill", "Task", "Tag", "Territory", "Training Event", "Vehicle", "Village Office", "Warehouse", "Workflow",
	"Workflow Action", "Workflow State", "Build", "Users", "Tools", "Website", "Integrations", "Home", "HR", "Payroll", "CRM",
	"Welcome Workspace",
}  # fmt: skip


def load(kind: str) -> dict[str, dict]:
	found = {}
	for path in sorted((MODULE / kind).glob("*/*.json")):
		doc = json.loads(path.read_text(encoding="utf-8"))
		if path.stem == path.parent.name and isinstance(doc, dict):
			found[str(path.relative_to(MODULE))] = doc
	return found


DOCTYPES = load("doctype")
NAMES = {doc["name"] for doc in DOCTYPES.values()}
every_doctype = pytest.mark.parametrize(
	"doc", DOCTYPES.values(), ids=[doc["name"] for doc in DOCTYPES.values()]
)


def test_there_are_doctypes():
	assert len(NAMES) == len(DOCTYPES) > 20


@every_doctype
def test_field_order_names_every_field_once(doc):
	fields = [field["fieldname"] for field in doc["fields"]]
	assert len(fields) == len(set(fields))
	assert doc["field_order"] == fields


@every_doctype
def test_link_and_table_targets_exist(doc):
	for field in doc["fields"]:
		if field["fieldtype"] in ("Link", "Table", "Table MultiSelect"):
			assert field.get("options") in NAMES | CORE, f"{doc['name']}.{field['fieldname']}"
		if field["fieldtype"] in ("Table", "Table MultiSelect"):
			child = next(d for d in DOCTYPES.values() if d["name"] == field["options"])
			assert child.get("istable") == 1, field["options"]


@every_doctype
def test_folder_module_and_controller_fit_the_name(doc):
	scrubbed = doc["name"].replace(" ", "_").replace("-", "_").lower()
	folder = MODULE / "doctype" / scrubbed
	assert (folder / f"{scrubbed}.json").exists()
	assert (folder / f"{scrubbed}.py").exists()
	assert (folder / "__init__.py").exists()
	assert doc["module"] == "Township Gov"
	assert not list(folder.glob("*.js")), "forms have no script of their own (platform rule 2)"


@every_doctype
def test_names_are_fixed_before_data_exists(doc):
	if not doc.get("istable") and not doc.get("issingle"):
		assert doc.get("autoname"), "a doctype needs its name pattern from the first day"


@every_doctype
def test_changes_are_tracked_and_a_title_is_shown(doc):
	if doc.get("istable") or doc.get("issingle"):
		return
	if not doc.get("in_create"):
		assert doc.get("track_changes") == 1
	title = doc.get("title_field")
	assert title is None or title in {field["fieldname"] for field in doc["fields"]}


@every_doctype
def test_roles_of_the_permissions_are_shipped(doc):
	shipped = {
		row["name"]
		for row in json.loads((ROOT / "township_gov/fixtures/role.json").read_text(encoding="utf-8"))
	}
	for rule in doc.get("permissions") or []:
		assert rule["role"] in shipped | {"System Manager", "All", "Guest", "Desk User"}


@every_doctype
def test_secret_values_have_their_masked_and_hashed_companions(doc):
	fields = {field["fieldname"] for field in doc["fields"]}
	for field in doc["fields"]:
		if field["fieldtype"] == "Password":
			assert f"{field['fieldname']}_masked" in fields, field["fieldname"]
			assert f"{field['fieldname']}_hash" in fields, field["fieldname"]


def test_no_name_meets_one_of_frappe_erpnext_or_hrms():
	workspaces = {doc["name"] for doc in load("workspace").values()}
	reports = {doc["name"] for doc in load("report").values()}
	assert NAMES & (TAKEN | CORE) == set()
	assert workspaces & (TAKEN | CORE | NAMES) == set()
	assert reports & (TAKEN | CORE | NAMES) == set()


def test_reports_carry_their_filters_and_roles():
	for report in load("report").values():
		assert report["report_type"] == "Script Report"
		assert report["is_standard"] == "Yes"
		assert report.get("roles"), report["name"]
		assert report.get("ref_doctype") in NAMES, report["name"]


def test_pages_name_only_cards_and_shortcuts_that_they_have():
	for path, page in load("workspace").items():
		has = {row["label"] for row in page["shortcuts"]}
		has |= {row["label"] for row in page["links"] if row["type"] == "Card Break"}
		has |= {row["number_card_name"] for row in page["number_cards"]}
		has |= {row["label"] for row in [*page["charts"], *page["quick_lists"]]}
		for block in json.loads(page["content"]):
			names = {name for key, name in block["data"].items() if key.endswith("_name")}
			assert names <= has, path
	for card in load("number_card").values():
		assert isinstance(json.loads(card["filters_json"]), list)


def test_modified_moves_on_with_the_content():
	"""v15 ignores a changed report, print format, workspace or card whose `modified` stayed (platform rule 8)."""
	recorded = json.loads(record_shipped.RECORD.read_text(encoding="utf-8"))
	for path, (modified, content) in record_shipped.current().items():
		before = recorded.get(path)
		assert before is not None, f"{path} is new: run python -m tests.record_shipped"
		if content != before[1]:
			assert modified > before[0], f"{path} changed: set its modified to now"
			raise AssertionError(f"{path} changed: run python -m tests.record_shipped")


@every_doctype
def test_every_state_has_a_colour(doc):
	"""A reader tells states apart at a glance on each list, or on none."""
	coloured = {row["title"] for row in doc.get("states") or []}
	for field in doc["fields"]:
		if field["fieldtype"] == "Select" and field["fieldname"] == "status":
			assert set(filter(None, field["options"].split("\n"))) <= coloured


def test_the_same_kind_of_state_has_the_same_colour_everywhere():
	"""Who waits for somebody is orange, who is under way is blue, what came to nothing is grey."""
	kinds = {
		"Orange": ("Awaiting ", "To Be "),
		"Blue": ("In Handling", "In Verification", "Under Review", "In Publicity"),
		"Gray": ("Draft", "Withdrawn", "Cancelled", "Retired", "Not Needed"),
		"Red": ("Rejected", "Failed", "Not Accepted", "Revoked", "Recalled"),
	}
	for doc in DOCTYPES.values():
		for row in doc.get("states") or []:
			for colour, beginnings in kinds.items():
				if row["title"].startswith(beginnings):
					assert row["color"] == colour, f"{doc['name']}: {row['title']}"


def test_lists_and_cards_count_a_light_in_the_same_states():
	"""A home's number of red lights is what stands over the list: hook, daily job and card name the same states."""
	from township_gov import hooks
	from township_gov.township_gov.doctype.incoming_document import incoming_document
	from township_gov.township_gov.doctype.petition import daily as petitions
	from township_gov.township_gov.doctype.service_case import daily as cases

	states = hooks.running_states
	assert tuple(states["Service Case"]) == cases.OPEN
	assert tuple(states["Petition"]) == petitions.OPEN
	assert tuple(states["Incoming Document"]) == incoming_document.OPEN
	for card in load("number_card").values():
		rows = {row[1]: row for row in json.loads(card["filters_json"])}
		if "light" in rows:
			assert rows["status"][2:4] == ["in", states[card["document_type"]]], card["name"]


# Frappe's own catalogue has these
FRAPPES_STATES = {"Failed", "Sending", "Sent"}


@every_doctype
def test_its_states_have_words_without_context(doc):
	"""Frappe's list asks for the words of a state without saying of which form."""
	with (ROOT / "township_gov" / "translations" / "zh.csv").open(encoding="utf-8", newline="") as file:
		known = {row[0] for row in csv.reader(file) if len(row) == 2}
	fields = {df["fieldname"]: df.get("options") or "" for df in doc.get("fields", [])}
	if not doc.get("istable"):
		assert {one for one in fields.get("status", "").split("\n") if one} <= known | FRAPPES_STATES
