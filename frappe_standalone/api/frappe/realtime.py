"""Push to browsers, which this platform replaces by polling."""

from frappe_standalone.core.realtime import get_website_room, publish_progress, publish_realtime
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
