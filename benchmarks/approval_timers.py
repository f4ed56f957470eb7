"""The scheduler's run of the time limits among many open tasks: the scan, and climbing what is due.

	python -m benchmarks.approval_timers SITE_DIR
	python -m benchmarks.approval_timers --bench /opt/bench/frappe-bench --site NAME

The site needs the demo township. `--due` documents are sent into their flow ten working days ago, through the engine;
`--open` further open tasks are filled in as rows, half of them with a time limit in the future. Both go again at the end.
"""

from __future__ import annotations

import datetime
import random
import statistics
import time

from benchmarks import sites

COLUMNS = (
	"name", "owner", "modified_by", "creation", "modified", "reference_doctype", "reference_name", "title", "township",
	"instance", "node_label", "node_key", "status", "round", "task_no", "assigned_to", "person", "opened_at", "next_rung_at",
)  # fmt: skip
MARK = "time limit benchmark"
ASKING, TOWNSHIP = "tang.xf@longgong.example", "331126205"


def main() -> None:
	"""Fill, measure, clear away, print."""
	parser = sites.arguments(__doc__)
	parser.add_argument("--open", type=int, default=100_000, help="open tasks in all (default 100,000)")
	parser.add_argument("--due", type=int, default=1_000, help="of them due (default 1,000)")
	options = parser.parse_args()
	sites.inside(parser, options, lambda: measure(options.open, options.due))


def measure(total: int, due: int) -> None:
	"""Print the times of one site; what was made is cleared away."""
	import frappe

	from township_gov import calendars, clock
	from township_gov.workflows import notifying

	frappe.set_user("Administrator")
	now = clock.now()
	calendar, day = calendars.calendar_for(TOWNSHIP), now.date()
	for _step in range(10):
		day -= datetime.timedelta(days=1)
		while not calendar.is_workday(day):
			day -= datetime.timedelta(days=1)
	with notifying.silence(), clock.set_to(datetime.datetime.combine(day, datetime.time(9))):
		made = [send(number) for number in range(due)]
	fill(total - due, now)
	frappe.db.commit()
	try:
		times(now, due)
	finally:
		clear(made)


def times(now: datetime.datetime, due: int) -> None:
	"""The scan by itself, then runs until nothing is left."""
	from township_gov.workflows import timers

	scans = []
	for _round in range(5):
		began = time.perf_counter()
		found = timers.due(now, timers.LIMIT + 1)
		scans.append(time.perf_counter() - began)
	print(f"scan: {statistics.median(scans) * 1000:.1f} ms for the {len(found)} oldest due (median of 5)")
	began, climbed, runs, left = time.perf_counter(), 0, 0, 1
	while left:
		done = timers.run(now)
		climbed, runs, left = climbed + done["climbed"], runs + 1, done["left"]
	took = time.perf_counter() - began
	print(
		f"climbed: {climbed} of {due} in {runs} runs, {took:.1f} s, {took / max(climbed, 1) * 1000:.1f} ms each"
	)
	began = time.perf_counter()
	print(f"an idle run: {timers.run(now)}, {(time.perf_counter() - began) * 1000:.1f} ms")


def send(number: int) -> str:
	"""An expense request that somebody was asked for; its name."""
	import frappe

	from township_gov.workflows import api

	frappe.set_user(ASKING)
	try:
		doc = frappe.get_doc(request(number)).insert()
		api.start(doc.doctype, doc.name)
		return doc.name
	finally:
		frappe.set_user("Administrator")


def request(number: int) -> dict:
	"""A small expense."""
	from township_gov import clock

	line = {
		"expense_type": "Office Supplies",
		"expense_date": clock.today(),
		"description": MARK,
		"amount": 10,
		"invoice_no": f"{int(time.time()) % 10**6:06}{number:06}",
	}
	payee = {"payee_name": MARK, "bank_name": MARK, "payee_account": f"62284800{number:08}"}
	return {"doctype": "Expense Request", "title": f"{MARK} {number}", "lines": [line], **payee}


def fill(count: int, now: datetime.datetime) -> None:
	"""Open tasks as rows: every second one has a time limit within the next ninety days."""
	import frappe

	sample = frappe.get_all("Approval Task", {"status": "Open"}, ["*"], limit=1)[0]
	dice = random.Random(count)
	rows = []
	for number in range(count):
		later = now + datetime.timedelta(minutes=dice.randrange(1, 90 * 24 * 60))
		values = {
			**sample,
			"name": frappe.generate_hash(length=10),
			"title": MARK,
			"instance": f"bench-{number // 3}",
			"person": f"cadre:bench-{number % 500}",
			"next_rung_at": later if number % 2 else None,
		}
		rows.append(tuple(values[column] for column in COLUMNS))
	frappe.db.bulk_insert("Approval Task", list(COLUMNS), rows, chunk_size=5_000)


def clear(made: list[str]) -> None:
	"""Delete the rows, end the approvals."""
	import frappe

	from township_gov.workflows import api, notifying

	frappe.db.rollback()
	frappe.db.delete("Approval Task", {"title": MARK})
	with notifying.silence():
		for name in made:
			api.act_on("Expense Request", name, "terminate", opinion=MARK)
	frappe.db.delete("Approval Notification", {"reference_name": ("in", made or [""])})
	frappe.db.delete("Notification Log", {"document_name": ("in", made or [""])})
	frappe.db.commit()


if __name__ == "__main__":
	main()
