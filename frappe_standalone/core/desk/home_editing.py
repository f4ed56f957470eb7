"""Homes changed without code: what stands on them, in which order and how wide; new number cards and charts for them.

A home stays a Workspace in v15's form (child tables and `content`), so Frappe Desk shows what was arranged here.
"""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.home_blocks import WIDTHS
from frappe_standalone.core.desk.report_settings import Fields, filter_of
from frappe_standalone.core.desk.slugs import is_doctype, is_local_path
from frappe_standalone.core.desk.workspaces import HOME, ReportAccess, all_workspaces, is_home
from frappe_standalone.core.http import incoming

MANAGER = "Workspace Manager"
MOST_BLOCKS = 40
COLOURS = {"blue": "#175CD3", "green": "#067647", "yellow": "#B54708", "red": "#B42318"}
NAMED = {
	"number_card": "number_card_name",
	"chart": "chart_name",
	"shortcut": "shortcut_name",
	"quick_list": "quick_list_name",
}
CHART_TYPES = ("Bar", "Line", "Pie", "Donut", "Percentage")


def may_edit_homes() -> bool:
	return frappe.session.user == "Administrator" or MANAGER in frappe.get_roles()


def check_editor() -> None:
	"""Raise PermissionError for who may not arrange homes."""
	if not may_edit_homes():
		frappe.throw(
			_("Only people with the role {0} arrange homes. Ask your administrator.").format(_(MANAGER)),
			frappe.PermissionError,
		)


def homes() -> list[dict[str, Any]]:
	"""Every home: name, title, and whose it is."""
	return [
		{
			"name": space["name"],
			"label": _(space["title"] or space["name"]),
			"roles": [_(row["role"]) for row in space["roles"]],
		}
		for space in all_workspaces()
		if is_home(space)
	]


def editable(space: dict[str, Any]) -> list[dict[str, Any]]:
	"""The blocks of a home as the editor shows them, each with all that it needs to be written back."""
	rows = {
		"shortcut": {row["label"]: row for row in space["shortcuts"]},
		"number_card": {row["label"] or row["number_card_name"]: row for row in space["number_cards"]},
		"chart": {row["label"] or row["chart_name"]: row for row in space["charts"]},
		"quick_list": {row["label"] or row["document_type"]: row for row in space["quick_lists"]},
		"card": {row["label"]: row for row in space["links"] if row["type"] == "Card Break"},
	}
	found = []
	for block in json.loads(space["content"] or "[]"):
		kind, data = block.get("type"), block.get("data") or {}
		if kind in ("header", "paragraph"):
			text = frappe.utils.strip_html(data.get("text") or "").strip()
			found.append({"kind": kind, "text": text, "label": _(text), "col": data.get("col") or 12})
			continue
		name = data.get(f"{kind}_name")
		row = rows.get(kind, {}).get(name)
		if row is not None:
			plain = {key: row.get(key) for key in KEPT[kind] if row.get(key) not in (None, "")}
			found.append(
				{"kind": kind, "label": _(name), "name": name, "row": plain, "col": data.get("col") or 12}
			)
	return found


KEPT = {
	"shortcut": ("type", "link_to", "url", "doc_view", "label", "icon", "stats_filter", "color", "format"),
	"number_card": ("number_card_name", "label"),
	"chart": ("chart_name", "label"),
	"quick_list": ("document_type", "label", "quick_list_filter"),
	"card": ("label",),
}
TABLES = {
	"shortcut": "shortcuts",
	"number_card": "number_cards",
	"chart": "charts",
	"quick_list": "quick_lists",
}


def home_doc(name: str) -> Any:
	"""The Workspace of a home. Raises PermissionError and DoesNotExistError."""
	check_editor()
	doc = frappe.get_doc("Workspace", name)
	if not (doc.roles and doc.name.endswith(HOME)):
		frappe.throw(_("{0} is no home.").format(_(name)))
	return doc


@frappe.whitelist(methods=["POST"])
def save_home(name: str, blocks: str | list) -> None:
	"""Write the blocks of a home: [{kind, col, text | row}], in their order.

	Raises:
		ValidationError: for a block that cannot be shown; its message says which.
	"""
	doc = home_doc(name)
	wanted = incoming.from_json(blocks)
	if (
		not isinstance(wanted, list)
		or len(wanted) > MOST_BLOCKS
		or not all(isinstance(one, dict) for one in wanted)
	):
		frappe.throw(_("A home has at most {0} blocks, sent as a list.").format(MOST_BLOCKS))
	for table in TABLES.values():
		doc.set(table, [])
	doc.content = json.dumps(
		[written(doc, number, block) for number, block in enumerate(wanted, 1)], ensure_ascii=False
	)
	doc.save()


def written(doc: Any, number: int, block: dict[str, Any]) -> dict[str, Any]:
	"""A block of v15's `content`; its row is put into the Workspace's table."""
	kind = block.get("kind")
	col = min(WIDTHS, key=lambda width: abs(width - frappe.utils.cint(block.get("col") or 12)))
	identity = frappe.generate_hash(length=10)
	if kind in ("header", "paragraph"):
		text = frappe.utils.escape_html(str(block.get("text") or "").strip()[:140])
		shown = f'<span class="h4"><b>{text}</b></span>' if kind == "header" else text
		return {"id": identity, "type": kind, "data": {"text": shown, "col": col}}
	row = block.get("row")
	if kind not in KEPT or not isinstance(row, dict):
		frappe.throw(_("Block {0} is of no known kind. Remove it and add it again.").format(number))
	values = {key: row[key] for key in KEPT[kind] if isinstance(row.get(key), str | int)}
	label = check_row(kind, values, number)
	if kind in TABLES:
		doc.append(TABLES[kind], values)
	return {"id": identity, "type": kind, "data": {NAMED.get(kind, f"{kind}_name"): label, "col": col}}


def check_row(kind: str, values: dict[str, Any], number: int) -> str:
	"""Refuse a block that leads nowhere; returns the name by which `content` calls it."""
	if kind == "shortcut":
		target = values.get("link_to")
		known = {
			"DocType": lambda: is_doctype(target),
			"Report": lambda: frappe.db.exists("Report", target),
			"URL": lambda: is_local_path(values.get("url")),
		}.get(values.get("type"), lambda: False)
		if not known():
			frappe.throw(
				_(
					"The shortcut in block {0} leads nowhere. Choose a form, a report or an address of this site."
				).format(number)
			)
		values.setdefault("label", target)
		return values["label"]
	if kind == "quick_list":
		if not is_doctype(values.get("document_type")):
			frappe.throw(_("The list in block {0} has no form. Choose one.").format(number))
		return values.setdefault("label", values["document_type"])
	doctype, key = {
		"number_card": ("Number Card", "number_card_name"),
		"chart": ("Dashboard Chart", "chart_name"),
	}.get(kind, (None, "label"))
	if doctype and not frappe.db.exists(doctype, values.get(key)):
		frappe.throw(
			_("Block {0} names a {1} that is not there any more. Remove it.").format(number, _(doctype))
		)
	return values.setdefault("label", values.get(key))


@frappe.whitelist(methods=["POST"])
def make_home(role: str) -> str:
	"""Make a home for a role that has none of its own; it begins with the approvals that wait. Returns its name."""
	check_editor()
	if not frappe.db.exists("Role", role):
		frappe.throw(_("There is no role {0}.").format(frappe.utils.escape_html(role)))
	name = f"{role}{HOME}"
	if frappe.db.exists("Workspace", name):
		frappe.throw(_("The role {0} has a home already: choose it on the left.").format(_(role)))
	doc = frappe.new_doc("Workspace")
	doc.update(
		{
			"label": name,
			"title": _("Home of {0}").format(_(role)),
			"public": 1,
			"sequence_id": 0.01,
			"icon": "home",
		}
	)
	doc.append("roles", {"role": role})
	doc.content = json.dumps(
		[
			{
				"id": frappe.generate_hash(length=10),
				"type": "header",
				"data": {"text": _("Shortcuts"), "col": 12},
			}
		]
	)
	doc.insert()
	return doc.name


@frappe.whitelist(methods=["POST"])
def make_number_card(
	label: str,
	doctype: str,
	function: str = "Count",
	field: str = "",
	filters: str | list = "[]",
	color: str = "blue",
) -> str:
	"""Make a Number Card that counts, sums or averages records of a DocType; returns its name."""
	check_editor()
	fields = checked_fields(doctype)
	if function not in ("Count", "Sum", "Average") or (
		function != "Count" and fields.get(doctype, field) is None
	):
		frappe.throw(_("A figure is a count, a sum or an average."))
	doc = frappe.new_doc("Number Card")
	doc.update({
		"label": named(label, "Number Card"), "type": "Document Type", "document_type": doctype, "function": function,
		"aggregate_function_based_on": field if function != "Count" else None, "is_public": 1, "is_standard": 0,
		"filters_json": filters_text(filters, fields), "dynamic_filters_json": "[]", "color": COLOURS.get(color, COLOURS["blue"]),
	})  # fmt: skip
	return doc.insert().name


@frappe.whitelist(methods=["POST"])
def make_chart(
	label: str,
	doctype: str,
	group_by: str,
	chart_type: str = "Bar",
	interval: str = "",
	filters: str | list = "[]",
) -> str:
	"""Make a Dashboard Chart: records counted by a field, or (with an interval) over time; returns its name."""
	check_editor()
	fields = checked_fields(doctype)
	if fields.get(doctype, group_by) is None or chart_type not in CHART_TYPES:
		frappe.throw(_("Choose the field by which the chart counts, and how it is drawn."))
	timed = interval in ("Daily", "Weekly", "Monthly", "Quarterly", "Yearly")
	doc = frappe.new_doc("Dashboard Chart")
	doc.update({
		"chart_name": named(label, "Dashboard Chart"), "chart_type": "Count" if timed else "Group By", "document_type": doctype,
		"based_on": group_by if timed else None, "time_interval": interval if timed else None, "timespan": "Last Year" if timed else None,
		"timeseries": int(timed), "group_by_based_on": None if timed else group_by, "group_by_type": "Count", "type": chart_type,
		"is_public": 1, "is_standard": 0, "filters_json": filters_text(filters, fields), "dynamic_filters_json": "[]",
	})  # fmt: skip
	return doc.insert().name


def checked_fields(doctype: str) -> Fields:
	if not is_doctype(doctype) or not frappe.has_permission(doctype, "read"):
		frappe.throw(_("Choose a form whose records you may read."), frappe.PermissionError)
	return Fields(doctype)


def named(label: str, doctype: str) -> str:
	label = " ".join((label or "").split())[:100]
	if not label:
		frappe.throw(_("Give it a name."), frappe.MandatoryError)
	if frappe.db.exists(doctype, label):
		frappe.throw(_("The name {0} is taken. Choose another one.").format(frappe.utils.escape_html(label)))
	return label


def filters_text(filters: str | list, fields: Fields) -> str:
	rows = incoming.list_of(filters)
	return json.dumps([[*filter_of(row, fields), False] for row in rows], ensure_ascii=False)


@frappe.whitelist()
def fields_of(doctype: str) -> list[dict[str, Any]]:
	"""The fields of a form that the editor's user may read, for conditions, sums and charts."""
	check_editor()
	return [one for one in checked_fields(doctype).choices() if not one["table"]]


def choices() -> dict[str, list[list[str]]]:
	"""What can be put on a home: forms, reports, number cards and charts as [name, label]."""
	doctypes = frappe.get_all(
		"DocType",
		filters={"istable": 0, "issingle": 0},
		pluck="name",
		order_by="name asc",
		limit_page_length=0,
	)
	access = ReportAccess()
	reports = sorted(name for name in access.reports if access.allows(name))
	cards = frappe.get_all("Number Card", fields=["name", "label"], order_by="name asc", limit_page_length=0)
	charts = frappe.get_all("Dashboard Chart", pluck="name", order_by="name asc", limit_page_length=0)
	return {
		"doctypes": [[name, _(name)] for name in doctypes if frappe.has_permission(name, "read")],
		"reports": [[name, _(name)] for name in reports],
		"cards": [[row.name, _(row.label or row.name)] for row in cards],
		"charts": [[name, _(name)] for name in charts],
	}
