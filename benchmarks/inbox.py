"""The inbox of somebody with 200 open tasks beside a million finished ones, against queries written by hand.

	python -m benchmarks.inbox --site /path/of/a/demo/site            (the standalone platform)
	env/bin/python -m benchmarks.inbox --bench PATH --site NAME       (a v15 bench; PYTHONPATH: this checkout)

The rows are made with names of their own (`bench-…`) and deleted at the end. Four things take turns: `rows`, the one query
that gives the page's rows, written by hand; `rows of the product`; `same`, what a careful programmer writes by hand for
the same page (rows, revisions, bounded counts by type, choices; no word translated); and
the product's whole answer, `inbox.tasks`. What counts is the ratio of the medians.
"""

from __future__ import annotations

import argparse
import datetime
import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

WHO = "shen.sb@longgong.example"
MARK = "bench-"
TASKS_OF_ONE = 5  # tasks of one approval
BATCH = 20_000
_TASK = (
	"name owner modified_by creation modified docstatus idx instance reference_doctype reference_name title township"
	" flow_title task_no node_key node_label round assigned_to person person_name status action opened_at closed_at kind"
).split()
_INSTANCE = (
	"name owner modified_by creation modified docstatus idx reference_doctype reference_name title township flow"
	" flow_version initiator initiator_person started_at status node_label round running_key"
).split()


def fill(finished: int, open_of_one: int) -> None:
	"""Finished tasks (a third of them this person's) and his open ones, on the demo's service cases."""
	import frappe

	from township_gov.workflows import people

	me, others = people.person_of(WHO), [f"user:other{number}@example.org" for number in range(300)]
	cases = frappe.get_all("Service Case", pluck="name", limit=200)
	version = frappe.get_all("Approval Flow Version", {"applies_to": "Service Case"}, ["name", "flow"])[0]
	day = datetime.datetime(2024, 1, 2, 9)
	total = finished + open_of_one

	def task(number: int) -> tuple[Any, ...]:
		is_open = number >= finished
		at = day + datetime.timedelta(minutes=number)
		mine = is_open or number % 3 == 0
		person = me if mine else others[number % len(others)]
		return (
			f"{MARK}{number:08}", WHO, WHO, at, at, 0, 0, f"{MARK}{number // TASKS_OF_ONE:08}", "Service Case",
			cases[number % len(cases)], f"压测{number:07}", "331126205", "办件：从收件到送达", number % TASKS_OF_ONE + 1,
			"decision", "决定", 1, WHO if mine else "Administrator", person, "沈慧", "Open" if is_open else "Done",
			"" if is_open else "approve", at, None if is_open else at, "",
		)  # fmt: skip

	def instance(number: int) -> tuple[Any, ...]:
		at = day + datetime.timedelta(minutes=number)
		return (
			f"{MARK}{number:08}", WHO, WHO, at, at, 0, 0, "Service Case", cases[number % len(cases)], f"压测{number:07}",
			"331126205", version.flow, version.name, WHO, others[number % len(others)], at, "Approved", "", 1,
			f"{MARK}{number:08}",
		)  # fmt: skip

	_insert("Approval Instance", _INSTANCE, map(instance, range(total // TASKS_OF_ONE + 1)))
	_insert("Approval Task", _TASK, map(task, range(total)))
	if frappe.db.db_type == "mariadb":
		frappe.db.sql_ddl("analyze table `tabApproval Task`, `tabApproval Instance`")
	else:
		frappe.db.sql("analyze")
	frappe.db.commit()


def _insert(doctype: str, fields: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
	import frappe

	batch: list[tuple[Any, ...]] = []
	for row in rows:
		batch.append(row)
		if len(batch) == BATCH:
			frappe.db.bulk_insert(doctype, fields, batch)
			frappe.db.commit()
			batch = []
	if batch:
		frappe.db.bulk_insert(doctype, fields, batch)
		frappe.db.commit()


def clean() -> None:
	"""Delete what `fill` made."""
	import frappe

	for doctype in ("Approval Task", "Approval Instance"):
		frappe.db.sql(f"delete from `tab{doctype}` where `name` like '{MARK}%%'")
	frappe.db.commit()


# -- what takes turns -------------------------------------------------------------------------------------------------


def rows_by_hand(limit: int) -> list:
	"""The one query behind the page."""
	import frappe

	from township_gov.workflows import people

	return frappe.db.sql(
		"select t.name, t.reference_doctype, t.reference_name, t.title, t.flow_title, t.node_label, t.node_key, t.round,"
		" t.why, t.status, t.kind, t.note, t.opened_at, t.next_rung_at, t.rungs_fired, i.flow_version, i.suspended"
		" from `tabApproval Task` t join `tabApproval Instance` i on i.name = t.instance"
		" where t.person = %(me)s and t.status = 'Open' order by t.opened_at limit %(limit)s",
		{"me": people.person_of(frappe.session.user), "limit": limit},
		as_dict=True,
	)


def same_by_hand(limit: int) -> list:
	"""The same page as the product's, written out: rows, revisions, bounded counts, choices."""
	import frappe

	from township_gov.workflows import people

	rows = rows_by_hand(limit)
	me = people.person_of(frappe.session.user)
	names = tuple({row.reference_name for row in rows if row.reference_doctype == "Service Case"}) or ("",)
	frappe.db.sql("select name, modified from `tabService Case` where name in %(names)s", {"names": names})
	for where in (
		"`tabApproval Task` t where person = %(me)s and status = 'Open'",
		"`tabApproval Task` t where person = %(me)s and status = 'Done'",
		"`tabApproval Instance` t where initiator_person = %(me)s",
		"`tabApproval Copy` t where person = %(me)s and read_at is null",
	):
		frappe.db.sql(
			f"select reference_doctype, count(*) from (select reference_doctype from {where} limit 1000) counted"
			" group by reference_doctype",
			{"me": me},
		)
	frappe.db.sql(
		"select distinct reference_doctype, flow_title, node_label from (select reference_doctype, flow_title, node_label"
		" from `tabApproval Task` t where person = %(me)s and status = 'Open' order by opened_at desc limit 500) latest",
		{"me": me},
	)
	return rows


def product(limit: int, state: str = "open") -> list:
	"""The product's page."""
	from township_gov.workflows import inbox

	return inbox.tasks(state, limit=limit)["rows"]


def product_rows(limit: int) -> list:
	"""The product's rows alone; what the person is and what is closed to him is known."""
	from township_gov import clock
	from township_gov.workflows import inbox_query

	wanted = inbox_query.Wanted.read({}, "", clock.now())
	return _lists().rows("open", wanted, 0, limit)[0]


@lru_cache(maxsize=1)
def _lists() -> Any:
	from township_gov.workflows import inbox_query

	return inbox_query.Lists(WHO)


def compare(rounds: int, limit: int) -> dict[str, float]:
	"""Median milliseconds of each, taking turns."""
	turns: dict[str, Callable[[], list]] = {
		"rows": lambda: rows_by_hand(limit),
		"rows of the product": lambda: product_rows(limit),
		"same": lambda: same_by_hand(limit),
		"product": lambda: product(limit),
		"product done": lambda: product(limit, "done"),
		"product started": lambda: product(limit, "started"),
	}
	found: dict[str, list[float]] = {name: [] for name in turns}
	for turn in range(rounds + 2):
		for name, work in turns.items():
			before = time.perf_counter()
			work()
			if turn >= 2:  # the first two fill the caches of all alike
				found[name].append((time.perf_counter() - before) * 1000)
	return {name: statistics.median(times) for name, times in found.items()}


def report(finished: int, rounds: int) -> None:
	"""Fill, measure at 50 and 200 rows, clean up."""
	import frappe

	before = time.perf_counter()
	fill(finished, 200)
	print(f"{finished:,} finished and 200 open tasks made in {time.perf_counter() - before:.0f} s")
	try:
		frappe.set_user(WHO)
		for limit in (50, 200):
			times = compare(rounds, limit)
			told = ", ".join(f"{name} {value:.2f} ms" for name, value in times.items())
			print(f"{limit} rows: {told}")
			print(
				f"   rows of the product / rows by hand {times['rows of the product'] / times['rows']:.2f},"
				f" whole page / same by hand {times['product'] / times['same']:.2f}"
			)
	finally:
		frappe.set_user("Administrator")
		clean()


def main() -> None:
	"""Open the site on either platform and measure."""
	parser = argparse.ArgumentParser(
		description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
	)
	parser.add_argument("--site", required=True)
	parser.add_argument("--bench", type=Path)
	parser.add_argument("--finished", type=int, default=1_000_000)
	parser.add_argument("--rounds", type=int, default=15)
	given = parser.parse_args()
	if given.bench:
		os.chdir(given.bench / "sites")
		import frappe

		frappe.init(site=given.site, sites_path=".")
		frappe.connect()
		report(given.finished, given.rounds)
		frappe.destroy()
		return
	import frappe_standalone

	frappe_standalone.activate()
	from frappe_standalone.core.runtime import site_context

	with site_context(given.site, user="Administrator", write=True):
		report(given.finished, given.rounds)


if __name__ == "__main__":
	main()
