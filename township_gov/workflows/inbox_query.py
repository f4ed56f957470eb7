"""The queries of the inbox, each answered by one index; see `on_doctype_update` of the doctypes for those.

One scope expression (`Lists._rule`) stands behind each: a document that was closed to the person later shows nothing,
not even its title (a Report about him, see `petition_access`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import frappe
from frappe.utils import cint, cstr, get_datetime, getdate

from township_gov.policies.waiting_light import GREEN, RED, RED_AFTER, WARN_BEFORE, YELLOW, YELLOW_AFTER
from township_gov.workflows import people

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
	"name reference_doctype reference_name title township instance flow_title node_label node_key round why basis status action "
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
	"""The four lists of one account. What is closed to him is asked of the documents on a page, and of no others: a rule
	of secrecy costs much more than a row."""

	def __init__(self, user: str):
		self.user = user
		self.values = {"me": people.person_of(user), "account": user}
		self.closing: dict[str, str] = {}

	def rows(
		self, state: str, wanted: Wanted, start: int, limit: int
	) -> tuple[list[frappe._dict], int | None]:
		"""One page and where the next begins: each arm gives its first rows in order, and the page is cut out of all of
		them; rows closed to the person make room for the next."""
		found: list[frappe._dict] = []
		while True:
			wished = limit - len(found)
			rows = self._raw(state, wanted, start, wished)
			start += len(rows)
			found += self._visible(rows)
			if len(rows) < wished or len(found) == limit:
				return found, start if len(rows) == wished else None

	def _raw(self, state: str, wanted: Wanted, start: int, limit: int) -> list[frappe._dict]:
		newest_first = wanted.order == "newest" or (state != "open" and wanted.order != "oldest")
		by_due = wanted.order == "due" and state == "open"
		parts = [self._select(arm, wanted, newest_first, by_due, start + limit) for arm in self._arms(state)]
		parts = [part for part in parts if part]
		found = _merged(parts, newest_first, by_due) if len(parts) > 1 else parts[0] if parts else []
		return found[start : start + limit]

	def counts(self, states: Iterable[str] = STATES) -> dict[str, dict[str, int]]:
		"""How many rows each list has, by doctype, of the first `COUNTED_TO`; of copies those not read yet. One round
		trip for all, and two more where rules narrow doctypes."""
		arms = [(state, arm) for state in states for arm in self._arms(state)]
		parts = [
			f"select {number}, reference_doctype, count(*) from (select {arm.alias}.reference_doctype from {arm.plain}"
			f" where {arm.counted or arm.where} limit {COUNTED_TO}) part{number} group by reference_doctype"
			for number, (_state, arm) in enumerate(arms)
		]
		totals: dict[str, dict[str, int]] = {state: {} for state in states}
		narrowed: list[tuple[str, Arm, str]] = []
		for number, doctype, found in frappe.db.sql(" union all ".join(parts), self.values):
			state, arm = arms[int(number)]
			if self._rule(doctype):
				narrowed.append((state, arm, doctype))
			else:
				totals[state][doctype] = totals[state].get(doctype, 0) + found
		for (state, _arm, doctype), visible in zip(narrowed, self._count_visible(narrowed), strict=True):
			totals[state][doctype] = totals[state].get(doctype, 0) + visible
		return totals

	def newest(self, state: str, limit: int) -> Sequence[tuple[str, str, str]]:
		"""Type, flow and step of the newest rows of a list."""
		parts = [
			f"select distinct reference_doctype, flow_title, node_label from (select {arm.alias}.reference_doctype,"
			f" {arm.flow} as flow_title, {arm.alias}.node_label from {arm.plain} where {arm.where}"
			f" order by {arm.moment} desc limit {cint(limit)}) latest"
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
			f"select {arm.columns} from {arm.tables} where {' and '.join(conditions)}"
			f" order by {order} limit {cint(limit)}",
			{**arm.values, **dict(wanted.values), **_moments(wanted.now)},
			as_dict=True,
		)

	# -- scope: the one expression that hides what is closed --------------------------------------------------

	def _visible(self, rows: list[frappe._dict]) -> list[frappe._dict]:
		"""Rows whose document no rule of its doctype closes to the person."""
		narrowed: dict[str, set[str]] = {}
		for row in rows:
			if self._rule(row.reference_doctype):
				narrowed.setdefault(row.reference_doctype, set()).add(row.reference_name)
		if not narrowed:
			return rows
		open_names = self._open_names(narrowed)
		return [
			row
			for row in rows
			if row.reference_doctype not in open_names
			or row.reference_name in open_names[row.reference_doctype]
		]

	def _count_visible(self, narrowed: list[tuple[str, Arm, str]]) -> list[int]:
		"""How many rows of each (state, arm, doctype) no rule closes to the person."""
		if not narrowed:
			return []
		parts, values = [], dict(self.values)
		for number, (_state, arm, doctype) in enumerate(narrowed):
			values[f"doctype_{number}"] = doctype
			parts.append(
				f"select {number}, part{number}.* from (select {arm.alias}.reference_name from {arm.plain}"
				f" where {arm.counted or arm.where} and {arm.alias}.reference_doctype = %(doctype_{number})s"
				f" limit {COUNTED_TO}) part{number}"
			)
		named: list[list[str]] = [[] for _one in narrowed]
		for number, name in frappe.db.sql(" union all ".join(parts), values):
			named[int(number)].append(name)
		wanted: dict[str, set[str]] = {}
		for (_state, _arm, doctype), names in zip(narrowed, named, strict=True):
			wanted.setdefault(doctype, set()).update(names)
		open_names = self._open_names(wanted)
		return [
			sum(name in open_names[doctype] for name in names)
			for (_state, _arm, doctype), names in zip(narrowed, named, strict=True)
		]

	def _open_names(self, wanted: dict[str, set[str]]) -> dict[str, set[str]]:
		"""Those of the documents that their doctype's own rule lets the person see, by doctype, in one round trip."""
		parts, values = [], {}
		found: dict[str, set[str]] = {}
		for number, (doctype, names) in enumerate(wanted.items()):
			found[doctype] = set()
			values |= {f"doctype_{number}": doctype, f"names_{number}": tuple(names) or ("",)}
			parts.append(
				f"select %(doctype_{number})s, `name` from `tab{doctype}` where `name` in %(names_{number})s"
				f" and {self._rule(doctype).replace('%', '%%')}"
			)
		for doctype, name in frappe.db.sql(" union all ".join(parts), values) if parts else ():
			found[doctype].add(name)
		return found

	def _rule(self, doctype: str) -> str:
		"""The condition by which an app's hook narrows the rows of a doctype; empty where none does."""
		if doctype not in self.closing:
			hooks = frappe.get_hooks("permission_query_conditions", {}).get(doctype, [])
			texts = [
				text for text in (frappe.call(hook, self.user, doctype=doctype) for hook in hooks) if text
			]
			self.closing[doctype] = " and ".join(f"({text})" for text in texts)
		return self.closing[doctype]


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


def open_count(user: str) -> int:
	"""How many tasks wait for a person: the number beside the link on every page."""
	return bounded(Lists(user).counts(("open",)))["open"]


def bounded(counts: dict[str, dict[str, int]]) -> dict[str, int]:
	"""Each list's count, at most `COUNTED_TO`."""
	return {state: min(sum(found.values()), COUNTED_TO) for state, found in counts.items()}
