"""Default values: of the site, of users, and global ones (v15's `frappe.defaults`)."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import ValidationError
from frappe_standalone.core.hashing import generate_hash
from frappe_standalone.core.text import scrub
from frappe_standalone.core.utils.dates import now

SITE = "__default"
KEY = "defaults"


def get_defaults_for(parent: str = SITE) -> _dict:
	"""All defaults of a parent; a key with several values has a list."""
	return cache.hget(KEY, parent, generator=lambda: _read(parent))


def _read(parent: str) -> _dict:
	if not local.db.table_exists("DefaultValue"):
		return _dict()
	found = _dict()
	for key, value in local.db.sql(
		"select defkey, defvalue from `tabDefaultValue` where parent = %s order by creation, rowid", (parent,)
	):
		if key not in found:
			if value is not None:
				found[key] = value
		elif isinstance(found[key], list):
			if value not in found[key]:
				found[key].append(value)
		elif found[key] != value:
			found[key] = [found[key], value]
	return found


def get_defaults(user: str | None = None) -> _dict:
	"""The site's defaults overlaid by the user's."""
	user = user or local.session.user or "Guest"
	return get_defaults_for().copy().update(get_defaults_for(user)).update(user=user, owner=user)


def first(value: Any) -> Any:
	"""The first of several values."""
	return value[0] if isinstance(value, list | tuple) and value else value


def get_user_default(key: str, user: str | None = None) -> Any:
	"""A default of the user (or the site); the scrubbed spelling of the key counts too."""
	found = get_defaults(user)
	return first(found.get(key) or found.get(scrub(key)))


def get_user_default_as_list(key: str, user: str | None = None) -> list:
	"""All values of a default of the user (or the site)."""
	found = get_defaults(user)
	value = found.get(key) or found.get(scrub(key))
	return [v for v in (value if isinstance(value, list | tuple) else [value]) if v]


def get_global_default(key: str) -> Any:
	"""A default of the site."""
	return first(get_defaults().get(key))


def set_user_default(key: str, value: Any, user: str | None = None, parenttype: str | None = None) -> None:
	"""Set a default of the user."""
	set_default(key, value, user or local.session.user, parenttype)


def add_user_default(key: str, value: Any, user: str | None = None, parenttype: str | None = None) -> None:
	"""Add one more value to a default of the user."""
	add_default(key, value, user or local.session.user, parenttype)


def set_global_default(key: str, value: Any) -> None:
	"""Set a default of the site."""
	set_default(key, value, SITE)


def add_global_default(key: str, value: Any) -> None:
	"""Add one more value to a default of the site."""
	add_default(key, value, SITE)


def set_default(key: str, value: Any, parent: str, parenttype: str | None = SITE) -> None:
	"""Replace a default; None removes it."""
	local.db.sql("delete from `tabDefaultValue` where defkey = %s and parent = %s", (key, parent))
	if value is None:
		clear_defaults_cache(parent)
	else:
		add_default(key, value, parent)


def add_default(key: str, value: Any, parent: str, parenttype: str | None = None) -> None:
	"""Add one more value to a default."""
	moment = now()
	local.db.insert_row(
		"tabDefaultValue",
		{
			"name": generate_hash(length=10),
			"creation": moment,
			"modified": moment,
			"owner": local.session.user,
			"modified_by": local.session.user,
			"parent": parent,
			"parenttype": parenttype or SITE,
			"parentfield": "system_defaults",
			"defkey": key,
			"defvalue": value,
		},
	)
	clear_defaults_cache(parent)


def clear_user_default(key: str, user: str | None = None) -> None:
	"""Remove a default of the user."""
	clear_default(key, parent=user or local.session.user)


def clear_default(
	key: str | None = None,
	value: Any = None,
	parent: str | None = None,
	name: str | None = None,
	parenttype: str | None = None,
) -> None:
	"""Remove the defaults that match all arguments given.

	Raises:
		ValidationError: without any argument.
	"""
	given = (
		{"name": name}
		if name
		else {"defkey": key, "defvalue": value, "parent": parent, "parenttype": parenttype}
	)
	filters = {column: wanted for column, wanted in given.items() if wanted}
	if not filters:
		raise ValidationError("Name the default to remove: key, value, parent, parenttype or name.")
	local.db.delete("DefaultValue", filters)
	clear_defaults_cache(parent)


def clear_defaults_cache(user: str | None = None) -> None:
	"""Forget what was kept: of one user or other parent (and the site), or of all."""
	if not user:
		cache.delete_value(KEY)
		return
	for kept in (user, SITE, "__global"):
		cache.hdel(KEY, kept)
