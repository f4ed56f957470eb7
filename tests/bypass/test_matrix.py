"""The bypass matrix: every guarded doctype × every door that can write × every way of having no right to it.

Which doors there are, the platform's own registry says. Which of them can write, a twin doctype without an approval shows.
Then each is tried on documents in approval, and for each there is somebody for whom it rightly opens.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter

import pytest

import frappe

from tests.app import approval_world, office_world, registers_world
from tests.bypass import calls, registry, situations, twin
from tests.bypass.attempts import Held
from tests.bypass.filling import Target, can_name_a_document, fillings
from township_gov import clock
from township_gov.workflows import sharing

DOCTYPES = sorted(situations.MAKERS)
every_doctype = pytest.mark.parametrize("doctype", DOCTYPES)
_COUNTS: Counter = Counter()
# Refusals of somebody who has no right, or reads something old; the others mend a form (a missing opinion, a wrong word).
ABOUT_RIGHTS = {"DocumentGuarded", "ApprovalNotYours", "DutiesNotApart", "DocumentChanged", "CannotWithdraw"}


@pytest.fixture(scope="session")
def worlds(platform):
	"""The townships of the tests and the twin, built once and committed."""
	platform.connect()
	frappe.set_user("Administrator")
	for world in (approval_world, registers_world, office_world, twin):
		world.build()
	frappe.db.commit()
	platform.stop()
	yield
	print(f"\nbypass matrix: {dict(_COUNTS)}")


@pytest.fixture
def held(worlds, site):
	"""A transaction that nothing leaves."""
	with Held().open() as held:
		yield held


@pytest.fixture(scope="session")
def all_doors(worlds, platform):
	"""Every door that can be told of a document."""
	platform.connect()
	found = [
		door
		for door in registry.doors()
		if can_name_a_document(door) and door.function.__name__ not in calls.APART
	]
	platform.stop()
	return found


@pytest.fixture(scope="session")
def writers(worlds, all_doors, platform):
	"""The doors, and for each the fillings that changed a twin without an approval."""
	platform.connect()
	frappe.set_user("Administrator")
	found: dict[registry.Door, set[str]] = {}
	with Held().open() as held:
		draft, submitted = twin.one(), twin.one()
		submitted.submit()
		held.mark()
		for doc in (draft, submitted):
			aim = Target(twin.TWIN, doc.name, "remark", "By another way")
			for door in all_doors:
				for filling in fillings(door, aim):
					call = calls.through(door, filling.arguments)
					if held.attempt(call, "Administrator", twin.TWIN, doc.name).changed:
						found.setdefault(door, set()).add(filling.kind)
	platform.stop()
	return found


def test_the_platforms_registry_names_doors_and_some_of_them_write(all_doors, writers):
	names = {door.name.rpartition(".")[2] for door in writers}
	assert len(all_doors) > 80
	assert {
		"save",
		"set_value",
		"submit",
		"cancel",
		"delete",
		"rename_doc",
		"bulk_update",
		"savedocs",
		"run_doc_method",
	} <= names


def test_every_guarded_doctype_has_its_document_here(worlds, site):
	from township_gov.workflows import published

	shipped = set(published.guarded()) - {"Approval Gate Trial"}
	assert {name for name in shipped if frappe.db.get_value("DocType", name, "custom") == 0} <= set(DOCTYPES)


def openings(held, situation, writers, user: str, change, allowed, **values) -> list[str]:
	"""What got through: each door that can write, in each way it can, tried by `user`; every refusal is looked at.

	`allowed`: names that this person may change.
	"""
	found = []
	aim = situation.target(change, **values)
	for door, kinds in writers.items():
		for filling in fillings(door, aim):
			if filling.kind not in kinds:
				continue
			outcome = held.attempt(
				calls.through(door, filling.arguments), user, situation.doctype, situation.name
			)
			found += judged(outcome, f"{door.name} ({filling.kind}) by {user}", allowed)
	for door in registry.rest_doors():
		for what, call in calls.rest_calls(door, aim, bodies(change)):
			outcome = held.attempt(call, user, situation.doctype, situation.name)
			found += judged(outcome, f"{door.name} ({what}) by {user}", allowed)
	return found


def judged(outcome, where: str, allowed) -> list[str]:
	"""What is wrong with one try: it changed something, or its refusal left no record or says nothing."""
	_COUNTS["tries"] += 1
	if wrong := outcome.changed - allowed:
		return [f"{where}: CHANGED {sorted(wrong)}"]
	if not outcome.guarded:
		return []
	_COUNTS["refused by the guard"] += 1
	if outcome.refusal in ABOUT_RIGHTS and not outcome.recorded:
		return [f"{where}: not recorded ({outcome.words})"]
	return [] if len(outcome.words) > 20 else [f"{where}: says only {outcome.words!r}"]


def bodies(change) -> list[dict]:
	return [{}, dict([change]), {"docstatus": 1}, {"docstatus": 2}]


@every_doctype
def test_nobody_without_the_task_changes_anything(held, writers, doctype):
	situation = situations.make(doctype)
	held.mark()
	found = []
	for user in situation.others.values():
		for change in filter(None, (situation.wrong, situation.right)):
			found += openings(held, situation, writers, user, change, situation.computed)
	assert found == []


@every_doctype
def test_who_has_the_task_changes_nothing_outside_its_rights(held, writers, doctype):
	situation = situations.make(doctype)
	held.mark()
	assert openings(held, situation, writers, situation.holder, situation.wrong, situation.allowed) == []


@every_doctype
def test_the_holder_of_the_task_uses_his_rights_through_every_door_for_fields(held, writers, doctype):
	situation = situations.make(doctype)
	held.mark()
	if situation.right is None:  # a step that only decides
		assert any(decides(held, situation, action).changed for action in ("approve", "return", "reject"))
		return
	opened, shut = [], []
	aim = situation.target(situation.right)
	for door, kinds in writers.items():
		for filling in fillings(door, aim):
			if filling.kind not in kinds or not filling.kind.startswith("field") or closes(door, filling):
				continue
			outcome = held.attempt(
				calls.through(door, filling.arguments), situation.holder, situation.doctype, situation.name
			)
			(opened if situation.right[0] in outcome.changed else shut).append(
				(door.name, filling.kind, outcome.words)
			)
	assert opened
	assert shut == []


def closes(door, filling) -> bool:
	"""Whether it submits, cancels, deletes or renames: open to nobody while an approval runs."""
	words = f"{door.name} {filling.kind}".lower()
	return any(word in words for word in ("submit", "cancel", "delete", "rename", "title", "field update"))


# -- what no writing door may do once the approval is over, or before it begins


@every_doctype
def test_after_the_end_nobody_changes_what_the_end_has_closed(held, writers, doctype):
	situation = situations.make(doctype)
	if not situations.end(situation):
		pytest.skip("its flow ends only with more papers")
	held.mark()
	found = []
	allowed = situation.computed | situations.open_after_the_end(doctype)
	for user in (*situation.others.values(), situation.holder):
		found += openings(held, situation, writers, user, situation.wrong, allowed)
	assert found == []


def withdrawn(doctype: str) -> str:
	situation = situations.make(doctype)
	situations.withdraw(situation)
	return situation.name


@pytest.mark.parametrize("who", ["ann", "bob", "Administrator"])
@pytest.mark.parametrize("before", ["start", "second start"])
def test_without_an_approval_nobody_writes_a_status_or_submits(held, writers, who, before):
	name = approval_world.trial().name if before == "start" else withdrawn(approval_world.TRIAL)
	frappe.set_user("Administrator")
	held.mark()
	user = who if who == "Administrator" else approval_world.mail(who)
	aim = Target(approval_world.TRIAL, name, "status", "Approved")
	for door in writers:
		for filling in fillings(door, aim):
			outcome = held.attempt(calls.through(door, filling.arguments), user, aim.doctype, name)
			decided = {"status", "docstatus"} & outcome.changed and "gone" not in outcome.changed
			assert not decided, f"{door.name} ({filling.kind})"


# -- kept apart: one's own case, and one's family's


def own_case() -> tuple[situations.Situation, str]:
	"""Bob, who would check it, has applied himself."""
	name = approval_world.started(by="bob").name
	frappe.set_user("Administrator")
	return situations.of(approval_world.TRIAL, name), approval_world.mail("bob")


def familys_case() -> tuple[situations.Situation, str]:
	"""Dan, who would decide it, is a brother of the person it is about."""
	frappe.set_user("Administrator")
	cadres = {
		who: frappe.db.get_value("Cadre", {"user_id": approval_world.mail(who)}) for who in ("ann", "dan")
	}
	person = frappe.get_doc("Cadre", cadres["dan"])
	person.append("kin", {"cadre": cadres["ann"], "relation": "Collateral within Three Degrees"})
	person.flags.ignore_mandatory = True
	person.save()
	doc = approval_world.started(by="eve", cadre=cadres["ann"], amount=500, township=approval_world.CODE)
	approval_world.act("bob", doc)
	frappe.set_user("Administrator")
	return situations.of(approval_world.TRIAL, doc.name), approval_world.mail("dan")


@pytest.mark.parametrize("case", [own_case, familys_case])
def test_who_is_kept_apart_gets_through_no_door(held, writers, engine_doors, case):
	situation, apart = case()
	assert situation.holder != apart
	held.mark()
	found = openings(held, situation, writers, apart, situation.wrong, situation.computed)
	found += engine_openings(held, situation, engine_doors, apart, {"withdraw", "reassign", "urge"})
	assert found == []
	assert approves(held, situation).changed


# -- through a substitute


def stood_in_for(substitute: str, starter: str) -> situations.Situation:
	"""Bob is away from Monday to Friday; on Tuesday somebody starts what he would check."""
	from tests.app.test_approval_substitutes import agreed

	with clock.set_to(moment("2026-03-01 09:00")):
		agreed(approval_world, "bob", substitute)
	with clock.set_to(moment("2026-03-03 09:00")):
		name = approval_world.started(by=starter).name
		frappe.set_user("Administrator")
	where = {"reference_name": name, "assigned_to": approval_world.mail("bob"), "status": "Open"}
	return dataclasses.replace(
		situations.of(approval_world.TRIAL, name),
		holder=approval_world.mail(substitute),
		task=frappe.get_all("Approval Task", where, pluck="name")[0],
	)


def test_a_substitute_decides_and_writes_while_the_leave_lasts_and_not_after(held, writers, engine_doors):
	situation = stood_in_for("dan", "ann")
	held.mark()
	with clock.set_to(moment("2026-03-04 09:00")):
		assert approves(held, situation).changed
		found = openings(held, situation, writers, situation.holder, situation.wrong, situation.allowed)
		assert found == []
	with clock.set_to(moment("2026-03-09 09:00")):
		sharing.refresh(clock.now())
		held.mark()
		found = openings(held, situation, writers, situation.holder, situation.right, situation.computed)
		found += engine_openings(held, situation, engine_doors, situation.holder, {"urge"})
	assert found == []


def test_a_substitute_never_decides_his_own_application(held, writers, engine_doors):
	situation = stood_in_for("ann", "ann")
	held.mark()
	with clock.set_to(moment("2026-03-04 09:00")):
		found = openings(held, situation, writers, situation.holder, situation.right, situation.computed)
		found += engine_openings(held, situation, engine_doors, situation.holder, OWN_RIGHTS["initiator"])
	assert found == []


def moment(text: str) -> datetime.datetime:
	return datetime.datetime.fromisoformat(text)


# -- the engine's own doors


@pytest.fixture(scope="session")
def engine_doors(all_doors):
	"""The whitelisted functions of the engine that act."""
	return [door for door in all_doors if door.name.startswith("township_gov.workflows.")]


OWN_RIGHTS = {
	"initiator": {"withdraw", "reassign", "urge"},
	"Administrator": {"reassign", "suspend", "resume", "terminate", "remove", "urge"},
}


def engine_openings(held, situation, engine_doors, user: str, own: set[str], **values) -> list[str]:
	"""What an engine's door did for somebody without the task, other than what is his own right."""
	found = []
	aim = situation.target(situation.wrong, **values)
	for door in engine_doors:
		for filling in fillings(door, aim):
			outcome = held.attempt(
				calls.through(door, filling.arguments), user, situation.doctype, situation.name
			)
			_COUNTS["tries"] += 1
			if outcome.changed and not any(filling.kind.endswith(f" {word}") for word in own):
				found.append(f"{door.name} ({filling.kind}) by {user}: CHANGED {sorted(outcome.changed)}")
			elif outcome.refusal in ABOUT_RIGHTS and not outcome.recorded:
				found.append(f"{door.name} ({filling.kind}) by {user}: not recorded ({outcome.words})")
	return found


@every_doctype
def test_nobody_without_the_task_decides(held, engine_doors, doctype):
	situation = situations.make(doctype)
	held.mark()
	found = []
	for label, user in situation.others.items():
		found += engine_openings(held, situation, engine_doors, user, OWN_RIGHTS.get(label, set()))
	assert found == []


def approves(held, situation, **values):
	return decides(held, situation, "approve", **values)


def decides(held, situation, action: str, **values):
	"""Let the holder of the task decide it, over the engine's own door."""
	from township_gov.workflows import api

	aim = situation.target(situation.wrong, **values)

	def call():
		return api.act(aim.task, action, opinion="Read with care.", seen=aim.seen, key=aim.key or None)

	return held.attempt(call, situation.holder, situation.doctype, situation.name)


@every_doctype
def test_a_stale_page_decides_nothing_and_saves_nothing(held, writers, doctype):
	situation = situations.make(doctype)
	held.mark()
	stale = approves(held, situation, seen="2020-01-01 00:00:00.000000")
	assert (stale.refusal, stale.changed, stale.recorded) == ("DocumentChanged", frozenset(), 1)
	if situation.right is None:
		return
	aim = situation.target(situation.right, stale=True)
	for door in writers:
		if not {"doc", "docs", "document_dict"} & set(door.parameters) or "bulk_update" in door.name:
			continue
		for filling in fillings(door, aim):
			outcome = held.attempt(
				calls.through(door, filling.arguments), situation.holder, situation.doctype, situation.name
			)
			assert outcome.changed == frozenset(), f"{door.name} ({filling.kind})"


def test_a_repeated_request_is_answered_and_does_nothing_again(held):
	from township_gov.workflows import api

	situation = situations.make(approval_world.TRIAL)
	held.mark()
	aim = situation.target(situation.wrong)
	answers = []

	def twice():
		for _time in range(2):
			answers.append(api.act(aim.task, "approve", seen=aim.seen, key="one-key"))

	outcome = held.attempt(twice, situation.holder, situation.doctype, situation.name)
	assert outcome.changed and answers[0] == answers[1]
	assert answers[0]["nodes"] == ["one"]


# -- the records of the engine


@pytest.mark.parametrize(
	"record", ["Approval Instance", "Approval Task", "Approval Log", "Approval Flow Version"]
)
def test_the_engines_records_are_written_by_nobody(held, writers, record):
	situation = situations.make(approval_world.TRIAL)
	where = (
		{"applies_to": situation.doctype}
		if record.endswith("Version")
		else {"reference_name": situation.name}
	)
	name = frappe.get_all(record, where, pluck="name", limit=1)[0]
	held.mark()
	meta = frappe.get_meta(record)
	field = next(df.fieldname for df in meta.fields if df.fieldtype in ("Data", "Small Text", "Text"))
	aim = Target(record, name, field, "By another way")
	found = []
	for user in (situation.holder, situation.others["auditor"], "Administrator"):
		for door in writers:
			for filling in fillings(door, aim):
				outcome = held.attempt(calls.through(door, filling.arguments), user, record, name)
				found += judged(outcome, f"{door.name} ({filling.kind}) by {user}", frozenset())
		for door in registry.rest_doors():
			for what, call in calls.rest_calls(door, aim, bodies((field, "x"))):
				found += judged(
					held.attempt(call, user, record, name), f"{door.name} ({what}) by {user}", frozenset()
				)
	assert found == []
