"""`frappe.db`: one connection of one context."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from frappe_standalone.core.db.columns import Columns
from frappe_standalone.core.db.faults import Faults
from frappe_standalone.core.db.pool import POOL
from frappe_standalone.core.db.reading import Reading
from frappe_standalone.core.db.ticket import queue_for
from frappe_standalone.core.db.transactions import LAZY, READ
from frappe_standalone.core.db.values import FALLBACK_DATETIME, format_datetime
from frappe_standalone.core.db.writing import Writing
from frappe_standalone.core.site import database_path


class Database(Reading, Writing, Columns, Faults):
	"""v15's database methods on a site's SQLite file."""

	db_type = "sqlite"
	VARCHAR_LEN = 140
	MAX_COLUMN_LENGTH = 64
	OPTIONAL_COLUMNS = ("_user_tags", "_comments", "_assign", "_liked_by")
	STANDARD_VARCHAR_COLUMNS = ("name", "owner", "modified_by")
	DEFAULT_COLUMNS = ("name", "creation", "modified", "modified_by", "owner", "docstatus", "idx")
	CHILD_TABLE_COLUMNS = ("parent", "parenttype", "parentfield")

	def __init__(self, site_path: str | Path, mode: str = LAZY, create: bool = False):
		super().__init__()
		self.path = database_path(site_path)
		self.cur_db_name = self.path
		self.own_tables: dict = {}
		self.seen_tables: dict | None = None
		self.queue = queue_for(self.path)
		self.mode = LAZY
		self.connection = POOL.take(self.path, create)
		# Opened where nothing may be written, a connection can never write: the next request opens another.
		self.broken = not os.access(self.path, os.W_OK)
		if mode == READ:
			self.set_mode(mode)
		self.mode = mode

	def close(self) -> None:
		"""Undo what was not committed and give the connection back."""
		if self.connection is None:
			return
		connection, self.connection = self.connection, None
		try:
			if connection.in_transaction:
				connection.execute("ROLLBACK")
			if self.mode == READ:
				connection.execute("PRAGMA query_only = 0")
		finally:
			if self.changed_schema:
				self.forget_columns()
			self._release()
			if self.broken:
				connection.close()
				POOL.close(self.path)
			else:
				POOL.give_back(self.path, connection)

	def get_database_size(self) -> float:
		"""The size of the file in MB."""
		return Path(self.path).stat().st_size / 1024 / 1024

	@staticmethod
	def format_date(date: Any) -> str:
		"""A date as it is stored."""
		from frappe_standalone.core.utils.dates import getdate

		return getdate(date).isoformat()

	@staticmethod
	def format_datetime(datetime: Any) -> str:
		"""A datetime as it is stored; nothing becomes the first one there is."""
		from frappe_standalone.core.utils.dates import get_datetime

		return format_datetime(get_datetime(datetime)) if datetime else FALLBACK_DATETIME
