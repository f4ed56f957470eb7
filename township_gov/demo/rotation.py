"""The demo's rotation plans: one carried out, one before the leaders."""

from __future__ import annotations

import datetime

import frappe

from township_gov.demo import story
from township_gov.demo.organisation import CODE, cadre, office

OFFICER = "mao.zz"
# who, from which post, to which post: the finished plan, and the one that is being decided
DONE = (("huang.ck", "SB03", "WW03"),)
OPEN = (("jiang.ww", "WW02", "DZ02"), ("chen.dz", "DZ02", "WW02"))


def load(today: datetime.date) -> None:
	"""Two plans through the same flow."""
	first = _plan("上半年轮岗方案（演示）", today - datetime.timedelta(days=150), DONE)
	_carry(first, today - datetime.timedelta(days=149), to_end=True)
	second = _plan("年度轮岗方案（演示）", today - datetime.timedelta(days=9), OPEN)
	_carry(second, today - datetime.timedelta(days=8), to_end=False)


def _plan(title: str, day: datetime.date, moves: tuple):
	"""A draft in which everybody who is due is moved or exempted with a reason."""
	with story.acting(OFFICER, story.at(day, 9)):
		doc = frappe.get_doc(
			{
				"doctype": "Rotation Plan",
				"title": title,
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


def _carry(doc, day: datetime.date, to_end: bool) -> None:
	story.start(doc, OFFICER, story.at(day, 10))
	story.act(doc, story.holders(doc)[0], story.at(day, 15), opinion="人选合适，同意上会。")
	leaders = story.holders(doc)
	for sign_in in leaders if to_end else leaders[:1]:
		story.act(doc, sign_in, story.at(day, 17), opinion="同意。")
