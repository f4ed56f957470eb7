"""Documents that come into each other's way, transitions of docstatus, and what may change after submission."""

from __future__ import annotations

import frappe

from tests.contract.make import order
from tests.contract.transcripts.cases import Family
from tests.contract.transcripts.odd import odd, setup

FAMILY = Family("states", setup)


# Conflicts


def conflict(change) -> str:
	doc = order("a")
	other = frappe.get_doc("CT Order", doc.name)
	other.note = "first"
	other.save()
	change(doc)
	return frappe.db.get_value("CT Order", doc.name, "note")


CONFLICTS = {
	"saving": lambda doc: doc.save(),
	"submitting": lambda doc: doc.submit(),
	"deleting": lambda doc: doc.delete(),
	"db_set": lambda doc: doc.db_set("note", "second"),
	"saving after reload": lambda doc: (doc.reload(), doc.save()),
	"saving with ignore_version": lambda doc: doc.save(ignore_version=True),
	"saving with modified None": lambda doc: (setattr(doc, "modified", None), doc.save()),
	"saving with an older modified": lambda doc: (setattr(doc, "modified", "2020-01-01 00:00:00"), doc.save()),
	"saving after db.set_value without modified": lambda doc: (doc.reload(), frappe.db.set_value("CT Order", doc.name, "note", "x", update_modified=False), doc.save()),
	"saving after db.set_value": lambda doc: (doc.reload(), frappe.db.set_value("CT Order", doc.name, "note", "x"), doc.save()),
	"saving after db_set": lambda doc: (doc.reload(), doc.db_set("note", "x"), doc.save()),
	"saving after db_set without modified": lambda doc: (doc.reload(), doc.db_set("note", "x", update_modified=False), doc.save()),
	"saving what was deleted": lambda doc: (frappe.delete_doc("CT Order", doc.name), doc.save()),
	"saving a single": lambda doc: single_conflict(),
}  # fmt: skip


def single_conflict():
	first, second = frappe.get_doc("CT Settings"), frappe.get_doc("CT Settings")
	first.title = "a"
	first.save()
	second.save()


for _text, _change in CONFLICTS.items():
	FAMILY.add(f"conflict: {_text}", lambda change=_change: conflict(change))


# Transitions of docstatus


def transition(before: int, after: int, by: str):
	doc = order("a", note="x")
	if before:
		doc.submit()
	if before == 2:
		doc.cancel()
	if by == "save":
		doc.docstatus = after
		doc.save()
	elif by == "method":
		{0: doc.save, 1: doc.submit, 2: doc.cancel}[after]()
	elif by == "db_set":
		doc.db_set("docstatus", after)
	elif by == "update":
		frappe.get_doc({**doc.as_dict(), "docstatus": after}).save()
	rows = frappe.get_all("CT Line", {"parent": doc.name}, pluck="docstatus")
	return [frappe.db.get_value("CT Order", doc.name, "docstatus"), doc.docstatus, rows]


for _before in (0, 1, 2):
	for _after in (0, 1, 2):
		for _by in ("save", "method", "db_set", "update"):
			FAMILY.add(
				f"docstatus {_before} to {_after} by {_by}",
				lambda b=_before, a=_after, by=_by: transition(b, a, by),
			)
for _before, _after in ((0, 3), (0, -1), (1, 5), (0, "1"), (0, "x"), (0, None), (1, None)):
	FAMILY.add(f"docstatus {_before} to {_after!r}", lambda b=_before, a=_after: transition(b, a, "save"))


@FAMILY.case("docstatus of what cannot be submitted")
def _():
	doc = odd().insert()
	doc.docstatus = 1
	doc.save()


@FAMILY.case("docstatus of rows follows")
def _():
	doc = order("a", rows=2).submit()
	answer = [[row.docstatus for row in doc.lines]]
	doc.cancel()
	return [
		*answer,
		[row.docstatus for row in doc.lines],
		frappe.get_all("CT Line", {"parent": doc.name}, pluck="docstatus"),
	]


for _field, _value in (
	("note", "b"),
	("later", "b"),
	("status", "Closed"),
	("amount", 5),
	("amount", 1.0),
	("day", "2024-01-01"),
	("title", "A"),
	("done", 1),
	("area", "East"),
	("owner", "x@example.org"),
	("pin", "new"),
	("once", "x"),
	("no_such", 1),
):

	@FAMILY.case(f"after submit: {_field} = {_value!r}")
	def _(field=_field, value=_value):
		doc = order("a", rows=1, amount=1).submit()
		doc.set(field, value)
		doc.save()
		return frappe.db.get_value(
			"CT Order", doc.name, ["note", "later", "status", "amount", "day", "done", "area", "owner"]
		)


for _text, _change in {
	"a row's open field": lambda doc: doc.lines[0].set("note", "x"),
	"a row's closed field": lambda doc: doc.lines[0].set("item", "x"),
	"a row added": lambda doc: doc.append("lines", {"item": "x"}),
	"a row removed": lambda doc: doc.remove(doc.lines[0]),
	"rows turned round": lambda doc: doc.lines.reverse(),
	"all rows removed": lambda doc: doc.set("lines", []),
	"the flag that lets it pass": lambda doc: (
		doc.flags.update({"ignore_validate_update_after_submit": True}),
		doc.set("note", "x"),
	),
	"a wrong link": lambda doc: doc.set("area", "Nowhere"),
}.items():

	@FAMILY.case(f"after submit: {_text}")
	def _(change=_change):
		doc = order("a", rows=2).submit()
		change(doc)
		doc.save()
		return [
			frappe.db.get_value("CT Order", doc.name, "note"),
			frappe.get_all("CT Line", {"parent": doc.name}, ["item", "note", "docstatus"], order_by="idx"),
		]
