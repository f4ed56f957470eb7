"""One act on many documents."""

from frappe_standalone.core.desk.list_bulk import submit_cancel_or_update_docs
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
