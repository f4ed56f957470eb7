"""Last month's approvals replayed through a draft, and running approvals moved to a new version, ten thousand at a time.

	python -m benchmarks.foresight SITE --count 10000
	env/bin/python -m benchmarks.foresight --bench PATH --site NAME --count 10000

Makes a small township in the site (the tests' own), a few approvals that stand at different places, and copies of them; use
a site that can be thrown away. Says how long each took, and fails if a forecast was not what the move did, if an approval
was stranded, or if a log does not rebuild the state of its approval.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from itertools import pairwise

from benchmarks.sites import arguments, inside

START = {"key": "start", "type": "Start", "label": "Draft", "status": "Draft"}
END = {"key": "end", "type": "End", "label": "End"}
WAYS = "start > office > fork > money > join > board > boss > end", "fork > law > join"
CHUNK = 2000


def step(key: str, *people: str, **values) -> dict:
	"""A step that these people decide."""
	from tests.app.approval_world import mail

	rules = [{"rule": "Named User", "user": mail(who)} for who in people]
	node = {
		"key": key,
		"type": "Approval",
		"label": key.title(),
		"approvers": rules,
		"opinion": "Never",
		"return_to": ["*"],
	}
	return {**node, "apart": {"initiator": False}, **values}


def definition(*nodes: dict, lines: tuple[str, ...] = WAYS) -> dict:
	"""Nodes and the ways between them."""
	pairs = [line.split(" > ") for line in lines]
	ways = [{"from": one, "to": two} for keys in pairs for one, two in pairwise(keys)]
	return {"nodes": [START, *nodes, END], "transitions": ways}


def old_nodes() -> list[dict]:
	return [
		step("office", "bob", "cid"),
		{"key": "fork", "type": "Parallel Split", "label": "Fork"},
		step("money", "dan"),
		step("law", "cid"),
		{"key": "join", "type": "Join", "label": "Join"},
		step("board", "bob", "cid", "dan", how="Vote", vote={"count": 2}),
		step("boss", "dan"),
	]


def new_nodes() -> list[dict]:
	"""The office is called desk and has other people, the vote counts otherwise, the boss is another."""
	nodes = [step("desk", "bob", "dan"), *old_nodes()[1:]]
	nodes[5] = step("board", "bob", "cid", "dan", how="Vote", vote={"more_than": "1/2"})
	nodes[6] = step("boss", "cid")
	return nodes


def templates(world) -> list[str]:
	"""Approvals at every place where they can stand: the names of their instances."""
	walks: list[list[tuple[str, str]]] = [
		[],
		[("bob", "approve")],
		[("bob", "approve"), ("dan", "approve")],
		[("bob", "approve"), ("dan", "approve"), ("cid", "approve")],
		[("bob", "approve"), ("dan", "approve"), ("cid", "approve"), ("bob", "approve"), ("cid", "approve")],
		[("bob", "return")],
	]
	return [_walked(world, acts) for acts in walks]


def _walked(world, acts: list[tuple[str, str]]) -> str:
	import frappe

	doc = world.started()
	for who, action in acts:
		world.act(who, doc, action, **({"to_node": "initiator"} if action == "return" else {}))
	return frappe.db.get_value("Approval Instance", {"reference_name": doc.name})


def copy_all(names: list[str], count: int) -> None:
	"""Copy approvals, with their documents, tasks and logs, until there are `count` running ones."""
	import frappe

	from tests.app.approval_world import TRIAL

	for number, name in enumerate(names):
		instance = frappe.db.get_value("Approval Instance", name, "*", as_dict=True)
		rows = {
			TRIAL: [frappe.db.get_value(TRIAL, instance.reference_name, "*", as_dict=True)],
			"Approval Instance": [instance],
			"Approval Task": frappe.get_all("Approval Task", filters={"instance": name}, fields=["*"]),
			"Approval Log": frappe.get_all(
				"Approval Log", filters={"instance": name}, fields=["*"], order_by="seq"
			),
		}
		share = count // len(names) + (number < count % len(names)) - 1
		for doctype, originals in rows.items():
			fields = [key for key in originals[0] if key in frappe.db.get_table_columns(doctype)]
			values = [
				_copied(doctype, row, fields, number, copy) for copy in range(share) for row in originals
			]
			frappe.db.bulk_insert(doctype, fields, values, chunk_size=CHUNK)
	frappe.db.commit()


def _copied(doctype: str, row: dict, fields: list[str], number: int, copy: int) -> list:
	from tests.app.approval_world import TRIAL

	mark = f"{number}x{copy}"
	document = f"D{mark}"
	changes = {"name": f"{row['name'][:8]}-{mark}", "instance": f"I{mark}", "reference_name": document}
	if doctype == TRIAL:
		changes["name"] = document
	elif doctype == "Approval Instance":
		changes |= {
			"name": f"I{mark}",
			"running_key": hashlib.sha256(f"{TRIAL}\n{document}".encode()).hexdigest()[:40],
		}
	elif doctype == "Approval Log":
		changes["request_key"] = hashlib.sha256(f"{mark} {row['seq']}".encode()).hexdigest()[:40]
	return [changes.get(field, row[field]) for field in fields]


@contextmanager
def timed(what: str):
	"""Say how long a block took."""
	begun = time.perf_counter()
	yield
	print(f"{what:<52} {time.perf_counter() - begun:8.1f} s", flush=True)


def measure(count: int) -> Callable[[], None]:
	"""What is run inside the site."""

	def work() -> None:
		import frappe

		from tests.app import approval_world as world

		frappe.set_user("Administrator")
		frappe.local.lang = "en"
		world.build()
		world.publish_flow(**definition(*old_nodes()))
		with timed(f"{count} approvals made"):
			copy_all(templates(world), count)
		frappe.set_user("Administrator")
		replayed(world, count)
		moved(world, count)

	return work


def replayed(world, count: int) -> None:
	"""Everything through a draft with another first step."""
	import frappe
	from frappe.utils import today

	from township_gov.workflows import api

	flow = frappe.get_doc("Approval Flow", world.FLOW)
	next(row for row in flow.approvers if row.node_key == "office").user = world.mail("dan")
	flow.save()
	with timed(f"{count} replayed through a draft"):
		found = api.replay(world.FLOW, today(), today())
	print(f"  {found['totals']}")
	assert found["totals"]["documents"] == count
	frappe.db.rollback()


def moved(world, count: int) -> None:
	"""All running approvals forecast, moved, and rebuilt from their logs."""
	import frappe

	from township_gov.workflows import api

	lines = (WAYS[0].replace("office", "desk"), WAYS[1])
	version = world.publish_flow(**definition(*new_nodes(), lines=lines)).published_version
	frappe.db.commit()
	mapping = {"office": "desk"}
	with timed(f"{count} forecast"):
		forecast = api.migrate_instances(world.FLOW, mapping, dry_run=True)
	with timed(f"{count} moved"):
		done = api.migrate_instances(world.FLOW, mapping, dry_run=False)
	print(f"  {done['totals']}")
	assert forecast["totals"] == done["totals"], (forecast["totals"], done["totals"])
	assert forecast["rows"] == done["rows"]
	assert done["totals"]["approvals"] == count and not done["totals"]["failed"]
	with timed(f"{count} rebuilt from their logs"):
		check(version, done)


def check(version: str, done: dict) -> None:
	"""Every approval is somewhere, with somebody asked, and its log says the same."""
	import frappe

	from township_gov.workflows import runtime
	from township_gov.workflows.state import canonical

	fields = ["name", "state", "flow_version", "status"]
	rows = frappe.get_all("Approval Instance", filters={"status": "Running"}, fields=fields)
	versions = Counter(row.flow_version == version for row in rows)
	assert versions[True] == done["totals"]["as is"] + done["totals"]["mapped"], versions
	asked = Counter(frappe.get_all("Approval Task", filters={"status": "Open"}, pluck="instance"))
	for row in rows:
		state = runtime.rebuilt(row.name)
		assert canonical(state.dump()) == row.state, row.name
		assert asked[row.name] == len(state.open_tasks()) > 0, f"{row.name} is stranded"


def main() -> None:
	parser = arguments(__doc__)
	parser.add_argument("--count", type=int, default=10_000, help="how many approvals (10000)")
	options = parser.parse_args()
	inside(parser, options, measure(options.count))


if __name__ == "__main__":
	main()
