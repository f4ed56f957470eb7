"""Messages to people become records: by which channels, at once or in a digest (one row for each channel).

The desk is always told; e-mail and text messages as each person chose, or as the township's settings say. Who gets more
than a number of notices within some minutes gets the rest in one digest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote

import frappe
from frappe.utils import cint, escape_html

from township_gov import clock, language, settings
from township_gov.workflows import doors
from township_gov.workflows.core import telling

DOCTYPE = "Approval Notification"
DESK, EMAIL, SMS = "Desk", "E-mail", "SMS"
WAITING, COLLECTED, SENT = "Waiting", "Collected", "Sent"
DIGEST = "Digest"

# A line on the desk is enough for these; a text message is worth its price only where something is wanted
_DESK_ONLY = (telling.NOT_NEEDED,)
_WORTH_A_TEXT = (
	*telling.ASKS,
	telling.URGE,
	telling.REMINDER,
	telling.UNBLOCKED,
	telling.ESCALATION,
	"Substitution",
	DIGEST,
)
# Told at once by people who want one message a day
_PRESSING = (telling.URGE, telling.ESCALATION)
_MUTES = {
	telling.ENDED: "mute_results",
	telling.COPY: "mute_copies",
	telling.NOT_NEEDED: "mute_closed",
	telling.TAKEN_AWAY: "mute_closed",
	telling.ACTED_FOR: "mute_acted_for",
}
_COLUMNS = (
	"name", "owner", "modified_by", "creation", "modified", "recipient", "recipient_name", "event", "channel", "status",
	"due_at", "sent_at", "attempts", "subject", "instance", "task", "reference_doctype", "reference_name", "township",
	"sent_key", "desk_record",
)  # fmt: skip


@dataclass(frozen=True)
class Message:
	"""One thing to tell one person. `outside_text` is what may leave the system; `key` makes it once."""

	recipient: str
	event: str
	text: str
	outside_text: str
	reference_doctype: str
	reference_name: str
	key: str
	township: str | None = None
	instance: str | None = None
	task: str | None = None


def language_of(user: str | None) -> str | None:
	"""The language in which a person is told."""
	return (user and frappe.get_cached_value("User", user, "language")) or language.of_site()


def put(messages: Iterable[Message]) -> None:
	"""Write messages in the present transaction; the desk's at once, others to be sent after the commit."""
	wanted = list(messages)
	readers = _readers(wanted)
	rows = [row for one in wanted for row in readers[one.recipient, one.township].rows(one)]
	if not rows:
		return
	for row in rows:
		if row["channel"] == DESK and row["status"] == SENT:
			row["desk_record"] = _to_desk(row)
	values = [tuple(row.get(column) for column in _COLUMNS) for row in rows]
	frappe.db.bulk_insert(DOCTYPE, list(_COLUMNS), values)
	if any(row["status"] == WAITING for row in rows):
		frappe.enqueue("township_gov.workflows.delivery.run", enqueue_after_commit=True)


def withdraw(instance: str, numbers: list[int]) -> None:
	"""These tasks are closed: what asked for them is read, and what has not gone out does not go."""
	if not numbers:
		return
	tasks = frappe.get_all("Approval Task", {"instance": instance, "task_no": ("in", numbers)}, pluck="name")
	_settle({"task": ("in", tasks or [""])})


def answered(doc) -> None:
	"""What was asked about a document is answered."""
	_settle({"reference_doctype": doc.doctype, "reference_name": doc.name})


def _settle(filters: dict) -> None:
	rows = frappe.get_all(
		DOCTYPE,
		filters={**filters, "status": ("in", (WAITING, COLLECTED, SENT))},
		fields=["name", "status", "desk_record"],
	)
	unsent = [row.name for row in rows if row.status != SENT]
	shown = [row.desk_record for row in rows if row.desk_record]
	if unsent:
		# by its status once more: the sender may have taken it since
		still = {"name": ("in", unsent), "status": ("in", (WAITING, COLLECTED))}
		frappe.db.set_value(DOCTYPE, still, "status", "Not Needed", update_modified=False)
	if shown:
		unread = {"name": ("in", shown), "read": 0}
		frappe.db.set_value("Notification Log", unread, "read", 1, update_modified=False)


def to_desk(recipient: str, text: str, doctype: str | None, name: str | None, link: str) -> str:
	"""Write a notification of the desk; its name. The text is shown as HTML by Frappe's desk, so it is escaped."""
	record = frappe.get_doc(
		{
			"doctype": "Notification Log",
			"type": "Alert",
			"for_user": recipient,
			"from_user": frappe.session.user,
			"subject": escape_html(text),
			"document_type": doctype,
			"document_name": name,
			"link": link,
		}
	)
	return record.insert(ignore_permissions=True).name


def _to_desk(row: dict) -> str:
	doctype, name = row["reference_doctype"], row["reference_name"]
	return to_desk(row["recipient"], row["subject"], doctype, name, link_to(doctype, name))


def link_to(doctype: str, name: str) -> str:
	"""The form of a document on either desk, as a path."""
	return f"/app/{quote(frappe.scrub(doctype).replace('_', '-'))}/{quote(str(name), safe='')}"


_RULES = (
	"notice_by_email",
	"notice_by_sms",
	"notice_daily_hour",
	"notice_digest_count",
	"notice_digest_minutes",
)
_CHOICES = ("by_email", "by_sms", "timing", *sorted(set(_MUTES.values())))


def _readers(messages: Iterable[Message]) -> dict[tuple[str, str | None], _Reader]:
	"""How each recipient wants to be told, by one question of a kind for all of them."""
	who = sorted({(one.recipient, one.township or "") for one in messages})
	if not who:
		return {}
	now, users = clock.now(), [user for user, _township in who]
	book = settings.Book(_RULES)
	choices = {
		row.name: row
		for row in frappe.get_all(
			"Approval Notification Setting", {"name": ("in", users)}, ["name", *_CHOICES]
		)
	}
	found = {}
	for user, township in who:
		in_force = book.in_force(now.date(), township or None)
		rules = {key: in_force[key].value for key in _RULES}
		found[user, township or None] = _Reader(user, now, rules, choices.get(user))
	_count_lately(list(found.values()))
	return found


def _count_lately(readers: list[_Reader]) -> None:
	"""How often each was told of late: one count where their settings agree, as a township's do."""
	for minutes in {one.rules["notice_digest_minutes"] for one in readers}:
		mine = [one for one in readers if one.rules["notice_digest_minutes"] == minutes]
		since = readers[0].now - timedelta(minutes=minutes)
		lately = {"recipient": ("in", [one.user for one in mine]), "channel": DESK, "due_at": (">", since)}
		fields = ["recipient", "count(name) as told"]
		rows = frappe.get_all(DOCTYPE, lately, fields, group_by="recipient")
		told = {row.recipient: row.told for row in rows}
		for one in mine:
			one.lately = told.get(one.user, 0)


class _Reader:
	"""How one person wants to be told, and how much he was told lately."""

	def __init__(self, user: str, now: datetime, rules: dict[str, Any], choice: frappe._dict | None):
		self.user, self.now, self.rules, self.lately = user, now, rules, 0
		# what he chose; without a choice what the township's settings say
		self.choice = choice or frappe._dict(
			by_email=rules["notice_by_email"], by_sms=rules["notice_by_sms"], timing="At Once"
		)

	def rows(self, message: Message) -> list[dict]:
		"""The rows of one message; none where he does not want to be told."""
		if cint(self.choice.get(_MUTES.get(message.event, ""))):
			return []
		status, due = self._desk_time()
		rows = [self._row(message, DESK, message.text, SENT if status == WAITING else status, due)]
		for channel in self._outside(message.event):
			status, due = self._outside_time(message.event)
			rows.append(self._row(message, channel, message.outside_text, status, due))
		return rows

	def _outside(self, event: str) -> list[str]:
		email = cint(self.choice.by_email) and event not in _DESK_ONLY
		sms = cint(self.choice.by_sms) and event in _WORTH_A_TEXT
		return [channel for channel, wanted in ((EMAIL, email), (SMS, sms)) if wanted]

	def _desk_time(self) -> tuple[str, datetime]:
		"""At once, or with the digest where he was told too much lately (the rows of this step do not count)."""
		if not self._is_storm:
			return WAITING, self.now
		return COLLECTED, self._digest_at

	def _outside_time(self, event: str) -> tuple[str, datetime]:
		if self.choice.timing == "Once a Day" and event not in _PRESSING:
			return COLLECTED, self._next_morning()
		return self._desk_time()

	@property
	def _is_storm(self) -> bool:
		return self.lately >= self.rules["notice_digest_count"]

	@cached_property
	def _digest_at(self) -> datetime:
		"""With the digest that waits already, else when these minutes have passed."""
		waiting = {"recipient": self.user, "channel": DESK, "status": COLLECTED}
		already = frappe.db.get_value(DOCTYPE, waiting, "due_at")
		return already or self.now + timedelta(minutes=self.rules["notice_digest_minutes"])

	def _next_morning(self) -> datetime:
		morning = datetime.combine(self.now.date(), time(min(self.rules["notice_daily_hour"], 23)))
		return morning if morning > self.now else morning + timedelta(days=1)

	def _row(self, message: Message, channel: str, text: str, status: str, due: datetime) -> dict:
		stamp = clock.now()
		return {
			"name": frappe.generate_hash(length=10),
			"owner": frappe.session.user,
			"modified_by": frappe.session.user,
			"creation": stamp,
			"modified": stamp,
			"recipient": self.user,
			"recipient_name": _name_of(self.user),
			"event": message.event,
			"channel": channel,
			"status": status,
			"due_at": due,
			"sent_at": stamp if status == SENT else None,
			"attempts": int(status == SENT),
			"subject": text,
			"instance": message.instance,
			"task": message.task,
			"reference_doctype": message.reference_doctype,
			"reference_name": message.reference_name,
			"township": message.township,
			"sent_key": f"{message.key}:{self.user}:{channel}"[:140],
		}


def _name_of(user: str) -> str:
	from township_gov.workflows import people

	return people.name_of(user)


def record(values: dict):
	"""Insert one row through its controller (digests, what a clerk records)."""
	with doors.records():
		return frappe.get_doc({"doctype": DOCTYPE, **values}).insert(ignore_permissions=True)
