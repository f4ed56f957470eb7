"""One act on many records of a list: each is read, checked and saved by itself, and each has its answer in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import frappe
from frappe import _
from frappe.utils import strip_html

from frappe_standalone.core.desk import assign_to
from frappe_standalone.core.desk.list_fields import writable_fields
from frappe_standalone.core.desk.list_tables import once
from frappe_standalone.core.desk.views.access import check_read
from frappe_standalone.core.doctype.tag.tag import changeable
from frappe_standalone.core.http import incoming
from frappe_standalone.core.model import tags
from frappe_standalone.core.permissions import conceal

# So many may be picked with one press, and so many are done in one request, which holds the turn to write
MOST_PICKED, MOST_AT_ONCE = 500, 20
# v15's limit for `submit_cancel_or_update_docs`
MOST_IN_ALL = 500


class TooManyError(frappe.ValidationError):
	"""More records than one request may hold the others up with."""


class NotTogetherError(frappe.PermissionError):
	"""A field that nobody may set for several records at once."""


@frappe.whitelist(methods=["GET", "POST"])
def names(
	doctype: str, filters: Any = None, or_filters: Any = None, order_by: str | None = None
) -> dict[str, Any]:
	"""The names of all records found, up to MOST_PICKED; `more` says so where there are others."""
	check_read(doctype)
	asked = incoming.list_of(filters)
	found = frappe.get_list(
		doctype,
		filters=asked,
		group_by=once(doctype, asked),
		or_filters=incoming.list_of(or_filters) or None,
		order_by=order_by or None,
		pluck="name",
		limit_page_length=MOST_PICKED + 1,
	)
	more = _("Only the first {0} are taken.").format(MOST_PICKED) if len(found) > MOST_PICKED else None
	return {"names": found[:MOST_PICKED], "more": more}


@frappe.whitelist(methods=["POST"])
def edit(doctype: str, names: Any, fieldname: str, value: Any = None) -> list[dict[str, Any]]:
	"""Set one field of several records, each through its own save: rules, rights and approvals answer for each."""
	if fieldname not in writable_fields(frappe.get_meta(doctype)):
		frappe.throw(
			_("You may not change {0} for several records at once. Open them one by one.").format(fieldname),
			NotTogetherError,
		)
	sent = incoming.values_of({"doctype": doctype, fieldname: value}, doctype).get(fieldname)

	def act(doc: Any) -> None:
		doc.set(fieldname, sent)
		doc.save()

	return each(doctype, names, act)


@frappe.whitelist(methods=["POST", "DELETE"])
def delete(doctype: str, names: Any) -> list[dict[str, Any]]:
	"""Delete several records, those that may be; the others stay, each with its reason."""
	return each(doctype, names, lambda doc: frappe.delete_doc(doctype, doc.name))


@frappe.whitelist(methods=["POST"])
def assign(
	doctype: str, names: Any, user: str, description: str | None = None, date: str | None = None
) -> list[dict[str, Any]]:
	"""Assign several records to a user, as one is assigned on its form."""
	wanted = {"assign_to": [user], "description": description or "", "date": date or None}
	return each(doctype, names, lambda doc: assign_to.add({"doctype": doctype, "name": doc.name, **wanted}))


@frappe.whitelist(methods=["POST"])
def tag(doctype: str, names: Any, tag: str, remove: bool | int = False) -> list[dict[str, Any]]:
	"""Give several records a tag, or take it away; whoever may change a record may tag it."""
	word = tag.strip().replace(",", " ")[:60]
	if not word:
		frappe.throw(_("Write the tag."))
	change = tags.remove if frappe.utils.cint(remove) else tags.add

	def act(doc: Any) -> None:
		changeable(doctype, doc.name)
		change(doctype, doc.name, word)

	return each(doctype, names, act)


def each(doctype: str, sent: Any, act: Callable[[Any], Any]) -> list[dict[str, Any]]:
	"""Do one thing with each record and keep it before the next: [{name, title, ok, message}].

	What one record refuses is undone for that one alone. Only refusals are told; a fault of the program ends the request.
	"""
	wanted = incoming.names_of(sent)
	if len(wanted) > MOST_AT_ONCE:
		frappe.throw(_("Send {0} records at most in one request.").format(MOST_AT_ONCE), TooManyError)
	return list(_each(doctype, wanted, act))


def _each(doctype: str, wanted: list[Any], act: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
	title_field = frappe.get_meta(doctype).title_field or "name"
	for name in wanted:
		title, frappe.local.message_log = str(name), []
		try:
			doc = frappe.get_doc(doctype, name)
			doc.check_permission("read")
			title = str(doc.get(title_field) or name)
			act(doc)
			frappe.db.commit()
			yield {"name": name, "title": title, "ok": True, "message": ""}
		except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as refused:
			frappe.db.rollback()
			yield {"name": name, "title": title, "ok": False, "message": words_of(conceal(refused))}
		finally:
			frappe.local.message_log = []


def words_of(refused: Exception) -> str:
	"""What the person was told, without markup."""
	said = [
		strip_html(str(entry.get("message", "")))
		for entry in map(incoming.from_json, frappe.local.message_log)
	]
	return "\n".join(filter(None, said)) or strip_html(str(refused)) or _("That did not work.")


@frappe.whitelist(methods=["POST", "PUT"])
def submit_cancel_or_update_docs(
	doctype: str, docnames: Any, action: str = "submit", data: Any = None, task_id: str | None = None
) -> list[str]:
	"""v15's bulk act: `submit`, `cancel` or `update` (with `data`); returns the names of those that refused."""
	wanted = incoming.names_of(docnames)
	if len(wanted) > MOST_IN_ALL:
		frappe.throw(_("Bulk operations only support up to 500 documents."), TooManyError)
	values = incoming.values_of(data or {}, doctype)

	def act(doc: Any) -> None:
		if action == "update" and not doc.docstatus.is_cancelled():
			doc.update(values)
			doc.save()
		elif action == "submit" and doc.docstatus.is_draft():
			doc.submit()
		elif action == "cancel" and doc.docstatus.is_submitted():
			doc.cancel()
		else:
			frappe.throw(_("Nothing to be done with {0} in its present state.").format(doc.name))

	return [row["name"] for row in _each(doctype, wanted, act) if not row["ok"]]
