"""Records with a beginning and an end."""

from frappe_standalone.core.desk.calendar import get_events, update_event
from frappe_standalone.core.desk.raw_conditions import get_event_conditions
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
