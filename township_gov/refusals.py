"""How the answers of the policies reach the person, and how a refused act leaves a trace.

`refuse` shows; `refuse_and_record` also writes a `Refusal Record` after the refused transaction is rolled back,
so that the refused work is gone and the record of the refusal stays.
"""

import re
from collections.abc import Iterable
from typing import NoReturn
from urllib.parse import quote

import frappe
from frappe import _
from frappe.utils import escape_html

from township_gov import clock
from township_gov.policies.refusal import Refusal
from township_gov.workflows import doors


def refuse(refusals: Iterable[Refusal], error: type[Exception]) -> None:
	"""Raise `error` with every reason in the user's language; nothing happens where there is none."""
	texts = [refusal.text(_) for refusal in refusals]
	if texts:
		frappe.throw("<br>".join(escape_html(text) for text in texts), error)


def refuse_and_record(doc, action: str, refusals: Iterable[Refusal], error: type[Exception]) -> None:
	"""As `refuse`, and the refusal of `action` on `doc` stays on record with its reasons and their rules."""
	refusals = list(refusals)
	if refusals:
		record(
			doc,
			action,
			[f"{refusal.text(_)} [{source_of(refusal.rule)}]" for refusal in refusals],
			error.__name__,
		)
		refuse(refusals, error)


def refuse_right(doc, action: str, text: str, error: type[Exception]) -> NoReturn:
	"""Raise `error` because the person lacks the right to `action` on `doc`; the refusal stays on record."""
	record(doc, action, [text], error.__name__)
	frappe.throw(text, error)


def source_of(rule: str) -> str:
	"""Where a rule stands, in the reader's language: "certificate (S32)" gives S32, "term (行政处罚法 Art. 20)" gives
	行政处罚法第20条; a rule without a source gives its own name."""
	found = re.search(r"\((.+)\)$", rule)
	article = re.compile(r"\s*Art\. ([\d, -]+)")
	return article.sub(lambda match: _("Art. {0}").format(match[1]), found[1]) if found else _(rule)


def record(doc, action: str, reasons: list[str], kind: str = "", fields: Iterable[str] = ()) -> None:
	"""Write a `Refusal Record` once this transaction is rolled back, and commit it; where somebody swallows the
	refusal and commits (bulk edits do), it is written with that commit.

	`action`: insert, save, submit, cancel, delete, rename, act … `kind`: class of the refusal. `fields`: those refused.
	"""
	request = getattr(frappe.local, "request", None)
	frappe.flags.refusal_written = True
	entry = {
		"doctype": "Refusal Record",
		"refused_on": clock.now(),
		"user": frappe.session.user,
		"township": doc.get("township"),
		"reference_doctype": doc.doctype,
		"reference_name": doc.name,
		"delegated_power": doc.name if doc.doctype == "Delegated Power" else doc.get("delegated_power"),
		"action": action,
		"kind": kind,
		"reasons": "\n".join(reasons),
		"fields_refused": "\n".join(fields),
		"request_path": quote(request.path) if request else "",
	}

	def write() -> None:
		with doors.records():
			frappe.get_doc(entry).insert(ignore_permissions=True, ignore_links=True)

	def write_and_commit() -> None:
		write()
		frappe.db.commit()

	frappe.db.before_commit.add(write)
	frappe.db.after_rollback.add(write_and_commit)
