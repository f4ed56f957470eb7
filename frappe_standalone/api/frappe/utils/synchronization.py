"""One process at a time."""

from frappe_standalone.core.synchronization import filelock
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
