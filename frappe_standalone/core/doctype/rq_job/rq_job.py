"""RQ Job: a job that waits, runs or has ended. v15's name and fields; here it is a row of the site's own file."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.http import incoming
from frappe_standalone.core.jobs import ledger
from frappe_standalone.core.jobs.dispatch import dispatch_after_commit
from frappe_standalone.core.jobs.holding import ask_to_stop
from frappe_standalone.core.jobs.outbox import outage
from frappe_standalone.core.model.document import Document

OFFERED = {
	"queued": ("run_now_from_form", "stop_from_form"),
	"started": ("stop_from_form",),
	"failed": ("retry_from_form",),
	"canceled": ("retry_from_form",),
}
BUTTONS = ("retry_from_form", "run_now_from_form", "stop_from_form")


class JobNotChangeable(frappe.PermissionError):
	"""Somebody tried to write a job by hand."""


class JobStateError(frappe.ValidationError):
	"""The job has gone on since the button was drawn."""


class RQJob(Document):
	"""Rows are written by the platform only: whoever could write one would run any function as anybody."""

	def onload(self) -> None:
		offered = OFFERED.get(self.status, ())
		if self.status == "queued" and not self.due_at:
			offered = ("stop_from_form",)
		if self.status == "queued" and frappe.conf.redis_queue:
			self.exc_info = outage(frappe.local.site_path) or self.exc_info  # shown, never stored
		self.set_onload("hidden_actions", [f"{__name__}.{name}" for name in BUTTONS if name not in offered])

	def before_insert(self) -> None:
		self.refuse()

	def validate(self) -> None:
		self.refuse()

	def before_rename(self, *names: Any) -> None:
		self.refuse()

	def on_trash(self) -> None:
		if self.status == "started":
			frappe.throw(_("The job runs. Stop it first, then delete it."), JobStateError)

	@staticmethod
	def refuse() -> None:
		frappe.throw(
			_("A job is not written by hand. Use the buttons Retry, Run Now and Stop Job."), JobNotChangeable
		)


@frappe.whitelist(methods=["POST"])
def retry_from_form(doc: str) -> None:
	"""The form's button Retry: queue a job that failed or was stopped once more, with all its attempts."""
	job = job_of(doc, ("failed", "canceled"))
	ledger.requeue(job.name, exc_info=None, started_at=None, ended_at=None, time_taken=None)
	dispatch_after_commit(job)
	frappe.msgprint(_("{0} was queued again.").format(job.job_name), alert=True)


@frappe.whitelist(methods=["POST"])
def run_now_from_form(doc: str) -> None:
	"""The form's button Run Now: do not wait for the end of the pause before the next attempt."""
	job = job_of(doc, ("queued",))
	ledger.requeue(job.name, job.attempts)
	dispatch_after_commit(job)
	frappe.msgprint(_("{0} runs as soon as a worker is free.").format(job.job_name), alert=True)


@frappe.whitelist(methods=["POST"])
def stop_from_form(doc: str) -> None:
	"""The form's button Stop Job: one that waits never runs, one that runs is stopped within seconds.

	The request reads without a turn to write (`core.http.app`): a job that writes would hold it up.
	"""
	job = job_of(doc, ledger.OPEN)
	if job.status == "queued":
		ledger.end(job, "canceled", "Stopped by an administrator before it ran.")
		frappe.msgprint(_("{0} will not run.").format(job.job_name), alert=True)
		return
	ask_to_stop(frappe.local.site_path, job.name)
	frappe.msgprint(
		_("{0} is being stopped; what it did since its last commit is undone.").format(job.job_name),
		alert=True,
	)


def job_of(doc: str, statuses: tuple[str, ...]) -> Any:
	"""The stored job behind a button, if it is in one of these states.

	Raises:
		JobStateError
	"""
	frappe.only_for("System Manager")
	job = ledger.get(incoming.name_of(doc))
	if not job:
		frappe.throw(_("This job is no longer there."), frappe.DoesNotExistError)
	if job.status not in statuses:
		frappe.throw(
			_("The job is now {0}. Load the page again to see what can be done.").format(_(job.status)),
			JobStateError,
		)
	return job
