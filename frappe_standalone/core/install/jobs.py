"""The scheduled jobs that apps name in `scheduler_events`, as rows administrators can stop."""

from __future__ import annotations

from frappe_standalone.core.context import db
from frappe_standalone.core.hooks import get_attr, get_hooks
from frappe_standalone.core.jobs.cron import parse
from frappe_standalone.core.jobs.schedule import CRON

Job = tuple[str, str, str | None]  # method, frequency, cron expression
OLD_TABLES = ("__Job", "__Schedule")


class UnknownFrequency(ValueError):
	"""`scheduler_events` names a frequency that does not exist."""


def scheduled_methods() -> list[Job]:
	"""Return the jobs that the installed apps ask for.

	Raises:
		UnknownFrequency, BadCron: before anything is changed.
	"""
	jobs: list[Job] = []
	for event, methods in (get_hooks("scheduler_events") or {}).items():
		if event == "cron":
			jobs += [
				(method, "Cron", cron) for cron, each in methods.items() for method in each if parse(cron)
			]
			continue
		frequency = event.replace("_", " ").title()
		if frequency not in CRON:
			known = ", ".join(name.lower().replace(" ", "_") for name in CRON)
			raise UnknownFrequency(f"scheduler_events has {event!r}. Use cron, or one of: {known}.")
		jobs += [(method, frequency, None) for method in methods]
	return list(dict.fromkeys(jobs))


def sync_jobs(app: str | None = None) -> None:
	"""Make the rows of Scheduled Job Type equal to what apps ask for; a stopped job stays stopped."""
	from frappe_standalone.core.model.delete import delete_doc
	from frappe_standalone.core.model.document import get_doc

	wanted = scheduled_methods()
	stored = {
		(method, frequency, cron or None): name
		for name, method, frequency, cron in db.sql(
			"SELECT `name`, `method`, `frequency`, `cron_format` FROM `tabScheduled Job Type` ORDER BY `name`"
		)
	}
	for job in [job for job in wanted if job not in stored]:
		method, frequency, cron = job
		timing = {"frequency": frequency, "cron_format": cron}
		moved = moved_row(method, wanted, stored)
		if moved:
			doc = get_doc("Scheduled Job Type", stored.pop(moved))
		else:
			get_attr(method)  # a name that is not there fails now, not at midnight
			doc = get_doc({"doctype": "Scheduled Job Type", "method": method})
		doc.update(timing)
		doc.save(ignore_permissions=True)
		stored[job] = doc.name
	for job in [job for job in stored if job not in wanted]:
		delete_doc("Scheduled Job Type", stored[job], force=True, ignore_permissions=True)


def moved_row(method: str, wanted: list[Job], stored: dict[Job, str]) -> Job | None:
	"""The row of a method whose time the app has changed: it stays stopped if it was."""
	return next((job for job in stored if job[0] == method and job not in wanted), None)


def move_old_jobs() -> None:
	"""Take the jobs of a site made before RQ Job was a DocType into its table."""
	tables = set(db.get_tables(cached=False))
	if "__Job" not in tables:
		return
	db.sql(
		"INSERT INTO `tabRQ Job` (name, job_id, job_name, method, arguments, owner, modified_by, queue, timeout, "
		"status, at_front, attempts, exc_info, creation, modified, docstatus, idx) "
		"SELECT name, job_id, job_name, method, arguments, user, user, queue, timeout, status, priority, attempts, "
		"error, datetime(created, 'unixepoch', 'localtime'), datetime(created, 'unixepoch', 'localtime'), 0, 0 "
		"FROM `__Job` WHERE status != 'finished'"
	)
	for table in OLD_TABLES:
		db.sql(f"DROP TABLE IF EXISTS `{table}`")
