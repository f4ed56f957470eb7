"""A clerk's day in a township hall, from the first sign-in to the evening's backup, in a real browser.

One test for both platforms: `pytest tests/browser` drives the standalone desk, `pytest tests/browser --bench=PATH
--site=NAME` drives Frappe's own. The people are those of the demo township.
"""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.browser.served import PASSWORD, TOWNSHIP, serve_site

pytestmark = pytest.mark.browser

CLERK, COLLEAGUE, HEAD = "chen.ck", "li.ck", "shen.sb"
SOCIAL_SECURITY = f"{TOWNSHIP}-SB"
PENSION = "D007"
WINDOW = f"{TOWNSHIP}-A-A01"
# Of the demo's enforcement certificates: expired some weeks ago, and two that are valid
EXPIRED, VALID, SECOND = "浙K-0426-004", "浙K-0426-003", "浙K-0426-001"


def test_a_clerks_day(sign_in, township, tmp_path):
	clerk = sign_in(CLERK)
	clerk.picture("01-signed-in", phone=True)

	applicants_come_as_a_spreadsheet(sign_in("Administrator"), clerk, tmp_path)
	case = a_case_is_received(clerk)
	corrections_are_asked_and_come_in(clerk, case)
	the_case_is_accepted_and_the_notice_printed(clerk, case)
	head = sign_in(HEAD)
	the_head_returns_it_once_and_then_agrees(sign_in(COLLEAGUE), head, case)
	the_case_is_delivered(clerk, case)
	a_power_is_used(sign_in)
	a_petition_is_taken_in(sign_in("tang.xf"))
	the_reports_say(sign_in("lin.xz"))
	if township.is_standalone:
		the_evening_backup_can_be_restored(sign_in, township, tmp_path, case)


def applicants_come_as_a_spreadsheet(administrator, clerk, folder: Path) -> None:
	"""Three people handed in their papers at a village; the list becomes drafts at the window."""
	names = ("柏小林（导入）", "窦秋菊（导入）", "章永福（导入）")
	book = Workbook()
	sheet = book.active
	sheet.append(
		[
			"事项",
			"乡镇（街道）",
			"申请人姓名或名称",
			"电话",
			"送达地址",
			"窗口",
			"收件机构",
			"承办机构",
			"收件日期",
		]
	)
	for number, name in enumerate(names, 1):
		sheet.append(
			[
				PENSION,
				TOWNSHIP,
				name,
				f"1391234560{number}",
				f"竹溪村{number}号",
				WINDOW,
				SOCIAL_SECURITY,
				SOCIAL_SECURITY,
				datetime.date.today().isoformat(),
			]
		)
	book.save(folder / "applicants.xlsx")
	administrator.import_file("Service Case", folder / "applicants.xlsx")
	administrator.picture("02-imported")

	clerk.open("/app/service-case?status=Draft")
	clerk.see(*names)
	clerk.picture("03-imported-drafts", phone=True)


def a_case_is_received(clerk) -> str:
	"""A farmer comes to the window to join the pension scheme."""
	clerk.new("Service Case")
	clerk.link("service_item", PENSION)
	clerk.link("township", TOWNSHIP)
	clerk.fill(applicant_name="蒋水根（演示）", phone="13900001234", address="隆宫乡竹溪村十二号")
	clerk.link("window", WINDOW)
	clerk.link("accepting_office", SOCIAL_SECURITY)
	clerk.link("handling_office", SOCIAL_SECURITY)
	clerk.picture("04-new-case", phone=True)
	case = clerk.save()
	assert re.fullmatch(rf"SC-{TOWNSHIP}-\d{{4}}-\d{{5}}", case)
	clerk.picture("05-saved-draft")
	clerk.start_approval()
	clerk.stands_at("受理审核")
	clerk.picture("06-received", phone=True)
	return case


def corrections_are_asked_and_come_in(clerk, case: str) -> None:
	"""One paper is missing: everything is asked for at once, in writing; the next day it is there."""
	clerk.set_row("materials", 1, status="Missing", remark="请补交参保登记表原件")
	clerk.set_row("materials", 2, status="Provided")
	clerk.save()
	clerk.press("告知补正")
	clerk.see("待补正")
	clerk.picture("07-corrections-asked")
	notice = clerk.print_of("Service Case", case, "Case Correction Notice")
	assert "请补交参保登记表原件" in notice
	assert_official(notice)

	clerk.record("Service Case", case)
	clerk.set_row("materials", 1, status="Provided", remark="")
	clerk.save()
	clerk.press("补正收齐")
	clerk.picture("08-corrections-received")


def the_case_is_accepted_and_the_notice_printed(clerk, case: str) -> None:
	clerk.approve("受理")
	clerk.stands_at("审查")
	clerk.picture("09-accepted")
	notice = clerk.print_of("Service Case", case, "Case Acceptance Notice")
	assert "受理通知书" in notice
	assert "蒋水根（演示）" in notice
	assert "决定予以受理" in notice
	assert_official(notice)
	clerk.picture("10-acceptance-notice", phone=True)


def the_head_returns_it_once_and_then_agrees(colleague, head, case: str) -> None:
	"""A second person reviews, the head of the office decides: nobody decides what he prepared."""
	colleague.record("Service Case", case)
	colleague.fill(decision="Completed")
	colleague.save()
	colleague.approve("报请决定", opinion="材料齐全，符合条件。")
	colleague.stands_at("决定")
	colleague.picture("11-reviewed")

	head.open("/approvals")
	head.see("蒋水根（演示）")
	head.picture("12-inbox-of-the-head", phone=True)
	head.record("Service Case", case)
	head.approve("退回", opinion="请核对参保年限后再报。", back_to="审查")
	head.stands_at("审查")
	head.picture("13-returned")

	colleague.record("Service Case", case)
	colleague.see("请核对参保年限后再报。")
	colleague.approve("报请决定", opinion="已核对，符合参保条件。")
	head.record("Service Case", case)
	head.approve("作出决定", opinion="同意。")
	head.stands_at("送达")
	head.picture("14-decided")


def the_case_is_delivered(clerk, case: str) -> None:
	clerk.record("Service Case", case)
	clerk.fill(delivery_method="At the Window", delivered_to="蒋水根（演示）")
	clerk.save()
	notice = clerk.print_of("Service Case", case, "Case Completion Notice")
	assert "办结通知书" in notice
	assert "蒋水根（演示）" in notice
	assert_official(notice)
	clerk.picture("15-completion-notice")
	clerk.record("Service Case", case)
	clerk.approve("已送达")
	clerk.see("已送达")
	clerk.picture("16-delivered", phone=True)


def a_power_is_used(sign_in) -> None:
	"""A stall is fined. With an expired certificate the use is refused, and the refusal says what to do."""
	officer = sign_in("ren.cj")
	officer.new("Power Exercise")
	officer.link("delegated_power", f"{TOWNSHIP}-A066")
	officer.fill(party_name="石桥村流动摊贩（演示）", decision="责令改正，罚款一百元。")
	for officer_name, certificate in (("曹军", EXPIRED), ("董海燕", SECOND)):
		officer.add_row("officers", cadre=officer_name, certificate=certificate)
	officer.picture("17-power-with-expired-certificate")
	refusal = officer.try_to_save()
	assert EXPIRED in refusal
	assert "请换证，或者另派持证人员" in refusal
	officer.picture("18-power-refused", phone=True)

	officer.set_row("officers", 1, cadre="孔德明", certificate=VALID)
	exercise = officer.save()
	officer.start_approval()
	officer.stands_at("机构负责人")
	officer.picture("19-power-sent-up")
	head = sign_in("xie.cj")
	head.record("Power Exercise", exercise)
	head.approve("同意", opinion="事实清楚，同意。")
	head.see("已生效")
	head.picture("20-power-effective")


def a_petition_is_taken_in(officer) -> None:
	officer.new("Petition")
	officer.link("township", TOWNSHIP)
	officer.fill(
		subject="反映村口桥面破损（演示）",
		category="Suggestion",
		content="村口石桥桥面破损，雨天行走不便，建议尽快修补。",
	)
	officer.add_row(
		"petitioners", petitioner_name="魏大山（演示）", is_representative="1", address="石桥村三号"
	)
	officer.link("handling_office", f"{TOWNSHIP}-WW")
	officer.link("handler", "朱春生")
	officer.picture("21-new-petition", phone=True)
	officer.save()
	officer.start_approval()
	officer.stands_at("告知信访人")
	officer.approve("已告知", opinion="已书面告知。")
	officer.stands_at("办理")
	officer.picture("22-petition-in-handling")


def the_reports_say(leader) -> None:
	leader.report("Case Timeliness", township=TOWNSHIP)
	total = leader.report_rows()[-1]
	assert int(total[1]) >= 64, total
	leader.picture("23-case-timeliness", phone=True)
	with leader.download_report().open("rb") as file:
		cells = [str(cell.value) for row in load_workbook(file).active for cell in row]
	assert "城乡居民基本养老保险参保登记" in cells

	leader.report("Power Register Status", township=TOWNSHIP)
	counted = " ".join(" ".join(row) for row in leader.report_rows())
	for number in ("8", "9", "53", "27", "26"):
		assert re.search(rf"\b{number}\b", counted), (number, counted)
	leader.picture("24-power-register-status", phone=True)

	leader.report("Petition Compliance", township=TOWNSHIP)
	assert int(leader.report_rows()[-1][1]) >= 10
	leader.picture("25-petition-compliance")

	leader.report("Rotation Due", township=TOWNSHIP)
	assert any("吴志强" in cell for row in leader.report_rows() for cell in row)
	leader.picture("26-rotation-due")


def the_evening_backup_can_be_restored(sign_in, township, folder: Path, case: str) -> None:
	"""The whole township is one file; from it another machine serves the same day."""
	backup, restored = folder / "evening.tar.gz", folder / "restored"
	run("backup", township.site_dir, backup)
	run("restore", backup, restored)
	with serve_site(restored) as second:
		clerk = sign_in(CLERK, PASSWORD, at=second)
		clerk.record("Service Case", case)
		clerk.see("已送达")
		clerk.picture("27-restored")


def run(*arguments) -> None:
	command = [sys.executable, "-m", "frappe_standalone.cli", *map(str, arguments)]
	done = subprocess.run(command, capture_output=True, text=True)
	assert done.returncode == 0, done.stdout + done.stderr


def assert_official(text: str) -> None:
	"""An official paper is Chinese: no Latin word but the codes of records."""
	left = re.sub(r"\b(?:SC|PT|PE)-[\d-]+\b|查询码：\S+", "", text)
	assert not re.search(r"[A-Za-z]{2,}", left), re.findall(r"\S*[A-Za-z]{2,}\S*", left)
