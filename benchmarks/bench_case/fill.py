"""Make Bench Case on a site and fill it: DocTypes, roles, users with keys, a flow, a report and rows.

	python -m benchmarks.bench_case.fill SITE_DIR [--cases 200000] > keys.json
	BENCH/env/bin/python -m benchmarks.bench_case.fill --bench BENCH --site NAME > keys.json

The first form fills a site of the standalone platform, the second one of a Frappe bench (run it from this repository's
root). Both go through the public `frappe` API and `frappe.db.bulk_insert`. Run again, it adds what is missing and
prints the same keys.
"""

from __future__ import annotations

import json
import sys
import time

from benchmarks import sites
from benchmarks.bench_case import definition as bench
from benchmarks.bench_case import rows
from benchmarks.keys import keys_of

CHUNK = 20_000  # cases per transaction


def log(*words: object) -> None:
	"""Progress, kept off the keys on standard output."""
	print(f"{time.strftime('%H:%M:%S')}", *words, file=sys.stderr, flush=True)


def fill(cases: int) -> dict[str, str]:
	"""Everything, inside a connected site; commits. Returns account → key:secret."""
	make_doctypes()
	keys = make_users()
	make_lists()
	make_reports()
	make_flow()
	fill_cases(cases)
	return keys


def make_doctypes() -> None:
	"""The DocTypes, the roles their permissions name, and the index of the report."""
	import frappe

	for role in bench.ROLES:
		if not frappe.db.exists("Role", role):
			frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert()
	for values in bench.doctypes():
		if not frappe.db.exists("DocType", values["name"]):
			frappe.get_doc(values).insert()
			log("made", values["name"])
	for columns in (bench.REPORT_INDEX, bench.LIST_INDEX):
		frappe.db.add_index(bench.CASE, columns)
	frappe.db.commit()


def make_users() -> dict[str, str]:
	"""The people, one of each role that changes something, with API keys."""
	import frappe

	for account, role in bench.USERS.items():
		if not frappe.db.exists("User", account):
			user = frappe.new_doc("User")
			user.update({"email": account, "first_name": account.split("@")[0], "send_welcome_email": 0})
			user.insert()
			user.add_roles(role)
	return keys_of(bench.USERS)


def make_lists() -> None:
	"""What cases link to."""
	simple = ((bench.PLACE, "place_name", rows.PLACES), (bench.SUBJECT, "subject_name", rows.SUBJECTS))
	for doctype, column, names in simple:
		bulk(doctype, [column], [(name, (name,)) for name in names])
	people = (
		(rows.citizen(n), (rows.citizen(n), f"Citizen {n}", f"137{n:08}")) for n in range(rows.CITIZENS)
	)
	bulk(bench.CITIZEN, ["citizen_code", "full_name", "phone"], people)


def bulk(doctype: str, columns: list[str], values) -> None:
	"""Rows of a DocType that other rows link to, unless it has some."""
	import frappe

	if frappe.db.count(doctype):
		return
	now, user = frappe.utils.now_datetime(), "Administrator"
	found = [(name, now, now, user, user, 0, 0, *row) for name, row in values]
	frappe.db.bulk_insert(doctype, [*rows.STANDARD, *columns], found)
	frappe.db.commit()
	log("filled", doctype, len(found))


def make_reports() -> None:
	"""The grouped report, without and with a filter."""
	import frappe

	for name, query in ((bench.REPORT, bench.REPORT_QUERY), (bench.REPORT_OVER, bench.REPORT_OVER_QUERY)):
		if not frappe.db.exists("Report", name):
			frappe.get_doc(bench.report(name, query)).insert()
	frappe.db.commit()


def make_flow() -> None:
	"""On a bench Frappe's own Workflow, on the standalone the app's Approval Flow."""
	import frappe

	if frappe.db.exists("DocType", "Workflow"):
		make_workflow()
	elif not frappe.db.exists("Approval Flow", bench.FLOW_CASE):
		from township_gov.workflows import publishing
		from township_gov.workflows.definition import Flow
		from township_gov.workflows.form import values_of

		values = values_of(Flow.parse(bench.approval_flow()))
		publishing.publish(frappe.get_doc({"doctype": "Approval Flow", **values}).insert())
	frappe.db.commit()


def make_workflow() -> None:
	"""States, actions, then the Workflow."""
	import frappe

	actions = {action for _begin, action, *_rest in bench.TRANSITIONS}
	wanted = [
		*({"doctype": "Workflow State", "workflow_state_name": state} for state in bench.STATES),
		*(
			{"doctype": "Workflow Action Master", "workflow_action_name": action}
			for action in sorted(actions)
		),
		bench.workflow(),
	]
	for values in wanted:
		name = values.get("workflow_state_name") or values.get("workflow_action_name") or bench.WORKFLOW
		if not frappe.db.exists(values["doctype"], name):
			frappe.get_doc(values).insert()


def fill_cases(cases: int) -> None:
	"""Cases and child rows up to this number; the counter of the series goes on after them."""
	import frappe

	for first in range(frappe.db.count(bench.CASE, {"name": ("like", "BC-2024-%")}), cases, CHUNK):
		last = min(first + CHUNK, cases)
		frappe.db.bulk_insert(bench.CASE, rows.parent_fields(), rows.parents(first, last))
		frappe.db.bulk_insert(bench.MATERIAL, rows.child_fields(), rows.children(first, last))
		frappe.db.commit()
		log(f"filled {last} of {cases} cases")
	for doctype in (bench.CASE, bench.MATERIAL):
		frappe.db.sql(f"analyze {'table ' if frappe.db.db_type == 'mariadb' else ''}`tab{doctype}`")
	frappe.db.commit()


def main() -> None:
	parser = sites.arguments(__doc__)
	parser.add_argument("--cases", type=int, default=200_000)
	options = parser.parse_args()
	sites.inside(parser, options, lambda: print(json.dumps(fill(options.cases), indent=1)))


if __name__ == "__main__":
	main()
