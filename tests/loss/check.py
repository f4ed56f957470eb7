"""Compare the journals of a run with its site.

python -m tests.loss.check SITE JOURNALS      prints the counts as JSON
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.service_case import MATERIALS
from tests.loss.journal import ACK, REFUSED, TRY, entries


class Found:
	"""What a comparison found: counts, and findings that should not be."""

	def __init__(self) -> None:
		self.counts: Counter[str] = Counter()
		self.lost: list[str] = []
		self.wrong: list[str] = []

	def as_dict(self) -> dict[str, Any]:
		return {"counts": dict(sorted(self.counts.items())), "lost": self.lost, "wrong": self.wrong}


def check(site: Path, journals: Path) -> dict[str, Any]:
	"""Everything acknowledged is there, nothing refused is, nothing is half done; call it when the site is at rest."""
	from frappe_standalone.core.runtime import site_context

	said = read_journals(journals)
	found = Found()
	for kind, states in said.items():
		for state, by_key in states.items():
			found.counts[f"{kind} {state}"] = len(by_key)
	with site_context(site, write=False):
		check_cases(said["insert"], found)
		check_approvals(said, found)
		check_jobs(said["job"], site, found)
		check_series(found)
	check_doctor(site, found)
	return found.as_dict()


def read_journals(folder: Path) -> dict[str, dict[str, dict[str, dict]]]:
	"""kind → state → key → line."""
	said: dict[str, dict[str, dict[str, dict]]] = defaultdict(lambda: defaultdict(dict))
	for line in entries(folder):
		said[line["kind"]][line["state"]][line["key"]] = line
	return said


def check_cases(said: dict, found: Found) -> None:
	"""Each acknowledged case is there under its name and whole; a refused one is not there."""
	import frappe

	rows = frappe.db.sql(
		"select c.applicant_name, c.name, count(m.name) from `tabService Case` c "
		"left join `tabService Case Material` m on m.parent = c.name and m.parenttype = 'Service Case' "
		"where c.applicant_name like 'insert-%%' or c.applicant_name like 'act-%%' group by c.name"
	)
	stored = {key: (name, materials) for key, name, materials in rows}
	found.counts["cases stored"] = len(rows)
	found.counts["cases stored though unanswered"] = len(set(stored) - set(said[ACK]))
	for key, line in said[ACK].items():
		if stored.get(key, (None,))[0] != line["result"]:
			found.lost.append(f"case {key} {line['result']}")
	found.wrong += [f"case {key} was refused and is there" for key in said[REFUSED] if key in stored]
	found.wrong += [f"case {name} has {n} materials" for name, n in stored.values() if n != len(MATERIALS)]
	found.wrong += [f"case {key} was never asked for" for key in set(stored) - set(said[TRY])]
	names = Counter(line["result"] for line in said[ACK].values())
	found.wrong += [f"the name {name} was given {times} times" for name, times in names.items() if times > 1]


def check_approvals(said: dict, found: Found) -> None:
	"""Each acknowledged step stands in its task and in the log, and each log replays to the stored state."""
	import frappe

	from township_gov.workflows import runtime
	from township_gov.workflows.state import State

	started = set(frappe.get_all("Approval Instance", pluck="reference_name"))
	found.lost += [f"approval of {case}" for case in said["start"][ACK] if case not in started]
	done = dict(frappe.get_all("Approval Task", {"status": "Done"}, ["name", "reference_name"], as_list=True))
	approved = set(frappe.get_all("Approval Log", {"action": "approve"}, pluck="reference_name"))
	found.lost += [f"act on task {task}" for task in said["act"][ACK] if done.get(task) not in approved]
	cases = list(said["start"][TRY])
	for each in frappe.get_all("Approval Instance", ["name", "reference_name", "last_seq", "state"]):
		if each.reference_name not in cases:
			continue
		found.counts["approvals replayed"] += 1
		steps = frappe.get_all(
			"Approval Log", {"instance": each.name}, "seq", order_by="seq asc", pluck="seq"
		)
		if steps != list(range(1, each.last_seq + 1)):
			found.wrong.append(f"the log of {each.name} has the steps {steps}, not 1 to {each.last_seq}")
		if runtime.rebuilt(each.name) != State.load(json.loads(each.state)):
			found.wrong.append(f"the log of {each.name} does not replay to its state")


def check_jobs(said: dict, site: Path, found: Found) -> None:
	"""Each acknowledged job ran and recorded its work once, though it may have begun several times."""
	import frappe

	rows = frappe.get_all("ToDo", {"description": ("like", "job-%")}, pluck="description")
	recorded = Counter(rows)
	trace = site / "jobs-that-began.txt"
	began = Counter(trace.read_text().split()) if trace.exists() else Counter()
	found.counts["jobs recorded"] = len(recorded)
	found.counts["jobs that began twice or more"] = sum(times > 1 for times in began.values())
	found.lost += [f"job {key}" for key in said[ACK] if not recorded[key]]
	found.wrong += [
		f"job {key} recorded its work {times} times" for key, times in recorded.items() if times > 1
	]
	found.wrong += [f"job {key} was refused and ran" for key in said[REFUSED] if recorded[key]]
	left = frappe.db.sql("select method, status, exc_info from `tabRQ Job` where status <> 'finished'")
	found.wrong += [f"the job {method} is {status}: {error}" for method, status, error in left]


def check_series(found: Found) -> None:
	"""No counter is behind the names it gave."""
	import frappe

	for prefix, current in frappe.db.sql(
		"select `name`, `current` from `tabSeries` where `name` like 'SC-%%'"
	):
		names = frappe.get_all("Service Case", {"name": ("like", f"{prefix}%")}, pluck="name")
		highest = max((int(re.sub(r"^.*?(\d+)$", r"\1", name[len(prefix) :])) for name in names), default=0)
		found.counts["names of the series"] += len(names)
		if highest > current:
			found.wrong.append(f"the counter {prefix} is {current}, but {prefix}{highest} exists")


def check_doctor(site: Path, found: Found) -> None:
	"""`township doctor` has nothing to mend: the file is whole, nothing is orphaned, no job is stuck."""
	from frappe_standalone.core.doctor import examine

	for finding in examine(site, "en"):
		if finding.counts and finding.check != "disk space":
			found.wrong.append(f"doctor: {finding.text}")


if __name__ == "__main__":
	from frappe_standalone.activation import activate

	activate()
	print(json.dumps(check(Path(sys.argv[1]), Path(sys.argv[2])), ensure_ascii=False))
