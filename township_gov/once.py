"""What a page asks again and again while it is drawn, found out once.

A page only reads, so who somebody is, which offices he heads and which records are therefore open to him stay the same until
it is drawn. A request that writes asks anew each time: what it has just changed may decide the next answer.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import frappe


def only_reads() -> bool:
	"""Whether this is a request whose writes are rolled back, whatever its function did."""
	request = getattr(frappe.local, "request", None)
	return request is not None and request.method in ("GET", "HEAD")


def once_for_a_page(ask: Callable[..., Any]) -> Callable[..., Any]:
	"""Keep the answers of a function for the rest of a request that only reads; its arguments are texts, among them the user."""

	@functools.wraps(ask)
	def kept(*args: str) -> Any:
		if not only_reads():
			return ask(*args)
		request = frappe.local.request
		answers = getattr(frappe.local, "township_answers", None)
		if answers is None or answers[0] is not request:
			answers = frappe.local.township_answers = (request, {})
		key = (ask.__module__, ask.__qualname__, *args)
		if key not in answers[1]:
			answers[1][key] = ask(*args)
		return answers[1][key]

	return kept
