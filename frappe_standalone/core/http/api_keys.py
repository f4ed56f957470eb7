"""`Authorization: token key:secret` (or Basic with the same pair), as on v15."""

import base64
import binascii
import hmac

import frappe
from frappe import _

from frappe_standalone.core.http.sessions import become
from frappe_standalone.core.password import get_decrypted_password


def validate_auth() -> None:
	"""Sign the request in by its Authorization header; raises AuthenticationError when the header proves nothing."""
	parts = (frappe.local.request.headers.get("Authorization") or "").split(" ")
	if len(parts) == 2:
		key_and_secret = read_credentials(*parts)
		if key_and_secret:
			sign_in_by_key(*key_and_secret)
	for hook in frappe.get_hooks("auth_hooks"):
		frappe.get_attr(hook)()
	if len(parts) == 2 and frappe.session.user in ("", "Guest"):
		raise frappe.AuthenticationError


def read_credentials(scheme: str, text: str) -> tuple[str, str] | None:
	"""Return key and secret of a header; None for another scheme."""
	if scheme.lower() == "basic":
		try:
			text = base64.b64decode(text).decode()
		except (binascii.Error, UnicodeDecodeError):
			frappe.throw(
				_("Failed to decode token, please provide a valid base64-encoded token."),
				frappe.InvalidAuthorizationToken,
			)
	elif scheme.lower() != "token":
		return None
	key, separator, secret = text.partition(":")
	return (key, secret) if separator and key and secret else None


def sign_in_by_key(key: str, secret: str) -> None:
	"""Act as the enabled user who has this key; raises AuthenticationError."""
	user = frappe.db.get_value("User", {"api_key": key, "enabled": 1}, "name")
	known = get_decrypted_password("User", user, "api_secret", raise_exception=False) if user else None
	if not known or not hmac.compare_digest(known, secret):
		raise frappe.AuthenticationError
	# A session cookie sent along wins, as on v15.
	if frappe.session.user == "Guest":
		frappe.local.login_manager.user = user
		become(frappe._dict(user=user, sid=user, data=frappe._dict()))
