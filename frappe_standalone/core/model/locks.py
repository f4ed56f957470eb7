"""Locks on documents that a job is working on: files in the site's folder, so that they outlive a process."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from frappe_standalone.core.apps import get_site_path
from frappe_standalone.core.context import db, local
from frappe_standalone.core.errors import DocumentLockedError
from frappe_standalone.core.translate import _

EXPIRY = 12 * 60 * 60  # seconds; no job works on a document for longer


def path_of(name: str) -> Path:
	return Path(get_site_path("locks", f"{name}.lock"))


def exists(name: str) -> bool:
	"""True while somebody holds the lock."""
	path = path_of(name)
	return path.exists() and time.time() - path.stat().st_mtime < EXPIRY


def acquire(name: str, timeout: int | None = None) -> None:
	"""Take a lock, waiting at most `timeout` seconds.

	Raises:
		DocumentLockedError: if somebody else holds it.
	"""
	deadline = time.monotonic() + (timeout or 0)
	while exists(name):
		if time.monotonic() >= deadline:
			raise DocumentLockedError(
				_("This document is being worked on by a job. Try again in a few minutes.")
			)
		time.sleep(0.2)
	path = path_of(name)
	path.parent.mkdir(exist_ok=True)
	path.touch()


def release(name: str) -> None:
	"""Give a lock back."""
	path_of(name).unlink(missing_ok=True)


def execute_action(doctype: str, name: str, action: str, **kwargs: Any) -> None:
	"""Run a method of a locked document, in a job; a failure is written to its comments."""
	from frappe_standalone.core.model.document import get_doc

	doc = get_doc(doctype, name)
	doc.unlock()
	try:
		getattr(doc, action)(**kwargs)
	except Exception as error:
		db.rollback()
		message = local.message_log[-1].get("message") if local.message_log else str(error)
		doc.add_comment("Comment", _("Action Failed") + "<br><br>" + message)
		db.commit()
		raise
	doc.notify_update()
