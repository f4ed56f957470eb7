"""Record what a plain Frappe site does when people go round its Workflow.

Usage::

	python tests/bench/record_frappe_workflow.py --bench PATH --site NAME --url URL [--out FILE]

PATH is the bench folder, NAME a site of it that has only Frappe installed, URL the address of a web
server that serves this site. The script restarts itself with the Python of the bench.

It makes (or remakes) a small submittable DocType `Bypass Case` with an active Workflow on the site:
Draft -> Pending -> Approved, Reject and Return from Pending to Draft, no self approval on Approve. Clerks
read, write and create; heads also submit and cancel; three users hold the clerk's role, the head's role,
and both. Then every attempt is one real HTTP request with the token of the person who makes it, and what
the database holds afterwards is read back. The result is data for the tests of our own approval engine,
which must refuse what is marked `"rule_kept": false` here.

Each attempt states the rule an approval has to keep (`expected_rule`) and whether the request should have
been accepted under it (`should_be`). Attempts whose kind is `control` show that the set-up itself works.
The file holds no time, document name or message of the server, so that two runs can be compared.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

DOCTYPE = "Bypass Case"
WORKFLOW = "Bypass Case Approval"
CLERK_ROLE = "BP Clerk"
HEAD_ROLE = "BP Head"
APPLY = "/api/method/frappe.model.workflow.apply_workflow"
SUBMIT = "/api/method/frappe.client.submit"
CANCEL = "/api/method/frappe.client.cancel"
SAVE_DOCS = "/api/method/frappe.desk.form.save.savedocs"
RESOURCE = f"/api/resource/{DOCTYPE}"
FIELDS = ("owner", "modified_by", "amount", "workflow_state", "docstatus")
PEOPLE = {
	"clerk": ("bp-clerk@example.org", [CLERK_ROLE]),
	"head": ("bp-head@example.org", [HEAD_ROLE]),
	"both": ("bp-both@example.org", [CLERK_ROLE, HEAD_ROLE]),
}
RECORDED = Path(__file__).resolve().parents[1] / "recorded" / "frappe_workflow_bypass.json"


def remove_old() -> None:
	"""Delete what an earlier run left on the site."""
	import frappe

	for doctype, filters in (
		("Workflow", {"document_type": DOCTYPE}),
		("Workflow Action", {"reference_doctype": DOCTYPE}),
		("DocType", {"name": DOCTYPE}),
	):
		for name in frappe.get_all(doctype, filters=filters, pluck="name"):
			frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)
	frappe.db.sql_ddl(f"drop table if exists `tab{DOCTYPE}`")


def make_doctype() -> None:
	"""Make the roles and the submittable DocType with its permissions."""
	import frappe

	for role in (CLERK_ROLE, HEAD_ROLE):
		if not frappe.db.exists("Role", role):
			frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert()
	clerk = {"role": CLERK_ROLE, "read": 1, "write": 1, "create": 1}
	head = {**clerk, "role": HEAD_ROLE, "submit": 1, "cancel": 1}
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": DOCTYPE,
			"module": "Custom",
			"custom": 1,
			"is_submittable": 1,
			"autoname": "BP-.#####",
			"fields": [
				{"fieldname": "title", "label": "Title", "fieldtype": "Data", "reqd": 1},
				{"fieldname": "amount", "label": "Amount", "fieldtype": "Currency"},
				{
					"fieldname": "workflow_state",
					"label": "Workflow State",
					"fieldtype": "Link",
					"options": "Workflow State",
					"no_copy": 1,
					"allow_on_submit": 1,
				},
			],
			"permissions": [clerk, head],
		}
	).insert()


def make_workflow() -> None:
	"""Make the active Workflow with its states and transitions."""
	import frappe

	for state in ("Draft", "Pending", "Approved"):
		if not frappe.db.exists("Workflow State", state):
			frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": state}).insert()
	rows = (
		("Draft", "Send", "Pending", CLERK_ROLE, 1),
		("Pending", "Approve", "Approved", HEAD_ROLE, 0),
		("Pending", "Reject", "Draft", HEAD_ROLE, 1),
		("Pending", "Return", "Draft", HEAD_ROLE, 1),
	)
	for _state, action, *_rest in rows:
		if not frappe.db.exists("Workflow Action Master", action):
			frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": action}).insert()
	frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": WORKFLOW,
			"document_type": DOCTYPE,
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
			"states": [
				{"state": "Draft", "doc_status": "0", "allow_edit": CLERK_ROLE},
				{"state": "Pending", "doc_status": "0", "allow_edit": HEAD_ROLE},
				{"state": "Approved", "doc_status": "1", "allow_edit": HEAD_ROLE},
			],
			"transitions": [
				{"state": s, "action": a, "next_state": n, "allowed": r, "allow_self_approval": own}
				for s, a, n, r, own in rows
			],
		}
	).insert()


def make_people() -> dict[str, str]:
	"""Make the three users and give each a token; returns person -> Authorization header."""
	import frappe

	tokens = {}
	for person, (email, roles) in PEOPLE.items():
		if not frappe.db.exists("User", email):
			frappe.get_doc(
				{"doctype": "User", "email": email, "first_name": person, "send_welcome_email": 0}
			).insert()
		user = frappe.get_doc("User", email)
		user.set("roles", [{"role": role} for role in roles])
		user.api_key, secret = frappe.generate_hash(length=15), frappe.generate_hash(length=15)
		user.api_secret = secret
		user.save()
		tokens[person] = f"token {user.api_key}:{secret}"
	return tokens


class Recorder:
	"""Sends the requests of one run and keeps what came of them."""

	def __init__(self, url: str, site: str, tokens: dict[str, str]) -> None:
		import requests

		self.url = url.rstrip("/")
		self.attempts: list[dict[str, Any]] = []
		self.sessions = {}
		for person, token in tokens.items():
			session = requests.Session()
			session.headers.update({"Authorization": token, "X-Frappe-Site-Name": site})
			self.sessions[person] = session

	def send(self, person: str, method: str, path: str, body: dict | None = None) -> tuple[int, dict]:
		"""Send one request as `person`; returns status and answer."""
		answer = self.sessions[person].request(method, self.url + path, json=body, timeout=60)
		try:
			return answer.status_code, answer.json()
		except ValueError:
			return answer.status_code, {}

	def must(self, person: str, method: str, path: str, body: dict | None = None) -> dict:
		"""Send a request that prepares an attempt and therefore has to be accepted."""
		status, answer = self.send(person, method, path, body)
		if status != 200:
			raise SystemExit(f"{person}: {method} {path} answered {status} {answer.get('exc_type')}")
		return answer

	def new(self, person: str) -> str:
		"""Create a Draft as `person`; returns its name."""
		body = {"title": "Road repair", "amount": 1000}
		return self.must(person, "POST", RESOURCE, body)["data"]["name"]

	def apply(self, person: str, name: str, action: str) -> None:
		"""Take a regular workflow action that has to be accepted."""
		self.must(person, "POST", APPLY, {"doc": {"doctype": DOCTYPE, "name": name}, "action": action})

	def pending(self, person: str) -> str:
		"""Create a document as `person` and send it."""
		name = self.new(person)
		self.apply(person, name, "Send")
		return name

	def approved(self) -> str:
		"""A clerk's document, approved by the head in the regular way."""
		name = self.pending("clerk")
		self.apply("head", name, "Approve")
		return name

	def whole(self, person: str, name: str) -> dict:
		"""The document as `person` reads it over REST."""
		return self.must(person, "GET", f"{RESOURCE}/{name}")["data"]

	def fields(self, name: str) -> dict[str, Any]:
		"""What the database holds of the document, with people instead of addresses."""
		import frappe

		frappe.db.rollback()
		row = frappe.db.get_value(DOCTYPE, name, FIELDS, as_dict=True)
		return {key: self.person(value) for key, value in row.items()}

	def tasks(self, name: str) -> list[dict[str, Any]]:
		"""The Workflow Action rows of the document, oldest first."""
		import frappe

		frappe.db.rollback()
		rows = frappe.get_all(
			"Workflow Action",
			filters={"reference_doctype": DOCTYPE, "reference_name": name},
			fields=["name", "workflow_state", "status", "completed_by", "completed_by_role", "user"],
			order_by="creation asc",
		)
		return [
			{
				"workflow_state": row.workflow_state,
				"status": row.status,
				"roles": sorted(
					frappe.get_all(
						"Workflow Action Permitted Role", filters={"parent": row.name}, pluck="role"
					)
				),
				"completed_by": self.person(row.completed_by),
				"completed_by_role": row.completed_by_role,
				"user": self.person(row.user),
			}
			for row in rows
		]

	def open_for(self, name: str) -> list[str]:
		"""Who sees an open task of the document in their own list, over REST."""
		filters = json.dumps([["reference_doctype", "=", DOCTYPE], ["reference_name", "=", name]])
		path = f"/api/resource/Workflow Action?filters={filters}"
		return [person for person in PEOPLE if self.send(person, "GET", path)[1].get("data")]

	@staticmethod
	def person(value: Any) -> Any:
		"""The person behind an address; anything else unchanged."""
		return next((person for person, (email, _roles) in PEOPLE.items() if email == value), value)

	def attempt(
		self,
		key: str,
		kind: str,
		what: str,
		rule: str,
		should_be: str,
		who: str,
		name: str,
		request: tuple[str, str, dict],
	) -> None:
		"""Make one attempt on document `name` and keep the result."""
		method, path, body = request
		before = self.fields(name)
		status, answer = self.send(who, method, path, body)
		outcome = "accepted" if status == 200 else "refused"
		shown = {k: v for k, v in body.items() if k != "doc"}
		if "doc" in body:
			shown["doc"] = "the document as the person reads it"
		result = {
			"attempt": key,
			"kind": kind,
			"what": what,
			"actor": who,
			"request": {"method": method, "path": path.replace(name, "{name}"), "body": hide(shown, name)},
			"expected_rule": rule,
			"should_be": should_be,
			"http_status": status,
			"exception": answer.get("exc_type"),
			"outcome": outcome,
			"rule_kept": outcome == should_be,
			"fields_before": before,
			"fields_after": self.fields(name),
			"tasks_after": self.tasks(name),
			"open_task_seen_by": self.open_for(name),
		}
		self.attempts.append(result)


def hide(body: dict, name: str) -> dict:
	"""The request body with the document's name replaced."""
	return {key: "{name}" if value == name else value for key, value in body.items()}


def act(recorder: Recorder, who: str, name: str, action: str) -> tuple[str, str, dict]:
	"""Request of a workflow action, as the Desk's button sends it."""
	return "POST", APPLY, {"doc": recorder.whole(who, name), "action": action}


def put(name: str, **values: Any) -> tuple[str, str, dict]:
	"""Request of a plain REST update."""
	return "PUT", f"{RESOURCE}/{name}", values


def submit(recorder: Recorder, who: str, name: str) -> tuple[str, str, dict]:
	"""Request of the client's submit call."""
	return "POST", SUBMIT, {"doc": recorder.whole(who, name)}


def desk_submit(recorder: Recorder, who: str, name: str) -> tuple[str, str, dict]:
	"""Request of the Desk form's save call with the action Submit."""
	return "POST", SAVE_DOCS, {"doc": json.dumps(recorder.whole(who, name)), "action": "Submit"}


def self_approval(rec: Recorder) -> None:
	"""Attempts a, b, c: the person who wrote a document approves it."""
	rule = "Nobody approves a document of their own."
	name = rec.pending("clerk")
	rec.attempt(
		"a0", "control", "Head approves a clerk's Pending document with the workflow action",
		"The head approves what was sent.", "accepted", "head", name, act(rec, "head", name, "Approve"),
	)  # fmt: skip
	name = rec.pending("both")
	rec.attempt(
		"a", "control", "Person with both roles approves their own document with the workflow action",
		rule, "refused", "both", name, act(rec, "both", name, "Approve"),
	)  # fmt: skip
	rec.attempt(
		"b", "bypass", "Same person updates their own Pending document to Approved, docstatus 1",
		rule, "refused", "both", name, put(name, workflow_state="Approved", docstatus=1),
	)  # fmt: skip
	name = rec.pending("both")
	rec.attempt(
		"b2", "bypass", "Same person updates their own Pending document to Approved, docstatus left at 0",
		rule + " Approved always means submitted.", "refused", "both", name,
		put(name, workflow_state="Approved"),
	)  # fmt: skip
	name = rec.new("both")
	rec.attempt(
		"b3", "control", "Same person updates their own Draft straight to Approved, docstatus 1",
		"No step of the approval is skipped.", "refused", "both", name,
		put(name, workflow_state="Approved", docstatus=1),
	)  # fmt: skip
	name = rec.pending("clerk")
	rec.attempt(
		"b4", "control", "Clerk updates their own Pending document to Approved, docstatus 1",
		"Only the head approves.", "refused", "clerk", name,
		put(name, workflow_state="Approved", docstatus=1),
	)  # fmt: skip
	name = rec.pending("clerk")
	rec.attempt(
		"b5", "control", "Clerk updates their own Pending document to Approved, docstatus left at 0",
		"Only the head approves.", "refused", "clerk", name, put(name, workflow_state="Approved"),
	)  # fmt: skip
	name = rec.pending("both")
	rec.attempt(
		"c", "bypass", "Same person calls submit on their own Pending document",
		rule, "refused", "both", name, submit(rec, "both", name),
	)  # fmt: skip
	name = rec.pending("both")
	rec.attempt(
		"c2", "bypass", "Same person saves their own Pending document from the Desk form with Submit",
		rule, "refused", "both", name, desk_submit(rec, "both", name),
	)  # fmt: skip


def skipped_approval(rec: Recorder) -> None:
	"""Attempts d, e: a document becomes submitted although nobody ever sent it."""
	rule = "A document that was never sent is not approved: no step of the approval is skipped."
	name = rec.new("head")
	rec.attempt(
		"d", "bypass", "Head submits their own Draft that was never sent",
		rule, "refused", "head", name, submit(rec, "head", name),
	)  # fmt: skip
	name = rec.new("head")
	rec.attempt(
		"d2", "bypass", "Head updates their own Draft to docstatus 1 and names no state",
		rule, "refused", "head", name, put(name, docstatus=1),
	)  # fmt: skip
	name = rec.new("clerk")
	rec.attempt(
		"e", "bypass", "Head submits a clerk's Draft that was never sent",
		rule, "refused", "head", name, submit(rec, "head", name),
	)  # fmt: skip
	name = rec.new("clerk")
	rec.attempt(
		"e2", "control", "Clerk submits their own Draft",
		"Who may not submit cannot.", "refused", "clerk", name, submit(rec, "clerk", name),
	)  # fmt: skip


def changed_contents(rec: Recorder) -> None:
	"""Attempts f: the contents change while somebody decides on them, or as they are decided on."""
	rule = "What lies with the approver does not change under them."
	name = rec.pending("clerk")
	rec.attempt(
		"f", "bypass", "Clerk changes the amount while the document is Pending",
		rule, "refused", "clerk", name, put(name, amount=900000),
	)  # fmt: skip
	name = rec.pending("clerk")
	rec.attempt(
		"f2", "bypass", "Head changes the amount in the same update that approves a clerk's document",
		"What is approved is what was sent.", "refused", "head", name,
		put(name, amount=900000, workflow_state="Approved", docstatus=1),
	)  # fmt: skip
	name = rec.approved()
	rec.attempt(
		"f3", "control", "Head changes the amount of an Approved document",
		"What is approved stays as it is.", "refused", "head", name, put(name, amount=900000),
	)  # fmt: skip
	name = rec.approved()
	rec.attempt(
		"f4", "control", "Head updates the state of an Approved document back to Pending, docstatus 1",
		"An approval is not taken back without a transition for it.", "refused", "head", name,
		put(name, workflow_state="Pending"),
	)  # fmt: skip


def cancelled_outside(rec: Recorder) -> None:
	"""Attempt g: cancelling, for which the workflow has no state and no transition."""
	rule = "An approved document is cancelled only through a transition of its approval."
	name = rec.approved()
	rec.attempt(
		"g", "bypass", "Head cancels an Approved document although the workflow has no such transition",
		rule, "refused", "head", name, ("POST", CANCEL, {"doctype": DOCTYPE, "name": name}),
	)  # fmt: skip


def tasks_after_return(rec: Recorder) -> dict[str, Any]:
	"""Attempt h: return, correct, send again; who has an open task after each step."""
	steps = []

	def note(step: str, who: str, do: Callable[[], Any]) -> str:
		name = do()
		steps.append(
			{
				"step": step,
				"actor": who,
				"workflow_state": rec.fields(name)["workflow_state"],
				"tasks": rec.tasks(name),
				"open_task_seen_by": rec.open_for(name),
			}
		)
		return name

	def regular(who: str, action: str) -> Callable[[], str]:
		return lambda: rec.apply(who, name, action) or name

	name = note("create", "clerk", lambda: rec.new("clerk"))
	for step, who, action in (
		("send", "clerk", "Send"),
		("return", "head", "Return"),
		("send again", "clerk", "Send"),
	):
		note(step, who, regular(who, action))
	rule = (
		"After each step exactly the people who can take the next one have an open task: the head once the "
		"document was sent, whichever time, and the sender once it was returned."
	)
	wanted = {"create": "Draft", "send": "Pending", "return": "Draft", "send again": "Pending"}
	for step in steps:
		open_states = [task["workflow_state"] for task in step["tasks"] if task["status"] == "Open"]
		step["open_task_states"] = open_states
		step["rule_kept"] = open_states == [wanted[step["step"]]]
	stale = [step["step"] for step in steps if set(step["open_task_states"]) - {step["workflow_state"]}]
	return {
		"attempt": "h",
		"kind": "bypass",
		"what": "A clerk's document is sent, returned by the head and sent again",
		"expected_rule": rule,
		"rule_kept": all(step["rule_kept"] for step in steps),
		"http_status": 200,
		"stale_after": stale,
		"outcome": "tasks of another state stay open" if stale else "accepted",
		"steps": steps,
	}


def record(site: str, url: str) -> dict[str, Any]:
	"""Prepare the connected site, make every attempt and return the record."""
	import frappe

	apps = frappe.get_installed_apps()
	if apps != ["frappe"]:
		raise SystemExit(f"the site must have only Frappe installed, it has {apps}")
	frappe.set_user("Administrator")
	remove_old()
	make_doctype()
	make_workflow()
	tokens = make_people()
	frappe.db.commit()
	frappe.clear_cache()
	recorder = Recorder(url, site, tokens)
	for group in (self_approval, skipped_approval, changed_contents, cancelled_outside):
		group(recorder)
	recorder.attempts.append(tasks_after_return(recorder))
	return {
		"frappe_version": frappe.__version__,
		"installed_apps": apps,
		"database": frappe.db.db_type,
		"people": {person: roles for person, (_email, roles) in PEOPLE.items()},
		"attempts": recorder.attempts,
	}


def main() -> None:
	"""Read the arguments, change to the bench's Python if needed, record, write the file."""
	parser = argparse.ArgumentParser(description="Record what Frappe's Workflow lets through.")
	parser.add_argument("--bench", required=True, type=Path, help="bench folder")
	parser.add_argument("--site", required=True, help="site with only Frappe installed")
	parser.add_argument("--url", required=True, help="address of the running web server")
	parser.add_argument("--out", type=Path, default=RECORDED, help="file to write")
	args = parser.parse_args()
	bench, out = args.bench.resolve(), args.out.resolve()
	env = bench / "env"
	if Path(sys.prefix).resolve() != env.resolve():
		python = str(env / "bin" / "python")
		os.execv(python, [python, str(Path(__file__).resolve()), *sys.argv[1:]])

	os.chdir(bench / "sites")
	import frappe

	frappe.init(site=args.site, sites_path=".")
	frappe.connect()
	try:
		result = record(args.site, args.url)
	finally:
		frappe.destroy()
	out.parent.mkdir(parents=True, exist_ok=True)
	out.write_text(json.dumps(result, indent="\t", ensure_ascii=False) + "\n", encoding="utf-8")
	for attempt in result["attempts"]:
		kept = "kept  " if attempt["rule_kept"] else "BROKEN"
		print(
			attempt["attempt"].ljust(3),
			kept,
			attempt["http_status"],
			attempt["outcome"] + ":",
			attempt["what"],
		)


if __name__ == "__main__":
	main()
