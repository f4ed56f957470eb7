"""Notifications an administrator set up: on an event of a document somebody gets a message."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from frappe_standalone.core import cache
from frappe_standalone.core.context import db, flags
from frappe_standalone.core.data import _dict
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.translate import _

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document

EVENTS = {"on_update": "Save", "after_insert": "New", "on_submit": "Submit", "on_cancel": "Cancel"}
KEY = "notifications"


def run_notifications(doc: Document, method: str) -> None:
	"""Send the notifications bound to an event of a document, each one once per save."""
	alerts = alerts_of(doc.doctype)
	if not alerts or flags.in_install or flags.in_patch or (flags.in_import and flags.mute_emails):
		return
	for alert in alerts:
		done = doc.flags.setdefault("notifications_executed", [])
		if matches(alert, doc, method) and alert.name not in done:
			done.append(alert.name)
			send(doc, alert.name)


def alerts_of(doctype: str) -> list[_dict]:
	"""Return the enabled notifications of a DocType."""
	return cache.get_live(KEY, doctype, lambda: read_alerts(doctype))


def read_alerts(doctype: str) -> list[_dict]:
	if not db.table_exists("Notification"):
		return []
	columns = ["name", "event", "method"]
	return db.get_values("Notification", {"enabled": 1, "document_type": doctype}, columns, as_dict=True)


def clear_alerts() -> None:
	"""Forget which notifications there are."""
	cache.drop_live(KEY)


def matches(alert: _dict, doc: Document, method: str) -> bool:
	"""True if an event triggers a notification."""
	if alert.event == "Method":
		return alert.method == method
	if alert.event == "Value Change":
		return method == "on_change" and not doc.flags.in_insert and not doc.flags.in_delete
	return EVENTS.get(method) == alert.event


def send(doc: Document, name: str) -> None:
	"""Send one notification about a document, if its conditions hold."""
	from frappe_standalone.core.model.document import get_doc

	alert = get_doc("Notification", name)
	if alert.applies_to(doc):
		alert.send(doc)


def is_true(condition: str | None, context: dict[str, Any]) -> bool:
	"""Evaluate a condition an administrator wrote, in the restricted language of `safe_eval`."""
	if not condition:
		return True
	from frappe_standalone.core.safe_eval import safe_eval

	try:
		return bool(safe_eval(condition, None, context))
	except Exception as error:  # whatever an administrator's expression can raise
		throw(
			_("The condition {0} of a notification fails: {1}. Ask your administrator to correct it.").format(
				bold(escape(condition[:140])), escape(str(error)[:140])
			),
			title=_("Error in Notification"),
		)
