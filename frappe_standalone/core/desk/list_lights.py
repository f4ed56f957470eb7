"""The counts by light over a list. They add up to all records, and each is what the list opened by it shows.

A light warns of what is still to be done. A record that is done keeps its last light (it says whether it was done in time),
so an app names the states in which the light runs (hook `running_states`: {doctype: [state, …]}); others are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import LIGHTS, is_light
from frappe_standalone.core.desk.icons import lamp
from frappe_standalone.core.desk.list_counts import in_time
from frappe_standalone.core.desk.list_state import ListState
from frappe_standalone.core.desk.wording import option_text

ORDER = ("Red", "Yellow", "Green")
Filters = tuple[tuple[str, str, Any], ...]


def light_facets(doctype: str, fields: Iterable[Any], state: ListState) -> list[dict[str, Any]]:
	"""How many records stand at each light, from one grouped query; the filters of the facets themselves are left out of it.

	Where the table is so long that counting would keep the page waiting, the lights stand without numbers.
	"""
	known = {df.get("fieldname"): df for df in fields}
	df = next((df for df in known.values() if is_light(df)), None)
	if not df or state.q or state.asks_rows:
		return []
	return Facets(doctype, df, state, "status" in known).all()


def running_states(doctype: str) -> list[str]:
	"""The states in which a light of this doctype runs; none where no app names them: then it always does."""
	return list((frappe.get_hooks("running_states") or {}).get(doctype) or [])


class Facets:
	"""The facets of one list: all, each light, without a light, and not running."""

	def __init__(self, doctype: str, df: Any, state: ListState, has_status: bool):
		self.doctype, self.df, self.state = doctype, df, state
		self.light = df.get("fieldname")
		self.running = running_states(doctype) if has_status else []
		self.base = self.without_facets()
		self.counts = self.count()

	def without_facets(self) -> Filters:
		"""The list's filters without those that a facet has set."""
		own = [(self.light, "=", value) for value in ORDER] + [(self.light, "is", "not set")]
		return tuple(row for row in self.state.filters if not self.is_facet(row, own))

	def is_facet(self, row: tuple[str, str, Any], own: list) -> bool:
		if row[0] == self.light:
			return row in own
		return bool(self.running) and row in (self.in_states("in"), self.in_states("not in"))

	def in_states(self, operator: str) -> tuple[str, str, Any]:
		return ("status", operator, self.running)

	def of(self, light: str | None) -> Filters:
		"""The filters of one light (None: without any), among what runs."""
		mark = (self.light, "=", light) if light else (self.light, "is", "not set")
		return (*self.base, *((self.in_states("in"),) if self.running else ()), mark)

	def rest(self) -> Filters:
		return (*self.base, self.in_states("not in"))

	def count(self) -> dict[str | None, int] | None:
		"""Light → records; the key "" is without a light, None what does not run. None where counting takes too long."""
		fields = [self.light, *(["status"] if self.running else [])]
		rows = in_time(
			lambda: frappe.get_list(
				self.doctype,
				fields=[*fields, "count(name) as n"],
				filters=replace(self.state, filters=self.base).asked(),
				group_by=", ".join(fields),
				order_by=None,
				limit_page_length=200,
			)
		)
		if rows is None:
			return None
		found: dict[str | None, int] = {}
		for row in rows:
			runs = not self.running or row["status"] in self.running
			key = (row[self.light] or "") if runs else None
			found[key] = found.get(key, 0) + row["n"]
		return found

	def all(self) -> list[dict[str, Any]]:
		"""[{mark, count, current, url}], the first of them all records; nothing where no record has a light."""
		parts = [(lamp(LIGHTS[one], option_text(self.df, one)), one, self.of(one)) for one in ORDER]
		parts.append((_("No light"), "", self.of(None)))
		if self.running:
			parts.append((_("Not running"), None, self.rest()))
		counts = self.counts
		shown = [part for part in parts if counts is None or counts.get(part[1])]
		if counts is not None and not any(counts.get(one) for one in ORDER):
			return []
		facets = [
			self.facet(mark, None if counts is None else counts[key], where) for mark, key, where in shown
		]
		every = None if counts is None else sum(counts.values())
		return [self.facet(_("All records"), every, self.base), *facets]

	def facet(self, mark: Any, count: int | None, filters: Filters) -> dict[str, Any]:
		return {
			"mark": mark,
			"count": count,
			"current": sorted(map(repr, filters)) == sorted(map(repr, self.state.filters)),
			"url": self.state.address(filters=filters),
		}
