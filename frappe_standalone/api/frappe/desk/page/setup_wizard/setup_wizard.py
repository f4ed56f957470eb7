"""Records an app makes when it is set up."""

from frappe_standalone.core.install.make_records import make_records
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
