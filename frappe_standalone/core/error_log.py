"""Errors worth keeping: rows of Error Log."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import is_connected, local
from frappe_standalone.core.db.transactions import READ
from frappe_standalone.core.utils.tracebacks import get_traceback

TITLE_LENGTH = 140  # characters of Error Log's title


def log_error(
	title: str | None = None,
	message: str | None = None,
	reference_doctype: str | None = None,
	reference_name: str | None = None,
	*,
	defer_insert: bool = False,
) -> Any:
	"""Keep an error: in Error Log, or in the site's log file where the database cannot take it.

	Args:
		message: the traceback; the one being handled if left out. v15 lets title and message change places.
		defer_insert: write to the log file, because the transaction will be undone.
	"""
	from frappe_standalone.core.logger import get_logger

	text = message
	if message and title and "\n" in title:
		title, text = message, title
	title = title or "Error"
	text = text or get_traceback() or title
	if not is_connected() or defer_insert or local.flags.read_only or local.db.mode == READ:
		get_logger("error").error("%s\n%s", title, text)
		return None
	from frappe_standalone.core.model.document import get_doc

	return get_doc(
		{
			"doctype": "Error Log",
			"method": title[:TITLE_LENGTH],
			"error": text,
			"reference_doctype": reference_doctype,
			"reference_name": reference_name,
		}
	).insert(ignore_permissions=True)
