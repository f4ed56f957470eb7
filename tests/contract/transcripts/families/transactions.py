"""Commit, rollback, save points, callbacks around them, and documents that come into each other's way."""

from __future__ import annotations

import frappe
from frappe.database.database import savepoint

from tests.contract.make import area, order
from tests.contract.transcripts.cases import Family

FAMILY = Family("transactions", commits=True)
SEEN: list[str] = []


def there(*names: str) -> list[str]:
	return [name for name in names if frappe.db.exists("CT Area", name)]


def note(text: str):
	return lambda: SEEN.append(text)


def failing():
	SEEN.append("failing")
	frappe.throw("no")


def play(*steps) -> dict:
	"""Steps one after another; what callbacks noted, what the database holds, and the error that ended it."""
	SEEN.clear()
	ended = None
	try:
		for step in steps:
			step()
	except Exception as error:
		ended = type(error).__name__
	answer = {"seen": list(SEEN), "there": there("A", "B", "C", "D")}
	frappe.db.rollback()
	return {
		**answer,
		"after a rollback": there("A", "B", "C", "D"),
		"seen then": list(SEEN),
		**({"ended": ended} if ended else {}),
	}


def make(name: str):
	return lambda: area(name)


def commit():
	frappe.db.commit()


def rollback():
	frappe.db.rollback()


def point(name: str = "ct_one"):
	return lambda: frappe.db.savepoint(name)


def back(name: str = "ct_one"):
	return lambda: frappe.db.rollback(save_point=name)


def release(name: str = "ct_one"):
	return lambda: frappe.db.release_savepoint(name)


def on(manager: str, text: str):
	return lambda: getattr(frappe.db, manager).add(note(text))


def on_making(manager: str, name: str):
	return lambda: getattr(frappe.db, manager).add(lambda: (SEEN.append(manager), area(name)))


def caught(name: str, error=frappe.ValidationError, raising: type[Exception] = frappe.ValidationError):
	def step():
		with savepoint(catch=error):
			area(name)
			raise raising("no")

	return step


def truncate_ddl():
	frappe.db.sql_ddl("create table if not exists `tabCT Scratch` (name varchar(10))")


MANAGERS = ("before_commit", "after_commit", "before_rollback", "after_rollback")
every = [on(manager, manager) for manager in MANAGERS]

CASES = {
	"nothing": [],
	"made": [make("A")],
	"made and committed": [make("A"), commit],
	"made and rolled back": [make("A"), rollback],
	"made, committed, made": [make("A"), commit, make("B")],
	"made, rolled back, made, committed": [make("A"), rollback, make("B"), commit],
	"two commits": [make("A"), commit, commit],
	"two rollbacks": [make("A"), rollback, rollback],
	"a save point and back": [make("A"), point(), make("B"), back()],
	"a save point, back and on": [make("A"), point(), make("B"), back(), make("C"), commit],
	"a save point released": [make("A"), point(), make("B"), release(), commit],
	"a save point released, then rolled back": [make("A"), point(), make("B"), release(), rollback],
	"two save points, back to the first": [point(), make("A"), point("ct_two"), make("B"), back()],
	"two save points, back to the second": [point(), make("A"), point("ct_two"), make("B"), back("ct_two")],
	"a save point of the same name twice": [make("A"), point(), make("B"), point(), make("C"), back()],
	"back to a save point twice": [make("A"), point(), make("B"), back(), make("C"), back()],
	"back to an unknown save point": [make("A"), back("ct_unknown")],
	"back to a released save point": [make("A"), point(), release(), back()],
	"release an unknown save point": [release("ct_unknown")],
	"a save point after a commit": [point(), make("A"), commit, back()],
	"back, then commit": [point(), make("A"), back(), commit],
	"a block that fails as awaited": [make("A"), caught("B")],
	"a block that fails otherwise": [make("A"), caught("B", raising=KeyError)],
	"a block that awaits several": [make("A"), caught("B", (KeyError, frappe.ValidationError))],
	"a block in a block": [make("A"), lambda: nested()],
	"every callback, committed": [*every, make("A"), commit],
	"every callback, rolled back": [*every, make("A"), rollback],
	"every callback, neither": [*every, make("A")],
	"every callback, committed twice": [*every, commit, commit],
	"every callback, rolled back, then committed": [*every, rollback, commit],
	"every callback, committed, then rolled back": [*every, commit, rollback],
	"every callback, back to a save point": [point(), *every, make("A"), back()],
	"callbacks in order": [on("after_commit", "one"), on("after_commit", "two"), on("after_commit", "three"), commit],
	"the same callback twice": [lambda: [frappe.db.after_commit.add(twice) for _ in range(2)], commit],
	"before_commit writes": [on_making("before_commit", "B"), make("A"), commit],
	"after_commit writes": [on_making("after_commit", "B"), make("A"), commit],
	"after_commit writes and the next commit keeps it": [on_making("after_commit", "B"), make("A"), commit, commit],
	"before_rollback writes": [on_making("before_rollback", "B"), make("A"), rollback],
	"after_rollback writes": [on_making("after_rollback", "B"), make("A"), rollback],
	"after_rollback writes and commits": [lambda: frappe.db.after_rollback.add(lambda: (area("B"), frappe.db.commit())), make("A"), rollback],
	"after_commit adds another": [lambda: frappe.db.after_commit.add(lambda: frappe.db.after_commit.add(note("second"))), commit, commit],
	"before_commit fails": [lambda: frappe.db.before_commit.add(failing), make("A"), commit],
	"after_commit fails": [lambda: frappe.db.after_commit.add(failing), on("after_commit", "next"), make("A"), commit],
	"after_rollback fails": [lambda: frappe.db.after_rollback.add(failing), on("after_rollback", "next"), make("A"), rollback],
	"callbacks reset": [*every, lambda: [getattr(frappe.db, manager).reset() for manager in MANAGERS], commit],
	"callbacks run by hand": [on("after_commit", "x"), lambda: frappe.db.after_commit.run(), commit],
	"db.begin": [lambda: frappe.db.begin(), make("A"), rollback],
	"a failed insert leaves the rest": [make("A"), lambda: failing_insert(), commit],
	"a failed save leaves the rest": [make("A"), lambda: failing_save(), commit],
	"an error of the database leaves the rest": [make("A"), lambda: failing_sql(), commit],
	"auto_commit_on_many_writes": [lambda: setattr(frappe.db, "auto_commit_on_many_writes", 1), make("A"), rollback],
	"db_set with commit": [lambda: area("A").db_set("head", "x", commit=True), rollback],
	"set_value then rollback": [make("A"), commit, lambda: frappe.db.set_value("CT Area", "A", "head", "x"), rollback, lambda: SEEN.append(str(frappe.db.get_value("CT Area", "A", "head")))],
	"a single then rollback": [lambda: frappe.db.set_single_value("CT Settings", "title", "kept"), commit, lambda: frappe.db.set_single_value("CT Settings", "title", "gone"), rollback, lambda: SEEN.append(str(frappe.db.get_single_value("CT Settings", "title")))],
	"a cached document after a rollback": [make("A"), commit, lambda: frappe.get_cached_doc("CT Area", "A"), lambda: changed_then("x"), rollback, lambda: SEEN.append(str(frappe.get_cached_value("CT Area", "A", "head")))],
	"a cached document after a commit": [make("A"), commit, lambda: frappe.get_cached_doc("CT Area", "A"), lambda: changed_then("x"), commit, lambda: SEEN.append(str(frappe.get_cached_value("CT Area", "A", "head")))],
	"a counter after a rollback": [lambda: order("x"), commit, lambda: order("y"), rollback, lambda: SEEN.append(order("z").name)],
	"a counter after back to a save point": [lambda: order("x"), point(), lambda: order("y"), back(), lambda: SEEN.append(order("z").name)],
	"flags survive a rollback": [lambda: frappe.flags.update({"ct": 1}), rollback, lambda: SEEN.append(str(frappe.flags.ct))],
	"a job after a rollback": [lambda: frappe.enqueue("frappe.ping", enqueue_after_commit=True), rollback],
}  # fmt: skip


def twice():
	SEEN.append("twice")


def nested():
	with savepoint(catch=frappe.ValidationError):
		area("B")
		with savepoint(catch=frappe.ValidationError):
			area("C")
			frappe.throw("inner")
		area("D")


def failing_insert():
	try:
		area("A")
	except frappe.DuplicateEntryError:
		SEEN.append("duplicate")


def failing_save():
	doc = frappe.get_doc("CT Area", "A")
	doc.area_name = ""
	try:
		doc.save()
	except Exception as error:
		SEEN.append(type(error).__name__)


def failing_sql():
	try:
		frappe.db.sql("select no_such from `tabCT Area`")
	except Exception:
		SEEN.append("an error of the database")


def changed_then(head: str):
	doc = frappe.get_doc("CT Area", "A")
	doc.head = head
	doc.save()


for _text, _steps in CASES.items():
	FAMILY.add(_text, lambda steps=_steps: play(*steps))
