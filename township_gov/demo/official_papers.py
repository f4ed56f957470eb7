"""Official documents of the demo beside those of the everyday office: a long one with everything on its paper, and a
number that is void. Both come from the approval engine."""

from __future__ import annotations

import datetime

import frappe

from township_gov.demo import story
from township_gov.demo.organisation import CODE, office
from township_gov.demo.story import at

DRAFTER = "liu.nc"
# What each says where it is his turn; others agree
_WORDS = {
	"fan.nc": "同意上报。",
	"xie.cj": "同意会签。",
	"wu.zr": "文字已核，请审定。",
	"zhou.fxz": "同意印发。",
}
_PARTS = (
	("一、总体要求", "坚持人民至上、生命至上，坚持以防为主、防抗救相结合，立足于防大汛、抗大旱、抢大险，确保人员不伤亡、水库不垮坝、重要堤防不决口、重要基础设施不受冲击。"),
	("二、组织领导。", "成立隆宫乡防汛防台抗旱指挥部，由乡长任指挥长，分管副乡长任副指挥长，各内设机构负责人为成员。指挥部下设办公室，承担日常工作，汛期实行24小时值班。"),
	("（一）预警响应", "接到县防汛抗旱指挥部启动应急响应的通知后，各村应当在1小时内完成责任人到岗，2小时内完成危险区域人员摸排，并按规定时限转移人员。"),
	("（二）人员转移", "1.转移工作遵循就近、就快、就安全的原则，做到不漏一户、不落一人；山洪和地质灾害危险区人员，应当在降雨来临之前转移到位。"),
	("2.避灾安置场所由各村统一管理，备足饮用水、食品、照明和药品。", "转移人员返回之前，应当经乡指挥部组织排查确认安全。"),
	("（三）抢险救援", "各村组建不少于10人的抢险救援队伍，配备必要的救生、照明、通讯设备；发生险情时先期处置，并在30分钟内报告乡指挥部，联系电话0578-6180000（演示）。"),
	("三、保障措施。", "落实防汛物资储备，每年4月15日前完成清点补充；落实经费保障，将防汛防台抗旱工作经费列入年度预算；强化责任追究，对工作不力造成严重后果的，依法依规处理。"),
)  # fmt: skip


def load(today: datetime.date) -> None:
	"""Through the flow of outgoing documents, like everything else."""
	_long_one(today)
	_void_one(today)


def _long_one(today: datetime.date) -> None:
	values = {
		"title": "庆元县隆宫乡人民政府关于印发隆宫乡防汛防台抗旱工作方案的通知（演示）",
		"document_type": "Notice",
		"main_recipients": "各村民委员会，乡属各办公室、中心，驻乡各有关单位",
		"copies_to": "县防汛抗旱指挥部，县应急管理局，县水利局，县自然资源和规划局",
		"attachment_names": "隆宫乡防汛防台抗旱工作责任人名单\n隆宫乡山洪和地质灾害危险区人员转移清单",
		"body": "\n".join(["现将《隆宫乡防汛防台抗旱工作方案》印发给你们，请认真贯彻执行。", *_paragraphs()]),
		"township": CODE,
		"seal": f"{CODE}-GZ",
		"countersign": [{"office": office("CJ")}],
	}
	_carry(values, today - datetime.timedelta(days=2), ["approve"] * 4 + ["issue"])


def _paragraphs() -> list[str]:
	"""Headings with a full stop go on in their line, others stand alone."""
	lines: list[str] = []
	for heading, text in _PARTS:
		lines += [heading + text] if heading.endswith("。") else [heading, text]
	return lines


def _void_one(today: datetime.date) -> None:
	values = {
		"title": "隆宫乡人民政府关于调整便民服务大厅午间值班的通知（演示）",
		"document_type": "Notice",
		"main_recipients": "乡属各办公室、中心",
		"body": "自下月起，便民服务大厅午间值班时间调整为12时至14时。",
		"township": CODE,
		"seal": f"{CODE}-GZ",
	}
	day = today - datetime.timedelta(days=1)
	doc = _carry(values, day, ["approve"] * 3 + ["issue"])
	with story.acting("admin.xz", at(day, 17)):
		reason = "印发前发现与县里统一规定不一致，停止印发。"
		story.api.act_on(doc.doctype, doc.name, "terminate", opinion=reason)


def _carry(values: dict, day: datetime.date, steps: list[str]):
	"""Draft it in the morning, send it, and let whoever is asked first take each step, an hour apart."""
	with story.acting(DRAFTER, at(day, 8)):
		doc = frappe.get_doc({"doctype": "Outgoing Document", **values}).insert()
	story.start(doc, DRAFTER, at(day, 8, 30))
	for hour, action in enumerate(steps, 9):
		holder = story.holders(doc)[0]
		story.act(doc, holder, at(day, hour), action, opinion=_WORDS.get(holder, "同意。"))
	return doc
