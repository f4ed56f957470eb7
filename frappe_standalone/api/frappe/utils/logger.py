"""Log files."""

from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
