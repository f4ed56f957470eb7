"""User: a person who signs in, with roles, password and keys."""

from __future__ import annotations

import secrets
from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.context import db, flags, session
from frappe_standalone.core.doctype.user.policy import check_password_strength
from frappe_standalone.core.errors import AuthenticationError, PermissionError, ValidationError
from frappe_standalone.core.hashing import generate_hash
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.password import check_password, delete_all_passwords_for, update_password
from frappe_standalone.core.permissions import (
	AUTOMATIC_ROLES,
	clear_roles_cache,
	clear_user_permissions_cache,
	get_roles,
)
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import nowdate
from frappe_standalone.core.utils.email import validate_email_address
from frappe_standalone.core.whitelist import whitelist

STANDARD_USERS = ("Guest", "Administrator")
SECRET_LENGTH = 15  # characters of an API key and of its secret, as in v15


class User(Document):
	"""Named by the e-mail address."""

	__new_password: str | None = None

	def autoname(self) -> None:
		if self.get("name") not in STANDARD_USERS:
			self.email = (self.email or "").strip()
			self.name = self.email.lower()

	def before_insert(self) -> None:
		self.flags.in_insert = True

	def validate(self) -> None:
		self.__new_password = self.new_password
		self.new_password = ""
		if not flags.in_test and self.__new_password:
			check_password_strength(self.__new_password, self)
		self.validate_email()
		self.add_roles_of_profile()
		self.remove_automatic_and_double_roles()
		self.set_system_user()
		self.set_full_name()
		self.set_username()
		self.check_enable_disable()

	def validate_email(self) -> None:
		if self.name in STANDARD_USERS:
			return
		self.email = (self.email or "").strip().lower()
		validate_email_address(self.email, throw=True)

	def add_roles_of_profile(self) -> None:
		"""Take exactly the roles of the profile, if there is one."""
		if not self.role_profile_name:
			return
		profile = get_doc("Role Profile", self.role_profile_name)
		self.set("roles", [])
		self.append_roles(*[row.role for row in profile.roles])

	def remove_automatic_and_double_roles(self) -> None:
		"""Drop roles everybody has anyway, roles that are disabled and roles listed twice."""
		seen: set[str] = set()
		disabled = set(db.get_values("Role", {"disabled": 1}, "name", pluck=True))
		for row in list(self.get("roles")):
			unneeded = row.role in AUTOMATIC_ROLES and self.name not in STANDARD_USERS
			if not row.role or unneeded or row.role in seen or row.role in disabled:
				self.remove(row)
			else:
				seen.add(row.role)

	def set_system_user(self) -> None:
		"""A user with a role that opens the desk is a System User."""
		if self.name == "Guest":
			self.user_type = "Website User"
		elif self.name == "Administrator" or self.has_desk_access():
			self.user_type = "System User"
		else:
			self.user_type = "Website User"

	def has_desk_access(self) -> bool:
		roles = [row.role for row in self.roles]
		return bool(roles) and bool(db.exists("Role", {"name": ("in", roles), "desk_access": 1}))

	def set_full_name(self) -> None:
		self.full_name = " ".join(
			part for part in (self.first_name, self.middle_name, self.last_name) if part
		)

	def set_username(self) -> None:
		"""Refuse a user name of somebody else."""
		self.username = (self.username or "").strip(" @") or None
		if self.username and db.exists("User", {"username": self.username, "name": ("!=", self.name or "")}):
			throw(_("Username {0} already exists").format(bold(self.username)))

	def check_enable_disable(self) -> None:
		if not self.enabled and self.name in STANDARD_USERS:
			throw(_("User {0} cannot be disabled").format(self.name))
		if not self.enabled:
			self.end_sessions()

	def on_update(self) -> None:
		self.save_new_password()
		clear_roles_cache(self.name)
		clear_user_permissions_cache(self.name)
		cache.delete_value("bootinfo")
		self.share_with_self()

	def save_new_password(self) -> None:
		if not self.__new_password:
			return
		update_password(self.name, self.__new_password, logout_all_sessions=bool(self.logout_all_sessions))
		self.db_set("last_password_reset_date", nowdate(), update_modified=False)
		self.__new_password = None

	def share_with_self(self) -> None:
		"""Let users read and change their own record, as far as its fields are not protected."""
		from frappe_standalone.core.permissions.shares import add_docshare

		if self.name in STANDARD_USERS or db.exists(
			"DocShare", {"share_doctype": "User", "share_name": self.name}
		):
			return
		add_docshare("User", self.name, self.name, write=1, share=1, flags={"ignore_share_permission": True})

	def on_trash(self) -> None:
		if self.name in STANDARD_USERS:
			throw(_("User {0} cannot be deleted").format(self.name))
		self.end_sessions()
		db.delete("DocShare", {"user": self.name})
		db.delete("User Permission", {"user": self.name})
		db.delete("Notification Log", {"for_user": self.name})
		db.set_value("ToDo", {"allocated_to": self.name, "status": "Open"}, "status", "Cancelled")

	def after_delete(self) -> None:
		delete_all_passwords_for("User", self.name)
		clear_roles_cache(self.name)
		clear_user_permissions_cache(self.name)

	def end_sessions(self) -> None:
		"""Sign the user out everywhere."""
		if db.table_exists("__Session"):
			db.sql("DELETE FROM `__Session` WHERE `user`=%s", (self.name,))

	def before_rename(self, old_name: str, new_name: str, merge: bool = False) -> None:
		if old_name in STANDARD_USERS:
			throw(_("User {0} cannot be renamed").format(old_name))
		validate_email_address(new_name, throw=True)

	def after_rename(self, old_name: str, new_name: str, merge: bool = False) -> None:
		for table in db.sql_list("SELECT `name` FROM `tabDocType` WHERE `issingle`=0"):
			if db.table_exists(table):
				db.sql(f"UPDATE `tab{table}` SET `owner`=%s WHERE `owner`=%s", (new_name, old_name))
				db.sql(
					f"UPDATE `tab{table}` SET `modified_by`=%s WHERE `modified_by`=%s", (new_name, old_name)
				)
		db.set_value("User", new_name, "email", new_name, update_modified=False)
		clear_roles_cache()

	# roles ----------------------------------------------------------------------------------------

	def append_roles(self, *roles: str) -> None:
		"""Add roles without saving."""
		mine = {row.role for row in self.get("roles")}
		for role in roles:
			if role not in mine:
				self.append("roles", {"role": role})

	def add_roles(self, *roles: str) -> None:
		"""Add roles and save."""
		self.append_roles(*roles)
		self.save()

	def remove_roles(self, *roles: str) -> None:
		"""Take roles away and save."""
		for row in [row for row in self.get("roles") if row.role in roles]:
			self.remove(row)
		self.save()

	def remove_all_roles_for(self, role: str) -> None:
		self.remove_roles(role)

	def get_fullname(self) -> str:
		return self.full_name or self.name

	# passwords ------------------------------------------------------------------------------------

	def reset_password(self, send_email: bool = False, password_expired: bool = False) -> str:
		"""Return the path of a page where the user chooses a new password."""
		from frappe_standalone.core.utils.dates import now_datetime

		key = secrets.token_urlsafe(24)
		self.db_set(
			{"reset_password_key": key, "last_reset_password_key_generated_on": now_datetime()},
			update_modified=False,
		)
		return f"/update-password?key={key}" + ("&password_expired=true" if password_expired else "")


@whitelist()
def generate_keys(user: str) -> dict[str, str]:
	"""Make a new API secret for a user (and the key, if there is none) and return the secret, once."""
	if session.user != user and "System Manager" not in get_roles():
		throw(_("Only a System Manager makes API keys for others"), PermissionError)
	doc = get_doc("User", user)
	secret = generate_hash(length=SECRET_LENGTH)
	doc.api_key = doc.api_key or generate_hash(length=SECRET_LENGTH)
	doc.api_secret = secret
	doc.save(ignore_permissions=True)
	return {"api_secret": secret}


@whitelist(allow_guest=True, methods=["POST"])
def update_own_password(
	new_password: str, logout_all_sessions: int = 0, key: str | None = None, old_password: str | None = None
) -> str:
	"""Set a new password with the old one, or with the key of a reset; return the user.

	Raises:
		AuthenticationError: if the old password is wrong.
		ValidationError: if the key is unknown or too old, or the password too weak.
	"""
	user = user_of_reset_key(key) if key else session.user
	if user == "Guest":
		throw(_("Sign in first, or ask for a link to reset your password"), PermissionError)
	doc = get_doc("User", user)
	if not key:
		check_old_password(user, old_password or "")
	check_password_strength(new_password, doc)
	update_password(user, new_password, logout_all_sessions=bool(int(logout_all_sessions)))
	values = {"reset_password_key": "", "last_password_reset_date": nowdate(), "redirect_url": ""}
	db.set_value("User", user, values, update_modified=False)
	return user


def check_old_password(user: str, password: str) -> None:
	"""Check the password, and lock after too many wrong ones: who found a screen unlocked could guess here for ever."""
	from frappe_standalone.core.http.login_attempts import trackers_of

	trackers = trackers_of(user)
	for tracker in trackers:
		tracker.check()
	try:
		check_password(user, password)
	except AuthenticationError:
		for tracker in trackers:
			tracker.add_failure()
		raise
	for tracker in trackers:
		tracker.add_success()


def user_of_reset_key(key: str) -> str:
	"""Return whose password a reset key may change."""
	from frappe_standalone.core.http.login_attempts import trackers_of
	from frappe_standalone.core.settings import get_system_settings
	from frappe_standalone.core.utils.dates import now_datetime

	trackers = trackers_of()
	for tracker in trackers:
		tracker.check()
	row = db.get_value(
		"User", {"reset_password_key": key}, ["name", "last_reset_password_key_generated_on"], as_dict=True
	)
	if not row:
		for tracker in trackers:
			tracker.add_failure()
	lifetime = float(get_system_settings("reset_password_link_expiry_duration") or 1200)
	made = row and row.last_reset_password_key_generated_on
	if not made or (now_datetime() - made).total_seconds() > lifetime:
		throw(_("This link is no longer valid. Ask for a new one."), ValidationError)
	return row.name


@whitelist()
def get_all_roles() -> list[str]:
	"""Return the roles that can be given to users."""
	roles = db.get_values("Role", {"disabled": 0}, "name", order_by="name", pluck=True)
	return [role for role in roles if role not in AUTOMATIC_ROLES]


@whitelist()
def get_roles_of(uid: str | None = None) -> list[str]:
	"""Return one's own roles, or those of another for a System Manager."""
	if uid not in (None, "", session.user) and "System Manager" not in get_roles():
		throw(_("Only a System Manager sees the roles of others"), PermissionError)
	return get_roles(uid or session.user)


def get_permission_query_conditions(user: str) -> str | None:
	"""Hide the standard users from lists."""
	return None if user == "Administrator" else "(`tabUser`.`name` not in ('Administrator', 'Guest'))"


def has_permission(doc: Any, user: str, ptype: str = "read") -> bool:
	"""Nobody but Administrator sees or touches the standard users."""
	return user == "Administrator" or doc.name not in STANDARD_USERS


def on_doctype_update() -> None:
	db.add_index("User", ["user_type", "enabled"])
