"""The key of the secret fields: there, and the one they were written with."""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.fernet import Fernet, InvalidToken

from frappe_standalone.core.context import local
from frappe_standalone.core.doctor.finding import ERROR, Finding
from frappe_standalone.core.translate import _

CHECK = "secrets"


def find() -> Iterator[Finding]:
	"""A missing or wrong key."""
	secrets = local.db.sql("select doctype, name, fieldname, password from `__Auth` where encrypted = 1")
	unreadable = [f"{doctype} {name} {field}" for doctype, name, field, text in secrets if not readable(text)]
	if unreadable:
		text = _("{0} of {1} secret values cannot be read with the site's `encryption_key`: {2} …").format(
			len(unreadable), len(secrets), unreadable[0]
		)
		mend = _("Put the `encryption_key` of the last backup into site_config.json.")
		yield Finding(CHECK, ERROR, "encryption_key", text, mend)


def readable(secret: str) -> bool:
	"""True if the site's key opens it."""
	try:
		Fernet(local.conf.encryption_key or "").decrypt(secret.encode())
	except (ValueError, InvalidToken):
		return False
	return True
