"""Cases of the last weeks that show what chance may leave out: each open state, each light, a pause, an extension,
acceptance by law, an application taken back, a charge.

Their days are counted back from today in working days, so that the lights are the same whenever the demo is made.
"""

from __future__ import annotations

import datetime

import frappe

from township_gov import calendars
from township_gov.demo import content, hall, story
from township_gov.demo.organisation import CODE, office

# item, working days since receipt, what was done since
SHOWN = (
	("D002", 0, ("hand_in",)),
	("D001", 4, ("receive",)),
	("D001", 1, ("receive",)),
	("D010", 14, ("receive",)),
	("D003", 3, ("receive", "ask")),
	("D001", 13, ("receive", "accept")),
	("D002", 6, ("receive", "accept", "pause")),
	("D010", 12, ("receive", "accept", "extend")),
	("D004", 11, ("receive", "accept")),
	("D005", 18, ("receive", "accept", "review")),
	("D005", 26, ("receive", "accept", "review")),
	("D004", 2, ("receive", "accept", "review")),
	("D004", 30, ("receive", "accept", "wait", "review", "decide", "deliver")),
	("D003", 24, ("receive", "accept", "review", "decide", "charge", "deliver")),
	("D003", 22, ("receive", "accept", "review", "decide", "charge", "waive", "deliver")),
	("D001", 6, ("receive", "accept", "join", "review_only")),
	("D001", 19, ("receive", "accept", "join", "review", "decide", "deliver")),
	("D007", 15, ("receive", "accept", "give_up", "review", "decide", "deliver")),
	("D008", 5, ("receive", "accept", "review", "decide")),
)


def load(today: datetime.date, progress) -> None:
	"""Carry each case as far as it is shown."""
	for number, plan in enumerate(SHOWN, hall.CASES):
		ShownCase(number, plan, today).run()
		progress(1)


class ShownCase(hall.Case):
	"""A case with a written plan: nothing in it is left to chance."""

	def __init__(self, number: int, plan: tuple[str, int, tuple[str, ...]], today: datetime.date):
		code, ago, self.steps = plan
		super().__init__(number, workdays_before(today, ago), today, story.dice())
		self.item = next(item for item in content.ITEMS if item[0] == code)
		self.is_given_up = False

	def run(self) -> None:
		for step in self.steps:
			getattr(self, step)()

	def pass_days(self, most: int) -> None:
		"""Everything happens on the day of receipt, unless the plan waits."""

	def wait(self) -> None:
		"""Lies two working weeks."""
		self.day = calendars.calendar_for(CODE).add_working_days(self.day, 10)

	def pause(self) -> None:
		"""Experts look at the plan: the clock stops, and the applicant has been told for how long."""
		day = workdays_before(self.today, 2)
		with story.acting(story.holders(self.doc)[0], story.at(day, 10)):
			self._reload().append(
				"pauses",
				{"reason": "Expert Review", "from_date": day, "estimated_days": 10, "notified_on": day},
			)
			self.doc.save()

	def extend(self) -> None:
		"""The reviewer asks for ten days more, the head of the township agrees, the applicant is told."""
		day = workdays_before(self.today, 4)
		story.extend(
			self.doc, story.holders(self.doc)[0], day, 10, "需会同县交通运输局现场核实路段（演示）。"
		)

	def review_only(self) -> None:
		"""The review is done, and verifiers and offices have not answered yet."""
		self.verify = lambda: None
		self.review()

	def join(self) -> None:
		"""Two more offices have a say; they are asked together with the verifiers."""
		with story.acting(story.holders(self.doc)[0], story.at(self.day, 14)):
			self._reload().extend("joint_offices", [{"office": office(code)} for code in ("NC", "SB")])
			self.doc.save()

	def waive(self) -> None:
		"""The fee is waived for a household on the minimum allowance."""
		who = story.holders(self.doc)[0]
		with story.acting(who, story.at(self.day, 9)):
			waiver = frappe.get_doc(
				{
					"doctype": "Fee Waiver",
					"service_case": self.doc.name,
					"fee_item": hall.FEE,
					"amount": 5,
					"legal_basis": "《社会救助暂行办法》及浙价费〔2013〕1号（演示）",
					"reason": "低保户（演示）",
				}
			).insert()
		story.start(waiver, who, story.at(self.day, 9, 30))
		story.act(waiver, story.holders(waiver)[0], story.at(self.day, 11), opinion="符合规定，同意减免。")

	def give_up(self) -> None:
		"""The applicant takes his application back: a decision with a document, not a deletion."""
		self.is_given_up = True

	def charge(self) -> None:
		"""The published cost fee is taken at delivery."""
		with story.acting(story.holders(self.doc)[0], story.at(self.day, 17)):
			self._reload().append("charges", {"fee_item": hall.FEE, "quantity": 1, "amount": 5})
			self.doc.save()

	def _decision(self) -> str:
		return "Terminated" if self.is_given_up else super()._decision()

	def _reason(self) -> str:
		return "申请人书面撤回申请（演示）。" if self.is_given_up else super()._reason()


def workdays_before(today: datetime.date, count: int) -> datetime.date:
	"""The last working day with `count` working days after it, up to and with today."""
	calendar = calendars.calendar_for(CODE)
	day = today
	while not calendar.is_workday(day) or calendar.working_days_between(day, today) < count:
		day -= datetime.timedelta(days=1)
	return day
