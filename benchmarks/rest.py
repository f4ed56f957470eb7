"""REST throughput of two systems that run the same app, measured side by side: insert, get, list, act on a task.

Both must have the demo township (`township demo`, or `bench execute township_gov.demo.load`) and an API key for its
accounts. The two systems take turns in each round, so a slow minute of the machine hits both; what counts is the ratio.

	python benchmarks/rest.py --a standalone=http://127.0.0.1:8000 --b frappe=http://127.0.0.1:8001 \\
		--keys-a a.json --keys-b b.json --clients 1 8 --seconds 6 --rounds 3

A keys file maps accounts to "key:secret": {"chen.ck@longgong.example": "…", "shen.sb@longgong.example": "…"}.
`python benchmarks/keys.py` prints one from inside a site.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import multiprocessing
import statistics
import time
import urllib.parse
from dataclasses import dataclass, field

CLERK, TOWNSHIP = "chen.ck@longgong.example", "331126205"
OPERATIONS = ("insert", "get", "list", "act")


class Api:
	"""Keep-alive JSON requests as one account."""

	def __init__(self, url: str, token: str, host: str | None = None):
		parts = urllib.parse.urlsplit(url)
		self.address = (parts.hostname, parts.port or 80)
		self.headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
		if host:
			self.headers["Host"] = host
		self.connection = None

	def call(self, verb: str, path: str, body: dict | None = None) -> dict:
		"""One request; raises on any answer but 2xx."""
		for last_try in (False, True):
			if self.connection is None:
				self.connection = http.client.HTTPConnection(*self.address, timeout=60)
			try:
				self.connection.request(verb, path, json.dumps(body) if body else None, self.headers)
				response = self.connection.getresponse()
				text = response.read()
				break
			except (ConnectionError, http.client.HTTPException):
				self.connection = None
				if last_try:
					raise
		if response.status >= 300:
			raise RuntimeError(f"{verb} {path}: {response.status} {text[:300]!r}")
		return json.loads(text)


@dataclass
class System:
	"""One of the two systems, with what the operations need."""

	name: str
	url: str
	keys: dict[str, str]
	host: str | None = None
	cases: list[str] = field(default_factory=list)
	tasks: list[tuple[str, str]] = field(default_factory=list)

	def api(self, account: str = CLERK) -> Api:
		return Api(self.url, self.keys[account], self.host)


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
		"materials": [
			{"material_name": name, "is_required": 1, "status": "Provided"}
			for name in ("高龄津贴申请表", "身份证复印件", "照片")
		],
	}


def insert(api: Api, system: System, number: int) -> None:
	api.call("POST", "/api/resource/Service%20Case", a_case(number))


def get(api: Api, system: System, number: int) -> None:
	name = system.cases[number % len(system.cases)]
	api.call("GET", f"/api/resource/Service%20Case/{urllib.parse.quote(name)}")


def list_page(api: Api, system: System, number: int) -> None:
	query = {
		"fields": json.dumps(["name", "applicant_name", "status", "light", "due_on", "item_name"]),
		"filters": json.dumps(
			[["status", "!=", "Delivered"], ["channel", "=", "Window"], ["visits", ">", 0]]
		),
		"order_by": "modified desc",
		"limit_page_length": 20,
	}
	api.call("GET", "/api/resource/Service%20Case?" + urllib.parse.urlencode(query))


def act(api: Api, system: System, number: int) -> None:
	task, seen = system.tasks[number]
	api.call(
		"POST",
		"/api/method/township_gov.workflows.api.act",
		{"task": task, "action": "approve", "seen": seen},
	)


RUN = {"insert": insert, "get": get, "list": list_page, "act": act}


def prepare_tasks(system: System, count: int) -> None:
	"""Cases with an open task at the acceptance check, one for each act to be measured."""
	api = system.api()
	system.tasks = []
	for number in range(count):
		doc = api.call("POST", "/api/resource/Service%20Case", a_case(number))["data"]
		place = {"doctype": "Service Case", "name": doc["name"]}
		api.call("POST", "/api/method/township_gov.workflows.api.start", place)
		query = urllib.parse.urlencode(
			{
				"filters": json.dumps(
					[
						["reference_name", "=", doc["name"]],
						["status", "=", "Open"],
						["assigned_to", "=", CLERK],
					]
				)
			}
		)
		task = api.call("GET", f"/api/resource/Approval%20Task?{query}")["data"][0]["name"]
		seen = api.call("GET", f"/api/resource/Service%20Case/{doc['name']}")["data"]["modified"]
		system.tasks.append((task, seen))


def work(system: System, operation: str, share: tuple[int, int], seconds: float, results) -> None:
	"""One client: repeat the operation; report each latency."""
	first, clients = share
	api, latencies = system.api(), []
	deadline = time.perf_counter() + seconds
	numbers = itertools.count(first, clients)
	limit = len(system.tasks) if operation == "act" else None
	for number in numbers:
		if time.perf_counter() >= deadline or (limit is not None and number >= limit):
			break
		began = time.perf_counter()
		RUN[operation](api, system, number + int(time.time() * 1000) * (operation == "insert"))
		latencies.append(time.perf_counter() - began)
	results.put(latencies)


def measure(system: System, operation: str, clients: int, seconds: float) -> tuple[float, float, float]:
	"""(requests per second, p50 ms, p95 ms) of one operation at this many clients."""
	results = multiprocessing.Queue()
	began = time.perf_counter()
	workers = [
		multiprocessing.Process(target=work, args=(system, operation, (n, clients), seconds, results))
		for n in range(clients)
	]
	for worker in workers:
		worker.start()
	latencies = sorted(itertools.chain.from_iterable(results.get() for _ in workers))
	took = time.perf_counter() - began
	for worker in workers:
		worker.join()
	p95 = latencies[int(len(latencies) * 0.95)]
	return len(latencies) / took, statistics.median(latencies) * 1000, p95 * 1000


def system(text: str, keys: str, host: str | None) -> System:
	name, url = text.split("=", 1)
	with open(keys, encoding="utf-8") as file:
		return System(name, url, json.load(file), host)


def main() -> None:
	parser = argparse.ArgumentParser(
		description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
	)
	parser.add_argument("--a", required=True, help="NAME=URL of the first system")
	parser.add_argument("--b", required=True, help="NAME=URL of the second")
	parser.add_argument("--keys-a", required=True)
	parser.add_argument("--keys-b", required=True)
	parser.add_argument("--host-a", help="Host header, where a bench tells its sites apart by it")
	parser.add_argument("--host-b")
	parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
	parser.add_argument("--seconds", type=float, default=6)
	parser.add_argument("--rounds", type=int, default=3)
	parser.add_argument("--acts", type=int, default=300, help="open tasks made for each round of act")
	options = parser.parse_args()
	pair = (
		system(options.a, options.keys_a, options.host_a),
		system(options.b, options.keys_b, options.host_b),
	)
	for one in pair:
		query = urllib.parse.urlencode({"limit_page_length": 50})
		one.cases = [
			row["name"] for row in one.api().call("GET", f"/api/resource/Service%20Case?{query}")["data"]
		]
	print(
		"| operation | clients |", " | ".join(f"{one.name} req/s (p50, p95 ms)" for one in pair), "| ratio |"
	)
	print("|---|---|---|---|---|")
	for operation, clients in itertools.product(OPERATIONS, options.clients):
		figures: dict[str, list[tuple[float, float, float]]] = {one.name: [] for one in pair}
		for _ in range(options.rounds):
			for one in pair:
				if operation == "act":
					prepare_tasks(one, options.acts)
				figures[one.name].append(measure(one, operation, clients, options.seconds))
		cells, medians = [], []
		for one in pair:
			middle = [statistics.median(column) for column in zip(*figures[one.name], strict=True)]
			low, high = (edge(row[0] for row in figures[one.name]) for edge in (min, max))
			cells.append(f"{middle[0]:.0f} [{low:.0f}–{high:.0f}] ({middle[1]:.1f}, {middle[2]:.1f})")
			medians.append(middle[0])
		print(
			f"| {operation} | {clients} | {cells[0]} | {cells[1]} | {medians[0] / medians[1]:.1f}× |",
			flush=True,
		)


if __name__ == "__main__":
	main()
