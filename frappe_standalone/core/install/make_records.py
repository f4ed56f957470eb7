"""Records an app makes when it is set up: those that fail are told, and do not stop the others."""

from __future__ import annotations

import traceback
from typing import Any

from frappe_standalone.core.context import db
from frappe_standalone.core.data import _dict
from frappe_standalone.core.error_log import log_error
from frappe_standalone.core.messages import clear_last_message
from frappe_standalone.core.text import scrub

POINT = "make_records"


def make_records(records: list[dict], debug: bool = False) -> None:
	"""Insert records; those that exist stay as they are.

	A record may have `__condition`, a function that says whether it is made, and `__exception` with the `exception`
	it may raise and a `handler` for it.
	"""
	for record in records:
		condition = record.get("__condition")
		if not condition or condition():
			make_record(record)


def make_record(record: dict) -> None:
	"""Insert one record, or tell why not."""
	from frappe_standalone.core.model.create_new import new_doc

	doc = new_doc(record["doctype"])
	doc.update(record)
	parent = f"parent_{scrub(doc.doctype)}"
	if doc.meta.get_field(parent) and not doc.get(parent):
		doc.flags.ignore_mandatory = True  # the root of a tree has no parent
	db.savepoint(POINT)
	try:
		doc.insert(ignore_permissions=True, ignore_if_duplicate=True)
	except Exception as error:
		clear_last_message()
		db.rollback(save_point=POINT)
		told = _dict(record.get("__exception") or {})
		if told and isinstance(error, told.exception):
			told.handler()
		else:
			tell(error)


def tell(error: Exception) -> None:
	"""Print an error and keep it in the Error Log."""
	print("Document Insert Error")
	print("".join(traceback.format_exception(error)))
	log_error("Exception during Setup")


def untranslated(x: Any, *args: Any, **kwargs: Any) -> Any:
	"""A text as it is: records are made in English, and translated where they are shown."""
	return x
