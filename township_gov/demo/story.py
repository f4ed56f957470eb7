"""Acting as a demo person at a past moment, through the approval API that everybody uses."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils import now_datetime

from township_gov import clock
from township_gov.demo import organisation
from township_gov.workflows import api

SEED = 331126205


def dice() -> random.Random:
	"""The same throws at every load."""
	return random.Random(SEED)


def at(day: datetime.date, hour: int = 9, minute: int = 0) -> datetime.datetime:
	"""A moment of the site's day."""
	return datetime.datetime.combine(day, datetime.time(hour, minute))


@contextmanager
def acting(sign_in: str, moment: datetime.datetime) -> Iterator[None]:
	"""Run a block as this person at this moment; a moment that has not come yet is now."""
	before = frappe.session.user
	with clock.set_to(min(moment, now_datetime())):
		frappe.set_user(organisation.email(sign_in))
		try:
			yield
		finally:
			frappe.set_user(before)


def start(doc, sign_in: str, moment: datetime.datetime) -> None:
	"""Send a document into its flow."""
	with acting(sign_in, moment):
		api.start(doc.doctype, doc.name)


def act(doc, sign_in: str, moment: datetime.datetime, action: str = "approve", **arguments) -> None:
	"""Decide this person's open task on the document."""
	with acting(sign_in, moment):
		task = open_task(doc, organisation.email(sign_in))
		seen = frappe.db.get_value(doc.doctype, doc.name, "modified")
		api.act(task, action, seen=str(seen), **arguments)


def extend(doc, who: str, day: datetime.date, days: int, reason: str) -> None:
	"""Whoever handles a matter asks for more time, and the head approves."""
	with acting(who, at(day, 10)):
		request = frappe.get_doc(
			{
				"doctype": "Extension Request",
				"matter_type": doc.doctype,
				"matter": doc.name,
				"extension_days": days,
				"reason": reason,
			}
		).insert()
	start(request, who, at(day, 11))
	act(request, holders(request)[0], at(day, 16), opinion="情况属实，同意延期并告知当事人。")


def open_task(doc, user: str | None = None) -> str:
	"""The open task on the document, of this user if given."""
	filters = {"reference_doctype": doc.doctype, "reference_name": doc.name, "status": "Open"}
	if user:
		filters["assigned_to"] = user
	return frappe.get_all("Approval Task", filters=filters, pluck="name", limit=1)[0]


def holders(doc) -> list[str]:
	"""Sign-ins of those who hold an open task on the document, sorted."""
	filters = {"reference_doctype": doc.doctype, "reference_name": doc.name, "status": "Open"}
	users = frappe.get_all("Approval Task", filters=filters, pluck="assigned_to")
	return sorted(user.split("@")[0] for user in users)
