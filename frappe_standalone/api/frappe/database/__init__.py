"""The database."""

from frappe_standalone.core.db.transactions import savepoint
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
