"""The queries of the inbox, each answered by one index; see `on_doctype_update` of the doctypes for those.

One scope expression (`Lists._visible`) is part of each: a document that was closed to the person later shows nothing, not
even its title (a Report about him, see `petition_access`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import frappe
from frappe.utils import cint, cstr, get_datetime, getdate

from township_gov.policies.waiting_light import GREEN, RED, RED_AFTER, WARN_BEFORE, YELLOW, YELLOW_AFTER
from township_gov.workflows import people, published

# Counting stops here: "999+" says enough, and a million rows are not counted for it
COUNTED_TO = 1000
STATES = ("open", "done", "started", "copied")
ORDERS = ("oldest", "newest", "due")
_TASK, _INSTANCE, _COPY, _SHARE = (
	"`tabApproval Task`",
	"`tabApproval Instance`",
	"`tabApproval Copy`",
	"`tabApproval Task Substitute`",
)
_OF_TASK = (
	"name reference_doctype reference_name title township instance flow_title node_label node_key round why status action "
	"kind note opened_at closed_at next_rung_at rungs_fired person_name"
).split()


@dataclass(frozen=True)
class Arm:
	"""One query. `plain`: its tables, `tables`: with what rows need besides; `moment`: the column that orders it."""

	alias: str
	plain: str
	tables: str
	columns: str
	where: str
	moment: str
	values: dict[str, Any]
	flow: str
	due: str = ""
	counted: str = ""


@dataclass(frozen=True)
class Wanted:
	"""What somebody filters a list by, already as conditions; and its order."""

	conditions: tuple[str, ...] = ()
	values: tuple[tuple[str, Any], ...] = ()
	order: str = ""
	light: str = ""
	now: datetime.datetime | None = None

	@classmethod
	def read(cls, given: dict[str, Any], order: str, now: datetime.datetime) -> Wanted:
		"""Read what the browser sent; what it does not know is left out."""
		found: list[tuple[str, str, Any]] = []
		for name, column in (
			("doctype", "reference_doctype"),
			("flow", "flow_title"),
			("node", "node_label"),
		):
			if given.get(name):
				found.append((f"{{{column}}} = %(f_{name})s", f"f_{name}", cstr(given[name])))
		if text := cstr(given.get("text")).strip():
			like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
			found.append(("({title} like %(f_text)s or {reference_name} like %(f_text)s)", "f_text", like))
		if given.get("from_date"):
			found.append(("{moment} >= %(f_from)s", "f_from", f"{getdate(given['from_date'])} 00:00:00"))
		if given.get("to_date"):
			found.append(("{moment} <= %(f_to)s", "f_to", f"{getdate(given['to_date'])} 23:59:59.999999"))
		if cint(given.get("unread")):
			found.append(("{read_at} is null", "", None))
		return cls(
			tuple(text for text, _name, _value in found),
			tuple((name, value) for _text, name, value in found if name),
			order if order in ORDERS else "",
			given.get("light") if given.get("light") in (GREEN, YELLOW, RED) else "",
			now,
		)


class Lists:
	"""The four lists of one account; who he is and what is closed to him is found out once."""

	def __init__(self, user: str, doctypes: Iterable[str] | None = None):
		"""`doctypes`: whose rules of secrecy are asked; all guarded ones where not given."""
		self.user = user
		self.values = {"me": people.person_of(user), "account": user}
		self.closing = _closing(user, published.guarded() if doctypes is None else doctypes)
		self.scopes: dict[str, str] = {}

	def rows(self, state: str, wanted: Wanted, start: int, limit: int) -> list[frappe._dict]:
		"""One page: each arm gives its first rows in order, and the page is cut out of all of them."""
		newest_first = wanted.order == "newest" or (state != "open" and wanted.order != "oldest")
		by_due = wanted.order == "due" and state == "open"
		parts = [self._select(arm, wanted, newest_first, by_due, start + limit) for arm in self._arms(state)]
		parts = [part for part in parts if part]
		found = _merged(parts, newest_first, by_due) if len(parts) > 1 else parts[0] if parts else []
		return found[start : start + limit]

	def counts(self, states: Iterable[str] = STATES) -> dict[str, int]:
		"""How many rows each list has, at most `COUNTED_TO`; of copies those not read yet. One round trip for all."""
		parts = [
			f"select '{state}', count(*) from (select 1 from {arm.plain} where {arm.counted or arm.where}"
			f" and {self._visible(arm)} limit {COUNTED_TO}) counted"
			for state in states
			for arm in self._arms(state)
		]
		totals = dict.fromkeys(states, 0)
		for state, number in frappe.db.sql(" union all ".join(parts), self.values):
			totals[state] += number
		return {state: min(number, COUNTED_TO) for state, number in totals.items()}

	def newest(self, state: str, limit: int) -> Sequence[tuple[str, str, str]]:
		"""Type, flow and step of the newest rows of a list."""
		parts = [
			f"select distinct reference_doctype, flow_title, node_label from (select {arm.alias}.reference_doctype,"
			f" {arm.flow} as flow_title, {arm.alias}.node_label from {arm.plain} where {arm.where} and"
			f" {self._visible(arm)} order by {arm.moment} desc limit {cint(limit)}) latest"
			for arm in self._arms(state)
		]
		return frappe.db.sql(" union ".join(parts), self.values)

	def _arms(self, state: str) -> list[Arm]:
		return list(_ARMS[state](self.values))

	def _select(
		self, arm: Arm, wanted: Wanted, newest_first: bool, by_due: bool, limit: int
	) -> list[frappe._dict]:
		names = _Columns(arm)
		conditions = [arm.where, *(text.format_map(names) for text in wanted.conditions)]
		if wanted.light and arm.due:
			conditions.append(_light_condition(wanted.light, arm))
		order = f"{arm.moment} {'desc' if newest_first else 'asc'}"
		if by_due and arm.due:
			order = f"{arm.due} is null, {arm.due}, {arm.moment}"
		return frappe.db.sql(
			f"select {arm.columns} from {arm.tables} where {' and '.join(conditions)} and {self._visible(arm)}"
			f" order by {order} limit {cint(limit)}",
			{**arm.values, **dict(wanted.values), **_moments(wanted.now)},
			as_dict=True,
		)

	def _visible(self, arm: Arm) -> str:
		"""Rows whose document no rule of its doctype closes to the person: the doctypes' own expressions."""
		if arm.alias not in self.scopes:
			self.scopes[arm.alias] = self._scope(arm)
		return self.scopes[arm.alias]

	def _scope(self, arm: Arm) -> str:
		parts = (
			f"({arm.alias}.reference_doctype != {frappe.db.escape(doctype, percent=False)} or exists (select 1 from"
			f" `tab{doctype}` where `tab{doctype}`.`name` = {arm.alias}.reference_name and {condition}))"
			for doctype, condition in self.closing
		)
		return " and ".join(parts).replace("%", "%%") or "1 = 1"


class _Columns(dict):
	"""`{column}` of a condition as a column of the arm's main table."""

	def __init__(self, arm: Arm):
		super().__init__(moment=arm.moment, flow_title=arm.flow)
		self.alias = arm.alias

	def __missing__(self, name: str) -> str:
		return f"{self.alias}.{name}"


def _light_condition(light: str, arm: Arm) -> str:
	"""`policies.waiting_light.light` as SQL."""
	fired, due, moment = "coalesce(t.rungs_fired, 0)", arm.due, arm.moment
	red = f"({fired} > 0 or {due} <= %(now)s or ({due} is null and {moment} <= %(red)s))"
	warned = f"({due} <= %(soon)s or ({due} is null and {moment} <= %(yellow)s))"
	return {
		RED: red,
		YELLOW: f"(not coalesce({red}, 0) and coalesce({warned}, 0))",
		GREEN: f"(not coalesce({red}, 0) and not coalesce({warned}, 0))",
	}[light]


def _moments(now: datetime.datetime | None) -> dict[str, Any]:
	if now is None:
		return {}
	day = datetime.timedelta(days=1)
	return {
		"now": now,
		"soon": now + WARN_BEFORE,
		"red": now - RED_AFTER * day,
		"yellow": now - YELLOW_AFTER * day,
	}


def _merged(parts: list[list[frappe._dict]], newest_first: bool, by_due: bool) -> list[frappe._dict]:
	unique = {row.name: row for part in reversed(parts) for row in part}

	def key(row: frappe._dict) -> Any:
		moment = get_datetime(row.moment)
		if by_due:
			due = get_datetime(row.next_rung_at) if row.next_rung_at else datetime.datetime.max
			return (due, moment)
		return moment

	return sorted(unique.values(), key=key, reverse=newest_first)


# -- the arms of each list ------------------------------------------------------------------------------------------------


def _open(values: dict[str, Any]) -> Iterable[Arm]:
	yield _tasks("t.person = %(me)s and t.status = 'Open'", "t.opened_at", values)
	yield _tasks(
		"s.person = %(me)s and t.status = 'Open' and t.person != %(me)s",
		"t.opened_at",
		values,
		plain=f"{_SHARE} s join {_TASK} t on t.name = s.parent",
		more=", t.person_name as stands_in_for",
	)


def _done(values: dict[str, Any]) -> Iterable[Arm]:
	"""What he decided or gave on himself, and what he decided for others."""
	for status in ("Done", "Transferred"):
		yield _tasks(f"t.person = %(me)s and t.status = '{status}'", "t.closed_at", values)
	yield _tasks(
		"t.acted_by = %(account)s and t.person != %(me)s",
		"t.closed_at",
		values,
		more=", t.person_name as stands_in_for",
	)


def _tasks(where: str, moment: str, values: dict[str, Any], plain: str = f"{_TASK} t", more: str = "") -> Arm:
	columns = ", ".join(f"t.{name}" for name in _OF_TASK)
	return Arm(
		alias="t",
		plain=plain,
		tables=f"{plain} join {_INSTANCE} i on i.name = t.instance",
		columns=f"{columns}, i.flow_version, i.suspended, {moment} as moment{more}",
		where=where,
		moment=moment,
		values=values,
		flow="t.flow_title",
		due="t.next_rung_at",
	)


def _started(values: dict[str, Any]) -> Iterable[Arm]:
	columns = (
		"i.name, i.reference_doctype, i.reference_name, i.title, i.township, i.flow as flow_title, i.node_label, i.round,"
		" i.waiting, i.status, i.suspended, i.holders, i.started_at as opened_at, i.ended_at as closed_at, i.started_at as moment"
	)
	where = "i.initiator_person = %(me)s"
	yield Arm("i", f"{_INSTANCE} i", f"{_INSTANCE} i", columns, where, "i.started_at", values, "i.flow")


def _copied(values: dict[str, Any]) -> Iterable[Arm]:
	columns = (
		"c.name, c.reference_doctype, c.reference_name, c.title, c.township, c.flow_title, c.node_label, c.instance,"
		" c.sent_by_name, c.note, c.sent_at as opened_at, c.read_at, c.sent_at as moment"
	)
	where = "c.person = %(me)s"
	unread = f"{where} and c.read_at is null"
	yield Arm(
		"c", f"{_COPY} c", f"{_COPY} c", columns, where, "c.sent_at", values, "c.flow_title", counted=unread
	)


_ARMS = {"open": _open, "done": _done, "started": _started, "copied": _copied}


# -- scope ----------------------------------------------------------------------------------------------------------------


def open_count(user: str) -> int:
	"""How many tasks wait for a person: the number beside the link on every page. One query, unless some of his tasks
	are of a doctype whose rows are narrowed."""
	lists = Lists(user, ())
	parts = [
		f"select t.reference_doctype, 1 as one from {arm.plain} where {arm.where} limit {COUNTED_TO}"
		for arm in lists._arms("open")
	]
	inner = " union all ".join(f"select * from ({part}) part{number}" for number, part in enumerate(parts))
	found = dict(
		frappe.db.sql(
			f"select reference_doctype, count(*) from ({inner}) waiting group by reference_doctype",
			lists.values,
		)
	)
	if set(found) & set(frappe.get_hooks("permission_query_conditions", {})):
		return Lists(user, set(found)).counts(("open",))["open"]
	return min(sum(found.values()), COUNTED_TO)


def _closing(user: str, doctypes: Iterable[str]) -> list[tuple[str, str]]:
	"""(doctype, condition) for those of the doctypes whose rows an app's hook narrows."""
	hooks = frappe.get_hooks("permission_query_conditions", {})
	found = []
	for doctype in sorted(doctypes):
		texts = [
			text
			for text in (frappe.call(hook, user, doctype=doctype) for hook in hooks.get(doctype, []))
			if text
		]
		if texts:
			found.append((doctype, " and ".join(f"({text})" for text in texts)))
	return found
