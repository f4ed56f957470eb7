"""Official documents over REST: `/api/method/township_gov.documents.api.<name>`. Permissions come first in each."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import frappe
from frappe import _

from township_gov import form_actions
from township_gov.documents import issuing, layout_of
from township_gov.documents.errors import CannotIssue
from township_gov.workflows import published

PAPER = issuing.PAPER
_PRINT = "Official Document Paper"
_PREVIEW = "templates/documents/preview.html"


@frappe.whitelist()
def preview(task: str) -> dict[str, Any]:
	"""What the holder of an issuing task would issue: the pages as HTML, with room for the number. Writes nothing."""
	values = draft_of(task)
	return {
		"number": values.number,
		"title": values.title,
		"kind": frappe.get_cached_value("Official Document Kind", values.kind, "kind_name"),
		"main_recipients": values.main_recipients,
		"html": frappe.render_template(_PREVIEW, {"sheets": layout_of.sheets(values)}, is_path=True),
	}


@frappe.whitelist()
def issued(doctype: str, name: str) -> list[dict[str, Any]]:
	"""The official documents issued for a document that you may read, with where to print and download them."""
	rows = frappe.get_list(
		PAPER,
		filters={"reference_doctype": doctype, "reference_name": name},
		fields=["name", "number", "title", "status", "issued_on", "signatory", "void_reason", "instance"],
		order_by="creation asc",
		limit_page_length=0,
	)
	for row in rows:
		row.status_label = _(row.status, context=PAPER)
		row.print_url = f"/printview?doctype={quote(PAPER)}&name={quote(row.name)}&format={quote(_PRINT)}"
		row.word_url = _word_url(row.name)
	return rows


@frappe.whitelist()
def word_file(name: str) -> None:
	"""The official document as a `.docx`; needs the right to print it."""
	from township_gov.documents import word

	doc = frappe.get_doc(PAPER, name)
	doc.check_permission("read")
	doc.check_permission("print")
	title = re.sub(r'[\\/:*?"<>|\s]+', "", f"{doc.number} {doc.title}")[:80]
	frappe.local.response.filename = f"{title}.docx"
	frappe.local.response.filecontent = word.document(layout_of.paper_of(doc))
	frappe.local.response.type = "download"


@frappe.whitelist(methods=["POST"])
def word_file_link(doc: str) -> None:
	"""The form's button: where the file is."""
	paper = form_actions.stored(doc, PAPER, "print")
	link = f'<a href="{_word_url(paper.name)}" target="_blank">{_("Download the Word file")}</a>'
	frappe.msgprint(link, title=frappe.utils.escape_html(paper.number))


def draft_of(task: str) -> frappe._dict:
	"""The values of the official document that an issuing task is about.

	Raises `CannotIssue` where the task issues nothing, `PermissionError` for others than those who may see the task.
	"""
	row = frappe.get_doc("Approval Task", task)
	row.check_permission("read")
	instance = frappe.get_doc("Approval Instance", row.instance)
	node = published.version(instance.flow_version).by_key[row.node_key]
	if node.type != "Issue Document":
		frappe.throw(_("This step issues no official document; open the document itself."), CannotIssue)
	doc = frappe.get_doc(row.reference_doctype, row.reference_name)
	return frappe._dict(issuing.blank(doc, node.document, instance))


def _word_url(name: str) -> str:
	return f"/api/method/township_gov.documents.api.word_file?name={quote(name)}"
