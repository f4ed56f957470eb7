"""Scheduled Job Type: a job of an app and when it runs; administrators may stop it."""

from frappe_standalone.core.model.document import Document


class ScheduledJobType(Document):
	"""Rows are made from the apps' `scheduler_events` at each migration."""
