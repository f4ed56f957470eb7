"""SQLite as `frappe.db`: connections, the turn to write, and v15's methods."""

from frappe_standalone.core.db.database import Database
from frappe_standalone.core.db.transactions import LAZY, READ, WRITE

__all__ = ["LAZY", "READ", "WRITE", "Database"]
