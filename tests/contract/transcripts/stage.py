"""Where cases are played: the same way when they are recorded on a bench and when they are replayed."""

from __future__ import annotations

import importlib
import json
import pkgutil
from pathlib import Path

from tests.contract import forms
from tests.contract.transcripts import canonical, extra, families
from tests.contract.transcripts.cases import Family

RECORDED = Path(__file__).resolve().parents[2] / "recorded" / "transcripts"
# What a case may leave in the caches about a person.
PEOPLE = (*forms.PEOPLE, *extra.PEOPLE)


def all_families() -> dict[str, Family]:
	"""Every family, by its name, as the modules in families/ declare them."""
	found = {}
	for module in sorted(pkgutil.iter_modules(families.__path__), key=lambda module: module.name):
		family = importlib.import_module(f"{families.__name__}.{module.name}").FAMILY
		found[family.name] = family
	return found


def recorded(family: str) -> dict[str, object]:
	"""What v15.41 answered, by case."""
	return json.loads((RECORDED / f"{family}.json").read_text(encoding="utf-8"))


class Stage:
	"""Plays cases on one platform; keeps the rows of the family that is on."""

	def __init__(self, platform):
		self.platform = platform
		self.family: Family | None = None
		self.before: list | None = None  # what was there when the family that commits began

	def play(self, family: Family, case_id: str) -> str:
		"""The canonical answer of one case."""
		import time_machine

		with time_machine.travel(canonical.MOMENT, tick=True):
			self._enter(family)
			self._connect()
			try:
				return canonical.canonical(self._answer(family.cases[case_id]))
			finally:
				self._leave(family)

	def close(self) -> None:
		"""Delete the rows of the last family."""
		if self.family:
			self._connect()
			self._remove_rows()
			self.platform.stop()
			self.family = None

	def _enter(self, family: Family) -> None:
		if self.family is family:
			return
		self.close()
		self._connect()
		family.setup()
		self._commit()
		self.before = self._fingerprint() if family.commits else None
		self.platform.stop()
		self.family = family

	def _connect(self) -> None:
		import frappe

		self.platform.connect()
		frappe.set_user("Administrator")
		frappe.local.lang = "en"

	def _answer(self, run):
		import frappe

		frappe.flags.in_test = False
		extra.PLATFORM = self.platform
		try:
			return run()
		except Exception as error:
			return canonical.refusal(error)

	def _leave(self, family: Family) -> None:
		import frappe

		frappe.set_user("Administrator")
		frappe.local.lang = "en"
		frappe.db.rollback()
		if family.rights:
			for user in PEOPLE:
				frappe.clear_cache(user=user)
		if family.commits and self._fingerprint() != self.before:
			self._remove_rows()
			family.setup()
			self._commit()
			self.before = self._fingerprint()
		self.platform.stop()

	@staticmethod
	def _fingerprint() -> list:
		"""Tells whether a case left something in the tables that cases write to."""
		import frappe

		tables = ("CT Area", "CT Order", "CT Line")
		rows = [frappe.db.sql(f"select name, modified from `tab{name}` order by name") for name in tables]
		singles = "select field, value from `tabSingles` where doctype = 'CT Settings' order by field"
		return [
			rows,
			frappe.db.sql("select name, current from `tabSeries` order by name"),
			frappe.db.sql(singles),
		]

	@staticmethod
	def _remove_rows() -> None:
		forms.remove_rows()
		extra.remove_rows()
		Stage._commit()

	@staticmethod
	def _commit() -> None:
		import frappe

		frappe.db.commit()
		frappe.clear_cache()
