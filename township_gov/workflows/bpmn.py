"""A flow as BPMN 2.0 XML with its diagram, for tools that draw or check processes. Pure, standard library only.

What BPMN can say is said in BPMN: people's steps are user tasks (several people at one step: a multi-instance task), a
rejection leaves by a gateway behind its step, blocks are gateways that split and join. What it cannot say (returns, adding
signers, duties apart, working time) stands in each element's documentation and, whole, in its extension element, so that
nothing of the flow is lost. The variables that a process engine sets are declared as properties of the process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from township_gov.workflows.core import shapes
from township_gov.workflows.core.expressions import Words
from township_gov.workflows.core.graph import Element, Graph, Line, element_ids
from township_gov.workflows.core.settings import Approver
from township_gov.workflows.definition import Flow, Node, dump_when

__all__ = ["element_ids", "export"]

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
LINES = "http://www.omg.org/spec/DD/20100524/DI"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "https://township-gov.example.org/approval-flow"
PYTHON = "https://www.python.org/"
_PREFIXES = {"bpmn": MODEL, "bpmndi": DIAGRAM, "dc": BOUNDS, "di": LINES, "xsi": INSTANCE, "township": OURS}


def export(
	flow: Flow,
	words: Words = str,
	labels: Mapping[str, str] | None = None,
	types: Mapping[str, str] | None = None,
	values: Words | None = None,
) -> str:
	"""The flow as an XML document. `words` translates what people read, `values` what fields hold; `labels`, `types`: of
	the document's fields."""
	graph = Graph(flow, words, labels or {}, types, values)
	for prefix, uri in _PREFIXES.items():
		ET.register_namespace(prefix, uri)
	root = ET.Element(
		_bpmn("definitions"),
		{
			"id": f"definitions_{graph.id}",
			"targetNamespace": OURS,
			"expressionLanguage": PYTHON,
			"exporter": "township_gov",
		},
	)
	root.append(_process(graph))
	root.append(_diagram(graph))
	ET.indent(root)
	return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


# -- XML: the process -------------------------------------------------------------------------------------


def _process(graph: Graph) -> ET.Element:
	flow = graph.flow
	process = ET.Element(
		_bpmn("process"),
		{"id": f"process_{graph.id}", "name": graph.words(flow.title or flow.name), "isExecutable": "true"},
	)
	whole = {name: value for name, value in flow.dump().items() if name not in ("nodes", "transitions")}
	_describe(process, "", "flow", whole)
	for element in graph.elements:
		for name in _variables(element):
			ET.SubElement(process, _bpmn("property"), {"id": name, "name": name})
	for element in graph.elements:
		process.append(_element(graph, element))
	for line in graph.lines:
		process.append(_sequence_flow(graph, line))
	return process


def _variables(element: Element) -> tuple[str, ...]:
	"""What the task of a step reads and writes."""
	node = element.node
	if node is None or node.type != "Approval":
		return ()
	if node.how == "Any One":
		return (f"decision_{element.id}",)
	return (f"people_{element.id}", f"decisions_{element.id}")


def _element(graph: Graph, element: Element) -> ET.Element:
	found = ET.Element(_bpmn(element.tag), {"id": element.id})
	if element.name:
		found.set("name", element.name)
	if element.node is not None:
		_describe(found, _said(graph, element.node), "node", element.node.dump())
	for direction, end in (("incoming", "target"), ("outgoing", "source")):
		for line in graph.lines:
			if getattr(line, end) == element.id:
				ET.SubElement(found, _bpmn(direction)).text = line.id
			if line.default and line.source == element.id:
				found.set("default", line.id)
	if element.terminates:
		ET.SubElement(found, _bpmn("terminateEventDefinition"), {"id": f"{element.id}.all"})
	if element.node is not None and element.tag in ("userTask", "serviceTask", "sendTask"):
		_task(graph, found, element.node)
	return found


def _describe(parent: ET.Element, text: str, name: str, data: Mapping[str, object]) -> None:
	"""What BPMN cannot say: for people as documentation, for programs as JSON in an extension element."""
	if text:
		ET.SubElement(parent, _bpmn("documentation")).text = text
	holder = ET.SubElement(parent, _bpmn("extensionElements"))
	key = {"key": str(data["key"])} if "key" in data else {}
	mine = ET.SubElement(holder, f"{{{OURS}}}{name}", key)
	mine.text = json.dumps(data, ensure_ascii=False, sort_keys=True)


def _said(graph: Graph, node: Node) -> str:
	"""What else there is to know about a step, in lines."""
	words = graph.words
	lines = []
	if node.status:
		lines.append(f"{words('Status of the Document')}: {words(node.status)}")
	if node.type == "Approval":
		lines.append(f"{words('How Many Decide')}: {words(node.how)}")
		if node.allows("return"):
			targets = [
				graph.flow.by_key[key].label if key in graph.flow.by_key else key for key in node.return_to
			]
			lines.append(f"{words('May Return To')}: {', '.join(words(one) for one in targets)}")
	if node.run:
		lines.append(f"{words('Automatic')}: {node.run}")
	if node.document:
		lines.append(f"{words('Issue Document')}: {node.document}")
	lines += [f"{words(rung.do)}: {rung.after} {words('working minutes')}" for rung in node.timer]
	return "\n".join(lines)


def _task(graph: Graph, found: ET.Element, node: Node) -> None:
	for number, rule in enumerate(node.approvers, 1):
		role = ET.SubElement(
			found, _bpmn("potentialOwner" if found.tag == _bpmn("userTask") else "resourceRole"),
			{"id": f"{found.get('id')}.who{number}", "name": _rule_name(rule, graph.words)},
		)  # fmt: skip
		holder = ET.SubElement(role, _bpmn("resourceAssignmentExpression"))
		ET.SubElement(holder, _bpmn("formalExpression")).text = json.dumps(
			rule.dump(), ensure_ascii=False, sort_keys=True
		)
	if node.type == "Approval" and node.how != "Any One":
		_several(found, node)


def _several(found: ET.Element, node: Node) -> None:
	"""Several people at one step: one instance of the task for each, one after another where the flow says so."""
	name = found.get("id") or ""
	sequential = "true" if node.how == "In Order" else "false"
	loop = ET.SubElement(found, _bpmn("multiInstanceLoopCharacteristics"), {"isSequential": sequential})
	ET.SubElement(loop, _bpmn("loopDataInputRef")).text = f"people_{name}"
	ET.SubElement(loop, _bpmn("loopDataOutputRef")).text = f"decisions_{name}"
	ET.SubElement(loop, _bpmn("inputDataItem"), {"id": f"person_{name}", "name": f"person_{name}"})
	ET.SubElement(loop, _bpmn("outputDataItem"), {"id": f"decision_{name}", "name": f"decision_{name}"})
	if node.how != "Vote" and not node.collect_all:
		done = ET.SubElement(loop, _bpmn("completionCondition"))
		done.text = f'decision_{name} == "reject"'
		done.set(f"{{{INSTANCE}}}type", "bpmn:tFormalExpression")


def _rule_name(rule: Approver, words: Words) -> str:
	named = rule.role or rule.user or rule.field or rule.post
	return f"{words(rule.rule)}: {words(named)}" if named else words(rule.rule)


def _sequence_flow(graph: Graph, line: Line) -> ET.Element:
	found = ET.Element(
		_bpmn("sequenceFlow"), {"id": line.id, "sourceRef": line.source, "targetRef": line.target}
	)
	if line.name:
		found.set("name", line.name)
	if line.way is not None and line.way.when:
		data: dict[str, object] = {"key": line.way.key, "when": dump_when(line.way.when)}
		_describe(found, graph.said(line.way.when), "way", data)
	if line.test:
		test = ET.SubElement(
			found, _bpmn("conditionExpression"), {f"{{{INSTANCE}}}type": "bpmn:tFormalExpression"}
		)
		test.text = line.test
	return found


# -- XML: the diagram -------------------------------------------------------------------------------------


def _diagram(graph: Graph) -> ET.Element:
	start = next(one.id for one in graph.elements if one.tag == "startEvent")
	ordered = sorted(graph.elements, key=lambda one: one.id != start)
	sizes = {one.id: one.size for one in ordered}
	drawing = shapes.draw(sizes, [(line.id, line.source, line.target) for line in graph.lines])
	diagram = ET.Element(f"{{{DIAGRAM}}}BPMNDiagram", {"id": f"diagram_{graph.id}"})
	plane = ET.SubElement(
		diagram, f"{{{DIAGRAM}}}BPMNPlane", {"id": f"plane_{graph.id}", "bpmnElement": f"process_{graph.id}"}
	)
	for key, box in drawing.shapes.items():
		shape = ET.SubElement(plane, f"{{{DIAGRAM}}}BPMNShape", {"id": f"{key}.shape", "bpmnElement": key})
		names = ("x", "y", "width", "height")
		ET.SubElement(shape, f"{{{BOUNDS}}}Bounds", {name: str(getattr(box, name)) for name in names})
	for key, points in drawing.lines.items():
		edge = ET.SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge", {"id": f"{key}.edge", "bpmnElement": key})
		for x, y in points:
			ET.SubElement(edge, f"{{{LINES}}}waypoint", {"x": str(x), "y": str(y)})
	return diagram


def _bpmn(tag: str) -> str:
	return f"{{{MODEL}}}{tag}"
