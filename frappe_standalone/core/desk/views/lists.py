"""The list page of a doctype."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.list_model import ListModel
from frappe_standalone.core.desk.list_state import ListState
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.views.access import check_read, desk_page, doctype_or_404


@desk_page
def list_page(request: Request, slug: str) -> Response:
	return draw_list(request, doctype_or_404(slug))


def draw_list(request: Request, doctype: str) -> Response:
	"""Draw the records of a doctype that the user may read, as the address filters and sorts them."""
	check_read(doctype)
	url = list_url(doctype)
	state = ListState.of_request(frappe.get_meta(doctype), request.args, url)
	return page("list.html", page_title=_(doctype), at=url, list=ListModel(doctype, state).as_dict())
