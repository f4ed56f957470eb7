"""`Authorization: token key:secret` (or Basic with the same pair), as on v15."""

import base64
import binascii
import hmac
from functools import lru_cache

import frappe
from frappe import _

from frappe_standalone.core.http.sessions import become
from frappe_standalone.core.password import decrypt, get_encryption_key

KEY_QUERY = (
	"SELECT `u`.`name`, `a`.`password` FROM `tabUser` `u` JOIN `__Auth` `a` ON `a`.`doctype`='User' "
	"AND `a`.`name`=`u`.`name` AND `a`.`fieldname`='api_secret' AND `a`.`encrypted`=1 "
	"WHERE `u`.`api_key`=%s AND `u`.`enabled`=1 AND `a`.`password`<>''"
)


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


def user_and_secret(key: str) -> tuple[str | None, str | None]:
	"""The enabled user who has this key, and the secret that proves it."""
	rows = frappe.db.sql(KEY_QUERY, (key,))
	if not rows:
		return None, None
	user, encrypted = rows[0]
	return user, opened(encrypted, get_encryption_key(), user)


@lru_cache(maxsize=256)
def opened(encrypted: str, _encryption_key: str, user: str) -> str:
	"""The secret of a key in use; this process keeps it, as it keeps the key that opens it."""
	return decrypt(encrypted, key=f"User.{user}.api_secret")


def sign_in_by_key(key: str, secret: str) -> None:
	"""Act as the enabled user who has this key; raises AuthenticationError."""
	user, known = user_and_secret(key)
	if not known or not hmac.compare_digest(known, secret):
		raise frappe.AuthenticationError
	# A session cookie sent along wins, as on v15.
	if frappe.session.user == "Guest":
		frappe.local.login_manager.user = user
		become(frappe._dict(user=user, sid=user, data=frappe._dict()))
