"""Draft, submitted, cancelled."""

from frappe_standalone.core.model.docstatus import DocStatus
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
