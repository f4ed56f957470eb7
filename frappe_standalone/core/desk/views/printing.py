"""The print view of a record."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.print_formats import choose_format, print_formats, render_print
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import record_url
from frappe_standalone.core.desk.views.access import desk_page


@desk_page
def print_page(request: Request) -> Response:
	"""Draw a record for paper. Needs the right `print` on it; `format` names a Print Format or `Standard`."""
	doctype, name = request.args.get("doctype", ""), request.args.get("name", "")
	if not doctype or not name:
		frappe.throw(_("Say what to print: the address needs doctype and name."))
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	doc.check_permission("print")
	formats = print_formats(doctype)
	chosen = choose_format(doctype, request.args.get("format"), formats)
	# Whoever writes down what was printed is told the format that was taken
	frappe.form_dict["format"] = chosen["name"] if chosen else "Standard"
	choices = [
		{"value": row["name"], "label": _(row["name"]), "current": chosen and row["name"] == chosen["name"]}
		for row in formats
	]
	choices.append({"value": "Standard", "label": _("Standard print"), "current": chosen is None})
	title = f"{_(chosen['name']) if chosen else _(doctype)} {doc.name}"
	css = (chosen.get("css") or "").replace("</", "<\\/") if chosen else ""
	return page(
		"printview.html",
		page_title=title,
		doctype=doctype,
		name=name,
		formats=choices,
		css=css,
		body=render_print(doc, chosen),
		back_url=record_url(doctype, name),
	)
