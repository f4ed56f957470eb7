"""Secrets in the table `__Auth`: hashed passwords of users, encrypted values of Password fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.fernet import Fernet, InvalidToken

from frappe_standalone.core import cache
from frappe_standalone.core.context import db, local
from frappe_standalone.core.errors import AuthenticationError, ValidationError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.site import ensure_encryption_key
from frappe_standalone.core.translate import _

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument

STAR = "*"


class EncryptionKeyMissing(ValidationError):
	"""Secrets are stored, and the key they were written with is gone."""

	http_status_code = 503


hasher = PasswordHasher()  # argon2id with the library's recommended costs

UPSERT = (
	"INSERT INTO `__Auth` (`doctype`, `name`, `fieldname`, `password`, `encrypted`) VALUES (%s, %s, %s, %s, %s) "
	"ON CONFLICT (`doctype`, `name`, `fieldname`) "
	"DO UPDATE SET `password`=excluded.`password`, `encrypted`=excluded.`encrypted`"
)


def stored(doctype: str, name: str, fieldname: str, encrypted: bool) -> tuple[str, str] | None:
	"""Return (name, secret) of an entry."""
	rows = db.sql(
		"SELECT `name`, `password` FROM `__Auth` "
		"WHERE `doctype`=%s AND `name`=%s AND `fieldname`=%s AND `encrypted`=%s",
		(doctype, name, fieldname, int(encrypted)),
	)
	return tuple(rows[0]) if rows else None


# encrypted values -------------------------------------------------------------------------------------


def get_decrypted_password(
	doctype: str, name: str, fieldname: str = "password", raise_exception: bool = True
) -> str | None:
	"""Return the value of a Password field.

	Raises:
		AuthenticationError: if there is none and `raise_exception`.
	"""
	entry = stored(doctype, name, fieldname, encrypted=True)
	if entry and entry[1]:
		return decrypt(entry[1], key=f"{doctype}.{name}.{fieldname}")
	if raise_exception:
		throw(
			_("Password not found for {0} {1} {2}").format(_(doctype), name, fieldname), AuthenticationError
		)
	return None


def set_encrypted_password(doctype: str, name: str, pwd: str, fieldname: str = "password") -> None:
	"""Store the value of a Password field."""
	db.sql(UPSERT, (doctype, name, fieldname, encrypt(pwd), 1))


def remove_encrypted_password(doctype: str, name: str, fieldname: str = "password") -> None:
	"""Forget the value of a Password field."""
	db.sql(
		"DELETE FROM `__Auth` WHERE `doctype`=%s AND `name`=%s AND `fieldname`=%s", (doctype, name, fieldname)
	)


def save_passwords(part: BaseDocument) -> None:
	"""Move the values of a document's Password fields to `__Auth`; stars stay in the document."""
	ignored = part.flags.ignore_save_passwords
	if ignored is True:
		return
	for df in part.meta.fields_by_type.get("Password", ()):
		if ignored and df.fieldname in ignored:
			continue
		value = part.get(df.fieldname)
		if not value:
			remove_encrypted_password(part.doctype, part.name, df.fieldname)
		elif not is_dummy_password(value):
			set_encrypted_password(part.doctype, part.name, value, df.fieldname)
			part.set(df.fieldname, STAR * len(value))


def is_dummy_password(pwd: str) -> bool:
	"""True for the stars that stand in for a secret."""
	return set(pwd) == {STAR}


def encrypt(txt: str, encryption_key: str | None = None) -> str:
	"""Return a text encrypted with the site's key."""
	return _cipher(encryption_key).encrypt(txt.encode()).decode()


def decrypt(txt: str, encryption_key: str | None = None, key: str | None = None) -> str:
	"""Return the plain text; `key` names the secret in the error message."""
	try:
		return _cipher(encryption_key).decrypt(txt.encode()).decode()
	except InvalidToken:
		throw(
			_("The secret {0} cannot be read: the encryption key is not the one it was written with.").format(
				key or ""
			)
			+ " "
			+ _("Put the `encryption_key` of the original site into site_config.json.")
		)


def _cipher(encryption_key: str | None) -> Fernet:
	try:
		return Fernet((encryption_key or get_encryption_key()).encode())
	except ValueError:
		throw(
			_("The `encryption_key` in site_config.json is damaged. Restore it from a backup."),
			ValidationError,
		)


def get_encryption_key() -> str:
	"""Return the site's key, made on first use.

	Raises:
		EncryptionKeyMissing: if secrets are stored already: a new key could not read them.
	"""
	if not local.conf.encryption_key:
		if db.sql("SELECT 1 FROM `__Auth` WHERE `encrypted`=1 LIMIT 1"):
			throw(
				_(
					"site_config.json has lost its `encryption_key`, so secret fields can be neither read nor "
					"saved. Nothing was changed. Ask your administrator to put the key of the last backup back."
				),
				EncryptionKeyMissing,
			)
		local.conf.encryption_key = ensure_encryption_key(local.site_path)
	return local.conf.encryption_key


# hashed passwords -------------------------------------------------------------------------------------


def update_password(
	user: str,
	pwd: str,
	doctype: str = "User",
	fieldname: str = "password",
	logout_all_sessions: bool = False,
) -> None:
	"""Set a user's password; with `logout_all_sessions` all other sessions of the user end."""
	db.sql(UPSERT, (doctype, user, fieldname, hasher.hash(pwd), 0))
	if logout_all_sessions:
		from frappe_standalone.core.http.sessions import clear_sessions

		clear_sessions(user=user, keep_current=True, force=True)


def check_password(
	user: str, pwd: str, doctype: str = "User", fieldname: str = "password", delete_tracker_cache: bool = True
) -> str:
	"""Return the user's name if the password is right.

	Raises:
		AuthenticationError: if the user or the password is wrong.
	"""
	entry = stored(doctype, user, fieldname, encrypted=False)
	if not entry or not verify(entry[1], pwd):
		raise AuthenticationError(_("Incorrect User or Password"))
	if delete_tracker_cache:
		delete_login_failed_cache(entry[0])
	if hasher.check_needs_rehash(entry[1]):
		update_password(entry[0], pwd, doctype, fieldname)
	return entry[0]


def verify(hashed: str, pwd: str) -> bool:
	"""True if the password has this hash."""
	try:
		return hasher.verify(hashed, pwd)
	except (VerificationError, InvalidHashError):
		return False


def delete_login_failed_cache(user: str) -> None:
	"""Forget a user's failed attempts to sign in."""
	for key in ("last_login_tried", "login_failed_count", "locked_account_time"):
		cache.hdel(key, user)


# following documents ----------------------------------------------------------------------------------


def delete_all_passwords_for(doctype: str, name: Any) -> None:
	"""Forget all secrets of a document."""
	db.sql("DELETE FROM `__Auth` WHERE `doctype`=%s AND `name`=%s", (doctype, name))


def rename_password(doctype: str, old_name: str, new_name: str) -> None:
	"""Keep the secrets of a renamed document."""
	db.sql("UPDATE `__Auth` SET `name`=%s WHERE `doctype`=%s AND `name`=%s", (new_name, doctype, old_name))


def rename_password_field(doctype: str, old_fieldname: str, new_fieldname: str) -> None:
	"""Keep the secrets of a renamed field."""
	db.sql(
		"UPDATE `__Auth` SET `fieldname`=%s WHERE `doctype`=%s AND `fieldname`=%s",
		(new_fieldname, doctype, old_fieldname),
	)
