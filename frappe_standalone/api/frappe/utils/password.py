"""Secrets."""

from frappe_standalone.core.password import (
	check_password,
	decrypt,
	delete_all_passwords_for,
	encrypt,
	get_decrypted_password,
	get_encryption_key,
	remove_encrypted_password,
	rename_password,
	rename_password_field,
	set_encrypted_password,
	update_password,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
