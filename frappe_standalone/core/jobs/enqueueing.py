"""Ask for work to be done later: `frappe.enqueue`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.hashing import generate_hash
from frappe_standalone.core.hooks import call
from frappe_standalone.core.jobs.arguments import UnsupportedArgument, dump
from frappe_standalone.core.jobs.wake import wake
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _

TIMEOUTS = {"short": 300, "default": 300, "long": 1500}  # seconds, v15's
WAITING = ("queued", "started")


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
		queue: `short`, `default` or `long`; sets how long the job may take.
		timeout: seconds it may take. It is told to the log when exceeded; a thread cannot be stopped from outside.
		now: run at once, in this transaction (so does `is_async=False` outside tests).
		enqueue_after_commit: always so here.
		job_id: names the job; with `deduplicate` nothing happens while one of that name waits or runs.
		at_front: before those that wait.
		kwargs: arguments of the function.

	Returns:
		The function's result with `now`; otherwise a dictionary with the `id` of the job, None for a duplicate.
	"""
	is_async = kwargs.pop("async", is_async)
	if now or (not is_async and not local.flags.in_test):
		return call(method, **kwargs)
	if deduplicate and not job_id:
		throw(_("`job_id` paramater is required for deduplication."))
	if deduplicate and is_job_enqueued(job_id):
		return None
	name = generate_hash(length=20)
	local.db.insert_row(
		"__Job",
		{
			"name": name,
			"job_id": job_id or name,
			"job_name": job_name or dotted(method),
			"method": dotted(method),
			"arguments": dump(kwargs),
			"user": local.session.user,
			"queue": queue,
			"timeout": timeout or TIMEOUTS.get(queue, TIMEOUTS["default"]),
			"status": "queued",
			"priority": int(at_front),
			"attempts": 0,
			"on_success": dotted(on_success) if on_success else None,
			"on_failure": dotted(on_failure) if on_failure else None,
			"created": time.time(),
			"due": time.time(),
		},
	)
	site_path = local.site_path
	local.db.after_commit.add(lambda: wake(site_path))
	return _dict(id=name, job_id=job_id or name, method=dotted(method))


def dotted(method: str | Callable) -> str:
	"""The dotted name of a function.

	Raises:
		UnsupportedArgument: for a function without one (a lambda, or one inside another): the worker cannot find it.
	"""
	name = method if isinstance(method, str) else f"{method.__module__}.{method.__qualname__}"
	if "<" in name:
		raise UnsupportedArgument(f"{name} cannot be found by the worker. Enqueue a function of a module.")
	return name


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
	return bool(
		local.db.sql("select 1 from `__Job` where job_id = %s and status in %s limit 1", (job_id, WAITING))
	)


def get_job_status(job_id: str) -> str | None:
	"""`queued`, `started`, `finished` or `failed`: of the newest job of this name."""
	found = local.db.sql(
		"select status from `__Job` where job_id = %s order by created desc limit 1", (job_id,), pluck=True
	)
	return found[0] if found else None
