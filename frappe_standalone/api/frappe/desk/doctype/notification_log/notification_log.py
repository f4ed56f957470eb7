"""The bell of the desk."""

from frappe_standalone.core.doctype.notification_log.notification_log import (
	NotificationLog,
	mark_all_as_read,
	mark_as_read,
)
from frappe_standalone.core.doctype.notification_log.sending import (
	enqueue_create_notification,
	make_notification_logs,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
