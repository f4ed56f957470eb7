"""The bell of the desk: a person's own unread notifications, where they lead, and reading them."""

from __future__ import annotations

import pytest

from tests.platform.test_desk_pages import page, post
from tests.platform.web import Web

API = "/api/method/frappe_standalone.core.desk.api."
READ = "frappe.desk.doctype.notification_log.notification_log."


@pytest.fixture(scope="module")
def bell(bare_site, tmp_path_factory):
	"""A visitor with three unread notifications, and somebody else with none."""
	import shutil

	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	target = tmp_path_factory.mktemp("bell") / "site"
	shutil.copytree(bare_site, target)
	visitor = Web(target)
	password = visitor.add_user("bell@example.com", "Desk User")
	visitor.work(make_notices)
	visitor.sign_in()
	other = visitor.another()
	other.sign_in("bell@example.com", password)
	yield visitor, other
	POOL.close()
	close_stores()


def make_notices() -> None:
	import frappe

	for subject, link in (
		("to a page", "/approvals"),
		("to a document", None),
		("to another server", "//evil.example/x"),
	):
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"for_user": "Administrator",
				"type": "Alert",
				"subject": subject,
				"link": link,
				"document_type": "User",
				"document_name": "Guest",
			}
		).insert()


def asked(visitor, what: str):
	return visitor.call("GET", API + what)[1]["message"]


def test_every_page_has_it(bell):
	assert "data-bell" in page(bell[0], "/app")


def test_it_shows_ones_own_unread_notifications_and_where_they_lead(bell):
	mine, other = bell
	found = {row["subject"]: row["url"] for row in asked(mine, "notices")}
	assert found == {
		"to a page": "/approvals",
		"to a document": "/app/user/Guest",
		"to another server": "/app/user/Guest",
	}
	assert asked(mine, "unread") == "3"
	assert asked(other, "notices") == [] and asked(other, "unread") == ""


def test_nobody_reads_them_for_another(bell):
	mine, other = bell
	name = asked(mine, "notices")[0]["name"]
	post(other, READ + "mark_as_read", docname=name)
	assert asked(mine, "unread") == "3"


def test_one_is_read_then_all(bell):
	mine, _other = bell
	post(mine, READ + "mark_as_read", docname=asked(mine, "notices")[0]["name"])
	assert asked(mine, "unread") == "2"
	post(mine, READ + "mark_all_as_read")
	assert asked(mine, "unread") == "" and asked(mine, "notices") == []
