"""Assigning documents to users: one open ToDo for each, as v15 keeps them."""

from __future__ import annotations

from typing import Any

import frappe
import frappe.share
from frappe import _

from frappe_standalone.core.http import incoming

ENDED = ("Cancelled", "Closed")
MOST_SHOWN = 5


class DuplicateToDoError(frappe.ValidationError):
	"""v15's name for an assignment that exists; `add` only says so in a message."""


def get(args: dict | None = None) -> list[dict]:
	"""The open assignments of a document: `owner` (the user) and `name` (the ToDo)."""
	args = args or frappe.local.form_dict
	return frappe.get_all(
		"ToDo",
		fields=["allocated_to as owner", "name"],
		filters=of(args["doctype"], args["name"]),
		limit=MOST_SHOWN,
	)


@frappe.whitelist(methods=["POST", "PUT"])
def add(args: dict | None = None, *, ignore_permissions: bool = False) -> list[dict]:
	"""Assign a document to the users in `assign_to`; one who may not read it gets it shared.

	Args:
		args: doctype, name, assign_to (list or JSON), and description, priority, date, assigned_by if wanted.

	Raises:
		PermissionError: if the caller may not read the document.
	"""
	args = named(args or frappe.local.form_dict)
	doc = frappe.get_doc(args["doctype"], args["name"])
	if not ignore_permissions:
		doc.check_permission()
	shared, known = [], []
	for user in texts_of(args.get("assign_to")):
		if frappe.db.exists("ToDo", of(doc.doctype, doc.name) | {"status": "Open", "allocated_to": user}):
			known.append(user)
			continue
		make_todo(doc, user, args)
		if not frappe.has_permission(doc=doc, user=user):
			frappe.share.add(doc.doctype, doc.name, user)
			shared.append(user)
	tell(_("Shared with these users so that they can read it: {0}"), shared)
	tell(_("It stands already on the list of: {0}"), known)
	return get(args)


@frappe.whitelist(methods=["POST", "PUT"])
def add_multiple(args: dict | None = None) -> None:
	"""Assign several documents; `name` is a JSON list."""
	args = args or frappe.local.form_dict
	for name in texts_of(args.get("name")):
		add({**args, "name": name})


def named(args: dict) -> dict:
	"""Refuse arguments that name no document."""
	if not all(isinstance(args.get(key), str | int) and args.get(key) for key in ("doctype", "name")):
		frappe.throw(_("Name the document: doctype and name."))
	return args


def texts_of(sent: Any) -> list:
	"""Return a list of names that came as a list or as JSON."""
	found = incoming.from_json(sent)
	if not isinstance(found, list) or not all(isinstance(one, str | int) for one in found):
		frappe.throw(_("Send the names as a list."))
	return found


def close_all_assignments(doctype: str, name: str, ignore_permissions: bool = False) -> bool:
	"""Close every open assignment of a document; True if there was one."""
	return end_all(doctype, name, "Closed", ignore_permissions)


@frappe.whitelist(methods=["POST", "PUT", "DELETE"])
def remove(doctype: str, name: str, assign_to: str, ignore_permissions: bool = False) -> list[dict]:
	"""Take an assignment back."""
	# a browser must not switch the check off
	ignore = ignore_permissions is True and not frappe.request
	return set_status(doctype, name, "", assign_to, status="Cancelled", ignore_permissions=ignore)


@frappe.whitelist(methods=["POST", "PUT"])
def close(doctype: str, name: str, assign_to: str, ignore_permissions: bool = False) -> list[dict]:
	"""Close one's own assignment.

	Raises:
		ValidationError: if it is another's.
	"""
	if assign_to != frappe.session.user:
		frappe.throw(_("Only the user it is assigned to can complete this"))
	return set_status(doctype, name, "", assign_to, status="Closed")


def set_status(
	doctype: str,
	name: str,
	todo: str | None = None,
	assign_to: str | None = None,
	status: str = "Cancelled",
	ignore_permissions: bool = False,
) -> list[dict]:
	"""Give a status to one assignment, named by its ToDo or by its user; return the open ones."""
	if not ignore_permissions:
		frappe.get_doc(doctype, name).check_permission()
	todo = todo or frappe.db.get_value(
		"ToDo", of(doctype, name) | {"allocated_to": assign_to, "status": ("not in", ENDED)}
	)
	if todo:
		doc = frappe.get_doc("ToDo", todo)
		doc.status = status
		doc.save(ignore_permissions=True)
	return get({"doctype": doctype, "name": name})


def clear(doctype: str, name: str, ignore_permissions: bool = False) -> bool:
	"""Take back every assignment of a document; True if there was one."""
	return end_all(doctype, name, "Cancelled", ignore_permissions)


def end_all(doctype: str, name: str, status: str, ignore_permissions: bool) -> bool:
	"""Give a status to all open assignments of a document."""
	open_ones = frappe.get_all("ToDo", filters=of(doctype, name), pluck="name")
	for todo in open_ones:
		set_status(doctype, name, todo=todo, status=status, ignore_permissions=ignore_permissions)
	return bool(open_ones)


def of(doctype: str, name: str) -> dict[str, Any]:
	"""The filter for the open assignments of a document."""
	return {"reference_type": doctype, "reference_name": name, "status": ("not in", ENDED)}


def make_todo(doc: Any, user: str, args: dict) -> None:
	"""Write one assignment."""
	text = args.get("description") or _("Assignment for {0} {1}").format(_(doc.doctype), doc.name)
	frappe.get_doc(
		doctype="ToDo",
		allocated_to=user,
		reference_type=doc.doctype,
		reference_name=doc.name,
		description=frappe.utils.escape_html(text),
		priority=args.get("priority") or "Medium",
		status="Open",
		date=args.get("date") or frappe.utils.nowdate(),
		assigned_by=args.get("assigned_by") or frappe.session.user,
	).insert(ignore_permissions=True)
	if doc.meta.get_field("assigned_to"):
		frappe.db.set_value(doc.doctype, doc.name, "assigned_to", user)


def tell(message: str, users: list[str]) -> None:
	"""Say something about users, if there are any."""
	if users:
		frappe.msgprint(
			message.format(", ".join(frappe.utils.get_fullname(user) for user in users)), alert=True
		)
