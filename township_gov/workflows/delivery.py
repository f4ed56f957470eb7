"""Sending what waits in the outbox, after the commit: e-mail and text messages with retries, and digests.

A row is claimed in one transaction and sent in the next, so two runs cannot both send it. An e-mail goes to the platform's
queue in the transaction that marks it sent: exactly once. A text message goes with its key, which its adapter sends once.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import cint, get_url

from township_gov import clock, form_actions
from township_gov.workflows import notice_texts, outbox, sms
from township_gov.workflows.outbox import COLLECTED, DESK, DIGEST, DOCTYPE, EMAIL, SENT, WAITING

SENDING, FAILED, IN_DIGEST = "Sending", "Failed", "In Digest"
LIMIT = 200
# Minutes to the next attempt, after each failed one
BACKOFF = (5, 15, 60, 240)
_MAY_TRY_AGAIN = {"System Manager", "Township Administrator"}


class NothingToSendError(frappe.ValidationError):
	"""The message has arrived already, or needs no sending."""


def run(now: datetime | None = None, limit: int = LIMIT) -> dict[str, int]:
	"""Make the digests that are due, then send what waits, oldest first; counts of what was done. Commits."""
	now = now or clock.now()
	done = {"digests": 0, "sent": 0, "failed": 0}
	with clock.set_to(now):
		done["digests"] = _make_digests(now)
		for name in _waiting(now, limit):
			if _claim(name, now):
				done["sent" if _send_safely(name) else "failed"] += 1
	return done


def _waiting(now: datetime, limit: int) -> list[str]:
	"""What waits, and what a run that died had claimed."""
	filters = {"status": ("in", (WAITING, SENDING)), "due_at": ("<=", now)}
	return frappe.get_all(DOCTYPE, filters, pluck="name", order_by="due_at asc, name asc", limit=limit)


def _claim(name: str, now: datetime) -> bool:
	"""Take a row for this run; it comes up again should the run die. False where another has taken it."""
	row = frappe.db.get_value(DOCTYPE, name, ["status", "due_at", "attempts"], as_dict=True, for_update=True)
	if row.status not in (WAITING, SENDING) or row.due_at > now:
		frappe.db.commit()
		return False
	attempts = cint(row.attempts) + 1
	minutes = BACKOFF[min(attempts, len(BACKOFF)) - 1]
	_write(name, status=SENDING, attempts=attempts, due_at=now + timedelta(minutes=minutes))
	frappe.db.commit()
	return True


def _send_safely(name: str) -> bool:
	try:
		_send(frappe.get_doc(DOCTYPE, name))
		frappe.db.commit()
		return True
	except Exception as error:
		frappe.db.rollback()
		attempts = cint(frappe.db.get_value(DOCTYPE, name, "attempts"))
		status = FAILED if attempts > len(BACKOFF) else WAITING
		_write(name, status=status, error=_without_numbers(str(error))[:500])
		frappe.db.commit()
		return False


def _without_numbers(text: str) -> str:
	"""What a gateway says may hold the number; no record shows it whole."""
	return re.sub(r"\d{7,}", lambda found: f"{found[0][:3]}****{found[0][-2:]}", text)


def _send(row) -> None:
	address = _SENDERS[row.channel](row)
	_write(row.name, status=SENT, sent_at=clock.now(), address=address, error=None)


def _write(name: str, **values) -> None:
	frappe.db.set_value(DOCTYPE, name, values, update_modified=False)


# -- channels ---------------------------------------------------------------------------------------------


def _by_email(row) -> str:
	"""Queue an e-mail: the line and a link to sign in, never a link that decides. The address, as a record."""
	address = frappe.db.get_value("User", row.recipient, "email") or row.recipient
	link = get_url(_link(row))
	text = _("Open it after signing in:", outbox.language_of(row.recipient))
	frappe.sendmail(
		recipients=[address],
		subject=row.subject,
		message=f'<p>{frappe.utils.escape_html(row.subject)}</p><p>{text} <a href="{link}">{link}</a></p>',
		reference_doctype=DOCTYPE,
		reference_name=row.name,
	)
	return address


def _by_sms(row) -> str:
	"""Hand a text message to the site's adapter; the masked number, as a record."""
	return sms.send(row.recipient, row.subject, row.sent_key or row.name)


def _by_desk(row) -> str:
	name = outbox.to_desk(row.recipient, row.subject, row.reference_doctype, row.reference_name, _link(row))
	_write(row.name, desk_record=name)
	return ""


_SENDERS = {EMAIL: _by_email, outbox.SMS: _by_sms, DESK: _by_desk}


def _link(row) -> str:
	if row.event == DIGEST or not row.reference_name:
		return "/approvals"
	return outbox.link_to(row.reference_doctype, row.reference_name)


# -- digests ----------------------------------------------------------------------------------------------


def _make_digests(now: datetime) -> int:
	"""One digest for each person and channel whose collected notices are due; each in its own transaction."""
	rows = frappe.get_all(
		DOCTYPE,
		{"status": COLLECTED, "due_at": ("<=", now)},
		["recipient", "channel"],
		distinct=True,
		order_by="recipient asc, channel asc",
	)
	for row in rows:
		_make_digest(row.recipient, row.channel, now)
		frappe.db.commit()
	return len(rows)


def _make_digest(recipient: str, channel: str, now: datetime) -> None:
	"""Everything collected for him goes into it, also what came after the first of them."""
	rows = frappe.get_all(
		DOCTYPE,
		{"status": COLLECTED, "recipient": recipient, "channel": channel},
		["name", "subject", "township", "recipient_name"],
		order_by="creation asc, name asc",
	)
	language = outbox.language_of(recipient)
	line = rows[0].subject if len(rows) == 1 else notice_texts.digest(len(rows), language)
	digest = outbox.record(
		{
			"recipient": recipient,
			"recipient_name": rows[0].recipient_name,
			"event": DIGEST,
			"channel": channel,
			"status": WAITING,
			"due_at": now,
			"subject": line,
			"township": rows[0].township,
			"sent_key": f"digest:{rows[0].name}",
		}
	)
	members = {"name": ("in", [row.name for row in rows])}
	frappe.db.set_value(DOCTYPE, members, {"status": IN_DIGEST, "digest": digest.name}, update_modified=False)


# -- what a person does -----------------------------------------------------------------------------------


def may_try_again() -> bool:
	"""Whether the session's user may have a failed message sent again."""
	return bool(_MAY_TRY_AGAIN & set(frappe.get_roles()))


@frappe.whitelist(methods=["POST"])
def try_again(doc: str | dict) -> None:
	"""Button of the form: send a failed message once more (e-mail account mended, number corrected).

	Raises `NothingToSendError`, `frappe.PermissionError`.
	"""
	frappe.only_for(sorted(_MAY_TRY_AGAIN))
	row = form_actions.stored(doc, DOCTYPE, "read")
	if row.status != FAILED:
		frappe.throw(_("Only a message that has failed is sent again."), NothingToSendError)
	_write(row.name, status=WAITING, attempts=0, due_at=clock.now())
	frappe.enqueue("township_gov.workflows.delivery.run", enqueue_after_commit=True)
