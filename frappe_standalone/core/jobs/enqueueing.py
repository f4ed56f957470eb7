"""Ask for work to be done later: `frappe.enqueue`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.hooks import call
from frappe_standalone.core.jobs import ledger, queues
from frappe_standalone.core.jobs.arguments import UnsupportedArgument, dump
from frappe_standalone.core.jobs.dispatch import dispatch_after_commit
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _


def enqueue(
	method: str | Callable,
	queue: str = "default",
	timeout: int | None = None,
	event: Any = None,
	is_async: bool = True,
	job_name: str | None = None,
	now: bool = False,
	enqueue_after_commit: bool = False,
	*,
	on_success: str | Callable | None = None,
	on_failure: str | Callable | None = None,
	at_front: bool = False,
	job_id: str | None = None,
	deduplicate: bool = False,
	**kwargs: Any,
) -> Any:
	"""Run a function later, in a job of its own; its row is part of this transaction and seen only after the commit.

	Args:
		method: a function, or its dotted name.
		queue: `short`, `default` or `long`, or one of `workers` in site_config.json.
		timeout: seconds it may take (the queue's own if left out); then it is stopped and has failed.
		now: run at once, in this transaction (so does `is_async=False` outside tests).
		enqueue_after_commit: always so here.
		job_id: names the job; with `deduplicate` nothing happens while one of that name waits or runs.
		at_front: before those that wait.
		on_success, on_failure: functions called when it has ended, with `job` (and `error`).
		kwargs: arguments of the function.

	Returns:
		The function's result with `now`; otherwise a dictionary with the `id` of the job, None for a duplicate.

	Raises:
		UnsupportedArgument: for an argument or a function that cannot be kept.
		ValidationError: for an unknown queue, or `deduplicate` without `job_id`.
	"""
	is_async = kwargs.pop("async", is_async)
	if now or (not is_async and not local.flags.in_test):
		return call(method, **kwargs)
	if deduplicate and not job_id:
		throw(_("`job_id` paramater is required for deduplication."))
	queues.check([queue])
	if deduplicate and is_job_enqueued(job_id):
		return None
	job = ledger.add(
		{
			"job_id": job_id,
			"job_name": job_name or readable_name(dotted(method), kwargs),
			"method": dotted(method),
			"arguments": dump(kwargs),
			"queue": queue,
			"timeout": timeout or queues.timeouts()[queue],
			"at_front": int(at_front),
			"on_success": dotted(on_success) if on_success else None,
			"on_failure": dotted(on_failure) if on_failure else None,
		}
	)
	dispatch_after_commit(job)
	return _dict(id=job["name"], job_id=job["job_id"], method=job["method"])


def dotted(method: str | Callable) -> str:
	"""The dotted name of a function.

	Raises:
		UnsupportedArgument: for a function without one (a lambda, or one inside another): the worker cannot find it.
	"""
	name = method if isinstance(method, str) else f"{method.__module__}.{method.__qualname__}"
	if "<" in name:
		raise UnsupportedArgument(f"{name} cannot be found by the worker. Enqueue a function of a module.")
	return name


def readable_name(method: str, arguments: dict[str, Any]) -> str:
	"""What the list of jobs shows: the scheduled job, or the document's method, behind the function that runs it."""
	if method.endswith(".run_scheduled_job"):
		return arguments.get("name") or method
	if method.endswith(".run_doc_method"):
		return f"{arguments.get('doctype')}.{arguments.get('doc_method')}"
	return method


def enqueue_doc(
	doctype: str,
	name: str | None = None,
	method: str | None = None,
	queue: str = "default",
	timeout: int = 300,
	now: bool = False,
	**kwargs: Any,
) -> Any:
	"""Run a method of a document later."""
	return enqueue(
		run_doc_method,
		doctype=doctype,
		name=name,
		doc_method=method,
		queue=queue,
		timeout=timeout,
		now=now,
		**kwargs,
	)


def run_doc_method(doctype: str, name: str | None, doc_method: str, **kwargs: Any) -> None:
	"""Load a document and call one of its methods."""
	from frappe_standalone.core.model.document import get_doc

	getattr(get_doc(doctype, name or doctype), doc_method)(**kwargs)


def is_job_enqueued(job_id: str) -> bool:
	"""True while a job of this name waits or runs."""
	return ledger.is_open(job_id)


def get_job_status(job_id: str) -> str | None:
	"""`queued`, `started`, `finished`, `failed` or `canceled`: of the newest job of this name."""
	return ledger.newest_status(job_id)
