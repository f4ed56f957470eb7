"""v15's small functions."""

from frappe_standalone.core.unsupported import refuse
from frappe_standalone.core.utils import *

__getattr__ = refuse(__name__)
