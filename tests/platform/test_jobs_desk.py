"""Jobs in the desk: a list and a form for the administrator, three buttons, and nothing that writes a job by hand."""

from __future__ import annotations

import json
import threading

import pytest

import frappe

from frappe_standalone.core.db import READ
from frappe_standalone.core.jobs import run_pending
from frappe_standalone.core.runtime import site_context
from tests.platform.tiny_app.work import lines
from tests.platform.web import Web, messages
from tests.platform.workers import ask, rows, wait_for

BUTTON = "frappe_standalone.core.doctype.rq_job.rq_job."


@pytest.fixture
def desk(tiny_dir):
	"""The administrator's browser."""
	web = Web(tiny_dir)
	web.sign_in()
	return web


def press(web: Web, button: str, name: str, doctype: str = "RQ Job"):
	"""Press a form's button; returns status and what was told."""
	method = button if "." in button else f"{BUTTON}{button}_from_form"
	status, body, _response = web.call(
		"POST",
		f"/api/method/{method}",
		token(web),
		json={"doc": json.dumps({"doctype": doctype, "name": name})},
	)
	return status, " ".join(messages(body))


def token(web: Web) -> dict[str, str]:
	_status, page, _response = web.call("GET", "/app/rq-job")
	return {"X-Frappe-CSRF-Token": page.split('"csrf_token":"')[1].split('"')[0]}


def newest(site_dir) -> str:
	return rows(site_dir, "name")[-1][0]


def test_the_list_shows_jobs_with_queue_status_and_attempts(desk):
	ask(desk.site_dir, ("note", {"text": "a"}), ("fail", {"text": "b", "queue": "long"}))
	run_pending(desk.site_dir)
	status, page, _response = desk.call("GET", "/app/rq-job")
	assert status == 200
	for shown in ("tiny_app.work.note", "tiny_app.work.fail", "finished", "failed", "long"):
		assert shown in page
	assert "/app/rq-job/new" not in page


def test_the_form_of_a_failed_job_shows_its_error_and_offers_to_retry(desk):
	ask(desk.site_dir, ("fail", {"text": "b"}))
	run_pending(desk.site_dir)
	name = newest(desk.site_dir)
	_status, page, _response = desk.call("GET", f"/app/rq-job/{name}")
	assert "no such luck: b" in page and "retry_from_form" in page
	assert "stop_from_form" not in page and "run_now_from_form" not in page
	assert press(desk, "retry", name) == (200, "tiny_app.work.fail was queued again.")
	assert rows(desk.site_dir, "status, attempts, exc_info") == [("queued", 0, None)]
	run_pending(desk.site_dir)
	assert lines(desk.site_dir) == ["failing b", "failing b"]


def test_a_job_that_pauses_before_its_next_attempt_can_be_run_now(desk):
	ask(desk.site_dir, ("fail_twice", {"text": "c"}))
	assert run_pending(desk.site_dir) == 1
	press(desk, "run_now", newest(desk.site_dir))
	assert run_pending(desk.site_dir) == 1
	assert rows(desk.site_dir) == [("queued", 2)]


def test_a_waiting_job_that_is_stopped_never_runs(desk):
	ask(desk.site_dir, ("note", {"text": "d"}))
	assert press(desk, "stop", newest(desk.site_dir)) == (200, "tiny_app.work.note will not run.")
	assert run_pending(desk.site_dir) == 0 and rows(desk.site_dir, "status") == [("canceled",)]


def test_a_running_job_is_stopped_while_it_holds_the_turn_to_write(desk):
	ask(desk.site_dir, ("slow_writer", {"text": "e"}))
	worker = threading.Thread(target=run_pending, args=(desk.site_dir,))
	worker.start()
	wait_for(lambda: lines(desk.site_dir))
	status, told = press(desk, "stop", newest(desk.site_dir))
	worker.join(timeout=15)
	assert status == 200 and "is being stopped" in told
	assert not worker.is_alive() and rows(desk.site_dir, "status") == [("canceled",)]
	with site_context(desk.site_dir, mode=READ):
		assert not frappe.db.exists("Role", "Slow e")


def test_a_button_pressed_too_late_says_what_the_job_is_now(desk):
	ask(desk.site_dir, ("note", {"text": "f"}))
	name = newest(desk.site_dir)
	run_pending(desk.site_dir)
	status, told = press(desk, "stop", name)
	assert status == 417 and "The job is now finished" in told


@pytest.mark.parametrize("verb", ["POST", "PUT", "DELETE"])
def test_nobody_writes_a_job_by_hand_but_an_ended_one_may_be_deleted(desk, verb):
	"""Whoever could write a row would run any function as anybody."""
	ask(desk.site_dir, ("note", {"text": "g"}))
	run_pending(desk.site_dir)
	name = "" if verb == "POST" else f"/{newest(desk.site_dir)}"
	values = {"method": "os.system", "status": "queued", "owner": "Administrator"}
	status, body, _response = desk.call(verb, f"/api/resource/RQ Job{name}", token(desk), json=values)
	if verb == "DELETE":
		assert status == 202 and rows(desk.site_dir) == []
	else:
		assert status == 403 and body["exc_type"] == "JobNotChangeable"
		assert rows(desk.site_dir, "method, status") == [("tiny_app.work.note", "finished")]


def test_others_than_system_managers_see_no_jobs_and_press_no_buttons(desk):
	ask(desk.site_dir, ("note", {"text": "h"}))
	password = desk.add_user("clerk@example.org", "Tiny Clerk")
	clerk = desk.another()
	clerk.sign_in("clerk@example.org", password)
	assert clerk.call("GET", "/app/rq-job")[0] == 403
	assert clerk.call("GET", "/api/resource/RQ Job")[0] == 403
	sid = clerk.call("GET", "/app")[1].split('"csrf_token":"')[1].split('"')[0]
	for button in ("retry", "run_now", "stop"):
		sent = {"doc": json.dumps({"doctype": "RQ Job", "name": newest(desk.site_dir)})}
		method = f"/api/method/{BUTTON}{button}_from_form"
		assert clerk.call("POST", method, {"X-Frappe-CSRF-Token": sid}, json=sent)[0] == 403
	assert rows(desk.site_dir, "status") == [("queued",)]


def test_a_scheduled_job_is_executed_by_its_button_even_if_it_is_stopped(desk):
	def stop():
		frappe.db.set_value("Scheduled Job Type", "trace.daily", "stopped", 1)

	desk.work(stop)
	execute = "frappe_standalone.core.doctype.scheduled_job_type.scheduled_job_type.execute_event"
	assert press(desk, execute, "trace.daily", "Scheduled Job Type") == (
		200,
		"tiny_app.trace.daily was queued.",
	)
	assert "queued or runs already" in press(desk, execute, "trace.daily", "Scheduled Job Type")[1]
	assert run_pending(desk.site_dir) == 1
	_status, page, _response = desk.call("GET", "/app/scheduled-job-type")
	assert "trace.daily" in page and "Complete" in page
