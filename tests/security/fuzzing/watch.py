"""What is held of every answer."""

from __future__ import annotations

import os
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from tests.security.fuzzing.requests import Sent
from tests.security.fuzzing.site import JOURNAL, Prepared, install_triggers

ROOT = Path(__file__).resolve().parents[3]
# A refusal may be written down: the sign-in that failed, and what an app records of a refused attempt.
MAY_RECORD_REFUSALS = frozenset(("tabActivity Log", "tabAudit Entry", "tabRefusal Record"))
# Bookkeeping beside any change: what other processes must forget, and letters by which a record is found.
BOOKKEEPING = frozenset(("__CacheDrop", "__Initials"))
TRACEBACK = re.compile(r"Traceback \(most recent call last\)|File \\*\"[^\"]+\.py\\*\", line \d+")
SQL = re.compile(
	r"sqlite3\.|no such (?:column|table|function)|syntax error|unrecognized token|datatype mismatch|"
	r"(?:UNIQUE|NOT NULL|CHECK) constraint failed|select\s.{1,200}\sfrom\s+`tab|insert into `tab|update `tab",
	re.IGNORECASE | re.DOTALL,
)
HASH = re.compile(r"\$argon2|\$pbkdf2|\$2b\$")
SEES_TRACEBACKS = ("system_manager", "administrator")


@dataclass(frozen=True)
class Finding:
	"""One rule broken by one request."""

	rule: str
	role: str
	sent: str
	detail: str


class Watcher:
	"""Looks at answers, at the database's journal and at the folders of files."""

	def __init__(self, prepared: Prepared, site_dir: Path):
		self.prepared = prepared
		self.site_dir = site_dir
		self.connection = sqlite3.connect(site_dir / "site.db", isolation_level=None)
		self.schema = self._schema_version()
		self.journal = self._last_entry()
		self.files = self._files()
		self.paths = [str(site_dir), str(ROOT), "site-packages"]

	def close(self) -> None:
		"""Close the file."""
		self.connection.close()

	def look(self, role: str, sent: Sent, status: int, text: str, failures: list[str]) -> list[Finding]:
		"""Return what is wrong with an answer; remembers what is stored now."""
		found = []
		if status >= 500:
			found.append(
				Finding("status 5xx", role, str(sent), f"{status} {text[-300:]}\n{''.join(failures)}")
			)
		found += [Finding(f"leak: {kind}", role, str(sent), at) for kind, at in self._leaks(role, sent, text)]
		changed = self._changed()
		if status >= 500:
			changed = [change for change in changed if "tabError Log" not in change]
		if status >= 400 and changed:
			found.append(Finding("changed by a refusal", role, str(sent), f"{status} {changed[:8]}"))
		return found

	def _leaks(self, role: str, sent: Sent, text: str):
		body = text
		if role not in SEES_TRACEBACKS:
			for kind, pattern in (("traceback", TRACEBACK), ("SQL", SQL)):
				match = pattern.search(body)
				if match and match[0] not in str(sent):
					yield kind, body[max(0, match.start() - 200) : match.end() + 200]
			for path in self.paths:
				if path in body:
					yield "path", body[max(0, body.index(path) - 200) : body.index(path) + 200]
		match = HASH.search(body)
		if match and match[0] not in str(sent):
			yield "password hash", body[max(0, match.start() - 200) : match.end() + 50]
		if "secret_fields.unmask" not in sent.path:
			for number in self.prepared.numbers:
				if number in body and number not in str(sent):
					yield "number of a person", f"{number}: {body[max(0, body.index(number) - 150) :][:300]}"
					break

	def _changed(self) -> list[str]:
		"""Return what was stored since the last look, apart from the records of refusals."""
		version = self._schema_version()
		changed = []
		if version != self.schema:
			install_triggers(self.site_dir)
			changed.append("schema")
		self.schema = self._schema_version()
		rows = self.connection.execute(
			f"select tbl, act, row from `{JOURNAL}` where id > ?", (self.journal,)
		).fetchall()
		self.journal = self._last_entry()
		changed += [
			f"{act} {table} {row}"
			for table, act, row in rows
			if table not in MAY_RECORD_REFUSALS | BOOKKEEPING
		]
		files = self._files()
		changed += [f"file {name}" for name in sorted(files ^ self.files)]
		self.files = files
		return changed

	def _files(self) -> frozenset[str]:
		found = set()
		for kind in ("private", "public"):
			folder = self.site_dir / kind / "files"
			if folder.is_dir():
				found.update(f"{kind}/{entry.name}" for entry in os.scandir(folder))
		return frozenset(found)

	def _schema_version(self) -> int:
		return self.connection.execute("pragma schema_version").fetchone()[0]

	def _last_entry(self) -> int:
		return self.connection.execute(f"select ifnull(max(id), 0) from `{JOURNAL}`").fetchone()[0]
