"""The approval sheet (审批单): the document's main fields and every opinion with name, post and date, for paper."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, formatdate, get_datetime

from township_gov import clock
from township_gov.audit import entries, kinds
from township_gov.workflows import drawn, log, people, published
from township_gov.workflows.definition import Flow

CONTEXT = "Approval"
_SHORT = (
	"Data",
	"Date",
	"Datetime",
	"Select",
	"Link",
	"Dynamic Link",
	"Int",
	"Float",
	"Currency",
	"Percent",
	"Check",
	"Time",
	"Phone",
)
_LONG = ("Small Text", "Text", "Long Text", "Text Editor")
# So many fields fit above the opinions on one page
MOST_FIELDS = 14
# What speaks for itself or belongs to the machinery
_LEFT_OUT = ("naming_series", "amended_from", "tracking_code", "light")
_ACTS = ("approve", "reject", "return", "abstain", "answer", "issue", "resubmit", "start")


def sheet(doc) -> dict[str, Any]:
	"""Everything the printed sheet shows of a document that its reader may print."""
	instances = frappe.get_all(
		"Approval Instance",
		filters={"reference_doctype": doc.doctype, "reference_name": doc.name},
		fields=[
			"name",
			"flow",
			"flow_version",
			"status",
			"initiator",
			"started_at",
			"ended_at",
			"round",
			"document_status",
		],
		order_by="creation desc",
		limit=1,
	)
	instance = instances[0] if instances else None
	flow = published.version(instance.flow_version) if instance else None
	return {
		"title": _heading(doc, flow),
		"organ": _organ(doc),
		"number": doc.name,
		"status": _(instance.status, context="Approval Instance") if instance else "",
		"running": bool(instance and instance.status == "Running"),
		"started_by": people.name_of(instance.initiator) if instance else "",
		"started_at": official_date(instance.started_at) if instance else "",
		"fields": main_fields(doc),
		"opinions": _opinions(instance.name, flow) if instance else [],
		"printed_by": people.name_of(frappe.session.user),
		"printed_at": cstr(clock.now())[:16],
	}


def _heading(doc, flow: Flow | None) -> str:
	kind = _(doc.doctype)
	return _("{0} Approval Form", context=CONTEXT).format(kind)


def _organ(doc) -> str:
	"""The organ whose form it is: the township's people's government, or how a dispatched organ is called."""
	township = doc.get("township")
	if not township:
		return ""
	row = frappe.db.get_value("Township", township, ["township_name", "kind"], as_dict=True)
	if not row:
		return ""
	return row.township_name + ("办事处" if row.kind == "Subdistrict" else "人民政府")


def main_fields(doc) -> list[dict[str, Any]]:
	"""The document's own main fields as (label, value, whether it takes a whole line), readable by this person."""
	levels = set(doc.meta.get_permlevel_access("read", user=frappe.session.user)) or {0}
	found = []
	for df in doc.meta.fields:
		if df.permlevel and df.permlevel not in levels:
			continue
		if _is_main(doc, df) and (value := _value(doc, df)):
			found.append(
				{"label": _(df.label, context=doc.doctype), "value": value, "long": df.fieldtype in _LONG}
			)
	return found[:MOST_FIELDS]


def _is_main(doc, df) -> bool:
	if df.fieldtype not in (*_SHORT, *_LONG) or df.fieldname in _LEFT_OUT:
		return False
	if cint(df.hidden) or cint(df.print_hide) or (df.fieldtype == "Check" and not doc.get(df.fieldname)):
		return False
	return bool(
		df.reqd
		or df.in_list_view
		or df.bold
		or df.in_standard_filter
		or df.fieldname == doc.meta.title_field
		or df.fieldtype in _LONG
	)


def _value(doc, df) -> str:
	value = doc.get(df.fieldname)
	if value in (None, ""):
		return ""
	if df.fieldtype == "Check":
		return _("Yes")
	if df.fieldtype in ("Select",):
		return _(cstr(value), context=doc.doctype)
	if df.fieldtype == "Link":
		return drawn.link_title(df.options, value)
	return cstr(doc.get_formatted(df.fieldname))


def _opinions(instance: str, flow: Flow) -> list[dict[str, Any]]:
	"""The steps in the flow's order of first decision, each with its opinions; what was asked anew is told by rounds."""
	rows = frappe.get_all(
		"Approval Log",
		filters={"instance": instance, "action": ("in", _ACTS), "kind": "Event"},
		fields=[
			"at", "from_node", "action", "action_label", "round", "actor", "actor_name", "acting_for", "post", "opinion",
			"attachments",
		],
		order_by="seq asc",
	)  # fmt: skip
	steps: dict[str, list[dict[str, Any]]] = {}
	for row in rows:
		steps.setdefault(row.from_node or flow.start.label, []).append(_opinion(row))
	return [{"step": _(step, context=CONTEXT), "rows": found} for step, found in steps.items()]


def _opinion(row: frappe._dict) -> dict[str, Any]:
	return {
		"label": _(row.action_label or cstr(row.action).title(), context=CONTEXT),
		"opinion": row.opinion or "",
		"name": log.who(row.actor_name),
		"post": drawn.post_name(row.post),
		"acting_for": people.name_of(row.acting_for) if row.acting_for else "",
		"round": row.round,
		"date": official_date(row.at),
		"attachments": [one["file_name"] for one in json.loads(row.attachments or "[]")],
	}


def official_date(value: Any) -> str:
	"""A day as a form states it: 2026年3月2日 in Chinese, the reader's own way otherwise."""
	day = get_datetime(value)
	if frappe.local.lang.startswith("zh"):
		return f"{day.year}年{day.month}月{day.day}日"
	return formatdate(day.date())


def record_print(doc) -> None:
	"""Leave a trace of a printed sheet: the platform's own, as for its prints, and one in the audit trail."""
	entries.write(kinds.PRINT, doc, action="Approval Form")
	frappe.get_doc(
		{
			"doctype": "Access Log",
			"user": frappe.session.user,
			"timestamp": clock.now(),
			"export_from": doc.doctype,
			"reference_document": doc.name,
			"file_type": "PDF",
			"method": "Print",
			"page": _("Approval Form", context=CONTEXT),
		}
	).insert(ignore_permissions=True)
