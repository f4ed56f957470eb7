"""A change through a session cookie needs the session's token, so no other page can act for the person."""

import hmac

import frappe
from frappe import _

from frappe_standalone.core.http.methods import UNSAFE_HTTP_METHODS


def validate_csrf_token() -> None:
	"""Raise CSRFTokenError for an unsafe request of a session without its token (header or form field)."""
	request = frappe.local.request
	stored = frappe.local.session_obj.stored
	sent = request.headers.get("X-Frappe-CSRF-Token") or frappe.form_dict.pop("csrf_token", None)
	if request.method not in UNSAFE_HTTP_METHODS or not stored:
		return
	if not stored.csrf_required and not (sent or is_from_browser(request)):
		return
	if not hmac.compare_digest(str(sent or ""), stored.data["csrf_token"]):
		frappe.flags.disable_traceback = True
		frappe.throw(
			_("Invalid Request: the page is out of date. Reload it and try again."), frappe.CSRFTokenError
		)


def is_from_browser(request) -> bool:
	"""Say whether a browser sent the request: only browsers add these headers, and pages cannot remove them."""
	return any(request.headers.get(name) for name in ("Origin", "Sec-Fetch-Site", "Referer"))
