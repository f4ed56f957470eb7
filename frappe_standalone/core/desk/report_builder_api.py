"""Calls of the report builder: preview, save, share, delete, export. v15's names are `frappe.desk.reportview.save_report` and `delete_report`."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.downloads import send_file
from frappe_standalone.core.desk.query_report import titled_rows
from frappe_standalone.core.desk.rendering import fragment
from frappe_standalone.core.desk.report_builder import MOST_EXPORTED, Built, check_may_report
from frappe_standalone.core.desk.report_paper import Paper, paper
from frappe_standalone.core.desk.report_settings import Settings, read_settings, write_settings
from frappe_standalone.core.desk.report_view import result_model
from frappe_standalone.core.desk.reportview import record_export
from frappe_standalone.core.desk.xlsx import build_xlsx
from frappe_standalone.core.http import incoming

PREVIEW = 20
# On v15 nobody but the Administrator has this role: a report for it alone is private there too
ONLY_ME = "Administrator"


@frappe.whitelist()
def preview(doctype: str, settings: str) -> dict[str, Any]:
	"""The first rows of a report as it stands on the page, not saved: {html, text}."""
	built = Built(read_settings(doctype, settings))
	return {
		"html": fragment("report_result.html", report=result_model(built, PREVIEW), page_title=_(doctype)),
		**count_of(built),
	}


def count_of(built: Built) -> dict[str, Any]:
	count = len(built.rows)
	text = (
		_("More than {0} rows: narrow the filters").format(count)
		if built.cut
		else _("{0} rows").format(count)
	)
	if count > PREVIEW:
		text = _("{0} · the first {1} are shown").format(text, PREVIEW)
	return {"text": text, "count": count}


@frappe.whitelist(methods=["POST"])
def save_report(name: str, doctype: str, report_settings: str) -> str:
	"""Save a built report under a name (v15's arguments); returns the name.

	Raises:
		PermissionError: if the name is somebody else's report, or the user may not report on the DocType.
	"""
	check_may_report(doctype)
	name = " ".join((name or "").split())
	if not name:
		frappe.throw(_("Give the report a name."), frappe.MandatoryError)
	settings = read_settings(doctype, report_settings)
	if frappe.db.exists("Report", name):
		report = own_report(name)
		if report.ref_doctype != doctype:
			frappe.throw(
				_("There is a report of this name about {0}. Choose another name.").format(
					_(report.ref_doctype)
				)
			)
	else:
		report = frappe.new_doc("Report")
		report.update({"report_name": name, "ref_doctype": doctype, "is_standard": "No"})
		report.append("roles", {"role": ONLY_ME})
	report.report_type = "Report Builder"
	report.add_total_row = int(settings.totals)
	report.json = frappe.as_json(write_settings(settings))
	report.save(ignore_permissions=True)
	return report.name


def own_report(name: str) -> Any:
	"""A built report that the user may change: his own, or any with the right to write reports."""
	report = frappe.get_doc("Report", name)
	if report.is_standard == "Yes" or report.report_type != "Report Builder":
		frappe.throw(
			_("The report {0} comes with the program. Save yours under another name.").format(_(name))
		)
	if report.owner != frappe.session.user and not frappe.has_permission("Report", "write", doc=report):
		frappe.throw(
			_("The report {0} belongs to {1}. Save yours under another name.").format(
				name, frappe.utils.get_fullname(report.owner)
			),
			frappe.PermissionError,
		)
	return report


@frappe.whitelist(methods=["POST"])
def share_report(name: str, roles: str | list) -> None:
	"""Say who sees a built report: these roles, everybody who may report on its records (`*`), or (empty) its owner alone."""
	report = own_report(name)
	wanted = incoming.from_json(roles) or [ONLY_ME]
	if not isinstance(wanted, list) or not all(isinstance(role, str) for role in wanted):
		frappe.throw(_("Send the names as a list."))
	report.set("roles", [{"role": role} for role in wanted if role != "*"])
	report.save(ignore_permissions=True)


@frappe.whitelist(methods=["POST", "DELETE"])
def delete_report(name: str) -> None:
	"""Delete a built report of one's own (v15's argument)."""
	own_report(name).delete(ignore_permissions=True)


@frappe.whitelist(methods=["POST"])
def export_report(doctype: str, settings: str, title: str | None = None) -> None:
	"""Send a built report as a workbook that can be handed upward. Needs the right `export`."""
	if not frappe.has_permission(doctype, "export"):
		frappe.throw(
			_("You may not export {0}. If your work needs it, ask your administrator.").format(_(doctype)),
			frappe.PermissionError,
		)
	built = Built(read_settings(doctype, settings), MOST_EXPORTED)
	around = paper_of(built, title)
	rows = titled_rows(built.rows, built.columns)
	total = titled_rows([built.total], built.columns)[0] if built.total else None
	content = build_xlsx(around.title, [], built.columns, rows, total, around)
	send_file(f"{around.title} {frappe.utils.nowdate()}.xlsx", content)
	record_export(title or doctype, len(rows))


def paper_of(built: Built, title: str | None) -> Paper:
	"""Title, unit and period around a built report: the period is the filter on a date, if there is one."""
	settings = built.settings
	return paper(
		title or _("Report of {0}").format(_(settings.doctype)),
		period_text(built),
		built.notes(),
		unit_filters(settings),
	)


def period_text(built: Built) -> str:
	begin = end = ""
	for doctype, name, operator, value in built.settings.filters:
		df = built.fields.get(doctype, name)
		if df.get("fieldtype") not in ("Date", "Datetime"):
			continue
		parts = [str(part)[:10] for part in value] if isinstance(value, list) else [str(value or "")[:10]]
		if operator == "between" and len(parts) == 2:
			begin, end = parts
		elif operator in (">=", ">"):
			begin = parts[0]
		elif operator in ("<=", "<"):
			end = parts[0]
	if not (begin or end):
		return ""
	text = _("{0} to {1}").format(begin or _("the beginning"), end or _("today", context="Period"))
	return _("Period: {0}").format(text)


def unit_filters(settings: Settings) -> dict[str, Any]:
	return {row[1]: row[3] for row in settings.filters if row[2] == "=" and row[0] == settings.doctype}
