"""`/pending-upgrades`: what the new version ships against what was edited here; `?name=` one record, field by field."""

import frappe
from frappe import _

from township_gov.administration import access
from township_gov.shipped import deciding, sync
from township_gov.shipped.sources import FlowItem
from township_gov.workflows.definition import Flow
from township_gov.workflows.drawn import drawn

no_cache = 1


def get_context(context):
	access.open_page(context, _("Pending Upgrades"))
	name = frappe.form_dict.get("name")
	if name:
		_show_one(context, name)
		return
	rows = deciding.pending()
	for row in rows:
		row.kind, row.title = _(row.record_doctype), deciding.title_of(row.record_doctype, row.record_name)
		row.who = frappe.utils.get_fullname(row.decided_by) if row.decided_by else ""
	context.waiting = [row for row in rows if row.status == sync.WAITING]
	context.deleted = [row for row in rows if row.status == sync.DELETED]
	context.decided = [row for row in rows if row.decision and row.status != sync.WAITING]
	context.edited = [row for row in rows if row.status == sync.EDITED and not row.decision]


def _show_one(context, name):
	record = frappe.get_doc("Shipped Record", name)
	record.check_permission("read")
	item = deciding.item_of(name)
	context.record = record
	context.kind = _(record.record_doctype)
	context.title = deciding.title_of(record.record_doctype, record.record_name)
	context.is_waiting = record.status == sync.WAITING
	context.changes = deciding.changes(name)
	context.flows = drawings(item) if isinstance(item, FlowItem) and context.is_waiting else None


def drawings(item):
	"""Both versions of a flow, drawn."""
	here = {key: value for key, value in sync._content(item).items() if key != "retired"}
	doc = frappe.new_doc(item.content["applies_to"])
	return frappe.as_json(
		{
			"here": drawn(doc, Flow.parse(here)),
			"shipped": drawn(doc, Flow.parse(item.content)),
			"texts": {"here": _("As it is here"), "shipped": _("As it is shipped")},
		},
		indent=None,
	)
