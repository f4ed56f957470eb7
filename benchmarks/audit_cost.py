"""What the audit trail costs a save: the same work with the hook on and off, taking turns, in one process.

	python -m benchmarks.audit_cost SITE_DIR                                      the standalone
	BENCH/env/bin/python -m benchmarks.audit_cost --bench BENCH --site NAME       a real Frappe v15.41

Needs the demo township. "REST" is a request through the platform's WSGI application, as a browser sends it, without a socket;
"document" is the bare document with its commit. A pair of runs differs in nothing but the hook; which of the two comes first
changes with each pair. Two figures: the fastest tenth by the clock on the wall, and the median of this process's processor time
(steadier on a busy machine, but it sees neither the disk nor MariaDB).
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from werkzeug.test import Client

from benchmarks import sites
from benchmarks.keys import keys_of
from benchmarks.service_case import CASE, CLERK, a_case

ON, OFF = "on", "off"


def main() -> None:
	"""Connect, measure, print a table."""
	parser = sites.arguments(__doc__)
	parser.add_argument("--pairs", type=int, default=300)
	options = parser.parse_args()
	print(f"{'':<24}{'wall off':>9}{'on ms':>8}{'more':>8}{'cpu off':>10}{'on ms':>8}{'more':>8}   pairs")
	sites.inside(parser, options, lambda: compare(documents(), options.pairs))
	keys: dict[str, str] = {}
	sites.inside(parser, options, lambda: keys.update(keys_of([CLERK])))
	compare(requests(application(options), keys[CLERK]), options.pairs)


def compare(operations: dict[str, Callable[[int], None]], pairs: int) -> None:
	"""Print a line for each operation."""
	for title, operation in operations.items():
		times = measure(operation, pairs)
		wall, cpu = figures(times, 0, fastest), figures(times, 1, statistics.median)
		print(f"{title:<24}{wall}  {cpu}   {pairs}", flush=True)


def figures(times: dict[str, list[tuple]], clock: int, of: Callable) -> str:
	"""Milliseconds without and with the hook by one of the two clocks, and how much more."""
	off, on = (of([pair[clock] for pair in times[state]]) * 1000 for state in (OFF, ON))
	return f"{off:>9.2f}{on:>8.2f}{(on / off - 1) * 100:>+7.1f}%"


def fastest(seconds: list[float]) -> float:
	"""The tenth percentile: what it takes where nothing else is in the way."""
	return statistics.quantiles(seconds, n=10)[0]


def documents() -> dict[str, Callable[[int], None]]:
	"""The app's largest document and the platform's smallest, each with its commit."""
	import frappe

	frappe.set_user(CLERK)
	cases: list[str] = []

	def insert_case(number: int) -> None:
		cases.append(frappe.get_doc({"doctype": CASE, **a_case(number)}).insert().name)
		frappe.db.commit()

	def save_case(number: int) -> None:
		doc = frappe.get_doc(CASE, cases[number % len(cases)])
		doc.applicant_name = f"压测{number}改"
		doc.save()
		frappe.db.commit()

	def insert_note(number: int) -> None:
		frappe.get_doc(doctype="ToDo", description=f"压测{number}").insert(ignore_permissions=True)
		frappe.db.commit()

	return {
		"document: case insert": insert_case,
		"document: case save": save_case,
		"document: ToDo insert": insert_note,
	}


def requests(app: Callable, token: str) -> dict[str, Callable[[int], None]]:
	"""The same as requests of the clerk."""
	client = Client(app, use_cookies=False)
	cases: list[str] = []

	def ask(verb: str, path: str, body: dict) -> dict:
		response = client.open(path, method=verb, json=body, headers={"Authorization": f"token {token}"})
		answer = json.loads(response.get_data())
		response.close()
		return answer["data"]

	def insert_case(number: int) -> None:
		cases.append(ask("POST", f"/api/resource/{CASE}", a_case(number))["name"])

	def save_case(number: int) -> None:
		ask(
			"PUT", f"/api/resource/{CASE}/{cases[number % len(cases)]}", {"applicant_name": f"压测{number}改"}
		)

	return {"REST: case insert": insert_case, "REST: case save": save_case}


def application(options) -> Callable:
	"""The WSGI application of the site."""
	if options.directory:
		from frappe_standalone.core.http.app import make_app

		return make_app(options.directory)
	import frappe.app

	frappe.app._site, frappe.app._sites_path = options.site, str(Path(options.bench).resolve() / "sites")
	return frappe.app.application


def measure(operation: Callable[[int], None], pairs: int) -> dict[str, list[tuple]]:
	"""(wall, processor) seconds of each run with the hook on and off; the first tenth of the pairs only warms up."""
	from township_gov.audit import watching

	hook, number = watching.on_change, count()
	times: dict[str, list[tuple]] = {ON: [], OFF: []}
	for pair in range(pairs + pairs // 10):
		for state in (ON, OFF) if pair % 2 else (OFF, ON):
			watching.on_change = hook if state == ON else nothing
			begin = time.perf_counter(), time.process_time()
			operation(next(number))
			spent = time.perf_counter() - begin[0], time.process_time() - begin[1]
			if pair >= pairs // 10:
				times[state].append(spent)
	watching.on_change = hook
	return times


def nothing(doc, method=None) -> None:
	"""Stands for the hook where there is none."""


if __name__ == "__main__":
	main()
