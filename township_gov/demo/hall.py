"""The demo's service hall and half a year of cases, in every state and light."""

from __future__ import annotations

import datetime

import frappe

from township_gov import calendars
from township_gov.demo import content, story
from township_gov.demo.organisation import CODE, cadre, identity_number, insert, office, village
from township_gov.township_gov.doctype.service_case import actions

CLERKS = ("chen.ck", "li.ck", "huang.ck")
SURNAMES = "吴周郑王冯陈蒋沈韩杨朱秦许何吕张孔曹金魏陶姜戚谢邹喻柏水窦章"
GIVEN = (
	"大勇",
	"桂兰",
	"国强",
	"秀英",
	"建平",
	"美华",
	"永康",
	"春花",
	"志明",
	"丽娟",
	"根土",
	"水仙",
	"文斌",
	"玉珍",
	"金木",
)
FEE = "GBF01"
CASES = 64


def load() -> None:
	"""Fees, items, halls and windows (S14: two floors, 8 + 8 windows)."""
	insert(
		"Fee Item",
		fee_code=FEE,
		fee_name="林木采伐许可证工本费",
		standard=5,
		unit="本",
		is_cost_fee=1,
		published=1,
		legal_basis="浙价费〔2013〕1号（演示）",
		valid_from="2020-01-01",
	)
	insert(
		"Fee Item",
		fee_code="DLF01",
		fee_name="资料代填服务费（未公示，不得收取）",
		standard=20,
		unit="次",
		published=0,
	)
	for code, name, floor, theme in content.HALLS:
		insert(
			"Service Hall",
			hall_code=code,
			hall_name=name,
			township=CODE,
			level="Township",
			floor=floor,
			theme=theme,
			address="隆宫乡政务服务中心",
			opening_hours="工作日 8:30-12:00 14:00-17:30",
		)
	for row in content.ITEMS:
		_item(*row)
	for hall, number, name, clerk in content.WINDOWS:
		insert(
			"Service Window",
			hall=f"{CODE}-{hall}",
			window_no=number,
			window_name=name,
			status="Open",
			clerks=[{"cadre": cadre(clerk), "is_main": 1}],
			functions=[{"function": function} for function in ("Consultation", "Agency", "Guidance")],
			items=[{"service_item": row[0]} for row in content.ITEMS],
		)


def _item(code, name, department, kind, legal, promised, basis, in_office, materials) -> None:
	power = frappe.db.get_value("Delegated Power", {"power_name": name, "township": CODE})
	insert(
		"Service Item",
		item_code=code,
		item_name=name,
		department=department,
		item_type=kind,
		legal_basis=basis,
		legal_days=legal,
		promised_days=promised,
		day_unit="Working",
		handled_in="Township",
		online_available=1,
		max_visits=1,
		residence_condition="Anyone",
		delegated_power=power,
		materials=[{"material_name": material, "is_required": 1, "copies": 1} for material in materials],
		fees=[{"fee_item": FEE}] if code == "D003" else [],
		status="Incomplete",
	)


def activate() -> None:
	"""Items open once their windows exist and their powers are in force (S19)."""
	for code, *_rest in content.ITEMS:
		item = frappe.get_doc("Service Item", code)
		item.status = "Active"
		item.save(ignore_permissions=True)


def cases(today: datetime.date, progress) -> None:
	"""Half a year of cases; the last weeks' ones stop at every stage."""
	dice = story.dice()
	for number in range(CASES):
		ago = int(176 * (1 - number / CASES)) + dice.randint(0, 2)
		Case(number, today - datetime.timedelta(days=ago), today, dice).run()
		progress(1)


class Case:
	"""One applicant's matter, carried as far as its plan says."""

	def __init__(self, number: int, day: datetime.date, today: datetime.date, dice):
		self.number, self.today, self.dice = number, today, dice
		self.day = _next_workday(day)
		self.clerk = CLERKS[number % len(CLERKS)]
		self.item = content.ITEMS[dice.randrange(len(content.ITEMS))]
		self.doc = None

	def run(self) -> None:
		"""Old cases are finished, some late, some refused, one withdrawn by its clerk; young ones stand where their age has them."""
		steps = [self.receive, self.correct, self.accept, self.review, self.decide, self.deliver]
		age = (self.today - self.day).days
		last = len(steps)
		if age <= 30:
			drawn = self.dice.randint(1, last)
			last = drawn if age > 2 else 2
		if self.number % 17 == 11:
			steps, last = [self.receive, self.refuse], 2
		if self.number % 13 == 7 and age <= 60:
			last = 4  # left lying in review: these become yellow and red
		for step in steps[:last]:
			if self.day > self.today or step() is False:
				return

	def pass_days(self, most: int) -> None:
		self.day = _next_workday(self.day + datetime.timedelta(days=self.dice.randint(0, most)))

	def receive(self) -> None:
		self.hand_in()
		story.start(self.doc, self.clerk, story.at(self.day, 9, self.number % 60))

	def hand_in(self) -> None:
		"""The application is written down; nothing runs yet."""
		name = SURNAMES[self.number % len(SURNAMES)] + GIVEN[self.number * 7 % len(GIVEN)]
		window = frappe.db.get_value("Service Window", {"window_no": f"A0{self.number % 8 + 1}"})
		code = self.item[0]
		with story.acting(self.clerk, story.at(self.day, 9, self.number % 60)):
			self.doc = frappe.get_doc(
				{
					"doctype": "Service Case",
					"service_item": code,
					"township": CODE,
					"applicant_name": name,
					"applicant_type": "Individual",
					"resident_type": ("Registered", "Resident", "Floating")[self.number % 3],
					"village": village(f"{self.number % 6 + 1:02}"),
					"id_number": identity_number(
						f"19{60 + self.number % 35}-0{self.number % 9 + 1}-15", self.number, "Female"
					),
					"phone": f"139000{self.number:05}",
					"address": f"隆宫乡{content.VILLAGES[self.number % 6][1]}{self.number + 1}号",
					"channel": "Agency" if self.number % 9 == 4 else "Window",
					"window": window,
					"agent": cadre("wang.db") if self.number % 9 == 4 else None,
					"accepting_office": office("SB"),
					"handling_office": office(self.item[7]),
					"received_on": self.day,
					"visits": 1,
				}
			).insert()

	def correct(self) -> bool | None:
		"""Every sixth case lacks a paper: asked once for all, some bring it, the newest are waited for."""
		if self.number % 6 != 2:
			return None
		self.ask()
		self.pass_days(5)
		if (self.today - self.day).days < 4:
			return False
		with story.acting(self.clerk, story.at(self.day, 9)):
			self._check()
			actions.receive_corrections(self._json())
		return None

	def ask(self) -> None:
		"""One paper is missing; the one notice goes out."""
		with story.acting(self.clerk, story.at(self.day, 10)):
			self._check(lacking=1)
			actions.ask_for_corrections(self._json())

	def accept(self) -> None:
		with story.acting(self.clerk, story.at(self.day, 11)):
			self._check()
		story.act(self.doc, self.clerk, story.at(self.day, 11, 5))
		self.pass_days(4)

	def refuse(self) -> None:
		with story.acting(self.clerk, story.at(self.day, 11)):
			self._reload().not_accepted_reason = "所申请事项不属于本乡职权，请向庆元县相应部门申请（演示）。"
			self.doc.save()
		story.act(self.doc, self.clerk, story.at(self.day, 11, 5), "reject", opinion="不属于本机关职权。")

	def review(self) -> None:
		reviewer = story.holders(self.doc)[0]
		with story.acting(reviewer, story.at(self.day, 15)):
			self._reload().update({"decision": self._decision(), "decision_reason": self._reason()})
			if self.item[3] == "Administrative Licence":
				self.doc.update({"verifier": cadre("kong.zf"), "second_verifier": cadre("dong.cj")})
			self.doc.save()
		story.act(self.doc, reviewer, story.at(self.day, 15, 10), opinion="材料齐全，符合条件。")
		self.verify()
		self.pass_days(3 if self.number % 7 else 26)

	def verify(self) -> None:
		"""Both verifiers of a licence sign (行政许可法 Art. 34), and the offices asked to join give their opinion."""
		for number, verifier in enumerate(self._asked_beside()):
			rows = [row.as_dict() for row in self._reload().joint_offices]
			mine = [row for row in rows if row["responsible"] == cadre(verifier)]
			for row in mine:
				row["verdict"] = "Agrees"
			values = {"joint_offices": rows} if mine else None
			moment = story.at(self.day, 15, 20 + 10 * number)
			story.act(self.doc, verifier, moment, opinion="经核验，材料属实。", values=values)

	def _asked_beside(self) -> list[str]:
		return story.holders(self.doc) if self._reload().status == "In Verification" else []

	def decide(self) -> None:
		if self.number % 8 == 3:
			decider = story.holders(self.doc)[0]
			story.act(
				self.doc,
				decider,
				story.at(self.day, 9),
				"return",
				to_node="review",
				opinion="请核对四至范围后再报。",
			)
			reviewer = story.holders(self.doc)[0]
			story.act(self.doc, reviewer, story.at(self.day, 14), opinion="已核对，见附件。")
			self.verify()
		decider = story.holders(self.doc)[0]
		story.act(self.doc, decider, story.at(self.day, 16), opinion="同意。")
		self.pass_days(3)

	def deliver(self) -> None:
		clerk = story.holders(self.doc)[0]
		with story.acting(clerk, story.at(self.day, 10)):
			self._reload().update(
				{"delivery_method": "At the Window", "delivered_to": self.doc.applicant_name}
			)
			self.doc.save()
		story.act(self.doc, clerk, story.at(self.day, 10, 5))

	def _decision(self) -> str:
		if self.item[3] == "Public Service":
			return "Completed"
		return "Refused" if self.number % 15 == 9 else "Granted"

	def _reason(self) -> str:
		return "不符合规划条件（演示）。" if self._decision() == "Refused" else ""

	def _check(self, lacking: int = 0) -> None:
		rows = self._reload().materials
		for row in rows:
			row.status = "Provided"
		for row in rows[:lacking]:
			row.update({"status": "Missing", "remark": "请补交原件"})
		self.doc.save()

	def _reload(self):
		self.doc = frappe.get_doc("Service Case", self.doc.name)
		return self.doc

	def _json(self) -> str:
		return frappe.as_json({"doctype": "Service Case", "name": self.doc.name})


def _next_workday(day: datetime.date) -> datetime.date:
	return calendars.calendar_for(CODE).next_workday(day)
