"""What a staged import has written, kept so that all of it can be taken back later."""

from __future__ import annotations

import json
from dataclasses import dataclass

import frappe
from frappe.utils.password import get_decrypted_password

from frappe_standalone.core.password import decrypt, encrypt

TABLE = "__ImportUndo"
SECRET = "encrypted"


@dataclass(frozen=True)
class Entry:
	"""One record that an import made (`previous` is None) or changed, as it stood right after."""

	seq: int
	line: int
	doctype: str
	name: str
	previous: dict | None
	modified: str


def ensure_table() -> None:
	"""Make the table on its first use."""
	if not frappe.db.sql("SELECT 1 FROM sqlite_master WHERE name = %s", (TABLE,)):
		frappe.db.sql(
			f"CREATE TABLE IF NOT EXISTS `{TABLE}` (seq INTEGER PRIMARY KEY, import TEXT NOT NULL, line INTEGER NOT NULL, "
			"doctype TEXT NOT NULL, name TEXT NOT NULL, previous TEXT, modified TEXT NOT NULL)"
		)
		frappe.db.sql(f"CREATE INDEX IF NOT EXISTS `{TABLE}_import` ON `{TABLE}` (import, seq)")


class UndoLog:
	"""The log of one import; `line` is the row being loaded."""

	def __init__(self, import_name: str):
		self.import_name = import_name
		self.line = 0

	def created(self, doctype: str, name: str) -> None:
		"""Note a new record."""
		self._note(doctype, name, None)

	def updated(self, doctype: str, name: str, previous: dict) -> None:
		"""Note a changed record and the values it had."""
		self._note(doctype, name, json.dumps(previous, default=str, ensure_ascii=False))

	def _note(self, doctype: str, name: str, previous: str | None) -> None:
		modified = str(frappe.db.get_value(doctype, name, "modified"))
		frappe.db.sql(
			f"INSERT INTO `{TABLE}` (import, line, doctype, name, previous, modified) VALUES (%s, %s, %s, %s, %s, %s)",
			(self.import_name, self.line, doctype, name, previous, modified),
		)

	def count(self) -> int:
		"""How many records can be taken back."""
		return frappe.db.sql(f"SELECT count(*) FROM `{TABLE}` WHERE import = %s", (self.import_name,))[0][0]

	def latest(self, limit: int = -1) -> list[Entry]:
		"""What was written, the latest first."""
		rows = frappe.db.sql(
			f"SELECT seq, line, doctype, name, previous, modified FROM `{TABLE}` WHERE import = %s "
			"ORDER BY seq DESC LIMIT %s",
			(self.import_name, limit),
		)
		return [Entry(*row[:4], json.loads(row[4]) if row[4] else None, row[5]) for row in rows]

	def forget(self, entry: Entry) -> None:
		"""One record was taken back."""
		frappe.db.sql(f"DELETE FROM `{TABLE}` WHERE seq = %s", (entry.seq,))

	def forget_all(self) -> None:
		"""The import can no longer be undone."""
		ensure_table()
		frappe.db.sql(f"DELETE FROM `{TABLE}` WHERE import = %s", (self.import_name,))


def values_before(doc, names: list[str]) -> dict:
	"""The values that a save is about to change; rows as plain values, secret numbers encrypted."""
	return {name: _before(doc, name) for name in names}


def _before(doc, name: str):
	field = doc.meta.get_field(name)
	if field.fieldtype == "Table":
		return [
			{column.fieldname: _plain(row, column) for column in row.meta.fields if not column.is_virtual}
			for row in doc.get(name)
		]
	return _plain(doc, field)


def _plain(part, field):
	if field.fieldtype != "Password":
		return part.get(field.fieldname)
	plain = get_decrypted_password(part.doctype, part.name, field.fieldname, raise_exception=False)
	return {SECRET: encrypt(plain)} if plain else ""


def values_to_restore(previous: dict) -> dict:
	"""The values as a document takes them."""
	return {name: _restored(value) for name, value in previous.items()}


def _restored(value):
	if isinstance(value, list):
		return [values_to_restore(row) for row in value]
	return decrypt(value[SECRET]) if isinstance(value, dict) and SECRET in value else value
