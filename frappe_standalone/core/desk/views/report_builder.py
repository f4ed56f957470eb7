"""The page on which a report is built and read: `/app/<doctype>/view/report` and `/app/<doctype>/view/report/<name>`."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import NUMERIC
from frappe_standalone.core.desk.js_messages import report_messages
from frappe_standalone.core.desk.query_report import get_report_doc
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.report_builder import Built, check_may_report
from frappe_standalone.core.desk.report_builder_api import ONLY_ME, paper_of
from frappe_standalone.core.desk.report_settings import read_settings, write_settings
from frappe_standalone.core.desk.report_view import paper_rows, result_model
from frappe_standalone.core.desk.rights import no_export_words
from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.views.access import check_read, desk_page, doctype_or_404
from frappe_standalone.core.desk.workspaces import ReportAccess

PAGE, MOST_PRINTED = 100, 5000


def builder_url(doctype: str, name: str | None = None) -> str:
	return f"{list_url(doctype)}/view/report" + (f"/{quote(name, safe='')}" if name else "")


@desk_page
def builder_page(request: Request, slug: str, report: str | None = None) -> Response:
	"""Draw a built report with its settings; without a name a new one."""
	doctype = doctype_or_404(slug)
	check_read(doctype)
	check_may_report(doctype)
	doc = get_report_doc(report) if report else None
	if doc and (doc.ref_doctype != doctype or doc.report_type != "Report Builder"):
		return redirect(f"/app/query-report/{quote(doc.name)}")
	settings = read_settings(doctype, request.args.get("_settings") or (doc.json if doc else None))
	built = Built(settings)
	title = doc.name if doc else _("New report of {0}").format(_(doctype))
	if "_print" in request.args:
		return print_page(built, doc.name if doc else None, builder_url(doctype, report))
	start = max(request.args.get("_start", 0, type=int), 0)
	return page(
		"report_builder.html",
		page_title=title,
		at=builder_url(doctype, report),
		report=model(doc, built, start),
	)


def model(doc: Any, built: Built, start: int) -> dict[str, Any]:
	doctype, count = built.settings.doctype, len(built.rows)
	here = builder_url(doctype, doc.name if doc else None)
	is_mine = (
		not doc or doc.owner == frappe.session.user or bool(frappe.has_permission("Report", "write", doc=doc))
	)
	return {
		**result_model(built, PAGE, start),
		"name": doc.name if doc else "",
		"doctype_label": _(doctype),
		"list_url": list_url(doctype),
		"conditions": built.notes(),
		"count": _("More than {0} rows: narrow the filters").format(count)
		if built.cut
		else _("{0} rows").format(count),
		"prev_url": f"{here}?_start={start - PAGE}" if start else None,
		"next_url": f"{here}?_start={start + PAGE}" if doc and start + PAGE < count else None,
		"can_export": bool(frappe.has_permission(doctype, "export")),
		"no_export": no_export_words(doctype),
		"is_mine": is_mine,
		"saved": saved_reports(doctype, doc),
		"client": {
			"doctype": doctype,
			"name": doc.name if doc else "",
			"is_mine": is_mine,
			"here": builder_url(doctype),
			"settings": write_settings(built.settings),
			"fields": built.fields.choices(),
			"roles": [row.role for row in doc.roles if row.role != ONLY_ME] if doc else [],
			"is_private": not doc or [row.role for row in doc.roles] == [ONLY_ME],
			"messages": report_messages(),
			"all_roles": role_choices() if is_mine else [],
		},
	}


def saved_reports(doctype: str, doc: Any) -> list[dict[str, Any]]:
	"""The built reports of a DocType that the user may open."""
	access = ReportAccess()
	names = [
		row["name"] for row in access.reports.values()
		if row["ref_doctype"] == doctype and row["report_type"] == "Report Builder" and access.allows(row["name"])
	]  # fmt: skip
	return [
		{"label": name, "url": builder_url(doctype, name), "current": bool(doc) and doc.name == name}
		for name in sorted(names)
	]


def role_choices() -> list[list[str]]:
	"""Roles with which a report may be shared: [name, label]."""
	rows = frappe.get_all(
		"Role", filters={"disabled": 0, "desk_access": 1}, pluck="name", order_by="name asc"
	)
	return [[name, _(name)] for name in rows if name not in (ONLY_ME, "All", "Guest", "Desk User")]


def print_page(built: Built, name: str | None, back_url: str) -> Response:
	rows = paper_rows(built)
	return page(
		"report_print.html",
		page_title=name or _(built.settings.doctype),
		paper=paper_of(built, name),
		columns=[
			{"label": column["label"], "num": column["fieldtype"] in NUMERIC} for column in built.columns
		],
		rows=rows[:MOST_PRINTED],
		total=None,
		cut=max(len(rows) - MOST_PRINTED, 0),
		back_url=back_url,
	)
