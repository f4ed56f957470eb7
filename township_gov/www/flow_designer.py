"""The page on which an administrator draws an approval flow; without a flow, the page on which he chooses or begins one."""

import json
from typing import Any

import frappe
from frappe import _

from township_gov.workflows import choosing, designer_texts, doors

no_cache = 1


def get_context(context):
	flow = frappe.form_dict.get("flow") or ""
	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to draw approval flows."), frappe.PermissionError)
	frappe.has_permission("Approval Flow", "read", throw=True)
	page: dict[str, Any] = {
		"texts": designer_texts.texts(),
		"may_create": frappe.has_permission("Approval Flow", "create"),
	}
	if not flow:
		page |= _beginning()
	elif not frappe.db.exists("Approval Flow", flow):
		frappe.throw(_("There is no approval flow {0}.").format(flow), frappe.DoesNotExistError)
	else:
		doc = frappe.get_doc("Approval Flow", flow)
		doc.check_permission("read")
		page["labels"] = _labels(doc)
	context.flow = flow
	# compact, and Chinese as it is: half of what as_json would send
	context.page = json.dumps(page, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
	context.title = _("Flow Designer")
	context.show_sidebar = False
	context.full_width = True


def _labels(doc) -> dict[str, str]:
	"""What a flow calls its steps, ways and buttons, in the reader's language: those that are shipped are stored in English."""
	said = {doc.title, *(row.label for row in doc.transitions)}
	for node in doc.nodes:
		said |= {node.label, node.approve_label, node.reject_label, node.return_label, node.abstain_label}
	told = {text: _(text, context="Approval") for text in said if text}
	return {text: words for text, words in told.items() if words != text}


def _beginning() -> dict[str, Any]:
	"""The flows there are, and the document types that a new one may be for."""
	flows = frappe.get_list(
		"Approval Flow",
		fields=["name", "title", "applies_to", "status", "used_for_new"],
		order_by="title asc",
		limit_page_length=0,
	)
	return {
		"flows": [
			{
				"name": row.name,
				"title": _(row.title or row.name, context="Approval"),
				"document": _(row.applies_to),
				"status": _(row.status, context="Approval Flow"),
				"used": choosing.words_of(row.used_for_new),
				"in_use": _(choosing.ALL) if row.used_for_new == choosing.ALL else "",
			}
			for row in flows
		],
		"doctypes": _document_types({row.applies_to for row in flows}),
	}


def _document_types(with_flow: set[str]) -> list[dict[str, str]]:
	"""Types that hold documents of the office: those made here and those of apps other than Frappe, by their labels.

	In groups, as one looks for them: with a flow already, made here, the others. Records that only the program makes can
	be put to nobody.
	"""
	ours = set(frappe.get_all("Module Def", {"app_name": ("!=", "frappe")}, pluck="name"))
	rows = frappe.get_all(
		"DocType",
		filters={"istable": 0, "issingle": 0, "is_virtual": 0},
		fields=["name", "module", "custom", "in_create"],
	)
	made_by_program = doors.ENGINE_RECORDS | {"Approval Flow", *(row.name for row in rows if row.in_create)}
	able = [row for row in rows if row.custom or row.module in ours]
	groups = (
		(_("With a flow already", context=choosing.CONTEXT), [row for row in able if row.name in with_flow]),
		(_("Made here", context=choosing.CONTEXT), [row for row in able if row.custom]),
		(_("Others", context=choosing.CONTEXT), [row for row in able if row.name not in made_by_program]),
	)
	offered: dict[str, dict[str, str]] = {}
	for group, members in groups:
		for row in members:
			offered.setdefault(row.name, {"value": row.name, "label": _(row.name), "group": group})
	return list(offered.values())
