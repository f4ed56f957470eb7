"""What an import has written, kept in the site until the import is complete, so that all of it can be undone.

The journal is written in the same transactions as the records: after a power cut the next command or the server
finds it and takes back the half that was loaded.
"""

import json
import secrets
from pathlib import Path

import frappe

from frappe_standalone.core.data_import.undo_log import values_to_restore
from frappe_standalone.core.db import LAZY
from frappe_standalone.core.http.single_holder import SingleHolder

TABLE = "__ImportJournal"
BATCH = 100


class Journal:
	"""The journal of one import."""

	def __init__(self):
		self.import_id = secrets.token_hex(8)

	def created(self, doctype: str, name: str) -> None:
		"""Note a new record."""
		self._note(doctype, name, None)

	def updated(self, doctype: str, name: str, previous: dict) -> None:
		"""Note a changed record and the values it had."""
		self._note(doctype, name, json.dumps(previous, default=str, ensure_ascii=False))

	def _note(self, doctype: str, name: str, previous: str | None) -> None:
		frappe.db.sql(
			f"INSERT INTO `{TABLE}` (import_id, doctype, name, previous) VALUES (%s, %s, %s, %s)",
			(self.import_id, doctype, name, previous),
		)

	def complete(self) -> None:
		"""The import stays: forget how to undo it."""
		frappe.db.sql(f"DELETE FROM `{TABLE}` WHERE import_id = %s", (self.import_id,))
		frappe.db.commit()

	def undo(self) -> int:
		"""Take back everything noted, the latest first; return how many records."""
		return undo_entries(self.import_id)


def ensure_table() -> None:
	"""Make the journal's table on its first use."""
	if not frappe.db.sql("SELECT 1 FROM sqlite_master WHERE name = %s", (TABLE,)):
		frappe.db.sql(
			f"CREATE TABLE IF NOT EXISTS `{TABLE}` (seq INTEGER PRIMARY KEY, import_id TEXT NOT NULL, "
			"doctype TEXT NOT NULL, name TEXT NOT NULL, previous TEXT)"
		)
		frappe.db.commit()


def import_lock(site_dir: str | Path) -> SingleHolder:
	"""Return the lock that lets one import at a time run on a site."""
	return SingleHolder(Path(site_dir) / "runtime" / "import.lock")


def undo_unfinished(site_dir: str | Path) -> int:
	"""Take back what imports left half-loaded when their process died; 0 when there is nothing or one is running."""
	from frappe_standalone.core.runtime import site_context

	lock = import_lock(site_dir)
	if not lock.acquire():
		return 0
	try:
		with site_context(site_dir, user="Administrator", write=True):
			frappe.db.set_mode(LAZY)
			ensure_table()
			return undo_entries()
	finally:
		lock.release()


def undo_entries(import_id: str | None = None) -> int:
	"""Undo the noted entries of one import (or of all), in short batches."""
	undone = 0
	where, values = ("WHERE import_id = %s", (import_id,)) if import_id else ("", ())
	while True:
		entries = frappe.db.sql(
			f"SELECT seq, doctype, name, previous FROM `{TABLE}` {where} ORDER BY seq DESC LIMIT {BATCH}",
			values,
		)
		if not entries:
			return undone
		for seq, doctype, name, previous in entries:
			_undo_entry(doctype, name, previous)
			frappe.db.sql(f"DELETE FROM `{TABLE}` WHERE seq = %s", (seq,))
		frappe.db.commit()
		undone += len(entries)


def _undo_entry(doctype: str, name: str, previous: str | None) -> None:
	if not frappe.db.exists(doctype, name):
		return
	if previous is None:
		frappe.delete_doc(
			doctype, name, force=True, ignore_permissions=True, ignore_on_trash=False, delete_permanently=True
		)
		return
	doc = frappe.get_doc(doctype, name)
	doc.update(values_to_restore(json.loads(previous)))
	doc.flags.ignore_permissions = True
	doc.save()
