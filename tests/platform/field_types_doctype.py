"""A DocType with every field type of v15, its child tables, and one record of it."""

from __future__ import annotations

from typing import Any

ROWS, CHOSEN, ALL = "Kinds Row", "Kinds Choice", "Kinds"
PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PLACE = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[119.06,27.62]}}]}'

# fieldname → (fieldtype, value of the record, more of the field)
KINDS: dict[str, tuple[str, Any, dict[str, Any]]] = {
	"title": ("Data", "全部字段类型", {"reqd": 1}),
	"small_text": ("Small Text", "两行\n文字", {}),
	"text": ("Text", "文字", {}),
	"long_text": ("Long Text", "很长的文字", {}),
	"whole": ("Int", 1200, {}),
	"part": ("Float", 1.2345, {}),
	"amount": ("Currency", 1234.5, {"non_negative": 1}),
	"share": ("Percent", 12.5, {}),
	"done": ("Check", 1, {}),
	"choice": ("Select", "乙", {"options": "甲\n乙"}),
	"day": ("Date", "2026-03-01", {}),
	"moment": ("Datetime", "2026-03-01 08:30:00", {}),
	"clock": ("Time", "08:30:15", {}),
	"length": ("Duration", 9000, {}),
	"column_2": ("Column Break", None, {}),
	"user": ("Link", "Administrator", {"options": "User"}),
	"about_type": ("Link", "User", {"options": "DocType"}),
	"about": ("Dynamic Link", "Administrator", {"options": "about_type"}),
	"phone_number": ("Phone", "+86-13800138000", {}),
	"guess": ("Autocomplete", "红", {"options": "红\n绿"}),
	"colour": ("Color", "#17607f", {}),
	"stars": ("Rating", 0.6, {}),
	"bars": ("Barcode", "SC-2026-1", {}),
	"sign": ("Icon", "file", {}),
	"secret": ("Password", None, {}),
	"fixed": ("Read Only", "只读", {}),
	"paper": ("Attach", None, {}),
	"photo": ("Attach Image", None, {}),
	"shown": ("Image", None, {"options": "photo"}),
	"press": ("Button", None, {"options": "frappe.ping"}),
	"section_2": ("Section Break", None, {"collapsible": 1}),
	"people": ("Table MultiSelect", None, {"options": CHOSEN}),
	"place": ("Geolocation", PLACE, {}),
	"head": ("Heading", None, {}),
	"note": ("HTML", None, {"options": "<p>说明文字</p>"}),
	"written": ("Signature", PIXEL, {}),
	"tab_2": ("Tab Break", None, {}),
	"rich": ("Text Editor", "<p>第一段 <b>重点</b></p><ul><li>一</li></ul>", {}),
	"code": ("Code", "print(1)", {}),
	"marked": ("Markdown Editor", "# 标题", {}),
	"page": ("HTML Editor", "<p>页</p>", {}),
	"data": ("JSON", '{"a": 1}', {}),
	"fold": ("Fold", None, {}),
	"section_3": ("Section Break", None, {}),
	"rows": ("Table", None, {"options": ROWS}),
}


def field(fieldname: str, fieldtype: str, **more: Any) -> dict[str, Any]:
	return {
		"fieldname": fieldname,
		"label": fieldname.replace("_", " ").title(),
		"fieldtype": fieldtype,
		**more,
	}


def make() -> str:
	"""Make the DocTypes and the record; returns the record's name."""
	import frappe

	in_list = {"in_list_view": 1}
	row = [
		field("item", "Data", reqd=1, **in_list),
		field("day", "Date", **in_list),
		field("amount", "Currency", **in_list),
		field("choice", "Select", options="纸质\n电子", **in_list),
		field("ok", "Check", **in_list),
		field("user", "Link", options="User", **in_list),
		field("paper", "Attach", **in_list),
	]
	tables = {ROWS: row, CHOSEN: [field("user", "Link", options="User", **in_list)]}
	for name, fields in tables.items():
		new_doctype(name, fields, istable=1)
	kinds = [field(name, kind, **more) for name, (kind, _value, more) in KINDS.items()]
	new_doctype(ALL, kinds, title_field="title", autoname="hash")
	values = {name: value for name, (_kind, value, _more) in KINDS.items() if value is not None}
	rows = [{"item": f"材料 {n}", "day": "2026-03-01", "amount": n, "choice": "纸质"} for n in (1, 2, 3)]
	doc = frappe.get_doc(doctype=ALL, **values, rows=rows, people=[{"user": "Administrator"}])
	return doc.insert().name


def new_doctype(name: str, fields: list[dict[str, Any]], **more: Any) -> None:
	import frappe

	permissions = [{"role": "System Manager", "read": 1, "write": 1, "create": 1, "delete": 1}]
	if more.get("istable"):
		permissions = []
	doctype = {"doctype": "DocType", "name": name, "module": "Core", "custom": 1, "fields": fields}
	frappe.get_doc({**doctype, "permissions": permissions, **more}).insert()
