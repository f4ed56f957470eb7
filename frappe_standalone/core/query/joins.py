"""The tables a list reads besides its own: child tables and documents behind links."""

from __future__ import annotations

from typing import NamedTuple

from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.messages import throw
from frappe_standalone.core.query.parameters import Parameters
from frappe_standalone.core.translate import _

KINDS = ("left join", "inner join", "join")


class LinkJoin(NamedTuple):
	"""The document behind a link field."""

	doctype: str
	field: str
	alias: str


class Joins:
	"""What is joined to the table of a DocType."""

	def __init__(self, doctype: str):
		self.doctype = doctype
		self.children: list[str] = []
		self.links: list[LinkJoin] = []
		self.limits: dict[str, str] = {}  # table or alias → a condition that its rows must meet besides

	def __bool__(self) -> bool:
		return bool(self.children or self.links)

	def has_child(self, doctype: str) -> bool:
		"""True if the child table is joined."""
		return doctype in self.children

	def child(self, doctype: str) -> str:
		"""Join a child table and return its name."""
		if doctype not in self.children:
			self.children.append(doctype)
		return table_name(doctype)

	def link(self, doctype: str, field: str) -> str:
		"""Join the document behind a link field and return the alias of its table."""
		for join in self.links:
			if (join.doctype, join.field) == (doctype, field):
				return join.alias
		number = sum(join.doctype == doctype for join in self.links) + 1
		self.links.append(LinkJoin(doctype, field, f"{table_name(doctype)}_{number}"))
		return self.links[-1].alias

	def doctypes(self) -> list[str]:
		"""Every DocType joined."""
		return list(dict.fromkeys([*self.children, *(join.doctype for join in self.links)]))

	def doctype_of(self, table: str) -> str | None:
		"""The DocType of a table or alias of this query; None if it has none of that name."""
		tables = {table_name(d): d for d in (self.doctype, *self.children)}
		return {**tables, **{join.alias: join.doctype for join in self.links}}.get(table)

	def sql(self, kind: str, parameters: Parameters) -> str:
		"""The JOIN clauses."""
		if kind.lower() not in KINDS:
			throw(_("{0} is no kind of join. Use one of {1}").format(kind, ", ".join(KINDS)))
		own = f"`{table_name(self.doctype)}`"
		clauses = []
		for doctype in self.children:
			child = f"`{table_name(doctype)}`"
			parenttype = parameters.add(self.doctype)
			clauses.append(
				f" {kind} {child} on ({child}.parenttype = {parenttype} and {child}.parent = {own}.name"
				f"{self.limit(table_name(doctype))})"
			)
		for join in self.links:
			clauses.append(
				f" {kind} `{table_name(join.doctype)}` `{join.alias}` on (`{join.alias}`.`name` = {own}.`{join.field}`"
				f"{self.limit(join.alias)})"
			)
		return "".join(clauses)

	def limit(self, table: str) -> str:
		"""The further condition on a table, as part of its join."""
		condition = self.limits.get(table)
		return f" and {condition}" if condition else ""
