"""The sheets of the everyday office as they are printed and filed: 请假审批单, 经费报销单, 用印审批单, 派车单, 公文处理笺.

A document type names its sheet in `SHEETS` and has a method `request_sheet` that returns `of(self)`. What only later steps
fill stays blank on paper, to be written by hand where there is no computer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
from frappe.utils import cstr, fmt_money

from township_gov import official_text
from township_gov.documents.composing import shown
from township_gov.documents.draft_sheet import opinions
from township_gov.documents.plain_text import paragraphs_of
from township_gov.workflows import published, standing


@dataclass(frozen=True)
class Sheet:
	"""heading: what stands above. pairs: (label, field), two a line. wide: (label, field), one a line.

	table: (fieldname, ((label, column), …)). A table is printed before the wide lines.
	"""

	heading: str
	pairs: tuple[tuple[str, str], ...]
	wide: tuple[tuple[str, str], ...] = ()
	table: tuple[str, tuple[tuple[str, str], ...]] = ("", ())


SHEETS = {
	"Leave Request": Sheet(
		"请假审批单",
		(
			("姓名", "employee_name"), ("内设机构", "department"), ("请假类型", "leave_type"), ("请假天数", "total_leave_days"),
			("开始日期", "from_date"), ("结束日期", "to_date"), ("工作代理人", "substitute_name"), ("联系方式", "contact_masked"),
			("外出地点", "away_place"), ("返岗日期", "returned_on"),
		),
		(("请假事由", "description"),),
	),
	"Expense Request": Sheet(
		"经费报销单",
		(
			("报销人", "employee_name"), ("内设机构", "department"), ("报销事由", "title"), ("日期", "posting_date"),
			("预算科目", "budget_line"), ("资金来源", "fund_source"), ("收款人", "payee_name"), ("收款账号", "payee_account_masked"),
			("支付方式", "payment_method"), ("凭证号", "voucher_no"),
		),
		(("核定金额（大写）", "total_in_words"), ("核定金额（元）", "total_approved"), ("说明", "remark")),
		("lines", (("日期", "expense_date"), ("费用类别", "expense_type"), ("用途", "description"), ("发票号码", "invoice_no"), ("申报金额", "amount"), ("核定金额", "approved_amount"))),
	),
	"Seal Use": Sheet(
		"用印审批单",
		(
			("申请人", "employee_name"), ("内设机构", "department"), ("印章", "seal"), ("份数", "copies"), ("送往单位（对象）", "addressee"),
			("文号", "document_no"), ("外带地点", "place"), ("同行监印人", "escort"), ("用印时间", "used_on"), ("实际份数", "copies_used"),
		),
		(("用印材料名称", "title"), ("用途", "purpose")),
	),
	"Vehicle Request": Sheet(
		"公务用车派车单",
		(
			("用车人", "employee_name"), ("内设机构", "department"), ("车牌号", "license_plate"), ("驾驶员", "driver_name"),
			("出发时间", "from_time"), ("拟返回时间", "to_time"), ("目的地", "destination"), ("乘车人数", "passengers_count"),
			("起始里程", "start_odometer"), ("终止里程", "end_odometer"), ("行驶里程（公里）", "distance"), ("油费及通行费", "running_cost"),
		),
		(("用途", "title"), ("乘车人员", "passengers")),
	),
	"Incoming Document": Sheet(
		"公文处理笺",
		(
			("来文单位", "from_organ"), ("来文字号", "from_document_no"), ("收文编号", "name"), ("收文日期", "received_on"),
			("紧急程度", "urgency"), ("办理期限", "due_on"), ("份数", "copies"), ("归档号", "archive_no"),
		),
		(("文件标题", "title"), ("内容摘要", "summary"), ("拟办意见", "proposal"), ("领导批示", "instruction"), ("办理结果", "result")),
		("offices", (("承办科室", "office"), ("责任人", "responsible"), ("办理情况", "answer"))),
	),
}  # fmt: skip


def of(doc) -> dict[str, Any]:
	"""The sheet of a document, filled as far as it has come."""
	sheet = SHEETS[doc.doctype]
	table, columns = sheet.table
	return {
		"heading": f"{official_text.township_title(doc.township)}{sheet.heading}",
		"number": doc.name,
		"pairs": [(label, _line(doc, field)) for label, field in sheet.pairs],
		"wide": [(label, paragraphs_of(_line(doc, field))) for label, field in sheet.wide],
		"columns": [label for label, _column in columns],
		"rows": [[_line(row, column) for _label, column in columns] for row in doc.get(table) or ()],
		"opinions": _opinions(doc),
	}


def _opinions(doc) -> list[dict[str, str]]:
	"""Each opinion with the name of its step."""
	last = standing.latest(doc.doctype, doc.name)
	if not last:
		return []
	labels = {node.key: node.label for node in published.version(last.flow_version).nodes}
	return [{**row, "step": frappe._(labels[row["node"]], "zh")} for row in opinions(doc)]


def _line(record, field: str) -> str:
	"""A field as it stands on paper: amounts to the fen, times to the minute, nothing for nought."""
	df = record.meta.get_field(field)
	value = record.get(field)
	if df is None:
		return cstr(value)
	if df.fieldtype == "Password":
		return cstr(record.get(f"{field}_masked"))
	if df.fieldtype == "Currency":
		return fmt_money(value, precision=2) if value else ""
	if df.fieldtype == "Datetime":
		return str(value)[:16] if value else ""
	if df.fieldtype in ("Int", "Float"):
		return f"{value:g}" if value else ""
	if df.fieldtype == "Select" and value:
		return frappe._(value, "zh", context=record.doctype)
	return shown(record, df)
