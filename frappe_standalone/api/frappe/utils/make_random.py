"""Any record, for tests."""

from frappe_standalone.core.testing import get_random
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
