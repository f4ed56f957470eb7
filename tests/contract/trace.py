"""Handlers that tests hang into hooks; each call leaves a line in CALLS.

A hook may only name code of an installed app, and `tests` is none. So this module is also known under HERE,
a name below `frappe`, which is always installed.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager

import frappe
from frappe.model.document import Document
from frappe.tests.utils import patch_hooks

EVENTS = (
	"before_insert before_naming autoname before_validate validate before_save before_submit before_cancel "
	"before_update_after_submit after_insert on_update on_submit on_cancel on_update_after_submit on_change "
	"before_change on_trash after_delete before_rename after_rename"
).split()
CALLS: list[tuple] = []
HERE = "frappe.contract_trace"
sys.modules[HERE] = sys.modules[__name__]


def on_form(doc, method=None, *arguments):
	"""A handler for one doctype."""
	CALLS.append(("form", method))


def on_any(doc, method=None, *arguments):
	"""A handler for `*`."""
	if doc.doctype == "CT Order":
		CALLS.append(("any", method))


def refuse(doc, method=None):
	frappe.throw("refused by a hook")


class Traced(Document):
	"""A controller that notes each of its methods as it runs."""


def _note(event: str):
	def method(self, *arguments):
		CALLS.append(("controller", event))

	method.__name__ = event
	return method


for _event in EVENTS:
	setattr(Traced, _event, _note(_event))


@contextmanager
def hooked(**hooks):
	"""Hooks in force for a block; what was cached from others is dropped before and after."""
	forget()
	try:
		with patch_hooks(hooks):
			yield CALLS
	finally:
		forget()


def forget() -> None:
	CALLS.clear()
	if hasattr(frappe.local, "doc_events_hooks"):
		del frappe.local.doc_events_hooks


def tracing():
	"""All events of CT Order, first through the form's handler, then through `*`."""
	return hooked(
		doc_events={
			"CT Order": {event: [f"{HERE}.on_form"] for event in EVENTS},
			"*": {event: [f"{HERE}.on_any"] for event in EVENTS},
		}
	)


def names(source: str) -> list[str]:
	"""The events one source noted, in order."""
	return [event for who, event in CALLS if who == source]


# What permission hooks call.


def only_open(user):
	"""A `permission_query_conditions` hook."""
	return "`tabCT Paper`.title = 'open'" if user != "Administrator" else ""


def not_closed(doc, ptype=None, user=None, debug=False):
	"""A `has_permission` hook: False refuses, None says nothing."""
	CALLS.append(("has_permission", ptype, user))
	return False if doc.get("title") == "closed" else None


def only_open_ones(user, doctype=None):
	"""The list's half of a pair of hooks."""
	return "`tabCT Scope`.title = 'open' or `tabCT Scope`.title is null" if user != "Administrator" else ""


def is_open(doc, ptype=None, user=None, debug=False):
	"""The document's half of it."""
	return None if doc.get("title") in ("open", None) else False


def always(doc, ptype=None, user=None, debug=False):
	return True


def write_while_reading(doc, ptype=None, user=None, debug=False):
	"""A hook that breaks the rule of GET requests."""
	frappe.db.set_value("CT Area", doc.name, "head", "written")


def job(text):
	"""Something for a worker."""
	CALLS.append(("job", text))


def note_query(user):
	CALLS.append(("query", user))
	return None
