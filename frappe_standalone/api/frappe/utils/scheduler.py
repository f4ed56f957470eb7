"""Does the schedule run?"""

from frappe_standalone.core.jobs.state import is_scheduler_disabled, is_scheduler_inactive
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
