"""A flow's BPMN walked by SpiffWorkflow side by side with our engine: after each act both ask at the same steps."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator
from SpiffWorkflow.util.task import TaskState

from tests.engine.flows import Case, person
from township_gov.workflows import bpmn
from township_gov.workflows.definition import Flow

MOST = 200  # acts after which a walk is given up


class Crowd(dict):
	"""Three people for whatever is asked for, others at each step; one where one is enough."""

	def get(self, key: str, _default: Any = None) -> list[Any]:
		return [person(f"{key}.{number}", order=number) for number in range(1 if "#chair" in key else 3)]


def validate(xml: str) -> None:
	"""Check against OMG's schema of BPMN 2.0. Raises ValidationException."""
	BpmnValidator().validate(etree.parse(BytesIO(xml.encode())))


def load(xml: str, values: dict[str, Any], crowd: dict[str, list[str]]) -> BpmnWorkflow:
	"""The process of a document with these values, ready to walk; `crowd`: element id → people."""
	parser = BpmnParser()
	parser.add_bpmn_io(BytesIO(xml.encode()))
	(process,) = parser.get_process_ids()
	workflow = BpmnWorkflow(parser.get_spec(process))
	workflow.set_data(**values)
	first = workflow.get_next_task(spec_name="Start") or workflow.task_tree
	first.set_data(**values, **{f"people_{name}": people for name, people in crowd.items()})
	return workflow


class Pair:
	"""One approval in both engines."""

	def __init__(self, flow: Flow, values: dict[str, Any]):
		self.flow, self.ids = flow, bpmn.element_ids(flow)
		self.keys = {name: key for key, name in self.ids.items()}
		self.case = Case(flow, {}, values=values)
		self.case.people = Crowd()
		crowd = {self.ids[node.key]: [f"{node.key}.{n}" for n in range(3)] for node in flow.nodes}
		self.spiff = load(bpmn.export(flow), values, crowd)
		self.path: list[str] = []

	def walk(self, reject_at: str = "") -> list[str]:
		"""Approve everything (or reject at one step) to the end; the steps at which people acted, in order."""
		self.case.start()
		self.settle()
		while self.case.state.status == "Running" and len(self.path) < MOST:
			self.compare()
			task = self.case.state.open_tasks()[0]
			action = "reject" if task.node == reject_at and not task.kind else "approve"
			self.act(task, "issue" if task.kind == "Issue" else action)
			self.settle()
		assert self.spiff.is_completed(), (self.path, self.waiting())
		return self.path

	def compare(self) -> None:
		"""Both engines ask at the same steps, at those of several people as often."""
		ours = Counter(task.node for task in self.case.state.open_tasks())
		alone = {
			key for key, node in self.flow.by_key.items() if node.how == "Any One" or node.type != "Approval"
		}
		ours = Counter({key: 1 if key in alone else count for key, count in ours.items()})
		theirs = Counter(self.waiting())
		assert ours == theirs, (self.path, ours, theirs)

	def act(self, task, action: str) -> None:
		self.path.append(task.node)
		self.case.act(task.person, action, opinion=True)
		mine = next(one for one in self.ready() if self.key_of(one) == task.node)
		self.complete(mine, action)

	def settle(self) -> None:
		"""Let both do what needs nobody: registered actions and numbers here, service tasks there."""
		while any(token.waiting in ("Action", "Number") for token in self.case.state.tokens):
			waiting = next(one.waiting for one in self.case.state.tokens if one.waiting)
			self.case.answer(*(("done",) if waiting == "Action" else ("issued",)), **({"number": "1"}))
		while self.run_services() or self.finish_votes():
			pass

	def run_services(self) -> bool:
		"""Run there what needs nobody; whether there was anything."""
		ready = [one for one in self.spiff.get_tasks(state=TaskState.READY) if not one.task_spec.manual]
		for task in ready[:1]:
			task.run()
			if task.state == TaskState.STARTED:  # a service task, which waits for the service's answer
				task.complete()
		return bool(ready)

	def finish_votes(self) -> bool:
		"""A vote that is decided asks nobody else here; there everybody is heard. Whether somebody was left."""
		asked = {task.node for task in self.case.state.open_tasks()}
		late = [
			task
			for task in self.ready()
			if self.flow.by_key[self.key_of(task)].how == "Vote" and self.key_of(task) not in asked
		]
		for task in late:
			self.complete(task, "abstain")
		return bool(late)

	def complete(self, task, action: str) -> None:
		name = self.ids[self.key_of(task)]
		task.set_data(**{f"decision_{name}": action})
		task.run()

	def ready(self) -> list[Any]:
		"""Their user tasks that wait for somebody."""
		return [one for one in self.spiff.get_tasks(state=TaskState.READY) if one.task_spec.manual]

	def waiting(self) -> list[str]:
		return [self.key_of(one) for one in self.ready()]

	def key_of(self, task) -> str:
		return self.keys[task.task_spec.name.removesuffix(" [child]")]


def documents(flow: Flow, most: int = 60) -> Iterator[dict[str, Any]]:
	"""Values of the fields that the flow's conditions name, around each value that they compare with."""
	tried: dict[str, list[Any]] = {}
	for way in flow.transitions:
		for row in (row for group in way.when for row in group):
			values = tried.setdefault(row.field, [""])
			for value in row.value if isinstance(row.value, tuple) else (row.value,):
				values += _around(value)
	fields = sorted(tried)
	combined = itertools.product(*(list(dict.fromkeys(reversed(tried[name]))) for name in fields))
	for values in itertools.islice(combined, most):
		yield dict(zip(fields, values, strict=True))


def _around(value: str | None) -> list[Any]:
	try:
		number = float(value or "")
	except ValueError:
		return [value or "x"]
	return [number - 1, number, number + 1]
