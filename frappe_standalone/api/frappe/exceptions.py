"""v15's exception classes."""

from frappe_standalone.core.errors import *
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
