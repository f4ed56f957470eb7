"""The demo's rotation plans in every state: one carried out, one refused, one posted, and three on their way."""

from __future__ import annotations

import datetime

import frappe

from township_gov.demo import story
from township_gov.demo.organisation import CODE, cadre, office

OFFICER = "mao.zz"
# who, from which post, to which post
DONE = (("huang.ck", "SB03", "WW03"),)
REFUSED = (("qiu.ww", "WW02", "SB02"), ("gu.sb", "SB02", "WW02"))
OPEN = (("jiang.ww", "WW02", "DZ02"), ("chen.dz", "DZ02", "WW02"))
ASKED = (("liu.nc", "NC02", "CJ02"), ("ren.cj", "CJ02", "NC02"))
POSTED = (("qiu.ww", "WW02", "SB02"), ("gu.sb", "SB02", "WW02"))
# days ago, moves, how far it goes
PLANS = (
	(150, DONE, "Approved"),
	(75, REFUSED, "Rejected"),
	(16, POSTED, "In Publicity"),
	(9, OPEN, "Awaiting Decision"),
	(3, ASKED, "Office Opinion"),
	(1, (), "Draft"),
)


def load(today: datetime.date) -> None:
	"""Each plan through the same flow, as far as it goes."""
	for ago, moves, reach in PLANS:
		day = today - datetime.timedelta(days=ago)
		_carry(_plan(day, moves), min(day + datetime.timedelta(days=1), today), reach)


def _plan(day: datetime.date, moves: tuple):
	"""A draft in which everybody who is due is moved or exempted with a reason."""
	with story.acting(OFFICER, story.at(day, 9)):
		doc = frappe.get_doc(
			{
				"doctype": "Rotation Plan",
				"township": CODE,
				"as_of": day,
				"effective_on": day + datetime.timedelta(days=30),
				"office": office("DZ"),
				"basis": "乡党委会议纪要（演示）",
				"moves": [
					{"cadre": cadre(who), "from_post": f"{CODE}-{old}", "to_post": f"{CODE}-{new}"}
					for who, old, new in moves
				],
			}
		).insert()
		moving = {row.cadre for row in doc.moves}
		for row in doc.due:
			if row.cadre not in moving:
				row.exempt_reason = "本年度承担重点工作，经乡党委研究暂缓（演示）。"
		return doc.save()


def _carry(doc, day: datetime.date, reach: str) -> None:
	if reach == "Draft":
		return
	story.start(doc, OFFICER, story.at(day, 10))
	if reach == "Office Opinion":
		return
	story.act(doc, story.holders(doc)[0], story.at(day, 15), opinion="人选合适，同意上会。")
	leaders = story.holders(doc)
	if reach == "Rejected":
		for sign_in in leaders[:2]:
			story.act(doc, sign_in, story.at(day, 17), "reject", opinion="两个中心都有专项在办，年内不动。")
		return
	for sign_in in leaders[:1] if reach == "Awaiting Decision" else leaders[:2]:
		story.act(doc, sign_in, story.at(day, 17), opinion="同意。")
	if reach == "Approved":
		over = doc.reload().publicity_to + datetime.timedelta(days=1)
		result = {"publicity_result": "公示期间未收到异议（演示）。"}
		story.act(doc, OFFICER, story.at(over, 9), values=result)
