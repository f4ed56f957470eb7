"""The scheduled jobs that apps name in `scheduler_events`, as rows administrators can stop."""

from __future__ import annotations

from frappe_standalone.core.context import db
from frappe_standalone.core.hooks import get_hooks

FREQUENCIES = {
	"all": "All",
	"hourly": "Hourly",
	"hourly_long": "Hourly Long",
	"daily": "Daily",
	"daily_long": "Daily Long",
	"weekly": "Weekly",
	"weekly_long": "Weekly Long",
	"monthly": "Monthly",
	"monthly_long": "Monthly Long",
	"yearly": "Yearly",
	"annual": "Annual",
}
Job = tuple[str, str, str | None]  # method, frequency, cron expression


def scheduled_methods() -> list[Job]:
	"""Return the jobs that the installed apps ask for."""
	jobs: list[Job] = []
	for event, methods in (get_hooks("scheduler_events") or {}).items():
		if event == "cron":
			jobs += [(method, "Cron", cron) for cron, each in methods.items() for method in each]
		else:
			jobs += [(method, FREQUENCIES.get(event, event.title()), None) for method in methods]
	return jobs


def sync_jobs(app: str | None = None) -> None:
	"""Make the rows of Scheduled Job Type equal to what apps ask for; a stopped job stays stopped."""
	from frappe_standalone.core.model.delete import delete_doc
	from frappe_standalone.core.model.document import get_doc

	wanted = scheduled_methods()
	for method, frequency, cron in wanted:
		timing = {"frequency": frequency, "cron_format": cron}
		name = db.exists("Scheduled Job Type", {"method": method})
		if not name:
			get_doc({"doctype": "Scheduled Job Type", "method": method, **timing}).insert(
				ignore_permissions=True
			)
		elif db.get_value("Scheduled Job Type", name, ["frequency", "cron_format"]) != (frequency, cron):
			db.set_value("Scheduled Job Type", name, timing)
	methods = {method for method, _frequency, _cron in wanted}
	for name, method in db.sql("SELECT `name`, `method` FROM `tabScheduled Job Type`"):
		if method not in methods:
			delete_doc("Scheduled Job Type", name, force=True, ignore_permissions=True)
