"""Every number that a township may change: its value in force on a day.

A row of `Rule Setting` beats the catalogue's default (`policies/parameters.py`), a township's own row beats
the general one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import getdate

from township_gov import clock
from township_gov.policies.parameters import SettingRow, Value, parameter, row_in_force


@dataclass(frozen=True)
class InForce:
	"""A value and the state of the rule it comes from: "default", or the first day of the row in force."""

	value: Value
	version: str


def get(key: str, on: date | str | None = None, township: str | None = None) -> Value:
	"""The value of a setting on a day (default: today), in the catalogue's type.

	Raises `UnknownParameter` for a key that is not in the catalogue.
	"""
	return in_force([key], on, township)[key].value


def in_force(
	keys: Iterable[str], on: date | str | None = None, township: str | None = None
) -> dict[str, InForce]:
	"""Several settings at once: key → its value on a day (default: today) and where it comes from."""
	return Book(keys).in_force(on, township)


class Book:
	"""Several settings with all their rows, read once: for reports that ask for many days or townships."""

	def __init__(self, keys: Iterable[str]):
		"""Raises `UnknownParameter` for a key that is not in the catalogue."""
		self.wanted = {key: parameter(key) for key in keys}
		self.stored = _rows(self.wanted)

	def in_force(self, on: date | str | None = None, township: str | None = None) -> dict[str, InForce]:
		"""key → its value on a day (default: today) and where it comes from."""
		day = getdate(on) if on else clock.today()
		found = {key: row_in_force(rows, day, township) for key, rows in self.stored.items()}
		return {
			key: InForce(entry.parse(found[key].value), str(found[key].valid_from))
			if found[key]
			else InForce(entry.default, "default")
			for key, entry in self.wanted.items()
		}


def _rows(wanted: Iterable[str]) -> dict[str, list[SettingRow]]:
	stored: dict[str, list[SettingRow]] = {key: [] for key in wanted}
	for row in frappe.get_all(
		"Rule Setting",
		filters={"setting_key": ["in", list(wanted)]},
		fields=["setting_key", "value", "valid_from", "valid_to", "township"],
	):
		stored[row.pop("setting_key")].append(SettingRow(**row))
	return stored
