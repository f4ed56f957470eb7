"""The documents that the families on values and refusals are about."""

from __future__ import annotations

import frappe

from tests.contract.make import area


def setup() -> None:
	"""Two areas: one with values to fetch, one without."""
	area("East", head="head East", rank=4)
	area("West", head="", rank=0)


def odd(**values):
	"""A document of the form with a field of every type, not saved."""
	return frappe.get_doc({"doctype": "CT Odd", **values})


def to(**values):
	"""A change of a document to these values."""
	return lambda doc: doc.update(values)
