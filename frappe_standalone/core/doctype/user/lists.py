"""Who works here: lists of users, and giving them roles."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import formataddr
from typing import TYPE_CHECKING, Any

from frappe_standalone.core.context import db, session
from frappe_standalone.core.data import _dict
from frappe_standalone.core.model.create_new import new_doc
from frappe_standalone.core.model.document import get_doc
from frappe_standalone.core.permissions import AUTOMATIC_ROLES
from frappe_standalone.core.query.listing import get_all
from frappe_standalone.core.runtime import STANDARD_USERS
from frappe_standalone.core.whitelist import whitelist

if TYPE_CHECKING:
	from frappe_standalone.core.doctype.user.user import User


def get_user_fullname(user: str) -> str:
	"""First and last name; "" for nobody."""
	found = db.get_value("User", user, ["first_name", "last_name"])
	return " ".join(part for part in found or () if part)


def get_fullname_and_avatar(user: str) -> _dict:
	"""Name, picture and id of a user."""
	found = db.get_value("User", user, ["user_image", "name"], as_dict=True)
	return _dict(fullname=get_user_fullname(user), avatar=found.user_image, name=found.name)


def get_system_managers(only_name: bool = False) -> list[str]:
	"""The System Managers who are enabled, the newest first: `Name <address>`, or only their ids."""
	rows = db.sql(
		"SELECT u.`full_name`, u.`name` FROM `tabUser` u JOIN `tabHas Role` r ON r.`parent` = u.`name` "
		"WHERE r.`parenttype` = 'User' AND r.`role` = 'System Manager' AND u.`enabled` = 1 "
		"AND u.`docstatus` < 2 AND u.`name` NOT IN %s ORDER BY u.`creation` DESC",
		(tuple(STANDARD_USERS),),
	)
	return [name if only_name else formataddr((full_name, name)) for full_name, name in rows]


def add_role(user: str, role: str) -> None:
	"""Give a role to a user."""
	get_doc("User", user).add_roles(role)


def add_system_manager(
	email: str,
	first_name: str | None = None,
	last_name: str | None = None,
	send_welcome_email: bool = False,
	password: str | None = None,
) -> User:
	"""Make a user who has every role that is given by hand."""
	from frappe_standalone.core.password import update_password

	user: Any = new_doc("User")
	values = {"name": email, "email": email, "enabled": 1, "first_name": first_name or email}
	user.update({**values, "last_name": last_name, "user_type": "System User"})
	user.send_welcome_email = int(send_welcome_email)
	user.insert()
	user.add_roles(*get_all("Role", filters={"name": ["not in", AUTOMATIC_ROLES]}, pluck="name"))
	if password:
		update_password(user=user.name, pwd=password)
	return user


def get_enabled_system_users() -> list[dict]:
	"""Address, language and id of every enabled user of the desk, the standard ones apart."""
	filters = {"user_type": "System User", "enabled": 1, "name": ["not in", ("Administrator", "Guest")]}
	return get_all("User", fields=["email", "language", "name"], filters=filters)


@whitelist()
def get_system_users(exclude_users: Iterable[str] | str | None = None, limit: int | None = None) -> list[str]:
	"""The ids of the enabled users of the desk."""
	left_out = [exclude_users] if isinstance(exclude_users, str) else [*(exclude_users or ())]
	return get_all(
		"User",
		filters={
			"enabled": 1,
			"user_type": ("!=", "Website User"),
			"name": ("not in", [*STANDARD_USERS, *left_out]),
		},
		pluck="name",
		limit=limit,
	)


def get_users() -> list[dict]:
	"""Name, id and whether he is a System Manager, of every user of the desk."""
	managers = get_system_managers(only_name=True)
	return [
		{"full_name": get_user_fullname(user), "email": user, "is_system_manager": user in managers}
		for user in get_system_users()
	]


def is_website_user(username: str | None = None) -> bool:
	"""True for a user who may not use the desk."""
	return db.get_value("User", username or session.user, "user_type") == "Website User"


def get_website_users() -> int:
	"""How many enabled users may not use the desk."""
	return db.count("User", filters={"enabled": True, "user_type": "Website User"})


def add_user_info(user: str | list[str] | set[str], user_info: dict[str, Any]) -> None:
	"""Add names and pictures of users to `user_info`, those that are not in it yet."""
	asked = [user] if isinstance(user, str) else list(user or ())
	missing = [name for name in asked if name not in user_info]
	if not missing:
		return
	fields = ["full_name", "user_image", "name", "email", "time_zone"]
	for row in get_all("User", {"name": ("in", missing)}, fields):
		user_info.setdefault(row.name, _dict()).update(
			fullname=row.full_name or row.name,
			image=row.user_image,
			name=row.name,
			email=row.email,
			time_zone=row.time_zone,
		)
