"""The demo's 70 delegated powers in every state, the officers' certificates, and uses of powers."""

from __future__ import annotations

import datetime

import frappe

from township_gov.demo import content, powers, story
from township_gov.demo.organisation import CODE, cadre, insert, office
from township_gov.policies import power_gate
from township_gov.township_gov.doctype.power_exercise.power_exercise import PowerRefusedError

CERTIFICATE = "行政执法证"
OFFICE_OF = {
	"ZRZY": "CJ", "ZJJ": "CJ", "JTYS": "CJ", "ZHZF": "CJ", "STHJ": "CJ", "SLJ": "CJ", "YJGL": "CJ",
	"NYNC": "NC", "LYJ": "NC", "CZJ": "NC",
	"WGLT": "SB", "SCJG": "SB", "RSJ": "SB", "MZJ": "SB", "WSJK": "SB", "JYJ": "SB", "SFJ": "WW",
}  # fmt: skip
PROPOSED = {"户外广告设置许可"}
PREPARING = {"噪声扰民处罚", "乡村文化活动备案"}
SUSPENDED = {"延缓入学审批": "校舍改造期间由县教育局直接办理"}
RECALLED = {"渡口安全检查": "辖区渡口已全部撤销"}
# name -> days from today to the end of its term; below zero the term is over
ENDS = {"农村集体聚餐备案": 20, "烟花爆竹零售点检查": 160, "人民调解员聘任备案": -12}
REGISTRAR, LEADER = "gu.sb", "lin.xz"
EXERCISES = (
	# power, officers, days ago, party, decision, how it went
	("占道经营处罚", ("dong.cj", "kong.zf"), 96, "竹溪村流动摊贩（演示）", "责令改正，罚款一百元。", "approve"),
	("违法建设处罚", ("ren.cj", "kong.zf"), 61, "上林村某农户（演示）", "责令限期拆除违法搭建。", "approve"),
	("乱倒垃圾处罚", ("dong.cj", "ren.cj"), 33, "某建筑垃圾运输户（演示）", "责令清理，罚款二百元。", "approve"),
	("森林防火检查", ("xie.cj",), 20, "云岭村护林点（演示）", "检查正常，提醒清理林缘可燃物。", "approve"),
	("占道经营处罚", ("dong.cj", "yuan.zf"), 6, "石桥村夜市摊位（演示）", "责令改正，警告。", "reject"),
	("小微企业安全生产检查", ("ren.cj", "kong.zf"), 2, "竹筷加工点（演示）", "发现电气隐患一处，限七日整改。", "wait"),
	("烟花爆竹零售点检查", ("kong.zf",), 1, "石桥村零售点（演示）", "检查正常。", "draft"),
)  # fmt: skip


def certificates(today: datetime.date) -> None:
	"""Enforcement certificates: valid, about to expire, expired."""
	for number, kind, sign_in, issued, days in content.CERTIFICATES:
		insert(
			"Enforcement Certificate",
			certificate_no=number,
			certificate_type=kind,
			cadre=cadre(sign_in),
			issued_on=issued,
			valid_to=today + datetime.timedelta(days=days),
			issuing_organ="浙江省司法厅",
			scope="综合行政执法",
			status="Valid",
		)


def load(today: datetime.date, progress) -> None:
	"""Register the powers and carry each as far as its state wants it."""
	began = today - datetime.timedelta(days=192)
	rows = [("Personnel", "ZZB", name, "", "") for name in powers.PERSONNEL]
	rows += [("Fiscal", "CZJ", name, "", "") for name in powers.FISCAL]
	rows += [("Administrative", dept, name, kind, mode) for dept, name, kind, mode in powers.administrative()]
	for number, row in enumerate(rows, 1):
		_power(number, row, began, today)
		progress(1)


def _power(
	number: int, row: tuple[str, str, str, str, str], began: datetime.date, today: datetime.date
) -> None:
	power_class, department, name, kind, mode = row
	with story.acting(REGISTRAR, story.at(began, 9, number % 60)):
		doc = frappe.get_doc(
			{
				"doctype": "Delegated Power",
				"power_code": f"{power_class[0]}{number:03}",
				"power_name": name,
				"township": CODE,
				"power_class": power_class,
				"mode": mode,
				"power_type": kind,
				"county_department": department,
				"document_no": f"庆政发〔{began.year}〕12号",
				"legal_basis": "《关于推进扩权强乡改革的实施意见》（演示）",
				"start_date": began,
				**_facts(department, kind, mode, name, began, today),
			}
		).insert()
	if name in PROPOSED:
		return
	story.start(doc, REGISTRAR, story.at(began, 10))
	if name in PREPARING:
		return
	later = began + datetime.timedelta(days=6)
	story.act(doc, REGISTRAR, story.at(later, 9))
	story.act(doc, LEADER, story.at(later, 15), opinion="同意，严格按程序行使。")
	if name in SUSPENDED:
		_change(doc.name, "Suspend", SUSPENDED[name], today - datetime.timedelta(days=40))
	if name in RECALLED:
		_change(doc.name, "Recall", RECALLED[name], today - datetime.timedelta(days=25), department)


def _facts(
	department: str, kind: str, mode: str, name: str, began: datetime.date, today: datetime.date
) -> dict:
	"""What the power needs to come into force; one that is being prepared still lacks something."""
	in_office = OFFICE_OF.get(department, "DZ")
	needs_certificate = kind in power_gate.ENFORCEMENT_TYPES
	end = began + datetime.timedelta(days=3 * 365)
	if name in ENDS:
		end = today + datetime.timedelta(days=ENDS[name])
	is_ready = name not in PREPARING | PROPOSED
	return {
		"office": office(in_office),
		"post": f"{CODE}-{in_office}01",
		"management_rule": f"《隆宫乡{name}管理办法》（演示）" if is_ready else "",
		"supervision_contact": "县司法局 0578-0000000",
		"statute": "《浙江省综合行政执法条例》及省政府公布的目录（演示）" if mode == "Authorised" else "",
		"end_date": end if mode == "Entrusted" or name in ENDS else None,
		"required_certificate_type": CERTIFICATE if needs_certificate else "",
		"readiness": [
			{"step": step, "is_done": 1 if is_ready or step == "Staff Trained" else 0}
			for step in ("Management Rule", "Staff Trained", "Publication")
		],
	}


def _change(name: str, wanted: str, reason: str, day: datetime.date, receiver: str | None = None) -> None:
	with story.acting(REGISTRAR, story.at(day, 9)):
		doc = frappe.get_doc("Delegated Power", name)
		doc.update({"requested_change": wanted, "change_reason": reason, "receiving_department": receiver})
		doc.save()
	story.start(doc, REGISTRAR, story.at(day, 9, 30))
	for hour in (14, 16):  # the county department, then the leader in charge
		story.act(doc, story.holders(doc)[0], story.at(day, hour), opinion="同意。")


def exercises(today: datetime.date) -> None:
	"""Uses of powers: approved, rejected, waiting, and one draft."""
	certificate = {row[2]: row[0] for row in content.CERTIFICATES}
	for power_name, officers, ago, party, decision, ending in EXERCISES:
		day = today - datetime.timedelta(days=ago)
		recorder = "ren.cj" if "ren.cj" not in officers else "dong.cj"
		with story.acting(recorder, story.at(day, 10)):
			doc = frappe.get_doc(
				{
					"doctype": "Power Exercise",
					"delegated_power": frappe.db.get_value("Delegated Power", {"power_name": power_name}),
					"exercised_on": day,
					"officers": [
						{"cadre": cadre(officer), "certificate": certificate[officer]} for officer in officers
					],
					"party_name": party,
					"decision": decision,
				}
			).insert()
		if ending == "draft":
			continue
		story.start(doc, recorder, story.at(day, 11))
		if ending == "wait":
			continue
		decider = story.holders(doc)[0]
		opinion = "事实清楚，同意。" if ending == "approve" else "证据不足，补充现场笔录后再报。"
		story.act(doc, decider, story.at(day, 16), ending, opinion=opinion)


def refused_use(today: datetime.date) -> None:
	"""An officer whose certificate has expired wants to punish: the gate refuses, and the refusal stays on record (S32)."""
	certificate = {row[2]: row[0] for row in content.CERTIFICATES}
	try:
		with story.acting("ren.cj", story.at(today, 9)):
			frappe.get_doc(
				{
					"doctype": "Power Exercise",
					"delegated_power": frappe.db.get_value("Delegated Power", {"power_name": "占道经营处罚"}),
					"exercised_on": today,
					"officers": [
						{"cadre": cadre(officer), "certificate": certificate[officer]}
						for officer in ("cao.zf", "kong.zf")
					],
					"party_name": "竹溪村流动摊贩（演示）",
					"decision": "责令改正。",
				}
			).insert()
	except PowerRefusedError:
		frappe.db.rollback()
