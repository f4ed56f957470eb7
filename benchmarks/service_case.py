"""The app's own Service Case over REST on two systems that take turns: insert, get, list, act on a task.

	python -m benchmarks.service_case --a standalone=http://127.0.0.1:8001 --b frappe=http://127.0.0.1:8100 \\
		--host-b NAME --keys-a a.json --keys-b b.json --clients 1 8 --seconds 3 --rounds 3

Both need the demo township (`township demo`, or `bench execute township_gov.demo.load`) and keys of its accounts
(`benchmarks.keys`). A case has about 60 fields, three materials, encrypted numbers and legal clocks.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.client import Api, Server, address, resource
from benchmarks.compare import arguments, run, servers_of
from benchmarks.load import Operation

CLERK, TOWNSHIP = "chen.ck@longgong.example", "331126205"
CASE = "Service Case"
CASES, ACTS = "cases", "acts"
PREPARING = 4  # connections that make cases for acts
MATERIALS = ("高龄津贴申请表", "身份证复印件", "照片")


def a_case(number: int) -> dict:
	"""A service case as a clerk files it: three materials, one window."""
	return {
		"service_item": "D006",
		"township": TOWNSHIP,
		"applicant_name": f"压测{number}",
		"applicant_type": "Individual",
		"resident_type": "Registered",
		"village": f"{TOWNSHIP}-01",
		"phone": f"136{number % 10**8:08}",
		"channel": "Window",
		"window": f"{TOWNSHIP}-A-A01",
		"accepting_office": f"{TOWNSHIP}-SB",
		"handling_office": f"{TOWNSHIP}-SB",
		"received_on": time.strftime("%Y-%m-%d"),
		"visits": 1,
		"materials": [{"material_name": name, "is_required": 1, "status": "Provided"} for name in MATERIALS],
	}


def insert(api: Api, _server: Server, number: int) -> None:
	"""File a case."""
	api.post(resource(CASE), a_case(number))


def get(api: Api, server: Server, number: int) -> None:
	"""Read a case."""
	api.ask("GET", resource(CASE, server.notes[CASES][number % len(server.notes[CASES])]))


def list_page(api: Api, _server: Server, _number: int) -> None:
	"""The 20 cases changed last that pass three filters."""
	fields = ["name", "applicant_name", "status", "light", "due_on", "item_name"]
	filters = [["status", "!=", "Delivered"], ["channel", "=", "Window"], ["visits", ">", 0]]
	page = {"order_by": "modified desc", "limit_page_length": 20}
	api.ask("GET", address(resource(CASE), fields=fields, filters=filters, **page))


def act(api: Api, server: Server, number: int) -> None:
	"""Accept a case that waits for it; each once."""
	api.ask("POST", "/api/method/township_gov.workflows.api.act", server.notes[ACTS][number])


def prepare_acts(server: Server, count: int) -> None:
	"""Cases with an open task at the acceptance check, and the request that decides each."""
	with ThreadPoolExecutor(PREPARING) as pool:
		shares = [range(first, count, PREPARING) for first in range(PREPARING)]
		parts = pool.map(lambda numbers: hand_in(server.api(CLERK), numbers), shares)
		server.notes[ACTS] = [found for part in parts for found in part]


def hand_in(api: Api, numbers: range) -> list[bytes]:
	"""One connection's share of the preparing."""
	found = []
	for number in numbers:
		place = {"doctype": CASE, "name": api.post(resource(CASE), a_case(number))["data"]["name"]}
		api.post("/api/method/township_gov.workflows.api.start", place)
		panel = api.get("/api/method/township_gov.workflows.api.actions", **place)["message"]
		body = {"task": panel["tasks"][0]["task"], "action": "approve", "seen": panel["modified"]}
		found.append(json.dumps(body).encode())
	return found


def look_around(server: Server) -> None:
	"""Note some cases of the demo township to read."""
	rows = server.api(CLERK).get(resource(CASE), limit_page_length=50)["data"]
	server.notes[CASES] = [row["name"] for row in rows]


OPERATIONS = (
	Operation("insert", CLERK, insert, writes=True),
	Operation("get", CLERK, get),
	Operation("list", CLERK, list_page),
	Operation("act", CLERK, act, prepare=prepare_acts, writes=True),
)


def main() -> None:
	options = arguments(__doc__).parse_args()
	servers = servers_of(options)
	for server in servers:
		look_around(server)
	run(servers, OPERATIONS, options)


if __name__ == "__main__":
	main()
