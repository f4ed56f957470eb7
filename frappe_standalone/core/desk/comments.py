"""Comments on a record: pages of the timeline, calling a colleague with @, changing and deleting one's own."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.mentions import extract_mentions
from frappe_standalone.core.desk.people import my_name
from frappe_standalone.core.desk.rendering import fragment
from frappe_standalone.core.desk.rights import field_levels
from frappe_standalone.core.desk.slugs import record_url
from frappe_standalone.core.desk.timeline import Timeline
from frappe_standalone.core.desk.wording import enumerated
from frappe_standalone.core.doctype.notification_log.sending import enqueue_create_notification

MOST_COLLEAGUES, MOST_ASKED = 8, 40


def readable(doctype: str, name: str) -> Any:
	"""The record. Raises DoesNotExistError and PermissionError."""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return doc


@frappe.whitelist()
def timeline(doctype: str, name: str, before: str | None = None, kind: str | None = None) -> str:
	"""A page of a record's timeline as HTML: the newest entries, or those older than `before`; of one kind or of all."""
	doc = readable(doctype, name)
	levels = field_levels(frappe.get_meta(doctype))
	model = Timeline(doc, levels, before=before or None, kind=kind or None).load().as_dict()
	return fragment("timeline_items.html", form={"timeline": model})


@frappe.whitelist()
def colleagues(doctype: str, name: str, txt: str = "") -> list[dict[str, str]]:
	"""Staff who may read a record, for the list that opens behind an @: {id, value}."""
	doc = readable(doctype, name)
	like = f"%{txt.strip()}%"
	rows = frappe.get_all(
		"User",
		filters={
			"enabled": 1,
			"user_type": "System User",
			"name": ["not in", ["Guest", frappe.session.user]],
		},
		or_filters={"full_name": ["like", like], "name": ["like", like]} if txt.strip() else None,
		fields=["name", "full_name"],
		order_by="full_name asc",
		limit_page_length=MOST_ASKED,
	)
	found = []
	for row in rows:
		if len(found) < MOST_COLLEAGUES and frappe.has_permission(doctype, "read", doc=doc, user=row.name):
			found.append({"id": row.name, "value": row.full_name or row.name})
	return found


def own_comment(name: str) -> Any:
	"""A comment that the signed-in user wrote, on a record he may still read.

	Raises:
		PermissionError: if somebody else wrote it.
	"""
	comment = frappe.get_doc("Comment", name)
	if comment.comment_type != "Comment" or frappe.session.user not in ("Administrator", comment.owner):
		frappe.throw(_("Only who wrote a comment may change or delete it."), frappe.PermissionError)
	if comment.reference_doctype and comment.reference_name:
		readable(comment.reference_doctype, comment.reference_name)
	return comment


@frappe.whitelist(methods=["POST", "PUT"])
def update_comment(name: str, content: str) -> None:
	"""Change one's own comment (v15's `frappe.desk.form.utils.update_comment`)."""
	comment = own_comment(name)
	if not frappe.utils.strip_html(content or "").strip():
		frappe.throw(_("Write something first"))
	comment.content = frappe.utils.sanitize_html(content)
	comment.save(ignore_permissions=True)


@frappe.whitelist(methods=["POST", "DELETE"])
def delete_comment(name: str) -> None:
	"""Delete one's own comment."""
	own_comment(name).delete(ignore_permissions=True)


def tell_mentioned(comment: Any) -> None:
	"""Put a notice on the bell of everybody a new comment calls who may read the record; nobody else learns of it."""
	wanted = [
		user for user in dict.fromkeys(extract_mentions(comment.content)) if user != frappe.session.user
	]
	if not wanted or not (comment.reference_doctype and comment.reference_name):
		return
	doc = frappe.get_doc(comment.reference_doctype, comment.reference_name)
	may, may_not = [], []
	for user in wanted:
		person = frappe.db.get_value(
			"User", {"name": user, "enabled": 1}, ["email", "full_name"], as_dict=True
		)
		if person and frappe.has_permission(doc.doctype, "read", doc=doc, user=user):
			may.append(person.email)
		elif person:
			may_not.append(person.full_name or user)
	if may_not:
		names = enumerated(may_not)
		frappe.msgprint(_("Not told, because they may not read this record: {0}").format(names), alert=True)
	if may:
		enqueue_create_notification(may, notice(comment, doc))


def notice(comment: Any, doc: Any) -> dict[str, Any]:
	subject = _("{0} mentioned you in a comment on {1} {2}").format(my_name(), _(doc.doctype), doc.name)
	return {
		"type": "Mention",
		"document_type": doc.doctype,
		"document_name": doc.name,
		"subject": subject,
		"from_user": frappe.session.user,
		"email_content": comment.content,
		"link": record_url(doc.doctype, doc.name),
	}
