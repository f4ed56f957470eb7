"""Short names on `frappe` for what stands elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from frappe_standalone.core import cache, defaults, realtime, translate
from frappe_standalone.core.context import local
from frappe_standalone.core.errors import DataError, PermissionError
from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.settings import clear_system_settings
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.numbers import cint


def get_value(*args: Any, **kwargs: Any) -> Any:
	"""`frappe.db.get_value`."""
	return local.db.get_value(*args, **kwargs)


def set_value(doctype: str, docname: str, fieldname: Any, value: Any = None) -> Any:
	"""Change a document through its controller, with permissions; returns it as a dictionary."""
	from frappe_standalone.core.http.client_write import set_value as write

	return write(doctype, docname, fieldname, value)


def get_list(doctype: str, *args: Any, **kwargs: Any) -> list:
	"""Rows the user may read, see `core.query.listing.get_list`."""
	from frappe_standalone.core.query.listing import get_list as listing

	return listing(doctype, *args, **kwargs)


def enqueue(*args: Any, **kwargs: Any) -> Any:
	"""Run a function later, see `core.jobs.enqueueing.enqueue`."""
	from frappe_standalone.core.jobs import enqueue as ask

	return ask(*args, **kwargs)


def enqueue_doc(*args: Any, **kwargs: Any) -> Any:
	"""Run a method of a document later, see `core.jobs.enqueueing.enqueue_doc`."""
	from frappe_standalone.core.jobs import enqueue_doc as ask

	return ask(*args, **kwargs)


def publish_realtime(*args: Any, **kwargs: Any) -> None:
	"""See `core.realtime.publish_realtime`."""
	realtime.publish_realtime(*args, **kwargs)


def publish_progress(*args: Any, **kwargs: Any) -> None:
	"""See `core.realtime.publish_progress`."""
	realtime.publish_progress(*args, **kwargs)


def get_cached_doc(*args: Any, **kwargs: Any) -> Any:
	"""A document kept between requests, for reading."""
	from frappe_standalone.core.model.cached import get_cached_doc as cached

	return cached(*args, **kwargs)


def format_value(*args: Any, **kwargs: Any) -> Any:
	"""A field's value as people read it, see `core.utils.formatters.format_value`."""
	from frappe_standalone.core.utils.formatters import format_value as formatted

	return formatted(*args, **kwargs)


def logger(
	module: str | None = None,
	with_more_info: bool = False,
	allow_site: bool | str = True,
	filter: Any = None,
	max_size: int = 100_000,
	file_count: int = 20,
) -> Any:
	"""A logger into the site's folder, see `core.logger.get_logger`."""
	return get_logger(module, with_more_info, allow_site, filter, max_size, file_count)


def get_roles(username: str | None = None) -> list[str]:
	"""The roles of a user, of the current one if left out."""
	from frappe_standalone.core.permissions import get_roles as roles

	return roles(username or local.session.user) if local.session and local.session.user else ["Guest"]


def only_for(roles: Any, message: bool = False) -> None:
	"""Refuse everybody without one of these roles; Administrator and tests pass.

	Raises:
		PermissionError: with a text for the user if `message`.
	"""
	if local.flags.in_test or local.session.user == "Administrator":
		return
	wanted = (roles,) if isinstance(roles, str) else tuple(roles)
	if not set(wanted).isdisjoint(get_roles()):
		return
	if not message:
		raise PermissionError
	names = ", ".join(bold(_(role)) for role in wanted)
	throw(_("This action is only allowed for {}").format(names), PermissionError, _("Not Permitted"))


def get_request_header(key: str, default: Any = None) -> Any:
	"""A header of the running request."""
	return local.request.headers.get(key, default)


def get_precision(doctype: str, fieldname: str, currency: str | None = None, doc: Any = None) -> int:
	"""The digits a field of a number is shown with."""
	from frappe_standalone.core.meta import get_field_precision, get_meta

	return get_field_precision(get_meta(doctype).get_field(fieldname), doc, currency)


def clear_cache(user: str | None = None, doctype: str | None = None) -> None:
	"""Forget what is kept: of a DocType, of a user, or everything; other processes follow after the commit."""
	if doctype:
		from frappe_standalone.core.document_cache import clear_document_cache
		from frappe_standalone.core.meta import clear_meta

		clear_meta(doctype)
		clear_document_cache(doctype)
	elif user:
		from frappe_standalone.core.permissions import clear_roles_cache, clear_user_permissions_cache

		clear_roles_cache(user)
		clear_user_permissions_cache(user)
		defaults.clear_defaults_cache(user)
		cache.delete_keys(f"user:{user}")
	else:
		cache.clear()
		clear_system_settings()
		translate.clear_cache()
	local.role_permissions = {}
	if getattr(local, "db", None) is not None:
		local.db.value_cache.clear()


def validate_and_sanitize_search_inputs(fn: Callable) -> Callable:
	"""Decorate a search function of a Link field: its numbers become numbers, its field a plain field."""

	@wraps(fn)
	def checked(*args: Any, **kwargs: Any) -> Any:
		kwargs.update(zip(fn.__code__.co_varnames, args, strict=False))
		if not str(kwargs["searchfield"] or "name").replace("_", "").isalnum():
			throw(_("Invalid Search Field {0}").format(kwargs["searchfield"]), DataError)
		kwargs["start"] = cint(kwargs["start"])
		kwargs["page_len"] = cint(kwargs["page_len"])
		if kwargs["doctype"] and not local.db.exists("DocType", kwargs["doctype"]):
			return []
		return fn(**kwargs)

	return checked


def build_match_conditions(doctype: str, as_condition: bool = True) -> str:
	"""What limits a list to what the user may see, as SQL."""
	from frappe_standalone.core.desk import raw_conditions

	return raw_conditions.build_match_conditions(doctype, as_condition=as_condition)
