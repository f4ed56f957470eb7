"""The page on which prints are designed beside what they print."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import is_doctype
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.desk.views.form_builder import form_choices
from frappe_standalone.core.print_designer.api import check_designer, load
from frappe_standalone.core.print_designer.words import words

URL = "/app/print-format-builder"


@desk_page
def print_designer(request: Request) -> Response:
	"""Draw the choice of a form, or the designer for one."""
	check_designer()
	format = request.args.get("format") or None
	doctype = request.args.get("doctype") or (
		frappe.db.get_value("Print Format", format, "doc_type") if format else ""
	)
	title = _("Print Designer")
	if not is_doctype(doctype):
		return page("print_designer.html", page_title=title, at=URL, choices=form_choices(), model=None)
	model = {**load(doctype, format), "words": words()}
	return page("print_designer.html", page_title=title, at=URL, model=model)
