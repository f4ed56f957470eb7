"""Running a controller method with the hooks that apps registered for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frappe_standalone.core.context import flags
from frappe_standalone.core.hooks import handlers_of
from frappe_standalone.core.notifications import run_notifications

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document


def run_event(doc: Document, method: str, *args: Any, **kwargs: Any) -> Any:
	"""Run `method` of the controller, then the `doc_events` for its DocType, then those for `*`.

	Dictionaries that are returned are merged, as in v15; otherwise the last value returned wins.
	"""
	result = None
	own = getattr(doc, method, None)
	if callable(own):  # a field may have the name of an event (DocType's `autoname`)
		result = merged(result, own(*args, **kwargs))
	if not flags.in_model_sync:
		for module, name in handlers_of(doc.doctype, method):
			result = merged(result, getattr(module, name)(doc, method, *args, **kwargs))
	run_notifications(doc, method)
	return result


def merged(result: Any, value: Any) -> Any:
	"""Return the return value of an event so far, with one more."""
	if value is None:
		return result
	if isinstance(value, dict):
		return {**(result if isinstance(result, dict) else {}), **value}
	return value
