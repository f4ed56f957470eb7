"""The list page of a doctype."""

from __future__ import annotations

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.list_frame import known_rows
from frappe_standalone.core.desk.list_model import ListModel
from frappe_standalone.core.desk.list_settings import ListSettings
from frappe_standalone.core.desk.list_state import ListState, readable_fields
from frappe_standalone.core.desk.list_tables import with_tables
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.views.access import check_read, desk_page, doctype_or_404


@desk_page
def list_page(request: Request, slug: str) -> Response:
	return draw_list(request, doctype_or_404(slug))


def draw_list(request: Request, doctype: str) -> Response:
	"""Draw the records of a doctype that the user may read, as the address filters and sorts them.

	An address that says nothing opens with the user's default filter; `?_all=1` shows everything.
	"""
	check_read(doctype)
	url, settings, meta = list_url(doctype), ListSettings.of(doctype), frappe.get_meta(doctype)
	state = ListState.of_request(meta, request.args, url, settings.mine)
	default = settings.default_filter
	if default and not set(request.args) - {"_lang"}:
		fields = {df.get("fieldname"): df for df in readable_fields(meta)}
		rows = known_rows(default["rows"], with_tables(meta, fields, default["rows"]))
		if rows:
			return redirect(state.address(filters=rows))
	return page(
		"list.html", page_title=_(doctype), at=url, list=ListModel(doctype, state, settings).as_dict()
	)
