"""Who a user is: name, address, picture."""

from __future__ import annotations

from email.utils import formataddr

from frappe_standalone.core.context import local


def get_fullname(user: str | None = None) -> str:
	"""First and last name of a user; the user's own name if there is none."""
	user = user or local.session.user
	if not local.db.table_exists("User"):
		return user
	found = local.db.get_value("User", user, ["first_name", "last_name"], cache=True)
	return " ".join(part for part in found or () if part) or user


def get_email_address(user: str | None = None) -> str | None:
	"""The e-mail address of a user."""
	return local.db.get_value("User", user or local.session.user, "email")


def get_formatted_email(user: str, mail: str | None = None) -> str:
	"""`Name <address>` of a user; empty without an address."""
	address = mail or get_email_address(user)
	return formataddr((get_fullname(user), address)) if address else ""


def get_user_info_for_avatar(user_id: str) -> dict:
	"""Name, address and picture of a user, the bare id for one that does not exist."""
	found = local.db.get_value("User", user_id, ["email", "user_image", "full_name"], as_dict=True)
	if not found:
		return {"email": user_id, "image": "", "name": user_id}
	return {"email": found.email, "image": found.user_image, "name": found.full_name}
