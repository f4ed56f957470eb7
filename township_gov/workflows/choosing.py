"""Which flow a newly made document starts by, where several are in force: the order, and what each leaves to the next.

The engine's choice is `published.applicable`; what is told here uses the same order and the same three sieves: the
township, the status from which a flow may start, the flow's own conditions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import frappe
from frappe import _

from township_gov.workflows import drawn, published
from township_gov.workflows import state as st
from township_gov.workflows.definition import Flow
from township_gov.workflows.flow_words import Words

FLOW = "Approval Flow"
CONTEXT = "Flow Designer"
ALL, SOME, NONE = "Used", "Used in Part", "Not Used"  # of the documents that the flow is meant for


def covers(one: Flow, other: Flow) -> bool:
	"""Whether every newly made document that `other` fits is fitted by `one` too; no when it cannot be told."""
	return (
		(one.township == other.township or _serves_all(one))
		and (not one.when or one.when == other.when)
		and _starts_cover(one, other)
	)


def meet(one: Flow, other: Flow) -> bool:
	"""Whether a document may be fitted by both; yes when it cannot be told."""
	apart = one.township and other.township and one.township != other.township
	starts = one.starts_from and other.starts_from and one.status_field == other.status_field
	return not apart and not (starts and set(one.starts_from).isdisjoint(other.starts_from))


def share(flow: Flow, others: Iterable[Flow]) -> str:
	"""How many of the documents that a flow is meant for start by it, beside others in force: ALL, SOME or NONE."""
	before = [one for one in others if meet(one, flow) and published.turn(one) < published.turn(flow)]
	if any(covers(one, flow) for one in before):
		return NONE
	return SOME if before else ALL


def told(new: Flow, flow: str = "") -> dict[str, Any]:
	"""What publishing `new` (the draft of the stored `flow`, if it is one) means for newly made documents.

	`share`: as in `share`. `lines`: sentences, the most important first. `others`: the flows in force beside it, each
	with its `title`, `url`, `first` (tried before this one) and the number of approvals `running` by it.
	"""
	rows = [(name, one) for name, one in in_force(new.applies_to).items() if name != flow and meet(one, new)]
	rows.sort(key=lambda row: published.turn(row[1]))
	return {
		"share": share(new, [one for _name, one in rows]),
		"lines": [_line(new, one) for _name, one in rows] or [_alone(new)],
		"others": [_other(name, one, new) for name, one in rows],
	}


def words_of(use: str | None) -> str:
	"""What is to be said beside the status of a flow in force of which not every document makes use; else nothing."""
	if use == NONE:
		return _("not used: another flow comes before it", context=CONTEXT)
	return _("used in part: another flow comes before it", context=CONTEXT) if use == SOME else ""


def first_priority(new: Flow, flow: str) -> int:
	"""The priority with which `new` is tried before every other flow in force that meets it."""
	others = [one for name, one in in_force(new.applies_to).items() if name != flow and meet(one, new)]
	return max([new.priority, *(one.priority + 1 for one in others)])


def refresh(doctype: str) -> None:
	"""Write on every flow for a document type how much of it is used, for the list of flows."""
	flows = in_force(doctype)
	for row in frappe.get_all(FLOW, {"applies_to": doctype}, ["name", "used_for_new"]):
		own = flows.get(row.name)
		use = share(own, [one for name, one in flows.items() if name != row.name]) if own else ""
		if use != (row.used_for_new or ""):
			frappe.db.set_value(FLOW, row.name, "used_for_new", use, update_modified=False)


def in_force(doctype: str) -> dict[str, Flow]:
	"""The rules in force for a document type, by the name of their flow."""
	rows = frappe.get_all(FLOW, {"applies_to": doctype, "status": "Published"}, ["name", "published_version"])
	return {row.name: published.version(row.published_version) for row in rows if row.published_version}


def _serves_all(flow: Flow) -> bool:
	"""Whether every township of this site has the flow: because it names none, or the only one there is."""
	if not flow.township:
		return True
	named = frappe.get_meta(flow.applies_to).has_field("township")
	return bool(named) and frappe.get_all("Township", pluck="name", limit=2) == [flow.township]


def _starts_cover(one: Flow, other: Flow) -> bool:
	if not one.starts_from:
		return True
	new = _new_status(one)
	if not other.starts_from:
		return new in one.starts_from
	same = one.status_field == other.status_field
	return same and (
		new in {*one.starts_from} & {*other.starts_from} or {*other.starts_from} <= {*one.starts_from}
	)


def _new_status(flow: Flow) -> str:
	"""The status of a document that was just made."""
	exists = flow.applies_to and frappe.db.exists("DocType", flow.applies_to)
	df = (
		frappe.get_meta(flow.applies_to).get_field(flow.status_field)
		if exists and flow.status_field
		else None
	)
	if not df:
		return ""
	return df.default or ((df.options or "").split("\n")[0] if df.fieldtype == "Select" else "")


def _other(name: str, one: Flow, new: Flow) -> dict[str, Any]:
	return {
		"name": name,
		"title": _title(one),
		"url": f"/flow-designer?flow={quote(name)}",
		"first": published.turn(one) < published.turn(new),
		"running": frappe.db.count("Approval Instance", {"flow": name, "status": st.RUNNING}),
	}


def _line(new: Flow, one: Flow) -> str:
	"""What one other flow in force and this one leave to each other."""
	if published.turn(one) < published.turn(new):
		text = (
			_("“{0}” comes before this flow and takes {1}: this flow would not be used.", context=CONTEXT)
			if covers(one, new)
			else _(
				"“{0}” comes before this flow and takes {1}; only the others start by this flow.",
				context=CONTEXT,
			)
		)
		return text.format(_title(one), _scope(one))
	if covers(new, one):
		text = _(
			"This flow comes before “{0}” and takes {1}: “{0}” is not used for new documents any more.",
			context=CONTEXT,
		)
	elif not one.township and covers(replace(new, township=""), one):
		text = _(
			"This flow comes before “{0}” and takes {1}; those of other townships go on starting by “{0}”.",
			context=CONTEXT,
		)
	else:
		text = _(
			"This flow comes before “{0}” and takes {1}; the others go on starting by “{0}”.", context=CONTEXT
		)
	return text.format(_title(one), _scope(new))


def _alone(new: Flow) -> str:
	text = _("No other flow is in force for them: this one takes {0}.", context=CONTEXT)
	return text.format(_scope(new))


def _title(flow: Flow) -> str:
	return _(flow.title, context="Approval")


def _scope(flow: Flow) -> str:
	"""The newly made documents that a flow takes."""
	words = Words(flow)
	parts = []
	if flow.starts_from and _new_status(flow) not in flow.starts_from:
		parts += [words.status(one) for one in flow.starts_from]
	if flow.when:
		parts.append(words.when(flow.when))
	label = _(flow.applies_to)
	if not _serves_all(flow):
		township = drawn.link_title("Township", flow.township)
		label = _("{0} of {1}", context=CONTEXT).format(label, township)
	if not parts:
		return _("every new “{0}”", context=CONTEXT).format(label)
	return _("each new “{0}” that fits “{1}”", context=CONTEXT).format(label, "; ".join(parts))
