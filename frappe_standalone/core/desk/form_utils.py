"""Whitelisted helpers of the form under v15's names: comments, attachments, counts of connected records."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.connections import connections
from frappe_standalone.core.desk.list_state import STANDARD, readable_fields
from frappe_standalone.core.desk.people import my_name
from frappe_standalone.core.http import incoming


@frappe.whitelist(methods=["POST", "PUT"])
def add_comment(
	reference_doctype: str, reference_name: str, content: str, comment_email: str, comment_by: str
) -> Any:
	"""Add a comment to a document that the user may read. The author is the signed-in user, whatever the call says."""
	doc = frappe.get_doc(reference_doctype, reference_name)
	doc.check_permission("read")
	if not frappe.utils.strip_html(content or "").strip():
		frappe.throw(_("Write something first"))
	user = frappe.session.user
	comment = frappe.get_doc(
		doctype="Comment",
		comment_type="Comment",
		reference_doctype=doc.doctype,
		reference_name=doc.name,
		content=frappe.utils.sanitize_html(content),
		comment_email=user,
		comment_by=my_name(),
	)
	return comment.insert(ignore_permissions=True)


@frappe.whitelist(methods=["DELETE", "POST"])
def remove_attach(fid: str | None = None, dt: str | None = None, dn: str | int | None = None) -> None:
	"""Delete an attachment; needs the right to write the document it is attached to."""
	file = frappe.get_doc("File", fid or frappe.form_dict.get("fid"))
	if file.attached_to_doctype and file.attached_to_name:
		frappe.get_doc(file.attached_to_doctype, file.attached_to_name).check_permission("write")
	else:
		file.check_permission("delete")
	file.delete(ignore_permissions=True)


@frappe.whitelist()
def get_open_count(doctype: str, name: str | int, items: str | list | None = None) -> dict[str, Any]:
	"""v15's counts of connected records: {"count": {"external_links_found": [{doctype, count}]}}."""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	wanted = incoming.from_json(items)
	found = [item for group in connections(doc, frappe.get_meta(doctype)) for item in group["items"]]
	rows = [{"doctype": item["doctype"], "count": item["count"]} for item in found]
	return {
		"count": {
			"external_links_found": [row for row in rows if not wanted or row["doctype"] in wanted],
			"internal_links_found": [],
		}
	}


@frappe.whitelist()
def get_next(
	doctype: str,
	value: str | int,
	prev: str | int,
	filters: str | list | None = None,
	sort_order: str = "desc",
	sort_field: str = "modified",
) -> str | None:
	"""The name of the record after `value` (before it, with `prev`) among those the user may read; None at the end."""
	doc = frappe.get_doc(doctype, value)
	doc.check_permission("read")
	if sort_field not in {*STANDARD, *(df.fieldname for df in readable_fields(doc.meta))}:
		frappe.throw(_("The records cannot be put in order by {0}.").format(sort_field))
	upwards = (str(sort_order).lower() == "asc") != bool(int(prev))
	edge = [doctype, sort_field, ">" if upwards else "<", doc.get(sort_field)]
	found = frappe.get_list(
		doctype,
		filters=[*incoming.list_of(filters), edge],
		order_by=f"`tab{doctype}`.`{sort_field}` {'asc' if upwards else 'desc'}",
		pluck="name",
		limit_page_length=1,
	)
	if not found:
		frappe.msgprint(_("No further records"))
	return found[0] if found else None


@frappe.whitelist()
def getdoc(doctype: str, name: str | int, user: str | None = None) -> None:
	"""v15's form loader: the document in `docs`, cut to the levels the user may read."""
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	doc.run_method("onload")
	doc.apply_fieldlevel_read_permissions()
	frappe.response["docs"] = [doc.as_dict()]


def run_onload(doc: Any) -> None:
	"""Let a document's controller add what its form needs."""
	doc.set("__onload", frappe._dict())
	doc.run_method("onload")
