"""Locks on documents, and what waiting for one in vain raises."""

from frappe_standalone.core.synchronization import LockTimeoutError
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
