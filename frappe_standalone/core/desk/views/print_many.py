"""Several records on one page for the printer, each on a sheet of its own."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.print_formats import choose_format, print_formats, render_print
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.http import incoming

MOST_PRINTED = 50


@desk_page
def print_many(request: Request) -> Response:
	"""Draw up to MOST_PRINTED records. Each needs the right `print`; those without it are named on top, not printed."""
	doctype, wanted = request.args.get("doctype", ""), incoming.list_of(request.args.get("names"))
	if not doctype or not wanted:
		frappe.throw(_("Say what to print: the address needs doctype and names."))
	formats = print_formats(doctype)
	chosen = choose_format(doctype, request.args.get("format"), formats)
	sheets, left_out, printed = [], [], []
	for name in wanted[:MOST_PRINTED]:
		doc = printable(doctype, name)
		if doc:
			sheets.append(render_print(doc, chosen))
			printed.append(doc.name)
		else:
			left_out.append(str(name))
	if not sheets:
		frappe.throw(_("You may print none of these records."), frappe.PermissionError)
	# Whoever writes down what was printed is told these records and this format
	frappe.form_dict.update(names=printed, format=chosen["name"] if chosen else "Standard")
	choices = [
		{
			"value": row["name"],
			"label": _(row["name"]),
			"current": bool(chosen) and row["name"] == chosen["name"],
		}
		for row in formats
	]
	return page(
		"print_many.html",
		page_title=_("{0}: {1} records").format(_(doctype), len(sheets)),
		doctype=doctype,
		names=request.args["names"],
		formats=[*choices, {"value": "Standard", "label": _("Standard print"), "current": chosen is None}],
		css=(chosen.get("css") or "").replace("</", "<\\/") if chosen else "",
		sheets=sheets,
		left_out=left_out,
		beyond=max(0, len(wanted) - MOST_PRINTED),
		back_url=list_url(doctype),
	)


def printable(doctype: str, name: Any) -> Any:
	"""The record, or None where the user may not read or print it."""
	if not isinstance(name, str | int) or not frappe.db.exists(doctype, name):
		return None
	doc = frappe.get_doc(doctype, name)
	return doc if doc.has_permission("read") and doc.has_permission("print") else None
