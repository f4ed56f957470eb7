"""The demo's everyday office: leave, expenses, seals, vehicles, documents in and out, each in every state."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import frappe

from township_gov import calendars
from township_gov.demo import story
from township_gov.demo.organisation import CODE, cadre, insert, office

CLERK, KEEPER, DISPATCHER = "xu.dz", "mao.zz", "xu.dz"
# A step: None = whoever is asked agrees; else (action, values, opinion)
Step = tuple[str, dict[str, Any], str]
AGREE: Step = ("approve", {}, "同意。")


def load(today: datetime.date) -> None:
	"""Masters first, then the papers, each through its flow."""
	_masters()
	for make in (_leave, _expenses, _seals, _trips, _incoming, _outgoing):
		make(today)


def _masters() -> None:
	for code, name, kind, strict in (
		("GZ", "隆宫乡人民政府公章（演示）", "Organ Seal", 1),
		("YW", "便民服务业务专用章（演示）", "Business Seal", 0),
	):
		insert(
			"Seal",
			seal_code=code,
			seal_name=name,
			seal_type=kind,
			township=CODE,
			keeper=cadre(KEEPER),
			deputy_keeper=cadre(CLERK),
			needs_leader=strict,
			keeping_place="党政综合办公室保险柜",
		)
	for code, plate, model in (("C1", "浙K·00001", "江铃域虎"), ("C2", "浙K·00002", "上汽大通")):
		insert(
			"Official Vehicle",
			vehicle_code=code,
			license_plate=plate,
			model=model,
			township=CODE,
			dispatcher=cadre(DISPATCHER),
			driver=cadre("cao.zf"),
			last_odometer=60000,
		)


def _carry(
	doctype: str, who: str, day: datetime.date, values: dict[str, Any], steps: Iterable[Step | None] = (), *, sent: bool = True
):  # fmt: skip
	"""Enter a paper, send it, and let each step be done by whoever is asked first, half a day apart."""
	with story.acting(who, story.at(day, 9)):
		doc = frappe.get_doc({"doctype": doctype, **values}).insert()
	if not sent:
		return doc
	story.start(doc, who, story.at(day, 9, 30))
	for number, step in enumerate(steps):
		action, given, opinion = step or AGREE
		moment = story.at(day + datetime.timedelta(days=number // 2), 11 if number % 2 == 0 else 16)
		_act(doc, moment, action, given, opinion)
	return doc.reload()


def _act(doc, moment, action: str, values: dict[str, Any], opinion: str) -> None:
	if action == "withdraw":
		with story.acting(doc.owner.split("@")[0], moment):
			story.api.act_on(doc.doctype, doc.name, "withdraw")
		return
	holder = story.holders(doc)[0]
	story.act(doc, holder, moment, action, values=values or None, opinion=opinion)


def _workday(today: datetime.date, ago: int) -> datetime.date:
	"""The last working day up to so many days ago; for days ahead (`ago` negative) the first one from then on."""
	calendar, day = calendars.calendar_for(CODE), today - datetime.timedelta(days=ago)
	if ago < 0:
		return calendar.next_workday(day)
	while not calendar.is_workday(day):
		day -= datetime.timedelta(days=1)
	return day


def _leave(today: datetime.date) -> None:
	agree, refuse = None, ("reject", {}, "正值换届工作期间，请择期再休。")
	plans = (
		("pan.nj", "Annual", 60, 2, None, (agree, "back")),
		("zheng.nj", "Sick", 30, 6, None, (agree, agree, "back")),
		("qiu.ww", "Annual", -20, 3, "jiang.ww", ()),
		("li.ck", "Personal", -10, 1, None, ()),
		("ren.cj", "Annual", -12, 5, None, (agree,)),
		("huang.ck", "Marriage", 0, 3, None, (agree,)),
		("gu.sb", "Annual", -25, 2, None, (refuse,)),
		("liu.nc", "Annual", -6, 1, None, (agree, ("reject", {}, "防汛值班，本次不休。"))),
	)
	for who, kind, ago, days, substitute, steps in plans:
		first = _workday(today, ago)
		last = calendars.calendar_for(CODE).add_working_days(first, days - 1)
		values = {
			"leave_type": kind,
			"from_date": first,
			"to_date": last,
			"description": "演示数据",
			"substitute": cadre(substitute) if substitute else None,
		}
		asked_on = min(first, today) - datetime.timedelta(days=5)
		doc = _carry("Leave Request", who, asked_on, values, [step for step in steps if step != "back"])
		if "back" in steps:
			back = calendars.calendar_for(CODE).next_workday(last + datetime.timedelta(days=1))
			story.act(doc, who, story.at(back, 9), values={"returned_on": back})
	values = {"leave_type": "Annual", "from_date": _workday(today, -40), "to_date": _workday(today, -40)}
	_carry("Leave Request", "yang.nj", today, {**values, "description": "演示数据"}, sent=False)


def _expenses(today: datetime.date) -> None:
	check = (
		"approve",
		{"budget_line": "30211 差旅费", "fund_source": "Basic Expenditure"},
		"票据齐全，核定无误。",
	)
	pay = ("approve", {"payment_method": "Official Card", "voucher_no": "记-0001（演示）"}, "已支付。")
	refuse = ("reject", {}, "不属于公务支出。")
	plans = (
		("wang.db", "二月代办交通费", (("Agency Service", 186.5),), 50, (None, check, pay)),
		(
			"fan.nc",
			"农技培训班费用",
			(("Training", 3200), ("Printing", 480.35)),
			35,
			(None, check, None, None, pay),
		),
		("chen.ck", "窗口办公用品", (("Office Supplies", 236.8),), 6, (None, check)),
		("pan.nj", "赴县送检差旅费", (("Travel", 1380),), 5, (None, check)),
		("kong.zf", "执法记录仪维修费", (("Repair", 650),), 4, (None,)),
		("tang.xf", "信访接待室饮用水", (("Other", 96),), 2, ()),
		("gu.sb", "个人手机话费", (("Other", 128),), 20, (refuse,)),
		("he.nc", "测土配方耗材", (("Office Supplies", 720),), 9, (("withdraw", {}, ""),)),
	)
	for number, (who, title, lines, ago, steps) in enumerate(plans, 1):
		_carry(
			"Expense Request", who, _workday(today, ago), _expense(number, title, lines, today, ago), steps
		)
	draft = _expense(99, "下村误餐费（草稿）", (("Other", 60),), today, 1)
	_carry("Expense Request", "yang.nj", _workday(today, 1), draft, sent=False)


def _expense(number: int, title: str, lines: tuple, today: datetime.date, ago: int) -> dict[str, Any]:
	# Before a long holiday the claim is made earlier than so many days ago
	spent = _workday(today, ago) - datetime.timedelta(days=3)
	rows = [
		{
			"expense_date": spent,
			"expense_type": kind,
			"description": f"{title}（演示）",
			"amount": amount,
			"invoice_no": f"2433{number:04}{line:02}",
		}
		for line, (kind, amount) in enumerate(lines, 1)
	]
	payee = {"payee_name": "演示收款人", "bank_name": "庆元农商行", "payee_account": f"62284800{number:08}"}
	day = _workday(today, ago)
	return {"title": f"{title}（演示）", "posting_date": day, "lines": rows, **payee}


def _seals(today: datetime.date) -> None:
	refuse = ("reject", {}, "材料内容不实，不予用印。")
	plans = (
		("chen.ck", "参保证明", "YW", 40, 0, (None, None)),
		("fan.nc", "高标准农田合同", "GZ", 25, 0, (None, None, None)),
		("xie.cj", "现场勘验笔录", "YW", 3, 1, (None, None, None)),
		("tang.xf", "信访答复函", "GZ", 2, 0, (None,)),
		("li.ck", "居住证明", "YW", 1, 0, (None,)),
		("pan.nj", "农机购置证明", "YW", 1, 0, ()),
		("gu.sb", "私人贷款收入证明", "GZ", 15, 0, (refuse,)),
		("he.nc", "示范户名单", "YW", 12, 0, (("withdraw", {}, ""),)),
	)
	for who, title, seal, ago, out, steps in plans:
		day = _workday(today, ago)
		_carry("Seal Use", who, day, _sealing(title, seal, day, bool(out)), steps)
	day = _workday(today, 0)
	_carry("Seal Use", "yang.nj", day, _sealing("良种补贴花名册", "YW", day, False), sent=False)


def _sealing(title: str, seal: str, day: datetime.date, out: bool) -> dict[str, Any]:
	values = {"title": f"{title}（演示）", "seal": f"{CODE}-{seal}", "copies": 2, "purpose": "演示数据"}
	if out:
		values |= {
			"taken_out": 1,
			"taken_from": story.at(day, 14),
			"taken_until": story.at(day + datetime.timedelta(days=1), 17),
			"place": "竹坑村",
			"escort": cadre("yuan.zf"),
		}
	return values


def _trips(today: datetime.date) -> None:
	back = ("approve", {"end_odometer": 60120, "running_cost": 85}, "车况良好。")
	refuse = ("reject", {}, "请改乘公共交通。")
	plans = (
		("zheng.nj", "送检土壤样品", "C1", 0, 45, (None, None, back)),
		("xie.cj", "赴丽水参加培训", "C2", 1, 0, (None, None, None)),
		("fan.nc", "考察香菇基地", "C1", 1, -2, (None,)),
		("kong.zf", "道路执法巡查", "C1", 0, -3, (None,)),
		("tang.xf", "走访信访户", "C2", 0, -4, ()),
		("liu.nc", "赴杭州考察", "C2", 1, 30, (refuse,)),
		("he.nc", "采购菌种", "C1", 0, 20, (("withdraw", {}, ""),)),
	)
	for who, title, vehicle, away, ago, steps in plans:
		day = _workday(today, ago)
		_carry("Vehicle Request", who, min(day, today), _trip(title, vehicle, away, day), steps)
	_carry("Vehicle Request", "yang.nj", today, _trip("下村指导", "C2", 0, _workday(today, -9)), sent=False)


def _trip(title: str, vehicle: str, away: int, day: datetime.date) -> dict[str, Any]:
	return {
		"title": f"{title}（演示）",
		"vehicle": f"{CODE}-{vehicle}",
		"destination": "丽水市" if away else "庆元县城",
		"outside_county": away,
		"from_time": story.at(day, 8, 30),
		"to_time": story.at(day, 17, 30),
		"passengers_count": 3,
	}


def _incoming(today: datetime.date) -> None:
	offices = [{"office": office("NC")}, {"office": office("SB")}]
	propose = (
		"approve",
		{"proposal": "请农村工作指导中心牵头办理（演示）。", "lead_office": office("NC"), "offices": offices},
		"请领导批示。",
	)
	only_read = (
		"approve",
		{"proposal": "拟传阅（演示）。", "lead_office": office("DZ"), "needs_handling": 0, "readers": [{"cadre": cadre("fan.nc")}, {"cadre": cadre("shen.sb")}]},
		"请阅。",
	)  # fmt: skip
	instruct = ("approve", {"instruction": "同意拟办意见，按时办结（演示）。"}, "同意。")
	no_action = ("reject", {}, "与我乡无关。")
	end = ("approve", {"result": "已阅（演示）。"}, "办结。")
	plans = (
		(
			"关于开展春耕备耕督查的通知",
			"庆元县农业农村局",
			"Ordinary",
			40,
			(propose, instruct, "answers", end),
		),
		("关于转发防汛值班要求的通知", "庆元县应急管理局", "Most Urgent", 20, (only_read, instruct, end)),
		("关于报送香菇产业情况的函", "庆元县发展和改革局", "Ordinary", 30, (propose, instruct)),
		("关于做好低温冻害防范的紧急通知", "庆元县气象局", "Urgent", 2, (propose, instruct)),
		("关于征求村庄规划意见的函", "庆元县自然资源和规划局", "Urgent", 3, (only_read, instruct)),
		("关于召开信访工作会议的通知", "庆元县信访局", "Ordinary", 2, (propose,)),
		("关于填报农机台账的通知", "庆元县农业农村局", "Ordinary", 1, ()),
		("关于港口岸线管理的通知", "某市港航管理局", "Ordinary", 18, (propose, no_action)),
		("关于更正会议时间的通知", "庆元县信访局", "Ordinary", 10, (("withdraw", {}, ""),)),
	)
	for number, (title, organ, urgency, ago, steps) in enumerate(plans, 1):
		values = _letter(number, title, organ, urgency, _workday(today, ago))
		before = [step for step in steps if step not in ("answers", end)]
		doc = _carry("Incoming Document", CLERK, values["received_on"], values, before)
		_answer_and_end(doc, values["received_on"], "answers" in steps, end if end in steps else None)
	values = _letter(99, "关于安全生产月活动的通知", "庆元县应急管理局", "Ordinary", _workday(today, 0))
	_carry("Incoming Document", CLERK, today, values, sent=False)


def _letter(number: int, title: str, organ: str, urgency: str, day: datetime.date) -> dict[str, Any]:
	return {
		"title": f"{title}（演示）",
		"from_organ": organ,
		"from_document_no": f"庆演〔{day.year}〕{number}号",
		"urgency": urgency,
		"received_on": day,
		"document_date": day - datetime.timedelta(days=2),
		"township": CODE,
		"summary": "演示数据。",
	}


def _answer_and_end(doc, day: datetime.date, answers: bool, end: Step | None) -> None:
	if answers:
		for number, who in enumerate(("fan.nc", "shen.sb")):
			rows = [row.as_dict() for row in doc.reload().offices]
			rows[number]["answer"] = "已按要求办理并上报（演示）。"
			moment = story.at(day + datetime.timedelta(days=6 + number), 15)
			story.act(doc, who, moment, values={"offices": rows}, opinion="已办。")
	if end:
		_act(doc, story.at(day + datetime.timedelta(days=9), 10), *end)


def _outgoing(today: datetime.date) -> None:
	number = ("issue", {}, "")
	share = ("approve", {"distribution": "各村、各科室（演示）"}, "已分发。")
	refuse = ("reject", {}, "已有同类文件，不再印发。")
	lawful = ("approve", {"legal_opinion": "未发现违反上位法的内容（演示）。"}, "合法。")
	plans = (
		("fan.nc", "关于做好秋冬种工作的通知", "Notice", {}, 45, (None, None, None, number, None, share)),
		("tang.xf", "关于商请协助调查的函", "Letter", {}, 15, (None, None, None, number, None, share)),
		("xie.cj", "关于要求解决道路养护经费的请示", "Request", {}, 4, (None, None, None, number, None)),
		("pan.nj", "关于农机安全检查的通知", "Notice", {}, 3, (None, None, None, number)),
		("gu.sb", "关于调整办事时间的通知", "Notice", {}, 2, (None, None, None)),
		("he.nc", "关于表彰种粮大户的决定", "Decision", {}, 2, (None, None)),
		("liu.nc", "农村集体资产管理办法", "Opinion", {"is_normative": 1, "countersign": [{"office": office("SB")}]}, 6, (None, lawful)),
		("zheng.nj", "关于病虫害防治的通知", "Notice", {}, 1, ()),
		("ren.cj", "关于限制摩托车停放的通告", "Notice", {}, 20, (None, None, refuse)),
		("qiu.ww", "关于调解员培训的通知", "Notice", {}, 9, (("withdraw", {}, ""),)),
	)  # fmt: skip
	for who, title, kind, more, ago, steps in plans:
		day = _workday(today, ago)
		_carry("Outgoing Document", who, day, _draft(title, kind) | more, steps)
	_carry("Outgoing Document", "yang.nj", today, _draft("关于茶园修剪的通知", "Notice"), sent=False)


def _draft(title: str, kind: str) -> dict[str, Any]:
	return {
		"title": f"隆宫乡人民政府{title}（演示）",
		"document_type": kind,
		"main_recipients": "庆元县人民政府" if kind == "Request" else "各村民委员会",
		"body": "现将有关事项通知如下。\n一、提高认识\n各单位要高度重视，认真组织实施。\n二、落实责任\n请于月底前报送进展情况。",
		"township": CODE,
		"seal": f"{CODE}-GZ",
	}
