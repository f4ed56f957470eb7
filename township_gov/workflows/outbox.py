"""Messages to people become records: by which channels, at once or in a digest (one row for each channel).

The desk is always told; e-mail and text messages as each person chose, or as the township's settings say. Who gets more
than a number of notices within some minutes gets the rest in one digest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
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
	rows = [row for message in messages for row in _Reader.of(message).rows(message)]
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
		frappe.db.set_value(DOCTYPE, {"name": ("in", unsent)}, "status", "Not Needed", update_modified=False)
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


class _Reader:
	"""How one person wants to be told, and how much he was told lately."""

	def __init__(self, user: str, township: str | None):
		self.user, self.now = user, clock.now()
		keys = (
			"notice_by_email",
			"notice_by_sms",
			"notice_daily_hour",
			"notice_digest_count",
			"notice_digest_minutes",
		)
		found = settings.in_force(keys, self.now.date(), township)
		self.rules = {key: found[key].value for key in keys}

	@classmethod
	def of(cls, message: Message) -> _Reader:
		return cls(message.recipient, message.township)

	@cached_property
	def choice(self) -> frappe._dict:
		"""What he chose; without a choice what the township's settings say."""
		fields = ["by_email", "by_sms", "timing", *sorted(set(_MUTES.values()))]
		stored = frappe.db.get_value("Approval Notification Setting", self.user, fields, as_dict=True)
		return stored or frappe._dict(
			by_email=self.rules["notice_by_email"], by_sms=self.rules["notice_by_sms"], timing="At Once"
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

	@cached_property
	def _is_storm(self) -> bool:
		"""Whether he was told as often as that within the last minutes; what is still to come does not count."""
		since = self.now - timedelta(minutes=self.rules["notice_digest_minutes"])
		lately = {"recipient": self.user, "channel": DESK, "due_at": ("between", (since, self.now))}
		return frappe.db.count(DOCTYPE, lately) >= self.rules["notice_digest_count"]

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
