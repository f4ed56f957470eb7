"""A flow as BPMN sees it: elements and sequence flows, with what BPMN needs besides the flow's own nodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from township_gov.workflows.conditions import When
from township_gov.workflows.core import shapes
from township_gov.workflows.core.expressions import Words, expression, sentence
from township_gov.workflows.core.settings import Vote
from township_gov.workflows.core.structure import blocks_of
from township_gov.workflows.definition import Flow, Node, Transition

TASK, GATEWAY, EVENT = (130, 80), (50, 50), (36, 36)
_SIZES = {"startEvent": EVENT, "endEvent": EVENT}


@dataclass(frozen=True, slots=True)
class Element:
	"""One shape of the diagram; `node` is the step of the flow it stands for (none for what BPMN needs besides)."""

	id: str
	tag: str
	name: str
	node: Node | None = None
	terminates: bool = False

	@property
	def size(self) -> shapes.Size:
		"""Width and height in pixels."""
		return _SIZES.get(self.tag) or (GATEWAY if self.tag.endswith("Gateway") else TASK)


@dataclass(frozen=True, slots=True)
class Line:
	"""One sequence flow; `when` None is a way without a condition, `default` the one taken when no other fits."""

	id: str
	source: str
	target: str
	name: str = ""
	test: str = ""
	way: Transition | None = None
	default: bool = False


def element_ids(flow: Flow) -> dict[str, str]:
	"""The id of the element that stands for each node of the flow."""
	found: dict[str, str] = {}
	for node in flow.nodes:
		name = name_of(node.key)
		while name in found.values():
			name += "_"
		found[node.key] = name
	return found


class Graph:
	"""The flow as BPMN sees it."""

	def __init__(
		self,
		flow: Flow,
		words: Words,
		labels: Mapping[str, str],
		types: Mapping[str, str] | None,
		values: Words | None = None,
	):
		self.flow, self.words, self.labels, self.types, self.values = flow, words, labels, types, values
		self.id = name_of(flow.name or "flow")
		self.ids = element_ids(flow)
		self.blocks = blocks_of(flow)
		self.elements: list[Element] = []
		self.lines: list[Line] = []
		for node in flow.nodes:
			self._add_node(node)
		for node in flow.nodes:
			self._add_ways(node)

	def _add_node(self, node: Node) -> None:
		self.elements.append(Element(self.ids[node.key], self._tag(node), self.words(node.label), node))
		if self._decides_behind(node):
			self.elements.append(Element(self._gate(node), "exclusiveGateway", ""))

	def _tag(self, node: Node) -> str:
		if node.type == "Parallel Split":
			return "inclusiveGateway" if self._has_conditions(node) else "parallelGateway"
		if node.type == "Join":
			splits = [key for key, join in self.blocks.items() if join == node.key]
			open_ = any(self._has_conditions(self.flow.by_key[key]) for key in splits)
			return "inclusiveGateway" if open_ else "parallelGateway"
		if node.type == "Issue Document":
			return "userTask" if node.approvers else "serviceTask"
		return _TAGS[node.type]

	def _has_conditions(self, node: Node) -> bool:
		return any(way.when for way in self.flow.ways.get((node.key, "approve"), ()))

	def _decides_behind(self, node: Node) -> bool:
		"""Whether a gateway stands behind the step: it can be rejected, or has more than one way out."""
		if node.type in ("Exclusive Split", "Parallel Split", "End"):
			return False
		return self._rejects(node) or len(self.flow.ways.get((node.key, "approve"), ())) > 1

	@staticmethod
	def _rejects(node: Node) -> bool:
		return node.type == "Approval" and (node.allows("reject") or node.how == "Vote")

	def _gate(self, node: Node) -> str:
		return f"{self.ids[node.key]}.decided"

	def _add_ways(self, node: Node) -> None:
		source = self.ids[node.key]
		if self._decides_behind(node):
			self._line(f"{source}.to_gate", source, self._gate(node))
			source = self._gate(node)
		if self._rejects(node):
			self._add_rejection(node, source)
		ways = self.flow.ways.get((node.key, "approve"), ())
		self._add_choice(node, source, ways, "")

	def _add_rejection(self, node: Node, source: str) -> None:
		"""The ways of a rejection; without one the whole approval ends, its parallel branches too."""
		test = rejected_when(node, self.ids[node.key])
		if ways := self.flow.ways.get((node.key, "reject"), ()):
			self._add_choice(node, source, ways, test)
			return
		end = f"{self.ids[node.key]}.rejected"
		inside = bool(self.flow.paths.get(node.key))
		self.elements.append(Element(end, "endEvent", self.words("Rejected"), terminates=inside))
		self._line(f"{end}.way", source, end, self._label(node, "reject"), test)

	def _add_choice(self, node: Node, source: str, ways: tuple[Transition, ...], decided: str) -> None:
		"""Ways of which the first that fits is taken (all that fit, behind a parallel split)."""
		every = node.type == "Parallel Split"
		inclusive = every and self._has_conditions(node)
		tests: list[str] = []
		for way in ways:
			own = expression(way.when, self.types) if way.when else ""
			parts = [decided, *([] if every else [f"not ({one})" for one in tests]), own]
			test = _all_of(part for part in parts if part)
			if own:
				tests.append(own)
			default = not (every or own or decided)
			if default:
				test = ""
			elif inclusive and not test:
				test = "True"
			name = self.words(way.label) if way.label else self._way_name(node, way)
			self._line(f"way_{name_of(way.key)}", source, self.ids[way.target], name, test, way, default)

	def _way_name(self, node: Node, way: Transition) -> str:
		said = self.said(way.when) if way.when else ""
		if self._rejects(node):
			return ": ".join(part for part in (self._label(node, way.on), said) if part)
		return said

	def said(self, when: When) -> str:
		"""A condition as people read it."""
		return sentence(when, self.words, self.labels, self.values)

	def _label(self, node: Node, action: str) -> str:
		return self.words(dict(node.actions).get(action) or action.title())

	def _line(
		self,
		key: str,
		source: str,
		target: str,
		name: str = "",
		test: str = "",
		way: Transition | None = None,
		default: bool = False,
	) -> None:
		taken = {line.id for line in self.lines} | {one.id for one in self.elements}
		while key in taken:
			key += "_"
		default = default and next(one for one in self.elements if one.id == source).tag == "exclusiveGateway"
		self.lines.append(Line(key, source, target, name, test, way, default))


_TAGS = {
	"Start": "startEvent",
	"End": "endEvent",
	"Approval": "userTask",
	"Automatic": "serviceTask",
	"Copy": "sendTask",
	"Exclusive Split": "exclusiveGateway",
}


def rejected_when(node: Node, name: str) -> str:
	"""When a step was rejected, by the variables that its task sets: `decision_…`, of several people `decisions_…`."""
	if node.how == "Any One":
		return f'decision_{name} == "reject"'
	if node.how == "Vote" and node.vote:
		return f"not ({passed_when(node.vote, name)})"
	return f'"reject" in decisions_{name}'


def passed_when(vote: Vote, name: str) -> str:
	"""When a vote has passed: approvals against the roster, as `Vote.needed` counts them."""
	approvals, roster = f'decisions_{name}.count("approve")', f"len(people_{name})"
	if vote.count:
		return f"{approvals} >= {vote.count}"
	sign = ">" if vote.exceed else ">="
	share = f"{approvals} * {vote.share.denominator} {sign} {vote.share.numerator} * {roster}"
	return f"{share} and {approvals} >= 1"


def _all_of(parts: Iterable[str]) -> str:
	tests = list(parts)
	if len(tests) < 2:
		return "".join(tests)
	return " and ".join(f"({one})" if " or " in one or " and " in one else one for one in tests)


def name_of(text: str) -> str:
	"""A text as a name that XML and expressions take: letters, digits, underscores, no digit first."""
	name = re.sub(r"\W", "_", text)
	return name if re.match(r"[^\W\d]", name) else f"n_{name}"
