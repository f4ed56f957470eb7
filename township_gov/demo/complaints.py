"""The demo's petitions: three categories, each clock met and missed, every state."""

from __future__ import annotations

import datetime

import frappe

from township_gov.demo import story
from township_gov.demo.organisation import CODE, cadre, identity_number, office, village

OFFICER, HANDLER = "tang.xf", "zhu.xf"
LATE_NOTICE, LATE_CONCLUSION = "征地青苗补偿款未到位", "村级公路养护经费使用不清"
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
# subject -> the earlier petition it repeats, word for word the same matter of the same petitioner
REPEATS = {"再次要求公布村集体山林承包收入": "要求公布村集体山林承包收入"}
# subject -> days after acceptance on which the head puts the conclusion off, and by how many days (Art. 34)
EXTENDED = {"水库库区林地权属争议": (55, 30)}
# The petitioner takes the matter back before it is dealt with
TAKEN_BACK = frozenset({"反映邻居装修噪声"})
# subject, channel, category, route, cause, days ago, how far (0 draft … 5 concluded), people
PETITIONS = (
	("反映村道路灯长期不亮", "Phone", "Suggestion", "", "Other", 150, 5, 1),
	("要求公布村集体山林承包收入", "Letter", "Appeal", "Petition Procedure", "Village Finance", 132, 5, 3),
	("低保取消有异议", "Visit", "Appeal", "Petition Procedure", "Other", 120, 5, 1),
	("征地青苗补偿款未到位", "Visit", "Appeal", "Petition Procedure", "Village Finance", 96, 4, 12),
	("建议增设村口公交停靠点", "Online", "Suggestion", "", "Other", 80, 5, 1),
	("反映某工作人员违规收取费用", "Letter", "Report", "", "Cadres and People", 70, 5, 1),
	("与邻居宅基地界址纠纷要求裁决", "Visit", "Appeal", "Litigation", "Other", 58, 5, 2),
	("要求重新核定危房改造补助", "Reception", "Appeal", "Petition Procedure", "Other", 47, 3, 1),
	("村委会换届选举程序有异议", "Letter", "Appeal", "Petition Procedure", "Village Election", 30, 3, 5),
	("养殖场臭味扰民", "Phone", "Appeal", "Petition Procedure", "Other", 28, 1, 8),
	("反映村干部优亲厚友", "Letter", "Report", "", "Cadres and People", 12, 1, 1),
	("农田灌溉渠淤塞无人清理", "Online", "Suggestion", "", "Other", 11, 1, 1),
	("山林权属争议材料查询", "Transferred", "Appeal", "Petition Procedure", "Other", 3, 1, 1),
	("外来人口子女入学问题咨询", "Visit", "Suggestion", "", "Other", 1, 0, 1),
	("自来水时断时续", "Online", "Appeal", "Petition Procedure", "Other", 14, 1, 4),
	("村道加宽占用承包地补偿", "Visit", "Appeal", "Petition Procedure", "Village Finance", 62, 2, 3),
	("水库库区林地权属争议", "Letter", "Appeal", "Petition Procedure", "Other", 80, 2, 5),
	("再次要求公布村集体山林承包收入", "Letter", "Appeal", "Petition Procedure", "Village Finance", 22, 2, 3),
	("反映邻居装修噪声", "Phone", "Appeal", "Petition Procedure", "Other", 26, 2, 1),
	("村级公路养护经费使用不清", "Letter", "Appeal", "Petition Procedure", "Village Finance", 110, 5, 2),
)  # fmt: skip


def load(today: datetime.date, progress) -> None:
	"""Register each petition at its time and carry it as far as its plan says."""
	for number, row in enumerate(PETITIONS):
		_Petition(number, row, today).run()
		progress(1)


class _Petition:
	def __init__(self, number: int, row: tuple, today: datetime.date):
		self.number, self.today = number, today
		self.subject, self.channel, self.category, self.route, self.cause, ago, self.reach, self.people = row
		self.day = today - datetime.timedelta(days=ago)
		self.doc = None
		first = REPEATS.get(self.subject, self.subject)
		self.writer = next(n for n, other in enumerate(PETITIONS) if other[0] == first)

	def run(self) -> None:
		self.register()
		if self.reach == 0:
			return
		story.start(self.doc, OFFICER, story.at(self.day, 10))
		steps = (
			[self.refer]
			if self.category == "Report"
			else [self.notify, self.handle, self.review, self.conclude]
		)
		if self.subject in TAKEN_BACK:
			steps = [self.take_back]
		for step in steps[: self.reach - 1]:
			if self.doc.reload().status in ("Concluded", "Transferred", "Withdrawn"):
				return
			step()
		if self.subject in EXTENDED:
			self.extend(*EXTENDED[self.subject])

	def register(self) -> None:
		with story.acting(OFFICER, story.at(self.day, 9)):
			self.doc = frappe.get_doc(
				{
					"doctype": "Petition",
					"subject": f"{self.subject}（演示）",
					"content": f"{self.subject}。来信来访内容为演示数据，人物与事件均为虚构。",
					"township": CODE,
					"village": village(f"{self.number % 6 + 1:02}"),
					"channel": self.channel,
					"category": self.category,
					"legal_route": self.route,
					"cause": self.cause,
					"priority": "High" if self.people > 5 else "Medium",
					"received_on": self.day,
					"people_count": self.people,
					"petitioners": [
						{
							"petitioner_name": f"群众{NAMES[self.writer]}",
							"is_representative": 1,
							"phone": f"137000{self.writer:05}",
							"id_number": identity_number("1970-05-05", self.writer + 100, "Male"),
							"address": "隆宫乡",
						}
					],
					"repeat_of": _named(REPEATS[self.subject]) if self.subject in REPEATS else None,
					"accused": [{"description": "匿名反映的工作人员（演示）"}]
					if self.category == "Report"
					else [],
					"handling_office": office("WW"),
					"handler": cadre(HANDLER),
				}
			).insert()

	def refer(self) -> None:
		self._set(HANDLER, 5, {"transferred_to": "庆元县纪委监委信访室"})
		story.act(self.doc, HANDLER, story.at(self.day, 15), opinion="属检举控告，移送有权机关。")

	def notify(self) -> None:
		late = self.subject == LATE_NOTICE
		values = {"transferred_to": "庆元县人民法院"} if self.route == "Litigation" else {}
		self._set(OFFICER, 20 if late else 2, values)
		story.act(self.doc, OFFICER, story.at(self.day, 15), opinion="已书面告知。")

	def take_back(self) -> None:
		self._pass(2)
		story.act(self.doc, OFFICER, story.at(self.day, 15), "reject", opinion="双方已和解，信访人书面撤回。")

	def extend(self, after: int, days: int) -> None:
		self._pass(after)
		story.extend(self.doc, HANDLER, self.day, days, "需调取历年林权档案并现场勘界（演示）。")

	def handle(self) -> None:
		self._set(
			HANDLER,
			90 if self.subject == LATE_CONCLUSION else 25,
			{
				"opinion_result": ("Support", "Explain", "Not Support")[self.number % 3],
				"opinion_facts": "经实地核查并查阅档案，情况基本属实（演示）。",
				"opinion_text": "责成相关村和办公室在一个月内办理到位，并向来信人反馈（演示）。",
				"opinion_basis": "《信访工作条例》第三十二条",
			},
		)
		story.act(self.doc, HANDLER, story.at(self.day, 15), opinion="调查完毕。")

	def review(self) -> None:
		self._decide("同意。")
		if self.category == "Appeal":
			values = {"legal_opinion": "主体适格，程序合法，依据充分（演示）。"}
			self._pass(1)
			reviewer = story.holders(self.doc)[0]
			story.act(self.doc, reviewer, story.at(self.day, 11), opinion="合法。", values=values)

	def conclude(self) -> None:
		self._decide("同意办理意见，请做好答复解释。")

	def _decide(self, opinion: str) -> None:
		self._pass(4)
		story.act(self.doc, story.holders(self.doc)[0], story.at(self.day, 16), opinion=opinion)

	def _set(self, sign_in: str, days: int, values: dict) -> None:
		self._pass(days)
		if not values:
			return
		with story.acting(sign_in, story.at(self.day, 14)):
			self.doc = frappe.get_doc("Petition", self.doc.name)
			self.doc.update(values)
			self.doc.save()

	def _pass(self, days: int) -> None:
		self.day = min(self.day + datetime.timedelta(days=days), self.today)


def _named(subject: str) -> str:
	return frappe.db.get_value("Petition", {"subject": f"{subject}（演示）"})
