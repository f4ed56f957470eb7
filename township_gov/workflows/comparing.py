"""What a draft changes against a published version, in words: steps, ways and settings added, taken away or changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from typing import Any

from frappe import _

from township_gov.workflows import flow_words
from township_gov.workflows.definition import Flow, Node, Transition
from township_gov.workflows.drafts import FLOW, NODE
from township_gov.workflows.flow_words import (
	CONTEXT,
	FLOW_ASPECTS,
	NODE_ASPECTS,
	WAY_ASPECTS,
	Aspect,
	Said,
	Words,
)
from township_gov.workflows.wording import listed

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
WAY = "Approval Flow Transition"
Change = dict[str, Any]


def compare(old: Flow | None, new: Flow, unread: Collection[str] = ()) -> list[Change]:
	"""Every difference: `kind` (added, removed, changed), `of` (flow, node, transition), `key`, `label` and `lines`, each
	with what it is `about` (who, how, rights, timers, conditions, rest) and its `text`. Without an old flow all is added.
	`unread`: keys of steps that say something which cannot be meant, so that they cannot be compared.
	"""
	if old is None:
		return [*(_added_node(Words(new), node) for node in new.nodes)]
	was, now = Words(old, new), Words(new)
	found = [*_nodes(was, now, unread), *_ways(was, now)]
	whole = list(_lines(FLOW, FLOW_ASPECTS, (was, old), (now, new)))
	if not whole and not found and old != new:
		text = _("Only the order in which steps or ways are written.", context=CONTEXT)
		whole = [{"about": flow_words.REST, "text": text}]
	if whole:
		found.insert(0, _change(CHANGED, "flow", "", _("The whole flow", context=CONTEXT), whole))
	return found


def _nodes(was: Words, now: Words, unread: Collection[str]) -> Iterator[Change]:
	for node in now.flow.nodes:
		before = was.flow.by_key.get(node.key)
		if before is None:
			yield _added_node(now, node)
		elif node.key in unread:
			text = _("It says something that cannot be meant; mend the error first.", context=CONTEXT)
			yield _change(
				CHANGED, "node", node.key, now.step(node.key), [{"about": flow_words.REST, "text": text}]
			)
		else:
			lines = [*_lines(NODE, NODE_ASPECTS, (was, before), (now, node)), *_order(was, now, node.key)]
			if lines := lines or _unsaid(before, node):
				yield _change(CHANGED, "node", node.key, now.step(node.key), lines)
	for node in was.flow.nodes:
		if node.key not in now.flow.by_key:
			yield _change(REMOVED, "node", node.key, was.step(node.key), [])


def _unsaid(before: Any, after: Any) -> list[dict[str, str]]:
	"""A difference that reads the same on the form, such as two records of one name: said all the same."""
	names = (one.name for one in fields(after) if one.name != "key")
	if all(getattr(before, name) == getattr(after, name) for name in names):
		return []
	text = _("A setting that reads the same and is another: look at its values on the form.", context=CONTEXT)
	return [{"about": flow_words.REST, "text": text}]


def _added_node(now: Words, node: Node) -> Change:
	"""A new step with what it says: who decides and how."""
	lines = [
		_line(NODE, aspect, _("{0}: {1}", context=CONTEXT), _one(aspect.said(now, node)))
		for aspect in NODE_ASPECTS
		if aspect.fieldname in ("section_approvers", "how", "section_timers") and aspect.said(now, node)
	]
	return _change(ADDED, "node", node.key, now.step(node.key), lines)


def _ways(was: Words, now: Words) -> Iterator[Change]:
	pairs = dict(_paired(was.flow, now.flow))
	for way in now.flow.transitions:
		before = pairs.get(way)
		if before is None:
			lines = _way_lines(now, way)
			yield _change(ADDED, "transition", way.key, now.way(way), lines)
		elif lines := list(_lines(WAY, WAY_ASPECTS, (was, before), (now, way))) or _unsaid(before, way):
			yield _change(CHANGED, "transition", way.key, now.way(way), lines)
	kept = set(pairs.values())
	for way in was.flow.transitions:
		if way not in kept:
			yield _change(REMOVED, "transition", way.key, was.way(way), _way_lines(was, way))


def _way_lines(words: Words, way: Transition) -> list[dict[str, str]]:
	aspect = next(one for one in WAY_ASPECTS if one.fieldname == "conditions")
	said = words.when(way.when)
	return [_line(WAY, aspect, _("{0}: {1}", context=CONTEXT), said)] if said else []


def _paired(old: Flow, new: Flow) -> Iterator[tuple[Transition, Transition]]:
	"""Each way with what it was: by its steps and decision first, then by its key; a way drawn anew is the same way."""
	left = list(old.transitions)
	rest = []
	for way in new.transitions:
		ends = (way.source, way.target, way.on)
		same = [one for one in left if (one.source, one.target, one.on) == ends]
		found = next((one for one in same if one.key == way.key), same[0] if same else None)
		if found:
			left.remove(found)
			yield way, found
		else:
			rest.append(way)
	for way in rest:
		# A way that was led elsewhere keeps one of its ends
		found = next((one for one in left if one.key == way.key and way.source == one.source), None)
		if found:
			left.remove(found)
			yield way, found


def _order(was: Words, now: Words, source: str) -> Iterator[dict[str, str]]:
	"""The order of the ways out of a step, where there is a choice: the first that holds is taken."""
	before, after = (
		[way.target for way in words.flow.transitions if way.source == source and way.on == "approve"]
		for words in (was, now)
	)
	if [one for one in before if one in after] != [one for one in after if one in before]:
		said = [" / ".join(words.step(key) for key in keys) for words, keys in ((was, before), (now, after))]
		text = _("{0}: {1} → {2}", context=CONTEXT).format(flow_words.label(NODE, "order"), *said)
		yield {"about": flow_words.CONDITIONS, "text": text}


def _lines(
	doctype: str, aspects: tuple[Aspect, ...], before: tuple[Words, Any], after: tuple[Words, Any]
) -> Iterator[dict[str, str]]:
	for aspect in aspects:
		old, new = aspect.said(*before), aspect.said(*after)
		if old == new or (isinstance(old, tuple) and sorted(old) == sorted(new)):
			continue
		if isinstance(old, tuple):
			yield _listed_line(doctype, aspect, old, new)
		else:
			empty = _("(none)", context=CONTEXT)
			yield _line(doctype, aspect, _("{0}: {1} → {2}", context=CONTEXT), old or empty, new or empty)


def _listed_line(doctype: str, aspect: Aspect, old: tuple[str, ...], new: tuple[str, ...]) -> dict[str, str]:
	more, less = ([one for one in these if one not in those] for these, those in ((new, old), (old, new)))
	if more and less:
		return _line(
			doctype, aspect, _("{0}: added {1}; taken away {2}", context=CONTEXT), listed(more), listed(less)
		)
	if more:
		return _line(doctype, aspect, _("{0}: added {1}", context=CONTEXT), listed(more))
	return _line(doctype, aspect, _("{0}: taken away {1}", context=CONTEXT), listed(less or old))


def _line(doctype: str, aspect: Aspect, text: str, *values: str) -> dict[str, str]:
	return {"about": aspect.about, "text": text.format(flow_words.label(doctype, aspect.fieldname), *values)}


def _one(said: Said) -> str:
	return said if isinstance(said, str) else listed(said)


def _change(kind: str, of: str, key: str, label: str, lines: list[dict[str, str]]) -> Change:
	return {"kind": kind, "of": of, "key": key, "label": label, "lines": lines}
