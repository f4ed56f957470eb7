"""Run what the schedule has queued, with a line in Scheduled Job Log and the last result on its row."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.errors import DoesNotExistError
from frappe_standalone.core.hooks import get_attr
from frappe_standalone.core.jobs.execution import passes
from frappe_standalone.core.jobs.schedule import TYPE
from frappe_standalone.core.utils.dates import now_datetime
from frappe_standalone.core.utils.tracebacks import get_traceback


def run_scheduled_job(job_type: str, name: str) -> None:
	"""Call the method of a Scheduled Job Type.

	Args:
		job_type: the method, which the list of jobs shows.
		name: the Scheduled Job Type; one that an upgrade has removed meanwhile is left out.
	"""
	from frappe_standalone.core.model.document import get_doc

	try:
		row = get_doc(TYPE, name)
	except DoesNotExistError:
		return
	try:
		get_attr(row.method)()
	except Exception as error:
		if passes(error):
			raise
		local.db.rollback()
		note(row, "Failed", get_traceback())
		local.db.commit()
		raise
	note(row, "Complete", None)


def note(row: Any, status: str, error: str | None) -> None:
	"""Write down how it ended."""
	from frappe_standalone.core.model.document import get_doc

	local.db.update_row(f"tab{TYPE}", row.name, {"last_status": status, "last_error": error})
	if row.create_log or status == "Failed":
		log = {
			"doctype": "Scheduled Job Log",
			"scheduled_job_type": row.name,
			"status": status,
			"details": error,
		}
		get_doc({**log, "creation": now_datetime()}).insert(ignore_permissions=True)
