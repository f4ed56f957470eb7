"""What is measured on Bench Case; one function does one request, or the few that belong together."""

from __future__ import annotations

import datetime
import itertools
import json
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

from benchmarks.bench_case import definition as bench
from benchmarks.bench_case import rows
from benchmarks.client import Api, Refused, Server, address, resource
from benchmarks.load import Operation

LIST_FIELDS = ["name", "title", "applicant_name", "place", "status", "received_on", "modified"]
PREPARING = 8  # connections that make documents for acts
FILLED = "filled"  # how many cases the site has, among the notes of a server


def insert(api: Api, _server: Server, number: int) -> None:
	"""A new case with five child rows and a name from a series."""
	api.post(resource(bench.CASE), rows.new_case(number))


def insert_random(api: Api, _server: Server, number: int) -> None:
	"""The same with a random name."""
	api.post(resource(bench.RANDOM_CASE), rows.new_case(number))


def insert_guarded(api: Api, _server: Server, number: int) -> None:
	"""The same under an approval: Frappe's Workflow there, a published flow and its guard here."""
	api.post(resource(bench.FLOW_CASE), rows.new_case(number))


def get(api: Api, server: Server, number: int) -> None:
	"""A case with its child rows."""
	api.ask("GET", resource(bench.CASE, some_case(server, number)))


def list_month(api: Api, server: Server, number: int) -> None:
	"""The 20 cases changed last of one month, one status and one channel: about 350 match.

	Where there are more or fewer than 200,000 cases the month is shorter or longer, so that as many match.
	"""
	length = 30 * 200_000 // server.notes[FILLED]
	first = rows.SINCE + datetime.timedelta(days=number * 7919 % (rows.DAYS - length))
	days = ["between", [first.isoformat(), (first + datetime.timedelta(days=length)).isoformat()]]
	api.ask("GET", list_address(number, days))


def list_wide(api: Api, _server: Server, number: int) -> None:
	"""The same over the whole period."""
	api.ask("GET", list_address(number, [">=", rows.SINCE.isoformat()]))


def list_address(number: int, days: list) -> str:
	"""A list page with three filters."""
	filters = [
		["status", "=", bench.STATES[number % 6]],
		["channel", "=", bench.CHANNELS[number // 6 % 4]],
		["received_on", *days],
	]
	page = {"order_by": "modified desc", "limit_page_length": 20}
	return address(resource(bench.CASE), fields=LIST_FIELDS, filters=filters, **page)


def getdoc(api: Api, server: Server, number: int) -> None:
	"""What Frappe's desk asks when a form is opened."""
	name = some_case(server, number)
	api.ask("GET", address("/api/method/frappe.desk.form.load.getdoc", doctype=bench.CASE, name=name))


def page(api: Api, server: Server, number: int) -> None:
	"""The address of a form, as a browser loads it: a whole page here, an empty desk with its settings on Frappe."""
	api.ask("GET", "/app/bench-case/" + urllib.parse.quote(some_case(server, number)))


def report(api: Api, _server: Server, number: int) -> None:
	"""A Query Report with a filter that nobody asked before: 288 groups over all cases, computed every time."""
	run_report(api, bench.REPORT_OVER, {"over": -number})


def run_report(api: Api, name: str, filters: dict) -> None:
	"""What the desk asks when a report is opened."""
	path = "/api/method/frappe.desk.query_report.run"
	api.ask("GET", address(path, report_name=name, filters=filters))


def act(api: Api, server: Server, number: int) -> None:
	"""The manager accepts a case that waits for it; each document once."""
	path, body = server.notes["acts"][number]
	api.ask("POST", path, body)


def prepare_acts(server: Server, count: int) -> None:
	"""Cases that the clerk has handed in, and the request that accepts each."""
	one = handed_in_by_workflow if server.notes["has_workflow"] else handed_in_by_flow
	numbers = iter(range(count))
	shares = [list(itertools.islice(numbers, -(-count // PREPARING))) for _ in range(PREPARING)]
	with ThreadPoolExecutor(PREPARING) as pool:
		parts = pool.map(lambda mine: hand_in(server, one, mine), shares)
		server.notes["acts"] = [found for part in parts for found in part]


def hand_in(server: Server, one, numbers: list[int]) -> list[tuple[str, bytes]]:
	"""One connection's share of the preparing."""
	clerk, manager = server.api(bench.CLERK), server.api(bench.MANAGER)
	return [one(clerk, manager, number) for number in numbers]


def handed_in_by_workflow(clerk: Api, _manager: Api, number: int) -> tuple[str, bytes]:
	"""Frappe's own Workflow: the new case goes to Checking and has a Workflow Action."""
	path = "/api/method/frappe.model.workflow.apply_workflow"
	doc = clerk.post(resource(bench.FLOW_CASE), rows.new_case(number))["data"]
	doc = clerk.post(path, {"doc": json.dumps(doc), "action": "Submit"})["message"]
	return path, json.dumps({"doc": json.dumps(doc), "action": "Accept"}).encode()


def handed_in_by_flow(clerk: Api, manager: Api, number: int) -> tuple[str, bytes]:
	"""The app's approval: started, so that the manager has a task."""
	name = clerk.post(resource(bench.FLOW_CASE), rows.new_case(number))["data"]["name"]
	clerk.post("/api/method/township_gov.workflows.api.start", {"doctype": bench.FLOW_CASE, "name": name})
	panel = manager.get("/api/method/township_gov.workflows.api.actions", doctype=bench.FLOW_CASE, name=name)[
		"message"
	]
	body = {"task": panel["tasks"][0]["task"], "action": "approve", "seen": panel["modified"]}
	return "/api/method/township_gov.workflows.api.act", json.dumps(body).encode()


def some_case(server: Server, number: int) -> str:
	"""A filled case, another one each time."""
	return rows.case_name(number * 7919 % server.notes[FILLED])


def look_around(server: Server) -> None:
	"""Note how many cases a site has and whether it knows Frappe's Workflow. Raises Refused where it is not filled."""
	api = server.api(bench.CLERK)
	count = {"doctype": bench.CASE, "filters": {"name": ["like", "BC-2024-%"]}}
	server.notes[FILLED] = api.get("/api/method/frappe.client.get_count", **count)["message"]
	if not server.notes[FILLED]:
		raise Refused(f"{server.name} has no Bench Case. Fill it with benchmarks.bench_case.fill.")
	try:
		api.get("/api/method/frappe.client.get_count", doctype="Workflow Action")
	except Refused:
		server.notes["has_workflow"] = False
	else:
		server.notes["has_workflow"] = True


OPERATIONS = {
	one.name: one
	for one in (
		Operation("insert", bench.CLERK, insert, writes=True),
		Operation("insert_random", bench.CLERK, insert_random, writes=True),
		Operation("insert_guarded", bench.CLERK, insert_guarded, writes=True),
		Operation("get", bench.CLERK, get),
		Operation("list", bench.CLERK, list_month),
		Operation("list_wide", bench.CLERK, list_wide),
		Operation("getdoc", bench.CLERK, getdoc),
		Operation("page", bench.CLERK, page),
		Operation("report", bench.CLERK, report),
		Operation("act", bench.MANAGER, act, prepare=prepare_acts, writes=True),
	)
}
