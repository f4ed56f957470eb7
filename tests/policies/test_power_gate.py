"""The gate in front of delegated powers, in the words of the rule (S27, S31, S32, 行政处罚法, 行政强制法)."""

from dataclasses import replace
from datetime import date

import pytest

from township_gov.policies import power_gate as gate

TODAY = date(2026, 3, 2)
CERTIFICATE = "行政执法证"

CHECK = gate.Power(
	name="秸秆露天焚烧处罚",
	power_class="Administrative",
	status="In Force",
	mode="Provincial Grant",
	power_type="Administrative Penalty",
	legal_basis="大气污染防治法第一百一十九条",
	statute="省政府关于乡镇综合行政执法的决定",
	post="综合执法队长",
	management_rule="隆政〔2026〕3号",
	certificate_type=CERTIFICATE,
	start_date=date(2026, 1, 1),
	readiness_steps=2,
	certified_cadres=2,
)
PERSONNEL = gate.Power(
	name="年度考核评定",
	power_class="Personnel",
	status="In Force",
	legal_basis="县委文件",
	post="乡长",
	management_rule="隆政〔2026〕4号",
	readiness_steps=1,
)


def certificate(cadre: str, **changes) -> gate.Certificate:
	valid = gate.Certificate(f"33-{cadre}", cadre, CERTIFICATE, "Valid", date(2024, 1, 1), date(2027, 12, 31))
	return replace(valid, **changes)


def officer(cadre: str, **changes) -> gate.Officer:
	return gate.Officer(cadre, cadre, certificate(cadre, **changes))


def said(refusals) -> str:
	return "\n".join(refusal.text() for refusal in refusals)


def test_two_certified_officers_may_punish():
	assert gate.exercise_refusals(CHECK, [officer("王"), officer("李")], TODAY) == []


def test_one_officer_may_not_punish_alone():
	refusals = gate.exercise_refusals(CHECK, [officer("王")], TODAY)
	assert "needs 2 officer(s)" in said(refusals)
	assert "Add a certified officer" in said(refusals)


def test_naming_one_officer_twice_does_not_make_two():
	refusals = gate.exercise_refusals(CHECK, [officer("王"), officer("王")], TODAY)
	assert "The same officer is named twice" in said(refusals)
	assert "needs 2 officer(s)" in said(refusals)


def test_an_officer_without_certificate_may_not_act():
	refusals = gate.exercise_refusals(CHECK, [officer("王"), gate.Officer("李", "李")], TODAY)
	assert "李 shows no certificate" in said(refusals)


def test_an_expired_certificate_names_its_last_day_and_what_to_do():
	expired = officer("李", valid_to=date(2026, 3, 1))
	refusals = gate.exercise_refusals(CHECK, [officer("王"), expired], TODAY)
	assert "Certificate 33-李 of 李 expired on 2026-03-01. Renew it" in said(refusals)


def test_a_certificate_is_valid_on_its_first_and_on_its_last_day():
	first, last = officer("王", issued_on=TODAY), officer("李", valid_to=TODAY)
	assert gate.exercise_refusals(CHECK, [first, last], TODAY) == []


@pytest.mark.parametrize("status", ["Suspended", "Revoked"])
def test_a_suspended_or_revoked_certificate_is_refused(status):
	refusals = gate.exercise_refusals(CHECK, [officer("王"), officer("李", status=status)], TODAY)
	assert "is not valid on that day" in said(refusals)


def test_a_borrowed_certificate_is_refused():
	borrowed = gate.Officer("李", "李", certificate("王"))
	assert "does not belong to 李" in said(gate.exercise_refusals(CHECK, [officer("王"), borrowed], TODAY))


def test_a_certificate_of_another_type_is_refused():
	other = officer("李", certificate_type="安全生产执法证")
	assert "not of the type" in said(gate.exercise_refusals(CHECK, [officer("王"), other], TODAY))


@pytest.mark.parametrize(
	("status", "advice"),
	[
		("Suspended", "is suspended. Hand the matter to the county department"),
		("Recalled", "has been taken back"),
		("Expired", "The term of 秸秆露天焚烧处罚 has ended"),
		("Proposed", "is not in force yet"),
		("Preparing", "is not in force yet"),
	],
)
def test_a_power_that_is_not_in_force_is_used_by_nobody(status, advice):
	power = replace(CHECK, status=status)
	assert advice in said(gate.exercise_refusals(power, [officer("王"), officer("李")], TODAY))


def test_nothing_is_done_before_the_first_or_after_the_last_day_of_the_term():
	power = replace(CHECK, end_date=date(2026, 12, 31))
	assert "begins on 2026-01-01" in said(gate.use_refusals(power, date(2025, 12, 31)))
	assert gate.use_refusals(power, date(2026, 12, 31)) == []
	assert "ended on 2026-12-31" in said(gate.use_refusals(power, date(2027, 1, 1)))


def test_a_licence_power_without_certificate_type_needs_one_officer():
	power = replace(CHECK, power_type="Administrative Licence", certificate_type="")
	assert gate.exercise_refusals(power, [gate.Officer("王", "王")], TODAY) == []
	assert "needs 1 officer(s)" in said(gate.exercise_refusals(power, [], TODAY))


def test_a_complete_power_comes_into_force():
	assert gate.force_refusals(replace(CHECK, status="Preparing"), TODAY) == []
	assert gate.force_refusals(replace(PERSONNEL, status="Preparing"), TODAY) == []


@pytest.mark.parametrize(
	("missing", "message"),
	[
		({"legal_basis": ""}, "The legal basis is missing"),
		({"post": ""}, "No post is responsible"),
		({"management_rule": ""}, "The management rule is missing"),
		({"readiness_steps": 0}, "No readiness step is listed"),
		({"open_steps": ("Seal and Forms",)}, "Not ready yet: Seal and Forms"),
		({"certified_cadres": 1}, "1 cadres hold a valid certificate of the type 行政执法证; 2 are needed"),
		({"certificate_type": "", "certified_cadres": 0}, "need certified staff"),
		({"statute": ""}, "needs the statute or the decision of the province"),
		({"mode": "Authorised", "statute": ""}, "needs the statute or the decision of the province"),
		(
			{"mode": "Own", "statute": ""},
			"A township punishes only where a law or the decision of the province",
		),
		({"mode": "Entrusted"}, "A letter of entrustment carries its term"),
		({"end_date": date(2026, 3, 1)}, "ended on 2026-03-01"),
	],
)
def test_a_power_comes_into_force_only_with_everything(missing, message):
	power = replace(CHECK, status="Preparing", **missing)
	assert message in said(gate.force_refusals(power, TODAY))


def test_coercion_is_never_entrusted():
	power = replace(CHECK, mode="Entrusted", power_type="Administrative Coercion", end_date=date(2027, 1, 1))
	assert "Administrative coercion cannot be entrusted" in said(gate.mode_refusals(power))
	assert gate.mode_refusals(replace(power, mode="Authorised")) == []


def test_only_administrative_powers_have_a_mode():
	assert "Only administrative powers have a mode" in said(
		gate.mode_refusals(replace(PERSONNEL, mode="Own"))
	)
	assert "needs its mode and its type" in said(gate.mode_refusals(replace(CHECK, mode="")))


@pytest.mark.parametrize(
	("mode", "name"),
	[
		("Entrusted", "庆元县农业农村局"),
		("Authorised", "隆宫乡人民政府"),
		("Provincial Grant", "隆宫乡人民政府"),
		("Own", "隆宫乡人民政府"),
		("", "隆宫乡人民政府"),
	],
)
def test_an_entrusted_power_is_used_in_the_entrusters_name_every_other_in_the_townships(mode, name):
	assert gate.acting_in_name_of(mode, "庆元县农业农村局", "隆宫乡人民政府") == name


def test_more_officers_may_be_demanded_but_never_fewer_than_the_law():
	assert gate.officers_needed(replace(CHECK, min_officers=1)) == 2
	assert gate.officers_needed(replace(CHECK, min_officers=3)) == 3
	assert gate.officers_needed(replace(CHECK, power_type="Administrative Inspection", min_officers=0)) == 1


@pytest.mark.parametrize("mode", ["Entrusted", "Authorised", "Provincial Grant", "Own"])
def test_a_township_punishes_only_by_the_provinces_decision_or_a_law_in_whatever_mode(mode):
	unfounded = replace(CHECK, mode=mode, statute="", end_date=date(2026, 12, 31))
	assert "the decision of the province" in said(gate.force_refusals(unfounded, TODAY))
	assert gate.force_refusals(replace(unfounded, statute="省政府决定"), TODAY) == []


def test_an_entrusted_inspection_needs_no_decision_of_the_province():
	inspection = replace(
		CHECK, mode="Entrusted", power_type=gate.INSPECTION, statute="", end_date=date(2026, 12, 31)
	)
	assert gate.force_refusals(inspection, TODAY) == []
