"""Error Log: what went wrong, with the traceback."""

from __future__ import annotations

from frappe_standalone.core.context import db
from frappe_standalone.core.model.document import Document


class ErrorLog(Document):
	"""Written by `frappe.log_error`."""

	@staticmethod
	def clear_old_logs(days: int = 30) -> None:
		"""Delete logs older than a number of days."""
		from frappe_standalone.core.utils.dates import add_days, now_datetime

		db.delete("Error Log", {"modified": ("<", add_days(now_datetime(), -days))})
