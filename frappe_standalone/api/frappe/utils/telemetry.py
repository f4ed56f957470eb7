"""Reports about the use of a site."""

from frappe_standalone.core.telemetry import capture
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
