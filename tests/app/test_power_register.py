"""Delegated powers from the letter that hands them down to the act done under them (S27-S33)."""

import pytest

import frappe
from frappe.utils import nowdate

from tests.app.registers_world import CERTIFICATE, CODE, DEPARTMENT
from township_gov.scope import OtherTownshipError
from township_gov.township_gov.doctype.delegated_power import delegated_power
from township_gov.township_gov.doctype.enforcement_certificate import enforcement_certificate
from township_gov.township_gov.doctype.power_exercise import power_exercise
from township_gov.township_gov.doctype.service_case import service_case, stages
from township_gov.township_gov.report.power_register_status import power_register_status
from township_gov.workflows.errors import DocumentGuarded


@pytest.fixture
def world(registers):
	"""The tests play on Monday, 2 March 2026; Lin and Shen hold certificates for two years."""
	with registers.at("2026-03-02"):
		frappe.set_user("Administrator")
		for who, number in (("lin", "T-33-001"), ("shen", "T-33-002")):
			certificate(registers, who, number)
		yield registers


def certificate(world, who, number, **values):
	given = {
		"certificate_no": number,
		"certificate_type": CERTIFICATE,
		"cadre": world.cadre(who),
		"issued_on": "2025-01-01",
		"valid_to": "2026-12-31",
	}
	return world.new("Enforcement Certificate", **given | values)


def propose(world, code="T001", **values):
	"""The register officer enters a power that the county hands down."""
	world.act_as("fang")
	given = {
		"power_code": code,
		"power_name": "秸秆露天焚烧处罚",
		"township": CODE,
		"county_department": DEPARTMENT,
		"power_class": "Administrative",
		"mode": "Provincial Grant",
		"power_type": "Administrative Penalty",
		"legal_basis": "大气污染防治法第一百一十九条",
		"statute": "浙江省人民政府关于乡镇综合行政执法的决定",
		"document_no": "浙政发〔2025〕8号",
		"start_date": "2026-01-01",
		"office": world.office("AGRI"),
		"post": frappe.db.get_value("Post", {"office": world.office("AGRI"), "level": "Director"}),
		"management_rule": "隆政〔2026〕3号",
		"required_certificate_type": CERTIFICATE,
		"readiness": [
			{"step": "Staff Trained", "description": "执法培训", "is_done": 1},
			{"step": "Seal and Forms", "description": "文书印制", "is_done": 1},
		],
	}
	return world.new("Delegated Power", **given | values)


def in_force(world, code="T001", **values):
	"""A power that has passed preparation and the leader."""
	power = world.decide("fang", world.start("fang", propose(world, code, **values)))
	return world.decide("zhang", power)


def use(world, power, officers=("lin", "shen"), certificates=("T-33-001", "T-33-002"), **values):
	"""Officers write down an act under the power."""
	world.act_as("lin")
	given = {
		"delegated_power": power.name,
		"exercised_on": "2026-03-02",
		"party_name": "某农户",
		"decision": "责令改正，罚款500元",
		"officers": [
			{"cadre": world.cadre(who), "certificate": number}
			for who, number in zip(officers, certificates, strict=True)
		],
	}
	return world.new("Power Exercise", **given | values)


# -- coming into force


def test_from_proposal_to_force(world):
	power = propose(world)
	assert (power.status, power.min_officers) == ("Proposed", 2)
	power = world.start("fang", power)
	assert (power.status, world.asked(power)) == ("Preparing", ["fang"])
	power = world.decide("fang", power)
	assert world.asked(power) == ["zhang"]
	power = world.decide("zhang", power)
	assert (power.status, str(power.in_force_on)) == ("In Force", "2026-03-02")
	assert power.acting_in_name_of == "庆元县示范乡人民政府"


def test_what_is_open_is_listed_and_stops_the_leader(world):
	steps = [{"step": "Seal and Forms", "is_done": 0}]
	power = world.start("fang", propose(world, readiness=steps, legal_basis="待定", statute=None))
	assert "statute" in power.open_points or "法规" in power.open_points
	power = world.decide("fang", power)
	with pytest.raises(delegated_power.PowerNotReadyError):
		world.decide("zhang", power)


def test_coercion_is_never_entrusted(world):
	with pytest.raises(delegated_power.PowerModeError):
		propose(world, mode="Entrusted", power_type="Administrative Coercion", end_date="2027-01-01")


def test_personnel_and_fiscal_powers_have_no_mode(world):
	with pytest.raises(delegated_power.PowerModeError):
		propose(world, power_class="Personnel")
	power = propose(
		world, power_class="Personnel", mode=None, power_type=None, required_certificate_type=None
	)
	assert power.acting_in_name_of == "庆元县示范乡人民政府"


def test_an_entrusted_power_is_used_in_the_departments_name(world):
	power = propose(world, mode="Entrusted", power_type="Administrative Inspection", end_date="2027-12-31")
	assert power.acting_in_name_of == "庆元县农业农村局"


def test_a_power_is_not_passed_on_to_another_township(world):
	frappe.set_user("Administrator")
	world.new(
		"Township Office", township="999126102", office_code="X", office_name="邻乡办", office_type="Office"
	)
	with pytest.raises(OtherTownshipError):
		propose(world, office="999126102-X", post=None)


# -- using it


def test_two_certified_officers_use_it_and_the_end_of_the_approval_submits(world):
	act = use(world, in_force(world))
	assert (act.status, act.docstatus, act.township) == ("Draft", 0, CODE)
	assert act.name.startswith(f"PE-{CODE}-{nowdate()[:4]}-")
	assert act.acting_in_name_of == "庆元县示范乡人民政府"
	act = world.start("lin", act)
	assert world.asked(act) == ["he"]
	act = world.decide("he", act)
	assert (act.status, act.docstatus) == ("Effective", 1)


def test_an_expired_certificate_is_refused_with_what_to_do_and_then_a_valid_one_goes_through(world):
	power = in_force(world)
	frappe.set_user("Administrator")
	certificate(world, "he", "T-33-003", issued_on="2023-01-01", valid_to="2026-03-01")
	with pytest.raises(power_exercise.PowerRefusedError, match="2026-03-01"):
		use(world, power, officers=("lin", "he"), certificates=("T-33-001", "T-33-003"))
	assert use(world, power).name


@pytest.mark.parametrize(
	("officers", "certificates"),
	[
		(("lin",), ("T-33-001",)),
		(("lin", "lin"), ("T-33-001", "T-33-001")),
		(("lin", "shen"), ("T-33-001", None)),
		(("lin", "shen"), ("T-33-001", "T-33-001")),
	],
)
def test_alone_twice_without_or_with_a_borrowed_certificate_nobody_punishes(world, officers, certificates):
	with pytest.raises(power_exercise.PowerRefusedError):
		use(world, in_force(world), officers=officers, certificates=certificates)


def test_who_has_left_acts_no_more_but_what_he_did_before_stands(world):
	power = in_force(world)
	frappe.set_user("Administrator")
	left = frappe.get_doc("Cadre", world.cadre("shen"))
	left.update({"status": "Left", "relieving_date": "2026-03-01"}).save()
	with world.refused(power_exercise.PowerRefusedError):
		use(world, power)
	frappe.set_user("Administrator")
	left.update({"relieving_date": "2026-03-02"}).save()
	assert use(world, power).name


def test_officers_of_another_township_do_not_use_the_power(world):
	power = in_force(world)
	frappe.set_user("Administrator")
	stranger = world.new(
		"Cadre",
		cadre_code="N001",
		employee_name="邻某",
		township=world.NEIGHBOUR,
		status="Active",
		staffing_type="Administrative",
	)
	world.new(
		"Enforcement Certificate",
		certificate_no="T-33-009",
		certificate_type=CERTIFICATE,
		cadre=stranger.name,
		issued_on="2025-01-01",
		valid_to="2026-12-31",
	)
	rows = [
		{"cadre": world.cadre("lin"), "certificate": "T-33-001"},
		{"cadre": stranger.name, "certificate": "T-33-009"},
	]
	with world.refused(OtherTownshipError):
		doc = frappe.new_doc("Power Exercise")
		doc.update(
			{
				"delegated_power": power.name,
				"exercised_on": "2026-03-02",
				"party_name": "某农户",
				"decision": "责令改正",
				"officers": rows,
			}
		)
		world.act_as("lin")
		doc.insert()


def test_a_power_in_preparation_is_used_by_nobody(world):
	with pytest.raises(power_exercise.PowerRefusedError):
		use(world, propose(world))


def test_what_was_done_before_the_power_came_into_force_is_not_covered_by_it(world):
	power = in_force(world)
	with world.refused(power_exercise.PowerRefusedError, match="2026-03-02"):
		use(world, power, exercised_on="2026-02-27")


def test_the_gate_stands_on_every_write_path(world):
	"""Recorded and sent up while in force; suspended before the head decides."""
	power = in_force(world)
	act = world.start("lin", use(world, power))
	frappe.db.set_value("Delegated Power", power.name, "status", "Suspended")
	with world.refused(power_exercise.PowerRefusedError):
		world.decide("he", act)
	frappe.set_user("Administrator")
	for write in ("save", "submit"):
		with world.refused((power_exercise.PowerRefusedError, DocumentGuarded)):
			getattr(world.fresh(act), write)()
	submitted = world.fresh(act)
	submitted.docstatus = 1
	with world.refused(power_exercise.PowerRefusedError):
		submitted.run_method("before_update_after_submit")
	assert world.decide("he", act, "return", opinion="权力已暂停", to_node="initiator").status == "Draft"


def test_a_refusal_stays_on_record_when_the_act_is_rolled_back(world):
	frappe.set_user("Administrator")
	before = frappe.db.count("Refusal Record")
	with pytest.raises(power_exercise.PowerRefusedError):
		use(world, propose(world))
	frappe.db.rollback()
	frappe.set_user("Administrator")
	assert frappe.db.count("Refusal Record") == before + 1
	record = frappe.get_last_doc("Refusal Record")
	assert (record.user, record.action, record.kind) == (world.mail("lin"), "save", "PowerRefusedError")
	assert record.delegated_power == f"{CODE}-T001"
	assert not frappe.db.exists("Delegated Power", f"{CODE}-T001")


def test_an_act_under_an_entrusted_power_is_the_departments(world):
	power = in_force(world, mode="Entrusted", power_type="Administrative Inspection", end_date="2027-12-31")
	assert use(world, power).acting_in_name_of == "庆元县农业农村局"


def test_officers_do_not_approve_their_own_act(world):
	power = in_force(world)
	frappe.set_user("Administrator")
	certificate(world, "he", "T-33-003")
	act = world.start("lin", use(world, power, officers=("lin", "he"), certificates=("T-33-001", "T-33-003")))
	assert world.asked(act) == ["zhang"]


def test_nobody_submits_or_changes_an_effective_act_by_hand(world):
	act = use(world, in_force(world))
	with pytest.raises((DocumentGuarded, frappe.PermissionError)):
		act.submit()
	act = world.decide("he", world.start("lin", world.fresh(act)))
	with pytest.raises((DocumentGuarded, frappe.PermissionError, frappe.UpdateAfterSubmitError)):
		world.edit("lin", act, decision="罚款5000元")


# -- suspension, recall, expiry


def test_suspension_and_resumption_are_decided_by_the_leader(world):
	power = in_force(world)
	power = world.edit("fang", power, requested_change="Suspend", change_reason="执法人员调离")
	power = world.start("fang", power)
	assert world.asked(power) == ["xian"], "the county department is heard first"
	power = world.decide("zhang", world.decide("xian", power, opinion="同意暂停"))
	assert (power.status, power.requested_change) == ("Suspended", None)
	with pytest.raises(power_exercise.PowerRefusedError):
		use(world, power)
	power = world.edit("fang", power, requested_change="Resume", change_reason="人员到位")
	power = world.decide("xian", world.start("fang", power), opinion="同意恢复")
	assert world.decide("zhang", power).status == "In Force"


def test_the_county_refuses_a_change(world):
	power = world.edit("fang", in_force(world), requested_change="Suspend", change_reason="执法人员调离")
	power = world.decide("xian", world.start("fang", power), "reject", opinion="应补充人员，不宜暂停")
	assert (power.status, power.requested_change) == ("In Force", "Suspend")


def test_a_recall_names_the_department_that_takes_it_back(world):
	power = in_force(world)
	with pytest.raises(delegated_power.PowerChangeError):
		world.edit("fang", power, requested_change="Recall", change_reason="清单调整")
	power = world.edit(
		"fang", power, requested_change="Recall", change_reason="清单调整", receiving_department=DEPARTMENT
	)
	power = world.decide("xian", world.start("fang", power), opinion="同意收回")
	assert world.decide("zhang", power).status == "Recalled"


class TestInspection:
	def inspection(self, world, **values):
		power = values.pop("power", None) or in_force(world)
		world.act_as("fang")
		given = {"findings": "案卷缺送达回证", "severity": "Minor", "rectify_by": "2026-04-01"}
		given |= {"delegated_power": power.name, "inspected_on": "2026-03-02", "inspector_name": "县局"}
		return world.new("Power Inspection", **given | values)

	def test_what_is_wrong_is_put_right_and_looked_at_again(self, world):
		doc = world.start("fang", self.inspection(world))
		assert (doc.status, world.asked(doc)) == ("To Be Rectified", ["he"])
		doc = world.decide("he", doc, values={"rectification": "已补齐"})
		assert (doc.status, world.asked(doc)) == ("To Be Checked", ["fang"])
		back = world.decide("fang", doc, "return", opinion="仍缺一份")
		assert (back.status, world.asked(back)) == ("To Be Rectified", ["he"])
		doc = world.decide("fang", world.decide("he", back), values={"check_result": "已整改"})
		assert doc.status == "Closed"

	def test_nothing_found_closes_it(self, world):
		assert world.start("fang", self.inspection(world, findings="")).status == "Closed"

	def test_serious_findings_are_told_the_discipline_inspector(self, world):
		doc = world.start("fang", self.inspection(world, severity="Serious"))
		copies = frappe.get_all("Approval Copy", {"reference_name": doc.name}, pluck="user")
		assert world.mail("ji") in copies

	@pytest.mark.parametrize(
		("values", "match"),
		[
			({"rectify_by": None}, "by when"),
			({"severity": ""}, "how serious"),
			({"inspected_on": "2026-03-03"}, "in the future"),
		],
	)
	def test_it_is_complete(self, world, values, match):
		frappe.local.lang = "en"
		with world.refused(frappe.ValidationError, match=match):
			self.inspection(world, **values)


def test_nobody_puts_a_power_into_force_by_hand(world):
	power = propose(world)
	with pytest.raises(DocumentGuarded):
		world.edit("fang", power, status="In Force")
	with pytest.raises(DocumentGuarded):
		propose(world, code="T002", status="In Force")


def test_only_powers_with_an_end_expire(world):
	endless = in_force(world)
	ending = in_force(world, "T002", end_date="2026-03-02")
	assert (
		endless.name not in delegated_power.terms_over() and ending.name not in delegated_power.terms_over()
	)
	with world.at("2026-03-03"):
		over = delegated_power.terms_over()
	assert ending.name in over and endless.name not in over


def test_powers_and_certificates_expire_the_day_after_their_last_day(world):
	power = in_force(world, mode="Entrusted", power_type="Administrative Licence", end_date="2026-03-31")
	with world.at("2026-04-01"):
		frappe.set_user("Administrator")
		delegated_power.expire(power)
		held = frappe.get_doc("Enforcement Certificate", "T-33-001")
		held.valid_to = "2026-03-31"
		held.save()
	assert world.fresh(power).status == "Expired"
	assert held.status == "Expired"
	assert enforcement_certificate.count_certified_cadres(CODE, CERTIFICATE, "2026-04-01") == 1


def test_a_matter_under_a_power_is_received_only_while_a_window_handles_it(world):
	power = in_force(world, mode="Own", power_type="Administrative Licence")
	frappe.set_user("Administrator")
	item = frappe.get_doc("Service Item", "T-SERVICE")
	item.delegated_power = power.name
	item.save()
	frappe.get_doc("Service Window", f"{CODE}-F1-01").update({"status": "Closed"}).save()
	world.act_as("wang")
	with world.refused(service_case.ItemNotOfferedError):
		world.new(
			"Service Case",
			service_item="T-SERVICE",
			township=CODE,
			applicant_name="吴大伯",
			channel="Phone",
			accepting_office=world.office("HALL"),
			handling_office=world.office("AGRI"),
			received_on="2026-03-02",
		)


def test_a_case_under_a_power_that_is_not_in_force_is_not_accepted(world):
	power = in_force(world, mode="Own", power_type="Administrative Licence")
	frappe.set_user("Administrator")
	item = frappe.get_doc("Service Item", "T-SERVICE")
	item.delegated_power = power.name
	item.save()
	world.act_as("wang")
	case = world.new(
		"Service Case",
		service_item="T-SERVICE",
		township=CODE,
		applicant_name="吴大伯",
		channel="Window",
		window=f"{CODE}-F1-01",
		accepting_office=world.office("HALL"),
		handling_office=world.office("AGRI"),
		received_on="2026-03-02",
	)
	case = world.start("wang", case)
	frappe.db.set_value("Delegated Power", power.name, "status", "Suspended")
	with pytest.raises(stages.PowerNotUsableError):
		world.decide("wang", case)


# -- the register's figures


def test_the_register_shows_the_pilots_seventy_powers(world):
	frappe.set_user("Administrator")
	plan = [("Personnel", None)] * 8 + [("Fiscal", None)] * 9
	plan += [("Administrative", "Entrusted")] * 27 + [("Administrative", "Authorised")] * 26
	for number, (power_class, mode) in enumerate(plan):
		world.new(
			"Delegated Power",
			power_code=f"P{number:03}",
			power_name=f"权力{number}",
			township=CODE,
			county_department=DEPARTMENT,
			power_class=power_class,
			mode=mode,
			power_type="Administrative Licence" if mode else None,
		)
	world.act_as("fang")
	columns, rows, _message, chart, summary = power_register_status.execute({"township": CODE})
	figures = [(row["powers"], row["expected"], row["difference"]) for row in rows]
	assert figures == [(8, 8, 0), (9, 9, 0), (53, 53, 0), (27, 27, 0), (26, 26, 0), (70, 70, 0)]
	assert chart["data"]["datasets"][0]["values"] == [8, 9, 53]
	assert summary[0]["value"] == 70
	by_department = power_register_status.execute({"township": CODE, "group_by": "County Department"})[1]
	assert by_department[0]["group"] == "庆元县农业农村局" and by_department[-1]["powers"] == 70


def test_the_register_counts_uses_and_what_is_never_used(world):
	used, idle = in_force(world), in_force(world, code="T002")
	world.decide("he", world.start("lin", use(world, used)))
	world.act_as("fang")
	rows = power_register_status.execute({"township": CODE, "group_by": "Status"})[1]
	assert (rows[0]["powers"], rows[0]["uses"], rows[0]["unused"]) == (2, 1, 1)
	unused = power_register_status.execute({"township": CODE, "group_by": "Status", "only_unused": 1})[1]
	assert unused[0]["powers"] == 1 and idle.name
