"""`frappe.rate_limiter.rate_limit`: at most so many calls of a function within so many seconds."""

from collections.abc import Callable
from functools import wraps

import frappe
from frappe import _

from frappe_standalone.core.http.counters import SharedCounters


def rate_limit(
	key: str | None = None,
	limit: int | Callable = 5,
	seconds: int = 24 * 60 * 60,
	methods: str | list = "ALL",
	ip_based: bool = True,
):
	"""Decorate a whitelisted function; raises RateLimitExceededError (429) beyond `limit` calls.

	Args as on v15: `key` names a request value that tells callers apart; `methods` limits the HTTP methods counted;
	`ip_based` counts per address. Outside a request nothing is counted.
	"""

	def decorate(function: Callable) -> Callable:
		@wraps(function)
		def limited(*args, **kwargs):
			request = getattr(frappe.local, "request", None)
			if request and (methods == "ALL" or request.method.upper() in methods):
				_count(key, limit() if callable(limit) else limit, seconds, ip_based)
			return function(*args, **kwargs)

		return limited

	return decorate


def _count(key: str | None, limit: int, seconds: int, ip_based: bool) -> None:
	parts = [frappe.local.request_ip if ip_based else "", str(frappe.form_dict.get(key) or "") if key else ""]
	identity = ":".join(part for part in parts if part)
	if not identity:
		frappe.throw(_("Either key or IP flag is required."))
	counter = f"rl:{frappe.form_dict.cmd}:{identity}"
	if SharedCounters(frappe.local.site_path).add(counter, seconds) > limit:
		frappe.throw(
			_("You hit the rate limit because of too many requests. Please try after sometime."),
			frappe.RateLimitExceededError,
		)
