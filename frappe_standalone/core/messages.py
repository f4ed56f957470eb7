"""Messages to the user (`msgprint`) and refusals (`throw`), with v15's message log."""

from __future__ import annotations

import inspect
from typing import Any, Literal, NoReturn

from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import ValidationError
from frappe_standalone.core.hashing import generate_hash
from frappe_standalone.core.text import safe_decode, strip_html_tags
from frappe_standalone.core.translate import _

Indicator = Literal["blue", "green", "orange", "red", "yellow"]


def msgprint(
	msg: str,
	title: str | None = None,
	raise_exception: bool | type[Exception] = False,
	as_table: bool = False,
	as_list: bool = False,
	indicator: Indicator | None = None,
	alert: bool = False,
	primary_action: str | None = None,
	is_minimizable: bool = False,
	wide: bool = False,
	*,
	realtime: bool = False,
) -> None:
	"""Show a message with the response; `raise_exception` also raises it.

	`realtime` is accepted for v15's sake: there is no push here, the message comes with the response.
	"""
	out = _dict(message=safe_decode(msg))
	if not local.flags.mute_messages:
		out.title = title or _("Message", context="Default title of the message dialog")
		optional = {
			"as_table": int(as_table and isinstance(msg, list | tuple)),
			"as_list": int(as_list and isinstance(msg, list | tuple)),
			"indicator": indicator or ("red" if raise_exception else None),
			"is_minimizable": is_minimizable,
			"alert": int(alert),
			"raise_exception": int(bool(raise_exception)),
			"__frappe_exc_id": generate_hash() if raise_exception else None,
			"primary_action": primary_action,
			"wide": wide,
		}
		out.update({key: value for key, value in optional.items() if value})
		if local.flags.print_messages and msg:
			print(f"Message: {strip_html_tags(str(out.message))}")
		local.message_log.append(out)
	if raise_exception:
		raise_message(out, raise_exception)


def raise_message(out: _dict, kind: bool | type[Exception]) -> NoReturn:
	"""Raise the message as an exception of the kind asked for, tied to its entry in the log."""
	is_class = inspect.isclass(kind) and issubclass(kind, Exception)
	exception = (kind if is_class else ValidationError)(out.message)
	if exc_id := out.get("__frappe_exc_id"):
		setattr(exception, "__frappe_exc_id", exc_id)
	raise exception


def throw(
	msg: str,
	exc: type[Exception] = ValidationError,
	title: str | None = None,
	is_minimizable: bool = False,
	wide: bool = False,
	as_list: bool = False,
	primary_action: Any = None,
) -> NoReturn:
	"""Refuse: show the message and raise `exc`."""
	msgprint(
		msg,
		raise_exception=exc,
		title=title,
		indicator="red",
		is_minimizable=is_minimizable,
		wide=wide,
		as_list=as_list,
		primary_action=primary_action,
	)
	raise exc(msg)  # unreachable; tells readers and type checkers that throw never returns


def throw_about(record: tuple[str, Any], msg: str, exc: type[Exception] = ValidationError) -> NoReturn:
	"""Refuse, naming the record (DocType and name) that it is about: not everybody may learn of it."""
	try:
		throw(msg, exc)
	except exc as error:
		error.record = record
		raise


def clear_messages() -> None:
	"""Forget all messages of this request."""
	local.message_log = []


def get_message_log() -> list[dict]:
	"""The messages of this request."""
	return list(local.message_log)


def clear_last_message() -> None:
	"""Forget the last message, typically after catching its exception."""
	if local.message_log:
		local.message_log = local.message_log[:-1]


def bold(text: Any) -> str:
	"""The text in bold (HTML)."""
	return f"<strong>{text}</strong>"


def errprint(msg: str) -> None:
	"""Add to the error log of the response; without a request it is printed too."""
	if not local.request:
		print(msg)
	local.error_log.append({"exc": str(msg)})


def log(msg: str) -> None:
	"""Add to the debug log of the response; without a request it is printed too."""
	if not local.request:
		print(repr(msg))
	local.debug_log.append(str(msg))
