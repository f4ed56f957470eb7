"""What goes on by itself in the demo: a leader away whom a colleague stands in for, reminders, an urging, a call."""

from __future__ import annotations

import datetime

import frappe

from township_gov import calendars, clock
from township_gov.demo import story
from township_gov.demo.organisation import CODE, cadre, email, insert
from township_gov.workflows import sharing, substitutes, timers, told

AWAY, STANDS_IN = "lin.xz", "ye.fxz"
ASKS, ASKED = "shen.sb", "mao.zz"
TOLD_BY = "xu.dz"


def load(today: datetime.date) -> None:
	"""Through the same functions that scheduler and forms use; commits, as the scheduler does."""
	_away(today)
	_asked(today)
	_one_wants_mail()
	frappe.db.commit()
	sharing.refresh()
	timers.run()
	_urge()
	frappe.db.commit()


def _away(today: datetime.date) -> None:
	"""The head of the township is on a training course; his deputy agreed to stand in."""
	calendar = calendars.calendar_for(CODE)
	yesterday = story.at(today - datetime.timedelta(days=1), 9)
	with story.acting(AWAY, yesterday):
		doc = _propose(AWAY, STANDS_IN, today, calendar.add_working_days(today, 4), "赴县委党校培训")
	with story.acting(STANDS_IN, yesterday + datetime.timedelta(hours=2)):
		substitutes.answer(doc.name, True, "同意代理。")


def _asked(today: datetime.date) -> None:
	"""Another one is only proposed and waits for consent."""
	calendar = calendars.calendar_for(CODE)
	first = calendar.add_working_days(today, 6)
	with story.acting(ASKS, clock.now()):
		_propose(ASKS, ASKED, first, calendar.add_working_days(first, 2), "年休假")


def _propose(principal: str, substitute: str, first: datetime.date, last: datetime.date, reason: str):
	return insert(
		"Approval Substitute",
		principal=cadre(principal),
		substitute=cadre(substitute),
		from_date=first,
		to_date=last,
		reason=reason,
	)


def _one_wants_mail() -> None:
	with story.acting(STANDS_IN, clock.now()):
		insert("Approval Notification Setting", user=email(STANDS_IN), by_email=1, timing="Once a Day")


def _urge() -> None:
	"""Who started an expense request asks to hurry, and somebody telephones."""
	rows = frappe.get_all(
		"Approval Task",
		{"reference_doctype": "Expense Request", "status": "Open", "township": CODE},
		["reference_doctype", "reference_name", "instance", "assigned_to"],
		order_by="opened_at asc, name asc",
	)
	for row in rows:
		initiator = frappe.db.get_value("Approval Instance", row.instance, "initiator")
		if initiator != row.assigned_to:
			with story.acting(initiator.split("@")[0], clock.now()):
				story.api.act_on(row.reference_doctype, row.reference_name, "urge")
				told.record_told(
					row.reference_doctype, row.reference_name, row.assigned_to, "Phone", "已电话提醒。"
				)
			return
