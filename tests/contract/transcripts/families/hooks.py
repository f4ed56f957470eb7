"""Which hooks run for what happens to a document, in which order, and what an error in one of them leaves."""

from __future__ import annotations

import sys
from contextlib import contextmanager

import frappe
from frappe.model.document import Document
from frappe.tests.utils import patch_hooks

from tests.contract.make import area, new_order
from tests.contract.trace import EVENTS
from tests.contract.transcripts.cases import Family

FAMILY = Family("hooks")
SEEN: list[str] = []
WATCHED = ("CT Order", "CT Area", "CT Line", "CT Settings", "CT Tree")
STATE = {"fail": None, "doing": False}
# A hook may only name code of an installed app; this module is known below `frappe`, too.
HERE = "frappe.contract_transcript_hooks"
sys.modules[HERE] = sys.modules[__name__]


def state_of(doc) -> str:
	"""What a hook can see of the document."""
	marks = ["new" if doc.get("__islocal") else "stored", str(int(doc.docstatus or 0))]
	if not doc.name:
		marks.append("unnamed")
	if doc.get_doc_before_save():
		marks.append("with the old one")
	return " ".join(marks)


def on_event(doc, method=None, *arguments):
	"""A handler of `*` for every event."""
	if doc.doctype in WATCHED:
		SEEN.append(f"{method} of {doc.doctype} ({state_of(doc)})")
		fail_at(method)


def on_form(doc, method=None, *arguments):
	"""A handler of one form."""
	SEEN.append(f"{method} by the form")


def fail_at(event: str) -> None:
	if STATE["fail"] == event:
		STATE["fail"] = None
		frappe.throw(f"refused in {event}")


class Noted(Document):
	"""A controller that notes each of its own methods."""


def _note(event: str):
	def method(self, *arguments):
		SEEN.append(f"{event} of the controller")
		fail_at(event)

	return method


for _event in EVENTS:
	setattr(Noted, _event, _note(_event))


@contextmanager
def watching(events: dict | None = None):
	"""The handlers in force for a block."""
	SEEN.clear()
	frappe.local.doc_events_hooks = {}
	del frappe.local.doc_events_hooks
	try:
		with patch_hooks({"doc_events": events or {"*": {event: [f"{HERE}.on_event"] for event in EVENTS}}}):
			yield
	finally:
		if hasattr(frappe.local, "doc_events_hooks"):
			del frappe.local.doc_events_hooks


def stored(doctype: str, name) -> dict | str:
	"""What the database holds of a document."""
	row = frappe.db.get_value(doctype, name, ["docstatus", "note", "later"], as_dict=True)
	if not row:
		return "nothing"
	rows = frappe.get_all("CT Line", {"parent": name}, ["item"], order_by="idx", pluck="item")
	return {**row, "rows": rows}


# What is done: each takes a saved order (or None), and acts on it.


def made(**values):
	return new_order("Chairs", 2, **{"note": "before", **values})


def draft():
	return made().insert()


def submitted():
	return draft().submit()


def cancelled():
	doc = submitted()
	doc.cancel()
	return doc


def change(doc):
	doc.note = "after"
	doc.save()


def save_row_added(doc):
	doc.append("lines", {"item": "added"})
	doc.save()


def save_row_changed(doc):
	doc.lines[0].item = "changed"
	doc.save()


def save_row_removed(doc):
	doc.remove(doc.lines[0])
	doc.save()


def save_rows_emptied(doc):
	doc.lines = []
	doc.save()


def save_rows_turned_round(doc):
	doc.lines.reverse()
	for number, row in enumerate(doc.lines, 1):
		row.idx = number
	doc.save()


def later(doc):
	doc.later = "after"
	doc.save()


def later_in_a_row(doc):
	doc.lines[0].note = "after"
	doc.save()


def forbidden_later(doc):
	doc.note = "after"
	doc.save()


def forbidden_row_later(doc):
	doc.append("lines", {"item": "late"})
	doc.save()


def with_status(status: int):
	def act(doc):
		doc.docstatus = status
		doc.save()

	return act


def amend(doc):
	copy = frappe.copy_doc(doc)
	copy.amended_from = doc.name
	copy.insert()


def flagged(**flags):
	def act(doc):
		doc.flags.update(flags)
		doc.note = "after"
		doc.save()

	return act


ACTIONS = {
	"insert": (made, lambda doc: doc.insert()),
	"insert without rows": (lambda: new_order("Chairs", 0), lambda doc: doc.insert()),
	"insert under a given name": (made, lambda doc: doc.insert(set_name="CT Given")),
	"insert submitted": (lambda: made(docstatus=1), lambda doc: doc.insert()),
	"insert cancelled": (lambda: made(docstatus=2), lambda doc: doc.insert()),
	"insert of nothing mandatory": (
		lambda: frappe.get_doc({"doctype": "CT Order"}),
		lambda doc: doc.insert(),
	),
	"insert ignoring mandatory": (
		lambda: frappe.get_doc({"doctype": "CT Order"}),
		lambda doc: doc.insert(ignore_mandatory=True),
	),
	"insert with a wrong link": (lambda: made(area="Nowhere"), lambda doc: doc.insert()),
	"insert ignoring links": (lambda: made(area="Nowhere"), lambda doc: doc.insert(ignore_links=True)),
	"insert by save": (made, lambda doc: doc.save()),
	"insert by submit": (made, lambda doc: doc.submit()),
	"insert twice": (draft, lambda doc: doc.insert()),
	"db_insert": (made, lambda doc: (doc.set_new_name(), doc.db_insert())),
	"set_new_name": (made, lambda doc: doc.set_new_name()),
	"save unchanged": (draft, lambda doc: doc.save()),
	"save changed": (draft, change),
	"save twice": (draft, lambda doc: (change(doc), doc.save())),
	"save a row added": (draft, save_row_added),
	"save a row changed": (draft, save_row_changed),
	"save a row removed": (draft, save_row_removed),
	"save without rows": (draft, save_rows_emptied),
	"save rows turned round": (draft, save_rows_turned_round),
	"save ignoring validation": (draft, flagged(ignore_validate=True)),
	"save ignoring validation on update": (draft, flagged(ignore_validate_update_after_submit=True)),
	"save ignoring permissions": (draft, lambda doc: doc.save(ignore_permissions=True)),
	"save ignoring versions": (draft, lambda doc: doc.save(ignore_version=True)),
	"save with a wrong status": (draft, lambda doc: (setattr(doc, "status", "Wrong"), doc.save())),
	"submit": (draft, lambda doc: doc.submit()),
	"submit changed": (draft, lambda doc: (setattr(doc, "note", "after"), doc.submit())),
	"submit by docstatus": (draft, with_status(1)),
	"submit twice": (submitted, lambda doc: doc.submit()),
	"update after submit": (submitted, later),
	"update a row after submit": (submitted, later_in_a_row),
	"update what is closed after submit": (submitted, forbidden_later),
	"add a row after submit": (submitted, forbidden_row_later),
	"save submitted unchanged": (submitted, lambda doc: doc.save()),
	"cancel": (submitted, lambda doc: doc.cancel()),
	"cancel by docstatus": (submitted, with_status(2)),
	"cancel a draft": (draft, lambda doc: doc.cancel()),
	"cancel twice": (cancelled, lambda doc: doc.cancel()),
	"save a cancelled one": (cancelled, change),
	"back to draft": (submitted, with_status(0)),
	"amend": (cancelled, amend),
	"amend what is not cancelled": (submitted, amend),
	"delete a draft": (draft, lambda doc: doc.delete()),
	"delete a submitted one": (submitted, lambda doc: doc.delete()),
	"delete a cancelled one": (cancelled, lambda doc: doc.delete()),
	"delete_doc": (draft, lambda doc: frappe.delete_doc("CT Order", doc.name)),
	"delete_doc by force": (draft, lambda doc: frappe.delete_doc("CT Order", doc.name, force=True)),
	"delete_doc of many": (draft, lambda doc: frappe.delete_doc("CT Order", [doc.name, draft().name])),
	"delete what is not there": (
		draft,
		lambda doc: frappe.delete_doc("CT Order", "nowhere", ignore_missing=False),
	),
	"delete for good": (draft, lambda doc: doc.delete(delete_permanently=True)),
	"db.delete": (draft, lambda doc: frappe.db.delete("CT Order", {"name": doc.name})),
	"db_set": (draft, lambda doc: doc.db_set("note", "after")),
	"db_set of several": (draft, lambda doc: doc.db_set({"note": "after", "pieces": 3})),
	"db_set and notify": (draft, lambda doc: doc.db_set("note", "after", notify=True)),
	"db_set on a row": (draft, lambda doc: doc.lines[0].db_set("item", "after")),
	"db_set after submit": (submitted, lambda doc: doc.db_set("note", "after")),
	"db.set_value": (draft, lambda doc: frappe.db.set_value("CT Order", doc.name, "note", "after")),
	"frappe.client.set_value": (
		draft,
		lambda doc: frappe.call(
			"frappe.client.set_value", doctype="CT Order", name=doc.name, fieldname="note", value="after"
		),
	),
	"frappe.client.insert": (
		lambda: None,
		lambda doc: frappe.call("frappe.client.insert", doc={"doctype": "CT Order", "title": "By client"}),
	),
	"frappe.client.submit": (draft, lambda doc: frappe.call("frappe.client.submit", doc=doc.as_dict())),
	"frappe.client.cancel": (
		submitted,
		lambda doc: frappe.call("frappe.client.cancel", doctype="CT Order", name=doc.name),
	),
	"frappe.client.delete": (
		draft,
		lambda doc: frappe.call("frappe.client.delete", doctype="CT Order", name=doc.name),
	),
	"db_update": (draft, lambda doc: (setattr(doc, "note", "after"), doc.db_update())),
	"update_children": (draft, lambda doc: (setattr(doc.lines[0], "item", "after"), doc.update_children())),
	"reload": (draft, lambda doc: doc.reload()),
	"get_doc": (draft, lambda doc: frappe.get_doc("CT Order", doc.name)),
	"new_doc": (lambda: None, lambda doc: frappe.new_doc("CT Order")),
	"copy_doc": (draft, lambda doc: frappe.copy_doc(doc)),
	"notify_update": (draft, lambda doc: doc.notify_update()),
	"add_comment": (draft, lambda doc: doc.add_comment("Comment", "text")),
	"run_method of an event": (draft, lambda doc: doc.run_method("validate")),
	"rename": (lambda: area("Old"), lambda doc: frappe.rename_doc("CT Area", "Old", "New")),
	"rename by the document": (lambda: area("Old"), lambda doc: doc.rename("New")),
	"rename and merge": (
		lambda: (area("Old"), area("New"))[0],
		lambda doc: frappe.rename_doc("CT Area", "Old", "New", merge=True),
	),
	"rename to what exists": (
		lambda: (area("Old"), area("New"))[0],
		lambda doc: frappe.rename_doc("CT Area", "Old", "New"),
	),
	"rename what may not be renamed": (draft, lambda doc: frappe.rename_doc("CT Order", doc.name, "New")),
	"save a single": (
		lambda: frappe.get_doc("CT Settings"),
		lambda doc: (setattr(doc, "title", "x"), doc.save()),
	),
	"set_single_value": (lambda: None, lambda doc: frappe.db.set_single_value("CT Settings", "title", "x")),
	"insert below in a tree": (
		lambda: frappe.get_doc({"doctype": "CT Tree", "tree_name": "Root", "is_group": 1}).insert(),
		lambda doc: frappe.get_doc(
			{"doctype": "CT Tree", "tree_name": "Leaf", "parent_ct_tree": "Root"}
		).insert(),
	),
	"delete a link's target": (
		lambda: (area("North"), draft_in("North"))[0],
		lambda doc: doc.delete(),
	),
	"get_mapped copy": (draft, lambda doc: frappe.get_doc(doc.as_dict(no_default_fields=True)).insert()),
}


def draft_in(place: str):
	return made(area=place).insert()


def outcome(prepare, act, events: dict | None = None, fail: str | None = None) -> dict:
	"""The hooks seen while acting, how it ended, and what is stored then."""
	doc = prepare()
	with watching(events):
		STATE["fail"] = fail
		try:
			act(doc)
			ended = "done"
		except Exception as error:
			ended = type(error).__name__
		finally:
			STATE["fail"] = None
		seen = list(SEEN)
	answer = {"hooks": seen, "ended": ended}
	if doc is not None and doc.doctype == "CT Order" and doc.name:
		answer["stored"] = stored("CT Order", doc.name)
	return answer


for _name, (_prepare, _act) in ACTIONS.items():
	FAMILY.add(_name, lambda prepare=_prepare, act=_act: outcome(prepare, act))

FAILURES = {
	"insert": "before_insert before_naming autoname before_validate validate before_save after_insert on_update on_change",
	"insert submitted": "before_submit on_update on_submit on_change",
	"save changed": "before_validate validate before_save on_update on_change before_submit",
	"save a row added": "validate on_update",
	"save a row removed": "validate on_update",
	"submit": "before_validate validate before_submit on_update on_submit on_change before_save",
	"update after submit": "before_update_after_submit on_update_after_submit on_change validate",
	"cancel": "before_cancel on_cancel on_change validate",
	"amend": "before_insert validate after_insert on_update",
	"delete a draft": "on_trash on_change after_delete",
	"db_set": "before_change on_change",
	"rename": "before_rename after_rename",
	"rename and merge": "before_rename after_rename",
}

for _name, _events in FAILURES.items():
	for _event in _events.split():
		_prepare, _act = ACTIONS[_name]
		FAMILY.add(
			f"{_name}, refused in {_event}",
			lambda prepare=_prepare, act=_act, event=_event: outcome(prepare, act, fail=event),
		)


# Controllers, and the order between them, the handlers of a form and those of `*`.

BOTH = {
	"CT Order": {event: [f"{HERE}.on_form"] for event in EVENTS},
	"*": {event: [f"{HERE}.on_event"] for event in EVENTS},
}


def controlled(act, docstatus: int = 0):
	"""An order with a controller of its own."""

	def run():
		doc = Noted({"doctype": "CT Order", "title": "A", "note": "before"})
		if docstatus >= 0:
			doc.insert()
		if docstatus > 0:
			doc.submit()
		if docstatus > 1:
			doc.cancel()
		return outcome(lambda: doc, act, BOTH)

	return run


FAMILY.add("controller, form and star: insert", controlled(lambda doc: doc.insert(), -1))
FAMILY.add("controller, form and star: save", controlled(change))
FAMILY.add("controller, form and star: submit", controlled(lambda doc: doc.submit()))
FAMILY.add("controller, form and star: update after submit", controlled(later, 1))
FAMILY.add("controller, form and star: cancel", controlled(lambda doc: doc.cancel(), 1))
FAMILY.add("controller, form and star: db_set", controlled(lambda doc: doc.db_set("note", "x")))
FAMILY.add("controller, form and star: run_method", controlled(lambda doc: doc.run_method("validate")))


@FAMILY.case("the value of run_method is the controller's, then that of the hooks")
def _():
	doc = draft()
	doc.answer = lambda *arguments: {"a": 1}
	with watching({"CT Order": {"answer": [f"{HERE}.add_b"]}}):
		return doc.run_method("answer")


def add_b(doc, method=None):
	return {"b": 2}


@FAMILY.case("two handlers of one event run in the order given")
def _():
	doc = draft()
	with watching({"CT Order": {"validate": [f"{HERE}.on_form", f"{HERE}.on_event"]}}):
		doc.save()
		return list(SEEN)


@FAMILY.case("a handler may be one text instead of a list")
def _():
	doc = draft()
	with watching({"CT Order": {"validate": f"{HERE}.on_form"}}):
		doc.save()
		return list(SEEN)


@FAMILY.case("a handler that does not exist is an error")
def _():
	doc = draft()
	with watching({"CT Order": {"validate": [f"{HERE}.no_such"]}}):
		doc.save()


def change_in_hook(doc, method=None):
	doc.note = f"by {method}"


for _event in ("before_validate", "validate", "before_save", "on_update", "on_change"):

	@FAMILY.case(f"a value set in {_event} of a save")
	def _(event=_event):
		doc = draft()
		with watching({"CT Order": {event: [f"{HERE}.change_in_hook"]}}):
			doc.save()
		return {"in memory": doc.note, **stored("CT Order", doc.name)}


for _event in (
	"before_insert",
	"before_naming",
	"before_validate",
	"validate",
	"before_save",
	"after_insert",
	"on_update",
):

	@FAMILY.case(f"a value set in {_event} of an insert")
	def _(event=_event):
		with watching({"CT Order": {event: [f"{HERE}.change_in_hook"]}}):
			doc = made().insert()
		return {"in memory": doc.note, **stored("CT Order", doc.name)}


def save_again(doc, method=None):
	if not STATE["doing"]:
		STATE["doing"] = True
		doc.note = "saved in the hook"
		doc.save()


for _event in ("after_insert", "on_update", "on_submit"):

	@FAMILY.case(f"saving again in {_event}")
	def _(event=_event):
		STATE["doing"] = event == "on_submit"
		doc = draft()
		STATE["doing"] = False
		events = {event: [f"{HERE}.save_again"]}
		with watching({"CT Order": events, "*": {name: [f"{HERE}.on_event"] for name in EVENTS}}):
			doc.submit() if event == "on_submit" else (doc.save() if event == "on_update" else None)
			if event == "after_insert":
				doc = made().insert()
			return {"hooks": list(SEEN), **stored("CT Order", doc.name)}
