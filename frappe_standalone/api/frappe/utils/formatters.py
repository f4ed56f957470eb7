"""Values as people read them."""

from frappe_standalone.core.unsupported import refuse
from frappe_standalone.core.utils.formatters import format_value

__getattr__ = refuse(__name__)
