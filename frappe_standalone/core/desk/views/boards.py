"""The board and the calendar of a doctype."""

from __future__ import annotations

from typing import Any

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.kanban import BoardModel
from frappe_standalone.core.desk.list_settings import ListSettings
from frappe_standalone.core.desk.list_state import ListState, readable_fields
from frappe_standalone.core.desk.list_views import board_fields, calendar_fields, saved_calendar
from frappe_standalone.core.desk.month import CalendarModel
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.views.access import check_read, desk_page, doctype_or_404


def prepared(request: Request, slug: str, view: str) -> tuple[str, dict[str, Any], ListState, ListSettings]:
	"""(doctype, its readable fields, the state in the address, the user's settings)"""
	doctype = doctype_or_404(slug)
	check_read(doctype)
	meta, settings = frappe.get_meta(doctype), ListSettings.of(doctype)
	state = ListState.of_request(meta, request.args, f"{list_url(doctype)}/view/{view}", settings.mine)
	return doctype, {df.get("fieldname"): df for df in readable_fields(meta)}, state, settings


@desk_page
def kanban_page(request: Request, slug: str, board: str | None = None) -> Response:
	"""Draw a board; without a Kanban Board's name by the doctype's status, or by `_field`."""
	doctype, fields, state, settings = prepared(request, slug, f"kanban/{board}" if board else "kanban")
	choices = board_fields(fields)
	record = frappe.get_doc("Kanban Board", board) if board else None
	if record:
		record.check_permission("read")
		field = fields.get(record.field_name) if record.reference_doctype == doctype else None
	else:
		wanted = state.view.get("_field")
		field = next((df for df in choices if df.get("fieldname") == wanted), choices[0] if choices else None)
	if not field:
		frappe.msgprint(_("{0} has no status to stand in columns.").format(_(doctype)))
		return redirect(list_url(doctype))
	model = BoardModel(doctype, state, settings, field, record).as_dict()
	return page("kanban.html", page_title=_(doctype), at=list_url(doctype), list=model)


@desk_page
def calendar_page(request: Request, slug: str, view: str | None = None) -> Response:
	"""Draw a month or a week, by a Calendar View, by the dates in the address, or by the doctype's first dates."""
	doctype, fields, state, settings = prepared(request, slug, f"calendar/{view}" if view else "calendar")
	pairs, subject = calendar_fields(doctype, fields), None
	asked = (state.view.get("_start_field"), state.view.get("_end_field"))
	if view and not asked[0]:
		saved = saved_calendar(doctype, view)
		asked, subject = (saved.start_date_field, saved.end_date_field), saved.subject_field
	pair = next((pair for pair in pairs if pair == asked), None) or dated_pair(fields, asked)
	pair = pair or (pairs[0] if pairs else None)
	if not pair:
		return redirect(list_url(doctype))
	model = CalendarModel(doctype, state, settings, pair, subject).as_dict()
	return page("calendar.html", page_title=_(doctype), at=list_url(doctype), list=model)


def dated_pair(fields: dict[str, Any], asked: tuple[str | None, str | None]) -> tuple[str, str | None] | None:
	"""Two readable dates that somebody chose, or one."""
	begin, end = (
		name if name in fields and fields[name].get("fieldtype") in ("Date", "Datetime") else None
		for name in asked
	)
	return (begin, end) if begin else None
