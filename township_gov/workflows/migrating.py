"""Running approvals moved onto the newest version of their flow: a forecast, then the move, both by the same judgement.

The forecast reckons each approval through the engine in memory; the move does the same under locks and writes it, so the one
says what the other does. What cannot move stays on its version and is listed with the reasons.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import create_batch

from township_gov.workflows import engine, errors, foresight, published, runtime
from township_gov.workflows import refusals as no
from township_gov.workflows import state as st
from township_gov.workflows.core import migrating
from township_gov.workflows.definition import Flow, Node
from township_gov.workflows.state import State
from township_gov.workflows.stepping import Step
from township_gov.workflows.wording import listed

BATCH = 100
SHOWN = 500
AS_IS, MAPPED, STAYS, FAILED = "as is", "mapped", "stays", "failed"
Row = dict[str, Any]


class MappingNotSound(errors.ApprovalRefused):
	"""The mapping names a step that one of the versions does not have."""


def migrate(
	flow: str, mapping: Mapping[str, str], *, dry_run: bool = True, after: str = "", limit: int = 0
) -> Row:
	"""Move the running approvals of a flow's older versions onto the one in force.

	`mapping`: key of a step in the old version → key in the new one; a key that is left out stays what it is. `after` and
	`limit` take one part of the approvals (in the order of their names); the answer's `next` is the `after` of the next part.
	Each batch is a transaction of its own unless `dry_run`. The caller must be an administrator who may write the flow.
	"""
	doc = _checked(flow)
	target = published.version(doc.published_version)
	names = _running(doc, after, limit)
	old = [published.version(name) for name in _old_versions(doc)]
	_check_mapping(mapping, old, target)
	moving = _Moving(doc.published_version, target, mapping)
	for number, batch in enumerate(create_batch(names, BATCH)):
		for name in batch:
			moving.forecast(name) if dry_run else moving.move(name)
		if not dry_run:
			frappe.db.commit()
			frappe.publish_progress(
				(number * BATCH + len(batch)) * 100 / len(names), title=_("Moving approvals")
			)
	more = bool(limit) and len(names) == limit
	return {
		**moving.report(),
		"flow": flow,
		"version": doc.published_version,
		"dry_run": dry_run,
		"next": names[-1] if more else "",
	}


def _checked(flow: str):
	doc = frappe.get_doc("Approval Flow", flow)
	doc.check_permission("write")
	if not runtime.may_administer():
		frappe.throw(
			_("Only an administrator can move running approvals to another version."), frappe.PermissionError
		)
	if not doc.published_version:
		frappe.throw(
			_("The flow is not published, so there is no version to move to. Publish it first."),
			errors.FlowNotSound,
		)
	return doc


def _running(doc, after: str, limit: int) -> list[str]:
	"""Running approvals of older versions, those that the session's user may see."""
	filters = [
		["flow", "=", doc.name],
		["status", "=", st.RUNNING],
		["flow_version", "!=", doc.published_version],
	]
	if after:
		filters.append(["name", ">", after])
	return frappe.get_list(
		"Approval Instance", filters=filters, pluck="name", order_by="name asc", limit_page_length=limit or 0
	)


def _old_versions(doc) -> list[str]:
	filters = {"flow": doc.name, "name": ("!=", doc.published_version)}
	return frappe.get_all("Approval Flow Version", filters=filters, pluck="name")


def _check_mapping(mapping: Mapping[str, str], old: list[Flow], new: Flow) -> None:
	known = {key for flow in old for key in flow.by_key}
	for source, target in mapping.items():
		if source not in known:
			frappe.throw(
				_("No older version has a step {0}; correct the mapping.").format(source), MappingNotSound
			)
		if target not in new.by_key:
			frappe.throw(
				_("The version in force has no step {0}; correct the mapping.").format(target),
				MappingNotSound,
			)


class _Moving:
	"""One run over many approvals."""

	def __init__(self, version: str, flow: Flow, mapping: Mapping[str, str]):
		self.version, self.flow, self.mapping = version, flow, dict(mapping)
		self.facts = foresight.Facts(flow)
		self.totals: Counter = Counter()
		self.groups: dict[tuple[str, str], Counter] = {}
		self.rows: list[Row] = []

	def report(self) -> Row:
		"""How many move and how, in all and by where they stand (`groups`), and those that cannot, with the reasons."""
		groups = [
			{"version": version, "standing": standing, **_counted(counts)}
			for (version, standing), counts in sorted(self.groups.items())
		]
		return {"totals": _counted(self.totals), "groups": groups, "rows": self.rows}

	def forecast(self, name: str) -> None:
		"""What moving this approval would do; nothing is written."""
		self.count(self.row(runtime.unlocked(name)))

	def move(self, name: str) -> None:
		"""Move it, if the same judgement says so. A failure of one approval leaves the others alone."""
		frappe.db.savepoint("migrate")
		try:
			step = runtime.locked(name)
			if step.state.status != st.RUNNING or step.instance.flow_version == self.version:
				return  # ended or moved while this run was on its way to it
			row = self.row(step)
			if row["verdict"] != STAYS:
				self.write(step)
			self.count(row)
		except (no.EngineRefusal, frappe.ValidationError) as error:
			frappe.db.rollback(save_point="migrate")
			failed = {"verdict": FAILED, "reassigned": False, "reasons": [str(error)]}
			self.count({**self.where(runtime.unlocked(name)), **failed})

	def row(self, step: Step) -> Row:
		"""What moving this approval does to it."""
		reasons = self.judge(step)
		nodes = migrating.plan(step.flow, self.flow, step.state, self.mapping)["nodes"]
		return {
			**self.where(step),
			"verdict": STAYS if reasons else MAPPED if nodes else AS_IS,
			"reassigned": bool(not reasons and self.reassigns),
			"reasons": reasons,
		}

	def where(self, step: Step) -> Row:
		"""Which approval it is, by which version it runs, and where it stands."""
		return {
			"instance": step.instance.name,
			"version": step.instance.flow_version,
			"doctype": step.doc.doctype,
			"document": step.doc.name,
			"title": step.instance.title,
			"standing": listed(
				foresight.words(step.flow.by_key[one.node].label) for one in step.state.tokens
			),
		}

	def count(self, row: Row) -> None:
		"""Add an approval to the report; those that stay, fail or get new people are named."""
		marks = ("approvals", row["verdict"], *(["reassigned"] if row["reassigned"] else []))
		for counts in (self.totals, self.groups.setdefault((row["version"], row["standing"]), Counter())):
			counts.update(marks)
		if len(self.rows) < SHOWN and (row["reasons"] or row["reassigned"]):
			self.rows.append(row)

	def judge(self, step: Step) -> list[str]:
		"""Why the approval cannot move, in the reader's words; empty when it can. Sets `reassigns`."""
		self.reassigns = False
		found = migrating.obstacles(step.flow, self.flow, step.state, self.mapping)
		if found:
			return [_(one.message).format(*(foresight.words(part) for part in one.args)) for one in found]
		state = self.reckon(step, step.state, self.event(step))
		if self.others_decide(step):
			try:
				after = self.reckon(step, state, {"type": "reassign"})
			except no.NothingToDo:
				return []
			stuck = {token.node for token in after.tokens if token.waiting == st.NO_APPROVER}
			stuck -= {token.node for token in state.tokens if token.waiting == st.NO_APPROVER}
			if stuck:
				text = _("Nobody may decide at {0} by the rules of the new version.")
				return [text.format(foresight.words(self.flow.by_key[key].label)) for key in sorted(stuck)]
			self.reassigns = True
		return []

	def event(self, step: Step) -> Row:
		"""The event that moves an approval."""
		plan = migrating.plan(step.flow, self.flow, step.state, self.mapping)
		return {"type": "migrate", "from": step.instance.flow_version, "version": self.version, **plan}

	def others_decide(self, step: Step) -> bool:
		"""Whether the rules of a step where the approval stands are others now, so that its people are asked for again."""
		nodes = self.event(step)["nodes"]
		return any(
			_who(step.flow.by_key[token.node]) != _who(self.flow.by_key[nodes.get(token.node, token.node)])
			for token in step.state.tokens
		)

	def reckon(self, step: Step, state: State, event: Row) -> State:
		"""The state after an event under the new version, in memory."""
		values = published.values(step.doc, self.flow)
		facts: Row = {"values": values, "people": {}, "subjects": {}, "clock": {}, "minutes": {}}
		while True:
			try:
				return engine.step(self.flow, state, event, facts)[0]
			except no.NeedFacts as need:
				facts[need.kind][need.key] = self.fact(step, state, need)

	def fact(self, step: Step, state: State, need: no.NeedFacts) -> Any:
		if need.kind == "clock":
			return "0000-00-00 00:00:00"  # any moment: the forecast keeps no clocks
		if need.kind == "minutes":
			return 0
		if need.kind == "subjects":
			return self.facts.subjects(need.key, step.doc)
		return self.facts.people(need.key, step.doc, step.initiator, state)

	def write(self, step: Step) -> None:
		"""The event under the new version, its log row, its tasks; then today's people, where the rules are others."""
		event, reassigns = self.event(step), self.reassigns
		step.flow = self.flow
		step.instance.flow_version = self.version
		_rename_tasks(step, event["nodes"])
		text = _("Moved from version {0} to {1}").format(event["from"], self.version)
		step.run(event, action="migrate", opinion=text)
		frappe.db.set_value("Approval Instance", step.instance.name, "flow_version", self.version)
		if reassigns:
			step.run({"type": "reassign"}, action="reassign", opinion=text)


def _counted(counts: Counter) -> dict[str, int]:
	return {name: counts[name] for name in ("approvals", AS_IS, MAPPED, STAYS, "reassigned", FAILED)}


def _who(node: Node) -> tuple:
	"""What says who decides at a step."""
	return (node.approvers, node.ladder, node.apart, node.vote and node.vote.chair)


def _rename_tasks(step: Step, nodes: Mapping[str, str]) -> None:
	"""Open task records carry the new version's key and label."""
	for row in step.tasks.values():
		key = nodes.get(row.node_key, row.node_key)
		label = step.flow.by_key[key].label
		row.node_key = key
		frappe.db.set_value(
			"Approval Task", row.name, {"node_key": key, "node_label": label, "flow_title": step.flow.title}
		)


def parse_mapping(sent: str | Mapping[str, str] | None) -> dict[str, str]:
	"""A mapping as a browser sends it: an object, or its JSON. Raises MappingNotSound."""
	try:
		data = json.loads(sent or "{}") if isinstance(sent, str) or sent is None else sent
	except ValueError:
		data = None
	if not isinstance(data, Mapping) or not all(
		isinstance(one, str) for pair in data.items() for one in pair
	):
		frappe.throw(_("The mapping is an object: key of the old step, key of the new one."), MappingNotSound)
	return {key: value for key, value in data.items() if value}
