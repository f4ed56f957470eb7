"""Installing apps."""

from frappe_standalone.core.install import install_app
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
