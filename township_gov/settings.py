"""Every number that a township may change: its value in force on a day.

A row of `Rule Setting` beats the catalogue's default (`policies/parameters.py`), a township's own row beats
the general one.
"""

from datetime import date

import frappe
from frappe.utils import getdate

from township_gov import clock
from township_gov.policies.parameters import Parameter, SettingRow, Value, parameter, row_in_force


def get(key: str, on: date | str | None = None, township: str | None = None) -> Value:
	"""The value of a setting on a day (default: today), in the catalogue's type.

	Raises `UnknownParameter` for a key that is not in the catalogue.
	"""
	wanted = parameter(key)
	row = _row(wanted, getdate(on) if on else clock.today(), township)
	return wanted.parse(row.value) if row else wanted.default


def version(key: str, on: date | str | None = None, township: str | None = None) -> str:
	"""Which state of the rule `get` answered with: "default", or the first day of the row in force."""
	row = _row(parameter(key), getdate(on) if on else clock.today(), township)
	return str(row.valid_from) if row else "default"


def _row(wanted: Parameter, on: date, township: str | None) -> SettingRow | None:
	rows = frappe.get_all(
		"Rule Setting",
		filters={"setting_key": wanted.key},
		fields=["value", "valid_from", "valid_to", "township"],
	)
	return row_in_force([SettingRow(**row) for row in rows], on, township)
