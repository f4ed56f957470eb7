"""Who is told, by which channel, once: the desk at once, e-mail and text messages after the commit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import frappe

from tests.app.approval_steps import RUNGS, agreed, cadre, only, propose, publish, set_clock, task
from township_gov import clock
from township_gov.township_gov.doctype.approval_notification_setting.approval_notification_setting import (
	NotYourSettingError,
)
from township_gov.workflows import (
	api,
	confidential,
	delivery,
	errors,
	notifying,
	outbox,
	sharing,
	sms,
	substitutes,
	timers,
	told,
)
from township_gov.workflows.core import telling

ROW = "Approval Notification"
_language_of = outbox.language_of


@pytest.fixture
def at():
	"""Set the clock; it starts on Monday 2 March 2026 as the office opens."""
	before = frappe.flags.get(clock.FLAG)
	set_clock("2026-03-02 08:30")
	yield set_clock
	frappe.flags[clock.FLAG] = before


@pytest.fixture(autouse=True)
def unasked(world):
	"""Nobody was told anything before: what other tests have left counts in no digest. Rolled back with the test."""
	frappe.db.delete(ROW)


@pytest.fixture(autouse=True)
def english(monkeypatch):
	"""Everybody reads English here, but in the test of languages."""
	monkeypatch.setattr(outbox, "language_of", lambda _user: "en")


def rows(doc, **filters) -> list:
	"""The notices about a document, oldest first."""
	fields = [
		"name",
		"recipient",
		"event",
		"channel",
		"status",
		"subject",
		"desk_record",
		"due_at",
		"attempts",
	]
	where = {"reference_name": doc.name, **filters}
	return frappe.get_all(ROW, where, fields, order_by="creation asc, name asc")


class Count:
	"""What became of a document since it was asked last: (event, who), sorted."""

	def __init__(self, doc):
		self.doc, self.seen = doc, set()

	def __call__(self) -> list[tuple[str, str]]:
		found = [row for row in rows(self.doc, channel="Desk") if row.name not in self.seen]
		self.seen |= {row.name for row in found}
		return sorted((row.event, row.recipient.split(".")[0]) for row in found)


def on(world, who: str, doc, action: str, **values):
	frappe.set_user(who if who == "Administrator" else world.mail(who))
	return api.act_on(doc.doctype, doc.name, action, **values)


class TestWhoIsTold:
	def test_a_whole_approval_tells_exactly_those_it_concerns(self, world, at):
		doc = world.started()
		count = Count(doc)
		assert count() == [("Task", "bob"), ("Task", "cid")]
		world.act("bob", doc, "return", to_node="initiator", opinion="补充材料")
		assert count() == [("Returned", "ann"), ("Taken Away", "cid")]
		world.act("ann", doc, "resubmit")
		assert count() == [("Task", "bob"), ("Task", "cid")]
		world.act("bob", doc, "return", to_node="initiator", opinion="再补充")
		assert count() == [("Returned", "ann"), ("Taken Away", "cid")], "told again in the second round"
		world.act("ann", doc, "resubmit")
		count()
		world.act("bob", doc)
		assert count() == [("Task", "cid"), ("Task", "dan")]
		world.act("dan", doc)
		assert count() == [("Ended", "ann"), ("Not Needed", "cid")]

	def test_a_substitute_is_told_that_he_acts_for_somebody(self, world, at):
		publish(world, approvers=only(world, "bob"))
		agreed(world)
		doc = world.started()
		(told,) = rows(doc, recipient=world.mail("dan"))
		assert told.event == "Stand-in Task" and "for Bob" in told.subject
		frappe.set_user(world.mail("dan"))
		api.act(world.task_of("bob", doc), "approve", seen=str(world.fresh(doc).modified))
		told_bob = sorted(row.event for row in rows(doc, recipient=world.mail("bob")))
		assert told_bob == ["Acted for You", "Task"]

	def test_a_withdrawal_tells_those_who_had_it(self, world, at):
		doc = world.started()
		count = Count(doc)
		count()
		on(world, "ann", doc, "withdraw")
		assert count() == [("Taken Away", "bob"), ("Taken Away", "cid")]

	def test_suspending_resuming_and_terminating_are_told(self, world, at):
		doc = world.started()
		count = Count(doc)
		count()
		for action, event in (("suspend", "Suspended"), ("resume", "Resumed")):
			on(world, "Administrator", doc, action, opinion="等待")
			assert count() == [(event, "ann"), (event, "bob"), (event, "cid")]
		on(world, "Administrator", doc, "terminate", opinion="不再需要")
		assert count() == [("Ended", "ann"), ("Taken Away", "bob"), ("Taken Away", "cid")]

	def test_a_copy_is_told(self, world, at):
		publish(world, allow=["copy"])
		doc = world.started()
		count = Count(doc)
		count()
		world.act("bob", doc, "copy", users=[world.mail("dan")], opinion="供参考")
		assert count() == [("Copy", "dan")]

	def test_reminder_and_escalation_are_told(self, world, at):
		publish(world, *RUNGS, approvers=only(world, "bob"))
		doc = world.started()
		count = Count(doc)
		count()
		at("2026-03-03 18:00")
		timers.climb(world.task_of("bob", doc))
		assert count() == [("Escalation", "cid"), ("Escalation", "dan"), ("Reminder", "bob")]
		(line,) = [row.subject for row in rows(doc, event="Escalation", recipient=world.mail("cid"))]
		assert "waits at Office for Bob" in line

	def test_a_repeated_request_tells_nobody_again(self, world, at):
		doc = world.started()
		seen = str(world.fresh(doc).modified)
		count = Count(doc)
		count()
		world.act("bob", doc, key="K1", seen=seen)
		count()
		world.act("bob", doc, key="K1", seen=seen)
		assert count() == []

	def test_each_person_reads_his_own_language(self, world, at, monkeypatch):
		monkeypatch.setattr(outbox, "language_of", _language_of)
		for who, language in (("bob", "zh"), ("cid", "en")):
			frappe.db.set_value("User", world.mail(who), "language", language)
			frappe.clear_document_cache("User", world.mail(who))
		publish(world, label="Check")
		doc = world.started()
		lines = {row.recipient: row.subject for row in rows(doc)}
		assert lines[world.mail("bob")].startswith("Trial：请办理（")
		assert lines[world.mail("cid")] == "Trial: please act at Check"
		for who in ("bob", "cid"):
			frappe.clear_document_cache("User", world.mail(who))


class TestTransaction:
	def test_what_is_undone_told_nobody(self, world, at):
		doc = world.trial()
		frappe.db.savepoint("not_started")
		api.start(doc.doctype, doc.name)
		assert rows(doc)
		frappe.db.rollback(save_point="not_started")
		assert rows(doc) == [] and not frappe.db.exists("Notification Log", {"document_name": doc.name})

	def test_a_mistake_in_telling_never_undoes_an_approval(self, world, at, monkeypatch):
		doc = world.started()

		def broken(*_arguments):
			raise ValueError("no notices today")

		monkeypatch.setattr(telling, "notices", broken)
		world.act("bob", doc)
		assert world.fresh(doc).status == "Deciding"
		assert frappe.db.exists("Error Log", {"method": ("like", "%notices were not written%")})

	def test_history_can_be_made_silently(self, world, at):
		with notifying.silence():
			doc = world.started()
		assert rows(doc) == []


class TestDesk:
	def test_the_desk_shows_it_with_a_link(self, world, at):
		doc = world.started()
		(row,) = rows(doc, recipient=world.mail("bob"))
		record = frappe.get_doc("Notification Log", row.desk_record)
		assert (record.for_user, record.read) == (world.mail("bob"), 0)
		assert record.link == f"/app/approval-trial/{doc.name}"
		frappe.set_user(world.mail("bob"))
		assert frappe.get_list("Notification Log", filters={"name": record.name})

	def test_what_asked_is_read_once_it_is_decided(self, world, at):
		doc = world.started()
		asked = [row.desk_record for row in rows(doc)]
		world.act("bob", doc)
		assert set(frappe.get_all("Notification Log", {"name": ("in", asked)}, pluck="read")) == {1}

	def test_a_title_is_no_markup(self, world, at):
		doc = world.started(subject="<b>重要</b>")
		(row,) = rows(doc, recipient=world.mail("bob"))
		assert "<b>" not in frappe.db.get_value("Notification Log", row.desk_record, "subject")

	def test_everybody_sees_his_own_notices_only_unless_he_may_read_the_document(self, world, at):
		doc = world.started(township="999126002", office=None)
		frappe.set_user(world.mail("eve"))
		assert frappe.get_list(ROW, filters={"reference_name": doc.name, "recipient": world.mail("eve")})


class TestConfidential:
	def test_a_report_about_persons_is_closed_and_other_petitions_are_not(self, site):
		assert confidential.is_closed(frappe._dict(doctype="Petition", category="Report"))
		assert not confidential.is_closed(frappe._dict(doctype="Petition", category="Appeal"))

	def test_its_title_leaves_the_system_in_no_message(self, world, at, monkeypatch):
		monkeypatch.setattr(confidential, "is_closed", lambda doc: True)
		monkeypatch.setattr(confidential, "may_read_title", lambda doc, user: user == world.mail("bob"))
		choose(world, "bob", by_email=1, by_sms=1)
		doc = world.started(subject="举报某某")
		shown = {(row.recipient.split(".")[0], row.channel): row.subject for row in rows(doc)}
		assert "举报某某" in shown[("bob", "Desk")]
		for key in (("bob", "E-mail"), ("bob", "SMS"), ("cid", "Desk")):
			assert "举报" not in shown[key] and "confidential" in shown[key]


def choose(world, who: str, **values):
	frappe.set_user(world.mail(who))
	return world.new("Approval Notification Setting", user=world.mail(who), **values)


class TestChoice:
	def test_without_a_choice_the_desk_alone_tells(self, world, at):
		assert {row.channel for row in rows(world.started())} == {"Desk"}

	def test_each_chooses_for_himself(self, world, at):
		choose(world, "bob", by_email=1, by_sms=1)
		doc = world.started()
		assert [row.channel for row in rows(doc, recipient=world.mail("bob"))].count("SMS") == 1
		assert {row.channel for row in rows(doc, recipient=world.mail("cid"))} == {"Desk"}
		frappe.set_user(world.mail("cid"))
		with pytest.raises((NotYourSettingError, frappe.PermissionError)):
			frappe.get_doc("Approval Notification Setting", world.mail("bob")).update({"by_sms": 0}).save()
		with pytest.raises((NotYourSettingError, frappe.PermissionError)):
			world.new("Approval Notification Setting", user=world.mail("dan"))

	def test_a_text_message_comes_only_where_something_is_wanted(self, world, at):
		choose(world, "ann", by_email=1, by_sms=1)
		publish(world, approvers=only(world, "bob"))
		doc = world.started()
		world.act("bob", doc, "reject", opinion="不同意")
		ended = rows(doc, recipient=world.mail("ann"), event="Ended")
		assert sorted(row.channel for row in ended) == ["Desk", "E-mail"]

	def test_what_is_muted_is_not_told(self, world, at):
		choose(world, "cid", mute_closed=1)
		choose(world, "ann", mute_results=1)
		doc = world.started()
		world.act("bob", doc, "reject", opinion="不同意")
		assert [row.event for row in rows(doc, recipient=world.mail("cid"))] == ["Task"]
		assert rows(doc, recipient=world.mail("ann")) == []

	def test_once_a_day_waits_for_the_morning_but_urging_does_not(self, world, at):
		choose(world, "bob", by_email=1, timing="Once a Day")
		doc = world.started()
		(mail,) = rows(doc, recipient=world.mail("bob"), channel="E-mail")
		assert (mail.status, str(mail.due_at)) == ("Collected", "2026-03-03 08:00:00")
		on(world, "ann", doc, "urge")
		(mail,) = rows(doc, recipient=world.mail("bob"), channel="E-mail", event="Urge")
		assert mail.status == "Waiting"


class TestUrging:
	def test_number_and_time_stand_on_the_task(self, world, at):
		doc = world.started()
		at("2026-03-02 10:00")
		on(world, "ann", doc, "urge")
		record = task(world, "bob", doc)
		assert (record.urged_count, str(record.urged_at)) == (1, "2026-03-02 10:00:00")

	def test_not_again_within_the_hours_of_the_setting(self, world, at):
		doc = world.started()
		on(world, "ann", doc, "urge")
		at("2026-03-02 12:29:59")
		with pytest.raises(errors.ActionRefused, match="2026-03-02 12:30"):
			on(world, "ann", doc, "urge")
		at("2026-03-02 12:30")
		on(world, "ann", doc, "urge")
		assert task(world, "bob", doc).urged_count == 2
		assert len(rows(doc, event="Urge", recipient=world.mail("bob"))) == 2

	def test_only_those_not_urged_lately_are_urged(self, world, at):
		publish(world, how="All")
		doc = world.started()
		on(world, "ann", doc, "urge")
		frappe.db.set_value("Approval Task", world.task_of("cid", doc), "urged_at", None)
		count = Count(doc)
		count()
		on(world, "ann", doc, "urge")
		assert count() == [("Urge", "cid")]

	def test_the_hours_are_a_setting(self, world, at):
		frappe.set_user("Administrator")
		world.new(
			"Rule Setting",
			setting_key="urge_gap_hours",
			value="0",
			valid_from="2026-01-01",
			township=world.CODE,
		)
		doc = world.started()
		on(world, "ann", doc, "urge")
		on(world, "ann", doc, "urge")
		assert task(world, "bob", doc).urged_count == 2


class TestSubstitution:
	def about(self, doc) -> list[tuple[str, str]]:
		return sorted((row.recipient.split(".")[0], row.subject) for row in rows(doc))

	def test_the_substitute_is_asked_and_his_answer_told(self, world, at):
		doc = propose(world)
		((who, line),) = self.about(doc)
		assert who == "dan" and "accept or decline" in line
		frappe.set_user(world.mail("dan"))
		substitutes.answer(doc.name, False)
		(question,) = rows(doc, recipient=world.mail("dan"))
		assert frappe.db.get_value("Notification Log", question.desk_record, "read") == 1
		assert ("bob", "Dan has declined to stand in for you; choose somebody else") in self.about(doc)

	def test_its_beginning_is_one_line_however_many_tasks_are_open(self, world, at):
		publish(world, approvers=only(world, "bob"))
		for _number in range(5):
			world.started()
		doc = agreed(world, from_date="2026-03-03")
		before = len(frappe.get_all(ROW, {"recipient": world.mail("dan")}))
		at("2026-03-03 00:00")
		for name in frappe.get_all(
			"Approval Task", {"person": f"cadre:{cadre(world, 'bob')}", "status": "Open"}, pluck="name"
		):
			sharing.share(name)
		assert sharing.turn(doc.name) == "Active"
		lines = frappe.get_all(
			ROW, {"recipient": world.mail("dan")}, pluck="subject", order_by="creation asc"
		)
		assert len(lines) == before + 1
		assert any("Dan stands in for Bob from now on" in line for line in lines)


class TestTold:
	def test_a_clerk_records_that_somebody_was_told_by_telephone(self, world, at):
		doc = world.started()
		frappe.set_user(world.mail("ann"))
		name = told.record_told(doc.doctype, doc.name, world.mail("bob"), "Phone", "在村里开会，电话已告知")
		row = frappe.get_doc(ROW, name)
		assert (row.channel, row.status, row.told_by_name) == ("Phone", "Told", "Ann")
		assert row.task == world.task_of("bob", doc) and row.note
		shown = told.notices(doc.doctype, doc.name)
		assert "Phone" in [one.channel for one in shown]

	@pytest.mark.parametrize(
		("user", "way", "when", "match"),
		[
			("bob", "Telepathy", None, "Choose one of"),
			("bob", "Phone", "2026-03-02 09:00", "future"),
			("nobody", "Phone", None, "person who was told"),
		],
	)
	def test_what_cannot_have_been_is_refused(self, world, at, user, way, when, match):
		doc = world.started()
		frappe.set_user(world.mail("ann"))
		with pytest.raises(told.NotToldError, match=match):
			told.record_told(doc.doctype, doc.name, world.mail(user), way, None, when)

	def test_who_may_not_read_the_document_records_nothing(self, world, at):
		doc = world.started()
		frappe.set_user("Guest")
		with pytest.raises(frappe.PermissionError):
			told.record_told(doc.doctype, doc.name, world.mail("bob"), "Phone")

	def test_nobody_writes_a_notice_by_hand(self, world, at):
		doc = world.started()
		frappe.set_user("Administrator")
		record = frappe.get_doc(ROW, rows(doc)[0].name)
		record.status = "Failed"
		with pytest.raises(errors.DocumentGuarded):
			record.save()
		with pytest.raises(errors.DocumentGuarded):
			record.delete()


# -- what is sent after the commit ------------------------------------------------------------------------


@pytest.fixture
def post(approval_world, site, at):
	"""The world for what commits; documents end, notices and choices go, afterwards."""
	frappe.local.lang = "en"
	frappe.conf.update(
		{"mail_server": "localhost", "auto_email_id": "town@example.org"}
	)  # v15 queues no mail without
	made: list = []
	yield approval_world, made
	frappe.db.rollback()
	frappe.set_user("Administrator")
	with notifying.silence():
		for doc in made:
			if task_open(doc):
				api.act_on(doc.doctype, doc.name, "terminate", opinion="测试结束")
	people = [approval_world.mail(name) for name in approval_world.PEOPLE]
	for doctype, field in (
		(ROW, "recipient"),
		("Approval Notification Setting", "user"),
		("Notification Log", "for_user"),
	):
		frappe.db.delete(doctype, {field: ("in", people)})
	frappe.db.delete("Rule Setting", {"township": approval_world.CODE})
	frappe.db.commit()


def task_open(doc) -> bool:
	return bool(frappe.db.exists("Approval Task", {"reference_name": doc.name, "status": "Open"}))


def give(made: list, doc):
	made.append(doc)
	frappe.db.commit()
	return doc


def phone(world, who: str, number: str = "13805780001") -> None:
	frappe.set_user("Administrator")
	record = frappe.get_doc("Cadre", cadre(world, who))
	record.cell_number = number
	record.save()


def mails(world, who: str) -> list[str]:
	"""The mails that wait for a person in the platform's queue."""
	return frappe.get_all("Email Queue Recipient", {"recipient": world.mail(who)}, pluck="parent")


def test_what_the_sender_has_taken_meanwhile_is_not_called_needless(world, at, monkeypatch):
	"""On MariaDB a step that waited for its locks still reads what was before the sender's commit."""
	choose(world, "bob", by_email=1)
	(row,) = rows(world.started(), channel="E-mail")
	assert row.status == "Waiting"
	frappe.db.set_value(ROW, row.name, "status", "Sending")
	with monkeypatch.context() as stale:
		stale.setattr(frappe, "get_all", lambda *_args, **_values: [row])
		outbox._settle({})
	assert frappe.db.get_value(ROW, row.name, "status") == "Sending"


class TestDelivery:
	def test_an_email_is_queued_once_however_often_the_run_comes(self, post, at):
		world, made = post
		choose(world, "bob", by_email=1)
		doc = give(made, world.started())
		before = len(mails(world, "bob"))
		assert delivery.run()["sent"] == 1
		assert delivery.run() == {"digests": 0, "sent": 0, "failed": 0}
		queued = mails(world, "bob")
		assert len(queued) == before + 1
		(row,) = rows(doc, channel="E-mail")
		assert (row.status, row.attempts) == ("Sent", 1)

	def test_what_was_decided_meanwhile_is_not_sent(self, post, at):
		world, made = post
		choose(world, "bob", by_email=1)
		doc = give(made, world.started())
		world.act("cid", doc)
		frappe.db.commit()
		before = len(mails(world, "bob"))
		delivery.run()
		(row,) = rows(doc, channel="E-mail", event="Task")
		assert row.status == "Not Needed" and len(mails(world, "bob")) == before

	def test_a_text_message_is_one_file_with_the_number_that_no_record_shows(self, post, at):
		world, made = post
		phone(world, "bob")
		choose(world, "bob", by_sms=1)
		doc = give(made, world.started())
		folder = Path(frappe.get_site_path("private", sms.FOLDER))
		before = set(folder.glob("*.txt")) if folder.exists() else set()
		assert delivery.run()["sent"] == 1
		(file,) = set(folder.glob("*.txt")) - before
		number, line = file.read_text(encoding="utf-8").splitlines()
		assert number == "13805780001" and line == "Trial: please act at Office"
		assert file.stat().st_mode & 0o077 == 0
		(row,) = rows(doc, channel="SMS")
		record = frappe.get_doc(ROW, row.name)
		assert record.address == "138****0001"
		assert "13805780001" not in frappe.as_json(record.as_dict())
		file.unlink()

	def test_without_a_number_it_fails_says_why_and_the_approval_stands(self, post, at):
		world, made = post
		choose(world, "cid", by_sms=1)
		doc = give(made, world.started())
		assert delivery.run()["failed"] == 1
		record = frappe.get_doc(ROW, rows(doc, channel="SMS")[0].name)
		assert (record.status, record.attempts) == ("Waiting", 1)
		assert "no telephone number" in record.error and task_open(doc)

	def test_it_is_tried_again_later_and_later_then_given_up_then_sent_by_a_person(
		self, post, at, monkeypatch
	):
		world, made = post
		phone(world, "bob")
		choose(world, "bob", by_sms=1)
		doc = give(made, world.started())
		calls: list[str] = []

		def broken(_number, _text, key):
			calls.append(key)
			raise ConnectionError("the gateway does not answer for 13805780001")

		monkeypatch.setattr(sms, "_adapter", lambda _township: broken)
		for moment in ("08:30", "08:34", "08:35", "08:49", "08:50", "09:49", "09:50", "13:50", "20:00"):
			at(f"2026-03-02 {moment}")
			delivery.run()
		assert len(calls) == 5 and len(set(calls)) == 1, "always the same key"
		(row,) = rows(doc, channel="SMS")
		assert (row.status, row.attempts) == ("Failed", 5)
		assert frappe.db.get_value(ROW, row.name, "error").endswith("answer for 138****01")
		sent: list[str] = []
		monkeypatch.setattr(sms, "_adapter", lambda _township: lambda _number, _text, key: sent.append(key))
		frappe.set_user("Administrator")
		delivery.try_again({"doctype": ROW, "name": row.name})
		frappe.db.commit()
		delivery.run()
		assert sent == calls[:1]
		assert rows(doc, channel="SMS")[0].status == "Sent"

	def test_a_run_that_died_after_claiming_is_made_good_by_the_next(self, post, at):
		world, made = post
		phone(world, "bob")
		choose(world, "bob", by_sms=1)
		doc = give(made, world.started())
		(row,) = rows(doc, channel="SMS")
		assert delivery._claim(row.name, clock.now())
		assert not delivery._claim(row.name, clock.now()), "nobody else takes it meanwhile"
		assert delivery.run()["sent"] == 0
		at("2026-03-02 08:36")
		assert delivery.run()["sent"] == 1
		for file in Path(frappe.get_site_path("private", sms.FOLDER)).glob("*.txt"):
			os.unlink(file)

	def test_the_file_of_a_message_is_written_once_for_its_key(self, site):
		folder = Path(frappe.get_site_path("private", sms.FOLDER))
		before = set(folder.glob("*.txt")) if folder.exists() else set()
		for _attempt in range(3):
			sms.write_file("13805780001", "一条", "the same key")
		(file,) = set(folder.glob("*.txt")) - before
		file.unlink()


class TestDigest:
	def settings(self, world, count: int) -> None:
		frappe.set_user("Administrator")
		world.new(
			"Rule Setting",
			setting_key="notice_digest_count",
			value=str(count),
			valid_from="2026-01-01",
			township=world.CODE,
		)

	def test_a_storm_becomes_one_digest_for_each_person(self, post, at):
		world, made = post
		self.settings(world, 3)
		choose(world, "bob", by_email=1)
		for _number in range(10):
			made.append(world.started())
		frappe.db.commit()
		mine = {"recipient": world.mail("bob"), "channel": "Desk"}
		assert frappe.db.count(ROW, {**mine, "status": "Sent"}) == 3
		assert frappe.db.count(ROW, {**mine, "status": "Collected"}) == 7
		before = len(mails(world, "bob"))
		assert delivery.run()["digests"] == 0, "it is not time yet"
		at("2026-03-02 09:00")
		done = delivery.run()
		assert done["digests"] == 3, "Bob's desk, Bob's mail, Cid's desk"
		assert len(mails(world, "bob")) == before + 4, "three alone, and seven in one"
		digests = frappe.get_all(ROW, {**mine, "event": "Digest"}, ["subject", "status"])
		assert [(row.subject, row.status) for row in digests] == [
			("7 more notices about approvals; open My Approvals to see them", "Sent")
		]
		assert frappe.db.count(ROW, {**mine, "status": "In Digest"}) == 7
		assert delivery.run() == {"digests": 0, "sent": 0, "failed": 0}

	def test_what_was_decided_before_the_digest_is_not_in_it(self, post, at):
		world, made = post
		self.settings(world, 1)
		for _number in range(3):
			made.append(world.started())
		frappe.db.commit()
		for doc in made[1:]:
			world.act("bob", doc, "return", to_node="initiator", opinion="补充")
		frappe.db.commit()
		at("2026-03-02 09:00")
		delivery.run()
		lines = frappe.get_all(ROW, {"recipient": world.mail("bob"), "event": "Digest"}, pluck="subject")
		assert lines == []
