"""Numbers when several sessions issue at once, and the doors as REST opens them: real connections that commit."""

import threading

import pytest

import frappe

from tests.app import documents_world as papers

PAPER, SERIES = "Official Document", "Document Number Series"


@pytest.fixture
def committed(site, approval_world):
	"""A kind with an organ code that no other run has used, and six documents in approval, all committed."""
	code = "试" + frappe.generate_hash(length=6)
	papers.prepare(kind_code=code, organ_code=code, body_template="{subject}")
	docs = [approval_world.started() for _number in range(6)]
	frappe.set_user("Administrator")
	frappe.db.commit()
	yield code.upper(), code, docs
	frappe.set_user("Administrator")
	for name in frappe.get_all("Official Document Kind", {"organ_code": code}, pluck="name"):
		frappe.db.set_value("Official Document Kind", name, "enabled", 0)
	frappe.db.commit()


def issue_apart(platform, name: str, kind: str, keep: bool, gate: threading.Barrier, seen: list) -> None:
	"""One session: connect, wait for the others, issue, and keep or undo it."""
	platform.connect()
	try:
		frappe.set_user("Administrator")
		doc = frappe.get_doc("Approval Trial", name)
		gate.wait(20)
		number = papers.issue(doc, code=kind)
		if keep:
			frappe.db.commit()
			seen.append(number)
		else:
			frappe.db.rollback()
	except Exception as error:
		frappe.db.rollback()
		seen.append(error)
	finally:
		platform.stop()


def test_sessions_that_issue_at_once_get_numbers_without_gap_or_repeat(platform, committed):
	kind, code, docs = committed
	gate, seen, names = threading.Barrier(6), [], [doc.name for doc in docs]
	frappe.db.rollback()
	threads = [
		threading.Thread(target=issue_apart, args=(platform, name, kind, number % 3 != 2, gate, seen))
		for number, name in enumerate(names)
	]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join(60)
	year = frappe.utils.getdate().year
	assert sorted(map(str, seen)) == [f"{code}〔{year}〕{number}号" for number in range(1, 5)]
	frappe.db.rollback()
	kept = frappe.get_all(PAPER, {"organ_code": code}, pluck="sequence", order_by="sequence asc")
	assert kept == [1, 2, 3, 4]
	assert frappe.db.get_value(SERIES, {"organ_code": code}, "last_number") == 4


def test_rest_opens_no_door_to_a_number(rest, committed):
	kind, code, docs = committed
	paper = papers.paper(papers.issue(docs[0], code=kind))
	frappe.db.commit()
	where, client = f"/api/resource/{PAPER}/{paper.name}", "/api/method/frappe.client."
	whole = frappe.parse_json(frappe.as_json(paper.as_dict()))
	place = {"doctype": PAPER, "name": paper.name}
	calls = {
		"PUT": ("PUT", where, {"title": "x"}),
		"PUT status": ("PUT", where, {"status": "Void"}),
		"DELETE": ("DELETE", where, {}),
		"POST": ("POST", f"/api/resource/{PAPER}", {**whole, "name": "x", "sequence": 9, "number": "x"}),
		"set_value": ("POST", client + "set_value", {**place, "fieldname": {"number": "x"}}),
		"save": ("POST", client + "save", {"doc": whole | {"title": "x"}}),
		"delete": ("POST", client + "delete", place),
		"rename": (
			"POST",
			client + "rename_doc",
			{"doctype": PAPER, "old_name": paper.name, "new_name": "x"},
		),
		"bulk": (
			"POST",
			client + "bulk_update",
			{"docs": frappe.as_json([{"doctype": PAPER, "docname": paper.name, "number": "x"}])},
		),
	}
	for user in ("Administrator", "bob.trial@example.org"):
		for door, (verb, path, body) in calls.items():
			status, answer = rest.call(verb, path, user, **body)
			assert status in (403, 417) or (door == "bulk" and answer["message"]["failed_docs"]), (
				user,
				door,
				status,
			)
	stored = frappe.get_doc(PAPER, paper.name)
	assert (stored.number, stored.status, stored.title) == (paper.number, "Issued", paper.title)
	assert frappe.db.count(PAPER, {"organ_code": code}) == 1
