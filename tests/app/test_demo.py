"""The demo township shows each register in every state and every light, made by the engine itself.

On the standalone platform it is loaded once, into a copy of the test site; on a bench it is looked at where it is
loaded already (`bench execute township_gov.demo.load`), because loading takes minutes and commits.
"""

import json
from pathlib import Path

import pytest

import frappe

from township_gov.demo import content
from township_gov.township_gov.report.power_register_status import power_register_status

TOWNSHIP = content.TOWNSHIP["township_code"]
EVERYDAY = (
	"Leave Request",
	"Expense Request",
	"Seal Use",
	"Vehicle Request",
	"Incoming Document",
	"Outgoing Document",
	"Power Inspection",
)
FLOWS = Path(__file__).resolve().parents[2] / "township_gov" / "workflows" / "flows"
LIGHTS = {"Green", "Yellow", "Red"}


@pytest.fixture(scope="module")
def demo_folder(platform, tmp_path_factory):
	"""A folder with a copy of the site that has the demo in it; None on a bench, whose own site is asked."""
	if platform.name == "bench":
		yield None
		return
	folder = tmp_path_factory.mktemp("demo")
	with platform.copy(folder / "demo.localhost"):
		_connect(folder)
		frappe.get_attr("township_gov.demo.load")()
		frappe.destroy()
		yield folder


def _connect(folder) -> None:
	frappe.init(site="demo.localhost", sites_path=str(folder))
	frappe.connect()
	frappe.set_user("Administrator")


@pytest.fixture
def demo(platform, demo_folder):
	"""A connection to the site with the demo."""
	if demo_folder is None:
		platform.connect()
		frappe.set_user("Administrator")
		if not frappe.db.exists("Township", TOWNSHIP):
			platform.stop()
			pytest.skip("the demo township is not loaded on this bench site")
	else:
		_connect(demo_folder)
	yield
	frappe.db.rollback()
	frappe.destroy()


def states(doctype: str, *more, field: str = "status") -> set[str]:
	"""The values that a field takes in the demo township."""
	filters = [["township", "=", TOWNSHIP], *more]
	return set(frappe.get_all(doctype, filters=filters, pluck=field, ignore_ifnull=True))


def options(doctype: str, field: str = "status") -> set[str]:
	"""Every value that the field can take."""
	return set(filter(None, frappe.get_meta(doctype).get_field(field).options.split("\n")))


def count(doctype: str, **filters) -> int:
	return frappe.db.count(doctype, {"township": TOWNSHIP, **filters})


def test_service_cases_are_shown_in_every_state(demo):
	assert states("Service Case") == options("Service Case")


def test_open_service_cases_are_shown_in_every_light(demo):
	for status in ("Received", "Under Review", "Awaiting Decision"):
		assert states("Service Case", ["status", "=", status], field="light") >= LIGHTS, status
	assert states("Service Case", ["status", "=", "Delivered"], field="light") == {"Green", "Red"}


def test_a_case_under_review_is_paused_and_has_no_due_day(demo):
	paused = frappe.get_all(
		"Service Case",
		filters=[
			["Service Case Pause", "reason", "is", "set"],
			["Service Case Pause", "to_date", "is", "not set"],
			["township", "=", TOWNSHIP],
		],
		fields=["status", "due_on", "days_used"],
	)
	assert [(row.status, row.due_on) for row in paused] == [("Under Review", None)]
	assert paused[0].days_used == 3


def test_a_case_is_extended_with_approver_and_notice(demo):
	assert count(
		"Service Case", status="Under Review", extension_days=10, extension_approved_by=("is", "set")
	)


def test_silence_has_accepted_a_licence_and_an_applicant_has_taken_his_back(demo):
	assert count("Service Case", status="Received", deemed_accepted=1)
	assert count("Service Case", status="Delivered", decision="Terminated")
	assert states("Service Case", field="decision") >= options("Service Case", "decision")


def test_a_published_cost_fee_was_charged_and_another_waived(demo):
	assert states("Service Case", ["total_charged", ">", 0], field="total_charged") == {5.0}
	assert count("Fee Waiver", status="Approved")


def test_licences_were_decided_with_a_number_and_one_was_handled_jointly(demo):
	assert count("Service Case", document_no=("like", "隆政决〔%"))
	assert frappe.db.count("Service Case Joint Office", {"verdict": "Agrees"}) >= 2


def test_powers_are_shown_in_every_state(demo):
	assert states("Delegated Power") == options("Delegated Power")
	assert count("Delegated Power", status="In Force") > 50


def test_uses_of_powers_are_shown_in_every_state_and_one_refusal_is_on_record(demo):
	assert states("Power Exercise") == options("Power Exercise")
	refusals = frappe.get_all("Refusal Record", filters={"kind": "PowerRefusedError"}, fields=["*"])
	assert [row.reference_doctype for row in refusals if row.township == TOWNSHIP] == ["Power Exercise"]


def test_the_register_reports_8_9_53_and_27_26(demo):
	_columns, rows, *_rest = power_register_status.execute({"township": TOWNSHIP})
	assert [row["powers"] for row in rows] == [8, 9, 53, 27, 26, 70]
	assert all(row["difference"] == 0 for row in rows)


def test_certificates_are_valid_ending_soon_and_expired(demo):
	from township_gov import clock, settings

	assert states("Enforcement Certificate") == {"Valid", "Expired"}
	soon = frappe.utils.add_days(clock.today(), settings.get("certificate_warning_days"))
	assert count("Enforcement Certificate", status="Valid", valid_to=("<=", soon))


def test_petitions_are_shown_in_every_state_and_light(demo):
	assert states("Petition") == options("Petition")
	assert states("Petition", ["status", "=", "Registered"], field="light") == LIGHTS
	assert states("Petition", ["status", "=", "In Handling"], field="light") >= {"Green", "Yellow"}
	assert states("Petition", ["status", "=", "Concluded"], field="light") >= {"Green", "Red"}
	assert states("Petition", field="category") == options("Petition", "category")
	assert states("Petition", ["status", "=", "Concluded"], field="opinion_result") == options(
		"Petition", "opinion_result"
	)


def test_a_petition_is_extended_once_and_another_repeats_an_earlier_one(demo):
	extended = frappe.get_all(
		"Petition",
		filters={"township": TOWNSHIP, "extension_approved_by": ("is", "set")},
		fields=["accepted_on", "conclude_due_on", "extension_days"],
	)
	assert [row.extension_days for row in extended] == [30]
	assert (extended[0].conclude_due_on - extended[0].accepted_on).days >= 90
	repeat = frappe.get_all(
		"Petition", filters={"repeat_of": ("is", "set")}, fields=["repeat_of", "possible_repeats"]
	)
	assert len(repeat) == 1 and repeat[0].repeat_of in repeat[0].possible_repeats


def test_a_notice_was_missed_and_one_is_being_missed(demo):
	told = frappe.get_all("Petition", filters={"township": TOWNSHIP}, fields=["notice_due_on", "notified_on"])
	assert any(row.notified_on and row.notified_on > row.notice_due_on for row in told)
	assert count("Petition", status="Registered", light="Red", notified_on=("is", "not set"))


def test_a_report_is_with_its_named_handler_and_another_was_referred(demo):
	assert states("Petition", ["category", "=", "Report"]) == {"In Handling", "Transferred"}


def test_rotation_plans_are_shown_in_every_state_that_approval_reaches(demo):
	assert states("Rotation Plan") == options("Rotation Plan") - {"Cancelled"}
	assert count("Post Assignment", rotation_plan=("is", "set"))


@pytest.mark.parametrize("doctype", EVERYDAY)
def test_the_everyday_office_is_shown_in_every_state(demo, doctype):
	assert states(doctype) == options(doctype)


def test_every_flow_is_without_a_warning_and_somebody_is_always_asked(demo):
	from township_gov.workflows import publishing

	flows = [json.loads(path.read_text(encoding="utf-8"))["flow_name"] for path in FLOWS.glob("*.json")]
	# What is said of other townships says that nobody works there: the demo's neighbour, and those of other tests
	names = frappe.get_all(
		"Township", {"name": ("!=", content.TOWNSHIP["township_code"])}, pluck="township_name"
	)
	found = {
		name: [
			line
			for line in publishing.findings(frappe.get_doc("Approval Flow", name))
			if not line.startswith(tuple(names))
		]
		for name in flows
	}
	assert len(flows) >= 15
	assert {name: lines for name, lines in found.items() if lines} == {}
	assert not count("Approval Instance", status="Running", waiting=("is", "set"))


def test_nothing_in_the_demo_lies_in_the_future(demo):
	now = frappe.utils.now_datetime()
	for doctype in (
		"Service Case",
		"Petition",
		"Delegated Power",
		"Power Exercise",
		"Rotation Plan",
		*EVERYDAY,
		"Approval Log",
	):
		assert not frappe.db.count(doctype, {"creation": (">", now)}), doctype


def test_loading_it_again_changes_nothing(demo):
	before = frappe.db.count("Service Case"), frappe.db.count("Approval Log")
	frappe.get_attr("township_gov.demo.load")()
	assert (frappe.db.count("Service Case"), frappe.db.count("Approval Log")) == before


def test_a_leader_is_away_and_what_is_open_is_shared_with_who_stands_in(demo):
	assert states("Approval Substitute") == {"Active", "Proposed"}
	(away,) = frappe.get_all(
		"Approval Substitute", {"status": "Active"}, ["principal", "principal_user", "substitute_user"]
	)
	held = {"assigned_to": away.principal_user, "status": "Open"}
	tasks = frappe.get_all("Approval Task", held, pluck="name")
	shared = frappe.get_all(
		"Approval Task Substitute",
		{"parent": ("in", tasks or [""]), "user": away.substitute_user},
		pluck="parent",
		distinct=True,
	)
	assert tasks and shared


def test_reminders_an_urging_and_a_telephone_call_are_on_record(demo):
	events = set(frappe.get_all("Approval Notification", pluck="event", distinct=True))
	assert {"Reminder", "Escalation", "Urge", "Substitution"} <= events
	assert frappe.get_all("Approval Notification", {"channel": "Phone", "status": "Told"}, pluck="note")
	assert frappe.db.exists("Approval Task", {"urged_count": 1})


def test_its_history_told_nobody_so_that_nobody_is_flooded(demo):
	most = frappe.db.sql(
		"select count(name) from `tabNotification Log` group by for_user order by count(name) desc limit 1"
	)
	assert most[0][0] <= 40
