"""Who is signed in: `<site>/runtime/sessions.db`, seen by every worker process.

Sessions stay out of `site.db`: noting that somebody is still there must not queue for the site's write ticket, and a
backup holds no keys to open sessions. Only a hash of the cookie is stored, so the file opens no session either.
"""

import hashlib
import json
import secrets
import sqlite3
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS session (
	sid_hash TEXT PRIMARY KEY, user TEXT NOT NULL, data TEXT NOT NULL, csrf_required INTEGER NOT NULL,
	created REAL NOT NULL, last_seen REAL NOT NULL
) WITHOUT ROWID
"""
_INDEX = "CREATE INDEX IF NOT EXISTS session_user ON session (user, last_seen)"


@dataclass
class StoredSession:
	"""One signed-in browser or program."""

	sid: str
	user: str
	data: dict = field(default_factory=dict)
	csrf_required: bool = True
	last_seen: float = 0.0


class SessionStore:
	"""The sessions of one site; safe to use from several threads."""

	def __init__(self, site_dir: str | Path):
		path = Path(site_dir) / "runtime" / "sessions.db"
		path.parent.mkdir(parents=True, exist_ok=True)
		self._lock = threading.Lock()
		self._connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
		self._connection.execute("PRAGMA journal_mode = WAL")
		self._connection.execute("PRAGMA synchronous = NORMAL")
		self._connection.execute(_SCHEMA)
		self._connection.execute(_INDEX)

	def create(self, user: str, data: dict, csrf_required: bool) -> StoredSession:
		"""Open a session with a new random sid."""
		session = StoredSession(secrets.token_hex(28), user, data, csrf_required, time.time())
		self._run(
			"INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)",
			_hash(session.sid),
			user,
			json.dumps(data, ensure_ascii=False),
			csrf_required,
			session.last_seen,
			session.last_seen,
		)
		return session

	def find(self, sid: str, lifetime: float) -> StoredSession | None:
		"""Return the session of a cookie; None when it is unknown or was not used for `lifetime` seconds."""
		rows = self._run(
			"SELECT user, data, csrf_required, last_seen FROM session WHERE sid_hash = ?", _hash(sid)
		)
		if not rows:
			return None
		user, data, csrf_required, last_seen = rows[0]
		if time.time() - last_seen > lifetime:
			self.delete(sid)
			return None
		return StoredSession(sid, user, json.loads(data), bool(csrf_required), last_seen)

	def touch(self, sid: str) -> None:
		"""Note that the session was used now."""
		self._run("UPDATE session SET last_seen = ? WHERE sid_hash = ?", time.time(), _hash(sid))

	def require_csrf(self, sid: str) -> None:
		"""From now on, refuse changes of this session without its CSRF token."""
		self._run("UPDATE session SET csrf_required = 1 WHERE sid_hash = ?", _hash(sid))

	def delete(self, sid: str) -> None:
		"""End one session."""
		self._run("DELETE FROM session WHERE sid_hash = ?", _hash(sid))

	def delete_of_user(self, user: str, keep_sid: str | None = None, keep_newest: int = 0) -> int:
		"""End the sessions of a user but `keep_sid` and the `keep_newest` latest others; return how many."""
		rows = self._run(
			"SELECT sid_hash FROM session WHERE user = ? AND sid_hash <> ? ORDER BY last_seen DESC",
			user,
			_hash(keep_sid or ""),
		)
		ended = [row[0] for row in rows[keep_newest:]]
		for sid_hash in ended:
			self._run("DELETE FROM session WHERE sid_hash = ?", sid_hash)
		return len(ended)

	def delete_all(self) -> None:
		"""End every session."""
		self._run("DELETE FROM session")

	def delete_expired(self, lifetime: float) -> None:
		"""Forget sessions nobody used for `lifetime` seconds."""
		self._run("DELETE FROM session WHERE last_seen < ?", time.time() - lifetime)

	def close(self) -> None:
		"""Close the file."""
		with self._lock:
			self._connection.close()

	def _run(self, statement: str, *values) -> list[tuple]:
		with self._lock:
			return self._connection.execute(statement, values).fetchall()


_stores: dict[str, SessionStore] = {}
_stores_lock = threading.Lock()


def store_of(site_dir: str | Path) -> SessionStore:
	"""Return the session store of a site, opened once in this process."""
	key = str(Path(site_dir).resolve())
	with _stores_lock:
		if key not in _stores:
			_stores[key] = SessionStore(key)
		return _stores[key]


def close_stores() -> None:
	"""Close every open store (at the end of a process or of a test)."""
	with _stores_lock:
		while _stores:
			_stores.popitem()[1].close()


def _hash(sid: str) -> str:
	return hashlib.sha256(sid.encode()).hexdigest()
