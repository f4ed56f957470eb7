"""Counters that every worker process of a site sees (login attempts, rate limits).

They live in a small SQLite file of their own, apart from `site.db`: a flood of refused sign-ins must not
queue for the site's write ticket, and the file may be deleted at any time.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

_SCHEMA = (
	"CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, value INTEGER, expires REAL) WITHOUT ROWID"
)

_ADD = """
INSERT INTO counter (key, value, expires) VALUES (:key, :amount, :expires)
ON CONFLICT (key) DO UPDATE SET
	value = CASE WHEN expires <= :now THEN :amount ELSE value + :amount END,
	expires = CASE WHEN expires <= :now THEN :expires ELSE expires END
RETURNING value
"""


class SharedCounters:
	"""Numbers with a window of time, kept in `<site>/runtime/counters.db`."""

	def __init__(self, site_dir: str | Path):
		self.path = Path(site_dir) / "runtime" / "counters.db"

	def add(self, key: str, seconds: int, amount: int = 1) -> int:
		"""Add `amount` to `key` and return the sum within its window, which ends `seconds` after the first."""
		now = time.time()
		with closing(self._connect()) as connection:
			row = connection.execute(
				_ADD, {"key": key, "amount": amount, "expires": now + seconds, "now": now}
			).fetchone()
			return row[0]

	def get(self, key: str) -> int:
		"""Return the sum of `key` within its window, 0 when the window is over."""
		with closing(self._connect()) as connection:
			row = connection.execute(
				"SELECT value FROM counter WHERE key = ? AND expires > ?", (key, time.time())
			).fetchone()
			return row[0] if row else 0

	def seconds_left(self, key: str) -> int:
		"""Return the whole seconds until the window of `key` ends, at least 1."""
		with closing(self._connect()) as connection:
			row = connection.execute("SELECT expires FROM counter WHERE key = ?", (key,)).fetchone()
			return max(1, round(row[0] - time.time())) if row else 1

	def clear(self, key: str) -> None:
		"""Forget `key`, and with it every counter whose window is over."""
		with closing(self._connect()) as connection:
			connection.execute("DELETE FROM counter WHERE key = ? OR expires <= ?", (key, time.time()))

	def _connect(self) -> sqlite3.Connection:
		self.path.parent.mkdir(parents=True, exist_ok=True)
		connection = sqlite3.connect(self.path, timeout=5, isolation_level=None)
		# A lost counter after a power cut harms nobody, so no write waits for the disk.
		connection.execute("PRAGMA synchronous = OFF")
		connection.execute(_SCHEMA)
		return connection
