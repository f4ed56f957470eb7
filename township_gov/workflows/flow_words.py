"""A flow's settings in the reader's words: who decides, how, with what rights, in what time, by which conditions.

The names of settings are those of the form, so that a difference reads like the page on which it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _

from township_gov.workflows import drawn, people, rights
from township_gov.workflows.conditions import When
from township_gov.workflows.core.settings import Approver, Rung
from township_gov.workflows.definition import INITIATOR, Flow, Node, Transition
from township_gov.workflows.drafts import FLOW, NODE
from township_gov.workflows.wording import listed

CONTEXT = "Flow Designer"
WHO, HOW, RIGHTS, TIMERS, CONDITIONS, REST = "who", "how", "rights", "timers", "conditions", "rest"
Said = str | tuple[str, ...]  # one value, or several whose order says nothing


@dataclass(frozen=True)
class Aspect:
	"""One setting of a node or a flow: what it is about, the form's field that names it, its value in words."""

	about: str
	fieldname: str
	said: Callable[[Any, Any], Said] = field(repr=False)


class Words:
	"""The words for one flow: labels of its document type's fields, of its steps, of its people."""

	def __init__(self, flow: Flow, newer: Flow | None = None):
		"""`newer`: the flow whose names of steps count, so that a step renamed is told once and not wherever it is named."""
		exists = bool(flow.applies_to and frappe.db.exists("DocType", flow.applies_to))
		self.flow, self.newer = flow, newer or flow
		self.doc = frappe._dict(meta=frappe.get_meta(flow.applies_to)) if exists else None

	def text(self, text: str) -> str:
		"""A text that an administrator wrote, in the reader's language where it is known there."""
		return _(text, context="Approval") if text else ""

	def status(self, value: str) -> str:
		"""A value of the document's status field."""
		return _(value, context=self.flow.applies_to) if value else ""

	def field(self, name: str) -> str:
		"""A field, a column or a right on rows."""
		if name == "*":
			return _("all fields", context=CONTEXT)
		return rights.label(self.doc, name) if self.doc else name

	def fields(self, names: Iterable[str]) -> tuple[str, ...]:
		"""Several of them."""
		return tuple(self.field(name) for name in names)

	def when(self, when: When) -> str:
		"""A condition; empty where there is none."""
		if not when:
			return ""
		return (
			drawn.when_words(self.doc, when)
			if self.doc
			else str([[row.dump() for row in group] for group in when])
		)

	def step(self, key: str) -> str:
		"""A step by its label."""
		if key == INITIATOR:
			return _("the initiator", context=CONTEXT)
		if key == "*":
			return _("any earlier step", context=CONTEXT)
		node = self.newer.by_key.get(key) or self.flow.by_key.get(key)
		return self.text(node.label) or key if node else key

	def way(self, way: Transition) -> str:
		"""A way by the steps that it joins."""
		return f"{self.step(way.source)} → {self.step(way.target)}"

	def rule(self, rule: Approver) -> str:
		"""Whom a rule names."""
		text = _(_RULES.get(rule.rule, "{0}"), context=CONTEXT)
		said = text.format(self._named(rule))
		if rule.rule == "Role in Scope" and rule.office_field:
			office = _("in the office of {0}", context=CONTEXT).format(self.field(rule.office_field))
			said = _("{0}, {1}", context=CONTEXT).format(said, office)
		return said

	def rules(self, rules: Iterable[Approver]) -> tuple[str, ...]:
		"""Whom several rules name together."""
		return tuple(self.rule(rule) for rule in rules)

	def _named(self, rule: Approver) -> str:
		if rule.rule == "Role in Scope":
			return _(rule.role)
		if rule.rule == "Named User":
			return people.name_of(rule.user)
		if rule.post:
			return frappe.get_cached_value("Post", rule.post, "post_name") or rule.post
		return self.field(rule.field) if rule.field else _(rule.rule, context="Approval Flow Approver")

	def rung(self, rung: Rung) -> str:
		"""One time limit of a step."""
		said = _("after {0}: {1}", context=CONTEXT).format(
			minutes(rung.after), _(rung.do, context="Approval Flow Timer")
		)
		if rung.to:
			said = _("{0} to {1}", context=CONTEXT).format(said, listed(self.rules(rung.to)))
		return _("{0}, and hand the task over", context=CONTEXT).format(said) if rung.hand_over else said

	def vote(self, node: Node) -> str:
		"""How many decide."""
		said = _(node.how, context=NODE)
		if not node.vote or node.how != "Vote":
			return said
		if node.vote.count:
			needed = _("at least {0} approvals", context=CONTEXT).format(node.vote.count)
		else:
			share = f"{node.vote.share.numerator}/{node.vote.share.denominator}"
			text = (
				_("more than {0}", context=CONTEXT)
				if node.vote.exceed
				else _("at least {0}", context=CONTEXT)
			)
			needed = text.format(share)
		said = _("{0}, {1}", context=CONTEXT).format(said, needed)
		if node.vote.chair:
			chair = _("chaired by {0}", context=CONTEXT).format(self.rule(node.vote.chair))
			said = _("{0}, {1}", context=CONTEXT).format(said, chair)
		return said


_RULES = {
	"Role in Scope": "holders of the role {0}",
	"Named User": "{0}",
	"Document Field": "whoever stands in {0}",
	"Head of Office": "the head of the office in {0}",
	"Deputy of Office": "the deputies of the office in {0}",
	"Leader by Portfolio": "the leader in charge of {0}",
	"Holder of a Post": "holders of the post {0}",
	"Initiator": "who started it",
	"Head of Initiator": "the head of the initiator's office",
	"Previous Handler": "who acted last before it",
}


def minutes(working: int) -> str:
	"""Working minutes as people say them: days of eight hours where they are whole."""
	if working % 480 == 0:
		return _("{0} working days", context=CONTEXT).format(working // 480)
	if working % 60 == 0:
		return _("{0} working hours", context=CONTEXT).format(working // 60)
	return _("{0} working minutes", context=CONTEXT).format(working)


def yes(value: Any) -> str:
	"""A tick in words."""
	return _("Yes") if value else _("No")


def _apart(words: Words, node: Node) -> tuple[str, ...]:
	apart = node.apart
	found = [
		_(label, context=NODE)
		for is_on, label in (
			(apart.initiator, "Not the Initiator"),
			(apart.earlier, "Not Who Acted at Another Node"),
			(apart.kin, "Nor Their Relatives"),
		)
		if is_on
	]
	return (*found, *words.fields(apart.fields))


def _ladder(words: Words, node: Node) -> str:
	return listed(f"{number}. {words.rule(rule)}" for number, rule in enumerate(node.ladder, 1))


def _acts(_words: Words, node: Node) -> tuple[str, ...]:
	meta = frappe.get_meta(NODE)
	return tuple(
		_(meta.get_field(f"allow_{one.replace(' ', '_')}").label, context=NODE) for one in node.allow
	)


def _buttons(words: Words, node: Node) -> tuple[str, ...]:
	return tuple(words.text(label) for _name, label in node.actions) if node.type == "Approval" else ()


NODE_ASPECTS = (
	Aspect(REST, "label", lambda words, node: words.text(node.label)),
	Aspect(HOW, "node_type", lambda _words, node: _(node.type, context=NODE)),
	Aspect(WHO, "section_approvers", lambda words, node: words.rules(node.approvers)),
	Aspect(WHO, "ladder", _ladder),
	Aspect(HOW, "how", lambda words, node: words.vote(node) if node.type == "Approval" else ""),
	Aspect(HOW, "collect_all", lambda _words, node: yes(node.collect_all)),
	Aspect(HOW, "skip_repeat", lambda _words, node: yes(node.skip_repeat)),
	Aspect(HOW, "non_decision", lambda _words, node: yes(not node.decision)),
	Aspect(HOW, "opinion", lambda _words, node: _(node.opinion, context=NODE)),
	Aspect(RIGHTS, "section_actions", _buttons),
	Aspect(RIGHTS, "return_to", lambda words, node: tuple(words.step(key) for key in node.return_to)),
	Aspect(RIGHTS, "after_return", lambda _words, node: _(node.after_return, context=NODE)),
	Aspect(RIGHTS, "section_further", _acts),
	Aspect(WHO, "section_apart", _apart),
	Aspect(RIGHTS, "editable_fields", lambda words, node: words.fields(node.fields)),
	Aspect(RIGHTS, "required_fields", lambda words, node: words.fields(node.required)),
	Aspect(RIGHTS, "hidden_fields", lambda words, node: words.fields(node.hidden)),
	Aspect(TIMERS, "section_timers", lambda words, node: tuple(words.rung(rung) for rung in node.timer)),
	Aspect(REST, "status", lambda words, node: words.status(node.status)),
	Aspect(HOW, "run_action", lambda _words, node: _(node.run) if node.run else ""),
	Aspect(HOW, "irreversible", lambda _words, node: yes(node.irreversible)),
	Aspect(HOW, "document_kind", lambda _words, node: node.document),
	Aspect(HOW, "outcome", lambda _words, node: _(node.outcome, context=NODE) if node.type == "End" else ""),
	Aspect(HOW, "submit_document", lambda _words, node: yes(node.submit) if node.type == "End" else ""),
)
WAY_ASPECTS = (
	Aspect(HOW, "from_node", lambda words, way: words.step(way.source)),
	Aspect(HOW, "to_node", lambda words, way: words.step(way.target)),
	Aspect(HOW, "decision", lambda _words, way: _(way.on, context="Approval Flow Transition")),
	Aspect(CONDITIONS, "conditions", lambda words, way: words.when(way.when)),
	Aspect(REST, "label", lambda words, way: words.text(way.label)),
)
FLOW_ASPECTS = (
	Aspect(REST, "title", lambda words, flow: words.text(flow.title)),
	Aspect(REST, "applies_to", lambda _words, flow: _(flow.applies_to)),
	Aspect(
		REST,
		"township",
		lambda _words, flow: drawn.link_title("Township", flow.township) if flow.township else "",
	),
	Aspect(CONDITIONS, "conditions", lambda words, flow: words.when(flow.when)),
	Aspect(REST, "priority", lambda _words, flow: str(flow.priority)),
	Aspect(
		REST, "status_field", lambda words, flow: words.field(flow.status_field) if flow.status_field else ""
	),
	Aspect(REST, "status_approved", lambda words, flow: words.status(flow.status_for("approved"))),
	Aspect(REST, "status_rejected", lambda words, flow: words.status(flow.status_for("rejected"))),
	Aspect(REST, "status_withdrawn", lambda words, flow: words.status(flow.status_for("withdrawn"))),
	Aspect(REST, "starts_from", lambda words, flow: tuple(words.status(one) for one in flow.starts_from)),
	Aspect(RIGHTS, "withdraw", lambda _words, flow: _(flow.withdraw, context=FLOW)),
	Aspect(RIGHTS, "fields_after_end", lambda words, flow: words.fields(flow.fields_after_end)),
	Aspect(RIGHTS, "reopen_rejected", lambda _words, flow: yes(flow.reopen_rejected)),
)
_OTHER_LABELS = {"ladder": "If nobody is left", "order": "Order of the ways"}


def label(doctype: str, fieldname: str) -> str:
	"""What the form calls a setting."""
	if fieldname in _OTHER_LABELS:
		return _(_OTHER_LABELS[fieldname], context=CONTEXT)
	for one in (doctype, FLOW):
		df = frappe.get_meta(one).get_field(fieldname)
		if df:
			return _(df.label, context=one)
	raise KeyError(fieldname)
