"""The approval engine over REST: `/api/method/township_gov.workflows.api.<name>`. Permissions come first in each."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from township_gov import form_actions
from township_gov.workflows import acts, bulk, copies, inbox, panel, phrases, publishing, runtime, sheet
from township_gov.workflows.errors import ApprovalRefused
from township_gov.workflows.foresight_api import (  # noqa: F401  offered under this module's name
	download_bpmn,
	export_bpmn,
	foresight_texts,
	migrate_instances,
	replay,
	samples,
	simulate,
)
from township_gov.workflows.time_api import (  # noqa: F401  offered under this module's name
	answer_substitution,
	end_substitution,
	notices,
	record_told,
)


@frappe.whitelist(methods=["POST"])
def start(doctype: str, name: str) -> dict[str, Any]:
	"""Start the approval of a document that you may write; what happened, and where it stands."""
	return runtime.start(doctype, name)


@frappe.whitelist()
def tasks(
	state: str = "open",
	doctype: str | None = None,
	start: int | str = 0,
	limit: int | str = 50,
	filters: dict[str, Any] | str | None = None,
	order: str = "",
) -> dict[str, Any]:
	"""Your own approvals: `open` (to do), `done`, `started` by you or `copied` to you, a page at a time, with counts.

	`filters`: doctype, flow, node, light, text, from_date, to_date, unread. `order`: oldest, newest or due.
	"""
	wanted = _read(filters, dict) if filters else None
	page = max(cint(start), 0), min(max(cint(limit), 1), 200)
	return inbox.tasks(state, doctype or None, *page, filters=wanted, order=order)


@frappe.whitelist(methods=["POST"])
def act_many(
	rows: list[dict[str, str]] | str,
	action: str = "approve",
	opinion: str | None = None,
	key: str | None = None,
) -> list[dict[str, Any]]:
	"""Approve several of your tasks, each with its own `seen`, transaction and result: `[{"task": …, "seen": …}]`."""
	return bulk.act_many([one for one in _read(rows, list) if isinstance(one, dict)], action, opinion, key)


@frappe.whitelist(methods=["POST"])
def keep_phrase(phrase: str) -> list[str]:
	"""Keep a common phrase for your opinions."""
	return phrases.keep(phrase)


@frappe.whitelist(methods=["POST"])
def drop_phrase(phrase: str) -> list[str]:
	"""Forget one of your common phrases."""
	return phrases.drop(phrase)


@frappe.whitelist(methods=["POST"])
def attach() -> dict[str, Any]:
	"""Attach an uploaded file to the document of your open task (`method` of the platform's upload, with `task`)."""
	return panel.attach(str(frappe.form_dict.get("task") or ""))


@frappe.whitelist()
def main_fields(doctype: str, name: str) -> list[dict[str, Any]]:
	"""The main fields of a document that you may read or were asked to decide."""
	return sheet.main_fields(_readable(doctype, name))


@frappe.whitelist(methods=["POST"])
def printed(doctype: str, name: str) -> None:
	"""Record that you print the approval sheet of a document."""
	sheet.record_print(_readable(doctype, name))


@frappe.whitelist()
def actions(doctype: str, name: str) -> dict[str, Any]:
	"""Where a document stands and what you may do: for people who may read it or are asked in it."""
	return panel.actions(_readable(doctype, name))


@frappe.whitelist(methods=["POST"])
def act(
	task: str,
	action: str,
	opinion: str | None = None,
	to_node: str | None = None,
	users: list[str] | str | None = None,
	values: dict[str, Any] | str | None = None,
	attachments: list[dict[str, str]] | str | None = None,
	seen: str | None = None,
	key: str | None = None,
) -> dict[str, Any]:
	"""Act on a task that is yours, or that you stand in for: approve, reject, abstain, return (to `to_node`), resubmit,
	answer, retry, issue; transfer, delegate, add before, add beside, add after, remove, copy (these name `users`).

	`seen` is the `modified` of the document you have read; `values` are fields to set within the step's rights;
	a request repeated with the same `key` returns the first result.
	"""
	return acts.act(
		task,
		action,
		opinion=opinion,
		to_node=to_node,
		users=_names(users),
		values=_read(values, dict) if values else None,
		attachments=_attachments(attachments),
		seen=seen,
		key=key,
	)


@frappe.whitelist(methods=["POST"])
def act_on(
	doctype: str,
	name: str,
	action: str,
	opinion: str | None = None,
	key: str | None = None,
	users: list[str] | str | None = None,
	task: str | None = None,
) -> dict[str, Any]:
	"""What needs no task of your own: `withdraw` (who started it), `take_back` (your last act), `urge` (who started it or
	has acted), `reassign` (who started it, or an administrator), and for administrators, with a reason: `suspend`,
	`resume`, `terminate`, `reassign` of one `task` to one of `users`, `remove` of the signer of `task`.
	"""
	_readable(doctype, name)
	return acts.act_on(
		doctype, name, action, opinion=opinion, key=key, users=_names(users), task=task or None
	)


@frappe.whitelist()
def people(
	task: str, action: str, txt: str = "", start: int | str = 0, limit: int | str = 20
) -> list[dict[str, Any]]:
	"""Whom you may name in an act with a task of yours: name, user, post, office; one page of those that hold `txt`."""
	first = max(cint(start), 0)
	return acts.nameable(task, action, txt or "")[first : first + min(max(cint(limit), 1), 100)]


@frappe.whitelist(methods=["POST"])
def read_copy(copy: str) -> dict[str, Any]:
	"""Say that you have read a copy that was sent to you; when it was read first."""
	return {"read_at": copies.read(copy)}


@frappe.whitelist()
def history(doctype: str, name: str) -> list[dict[str, Any]]:
	"""What happened in all approvals of a document, oldest first."""
	return panel.history(_readable(doctype, name))


@frappe.whitelist(methods=["POST"])
def publish(flow: str) -> dict[str, Any]:
	"""Put a flow in force as its next version; needs write permission on it."""
	doc = frappe.get_doc("Approval Flow", flow)
	doc.check_permission("write")
	return {"version": publishing.publish(doc), "findings": publishing.findings(doc)}


@frappe.whitelist()
def lint(flow: str) -> list[dict[str, Any]]:
	"""What is wrong with a flow as its form has it now; needs read permission on it."""
	doc = frappe.get_doc("Approval Flow", flow)
	doc.check_permission("read")
	found = publishing.problems(publishing.definition(doc))
	return [
		{
			"message": _(one.message).format(*(_(part) for part in one.args)),
			"where": one.where,
			"error": one.error,
		}
		for one in found
	]


@frappe.whitelist(methods=["POST"])
def publish_from_form(doc: str) -> None:
	"""The form's button Publish."""
	flow = form_actions.stored(doc, "Approval Flow")
	name = publishing.publish(flow)
	frappe.msgprint(_("Published as {0}. Approvals that run keep their version.").format(name), alert=True)


@frappe.whitelist(methods=["POST"])
def retire_from_form(doc: str) -> None:
	"""The form's button Retire."""
	flow = form_actions.stored(doc, "Approval Flow")
	publishing.retire(flow)
	frappe.msgprint(_("Retired: nothing new starts with it, what runs goes on."), alert=True)


@frappe.whitelist()
def texts() -> dict[str, str]:
	"""The browser's texts in your language, by their English source."""
	return panel.texts()


def _readable(doctype: str, name: str):
	"""The document, for those who may read it or were asked to decide it."""
	doc = frappe.get_doc(doctype, name)
	if not panel.may_see(doc):
		doc.check_permission("read")
	return doc


def _read(sent: Any, kind: type) -> Any:
	"""What was sent as JSON or as it is, an object (`dict`) or a list as the call needs it."""
	try:
		found = frappe.parse_json(sent)
	except ValueError:
		found = None
	if not isinstance(found, kind):
		frappe.throw(
			_("The call must send an object for its values and a list for its attachments."), ApprovalRefused
		)
	return found


def _names(users: list[str] | str | None) -> list[str]:
	"""Accounts sent as a list, as its JSON, or as one name."""
	if not users:
		return []
	found = [users] if isinstance(users, str) and not users.lstrip().startswith("[") else _read(users, list)
	return [str(user) for user in found]


def _attachments(given: list[dict[str, str]] | str | None) -> list[dict[str, str]]:
	"""Attachments as names of File records that the person may read, with what the log keeps of them."""
	kept = []
	for row in _read(given, list) if given else []:
		file = frappe.get_doc("File", str(row.get("name") if isinstance(row, dict) else row))
		file.check_permission("read")
		kept.append({"name": file.name, "file_name": file.file_name, "file_url": file.file_url})
	return kept
