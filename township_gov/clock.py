"""The one clock of the app: every rule that asks "what day is it" asks here.

It is the platform's clock, in the site's time zone. The demo loader sets it back to make a past half-year through
the same engine that makes the present; no request can reach that.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils import now_datetime

FLAG = "township_clock"


def now() -> datetime.datetime:
	"""This moment in the site's time zone, without microseconds' loss."""
	return frappe.flags.get(FLAG) or now_datetime()


def today() -> datetime.date:
	"""This day in the site's time zone."""
	return now().date()


@contextmanager
def set_to(moment: datetime.datetime) -> Iterator[None]:
	"""Run a block as if it were `moment` (demo data only)."""
	before = frappe.flags.get(FLAG)
	frappe.flags[FLAG] = moment
	try:
		yield
	finally:
		frappe.flags[FLAG] = before
