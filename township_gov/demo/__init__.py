"""A demo township: 隆宫乡 with invented people and half a year of work in all four registers.

Everything goes through the same doctypes, rules and approval engine that a real township uses; only the clock is
set back (`township_gov.clock`). Loading it twice changes nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

import frappe
from frappe import _

from township_gov import hooks
from township_gov.demo import (
	complaints,
	content,
	earlier_version,
	everyday,
	hall,
	inspections,
	official_papers,
	organisation,
	powers,
	register_of_powers,
	rotation,
	shown_cases,
	time_and_people,
)
from township_gov.workflows import notifying

# Who a newcomer signs in as first, and why
GUIDES = (
	("chen.ck", "Window Clerk"),
	("shen.sb", "Office Head"),
	("lin.xz", "Township Leader"),
	("tang.xf", "Petition Officer"),
	("mao.zz", "Organisation Officer"),
	("admin.xz", "Township Administrator"),
)


def load(progress: Callable[[int, int, str], None] | None = None) -> list[str]:
	"""Load the demo if it is not there yet; commits.

	`progress(done, total, what)` is called as it goes. Returns lines for the terminal: the accounts to try and the one
	random password of all of them, which is known only at this moment. On a bench: `bench execute township_gov.demo.load`.
	"""
	if frappe.db.exists("Township", content.TOWNSHIP["township_code"]):
		return [_("The demo township is there already; nothing was changed.")]
	from township_gov import clock

	today, password = clock.today(), secrets.token_urlsafe(9)
	step = _Progress(progress)
	with notifying.silence():
		organisation.load(password)
		step(10)
		register_of_powers.certificates(today)
		register_of_powers.load(today, step)
		hall.load()
		hall.activate()
		hall.cases(today, step)
		shown_cases.load(today, step)
		register_of_powers.exercises(today)
		inspections.load(today)
		complaints.load(today, step)
		rotation.load(today)
		everyday.load(today)
		official_papers.load(today)
		step(6)
	daily_run()
	frappe.db.commit()
	time_and_people.load(today)
	register_of_powers.refused_use(today)
	earlier_version.load()
	frappe.db.commit()
	lines = [_("Accounts of the demo township, all with the password {0} (shown once):").format(password)]
	return lines + [f"  {organisation.email(sign_in):28} {_(who)}" for sign_in, who in GUIDES]


def daily_run() -> None:
	"""What the scheduler does every morning, so that lights, terms and certificates are today's."""
	for method in hooks.scheduler_events["daily"]:
		frappe.get_attr(method)()


class _Progress:
	"""Counts steps towards a known total."""

	def __init__(self, report: Callable[[int, int, str], None] | None):
		count = len(powers.PERSONNEL) + len(powers.FISCAL) + len(powers.administrative())
		self.total = 16 + count + hall.CASES + len(shown_cases.SHOWN) + len(complaints.PETITIONS)
		self.done, self.report = 0, report

	def __call__(self, steps: int) -> None:
		self.done += steps
		if self.report:
			self.report(self.done, self.total, "demo township")
