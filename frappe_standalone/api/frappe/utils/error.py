"""Errors worth keeping."""

from frappe_standalone.core.error_log import log_error
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
