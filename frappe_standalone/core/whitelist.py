"""Functions that may be called over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.translate import _
from frappe_standalone.core.typing_validations import validate_argument_types

METHODS = ("GET", "POST", "PUT", "DELETE")

whitelisted: list[Callable] = []
guest_methods: list[Callable] = []
xss_safe_methods: list[Callable] = []
allowed_http_methods_for_whitelisted_func: dict[Callable, tuple[str, ...]] = {}


def whitelist(allow_guest: bool = False, xss_safe: bool = False, methods: Any = None) -> Callable:
	"""Let a function be called as `/api/method/<its dotted name>`.

	Args:
		allow_guest: also by visitors who are not signed in.
		xss_safe: do not clean the texts of such visitors.
		methods: HTTP methods it answers to; all four if left out.
	"""

	def register(fn: Callable) -> Callable:
		checked = validate_argument_types(fn, apply_condition=in_request_or_test)
		plain = getattr(checked, "__func__", checked)
		whitelisted.append(plain)
		allowed_http_methods_for_whitelisted_func[plain] = methods or METHODS
		if allow_guest:
			guest_methods.append(plain)
			if xss_safe:
				xss_safe_methods.append(plain)
		return checked

	return register


def in_request_or_test() -> bool:
	"""Arguments are checked against type hints where they come from outside, and in tests."""
	return bool(getattr(local, "request", None) or (getattr(local, "flags", None) and local.flags.in_test))


def is_whitelisted(method: Callable) -> None:
	"""Refuse a function that is not whitelisted (for a guest: not for guests); clean a guest's texts.

	Raises:
		PermissionError
	"""
	method = getattr(method, "__func__", method)
	is_guest = local.session.user == "Guest"
	if method not in whitelisted or (is_guest and method not in guest_methods):
		summary = _("You are not permitted to access this resource.")
		name = getattr(method, "__name__", type(method).__name__)
		module = getattr(method, "__module__", None) or type(method).__module__
		detail = _("Function {0} is not whitelisted.").format(bold(f"{module}.{name}"))
		throw(
			f"<details><summary>{summary}</summary>{detail}</details>",
			PermissionError,
			title=_("Method Not Allowed"),
		)
	if is_guest and method not in xss_safe_methods:
		clean_form()


def clean_form() -> None:
	"""Take scripts out of every text of the request."""
	from frappe_standalone.core.utils.html import sanitize_html

	for key, value in local.form_dict.items():
		if isinstance(value, str):
			local.form_dict[key] = sanitize_html(value)
