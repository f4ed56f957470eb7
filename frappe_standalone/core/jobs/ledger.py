"""The rows of RQ Job: the one place that knows which jobs there are and how far each has come.

RQ on Redis, where it is used, only carries the names of these rows to its workers: whoever claims a row here runs it.
"""

from __future__ import annotations

import datetime
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.hashing import generate_hash
from frappe_standalone.core.utils.dates import now_datetime

TABLE = "tabRQ Job"
OPEN = ("queued", "started")
ENDED = ("finished", "failed", "canceled")
KEEP = datetime.timedelta(days=7)  # an ended job stays visible, v15's

DUE = f"from `{TABLE}` where status = 'queued' and (due_at is null or due_at <= %(now)s)"
# As RQ does: what is put at the front last comes first.
ORDER = "order by at_front desc, case when at_front then -rowid else rowid end"


def add(values: dict[str, Any]) -> dict[str, Any]:
	"""Write the row of a new job in this transaction; returns it."""
	name, moment, user = generate_hash(length=20), now_datetime(), local.session.user
	row = {**values, "name": name, "job_id": values["job_id"] or name, "status": "queued", "attempts": 0}
	own = {
		"creation": moment,
		"modified": moment,
		"owner": user,
		"modified_by": user,
		"docstatus": 0,
		"idx": 0,
	}
	local.db.insert_row(TABLE, {**row, **own})
	return row


def is_open(job_id: str) -> bool:
	"""True while a job of this name waits or runs."""
	found = local.db.sql(
		f"select 1 from `{TABLE}` where job_id = %s and status in %s limit 1", (job_id, OPEN)
	)
	return bool(found)


def newest_status(job_id: str) -> str | None:
	"""How far the newest job of this name has come; None if there is none."""
	found = local.db.sql(
		f"select status from `{TABLE}` where job_id = %s order by rowid desc limit 1", (job_id,), pluck=True
	)
	return found[0] if found else None


def next_due(queues: list[str]) -> str | None:
	"""The name of the job whose turn it is in these queues."""
	found = local.db.sql(
		f"select name {DUE} and queue in %(queues)s {ORDER} limit 1",
		{"now": now_datetime(), "queues": tuple(queues)},
		pluck=True,
	)
	return found[0] if found else None


def all_due(limit: int) -> list[_dict]:
	"""The jobs that wait for a worker, in their order."""
	values = {"now": now_datetime(), "limit": limit}
	return local.db.sql(
		f"select name, job_name, queue, timeout, at_front {DUE} {ORDER} limit %(limit)s", values, as_dict=True
	)


def claim(name: str) -> _dict | None:
	"""Mark a job as started and return its row; None if somebody else has. Commits."""
	local.db.begin()
	row = get(name)
	if not row or row.status != "queued":
		local.db.rollback()
		return None
	started = {
		"status": "started",
		"attempts": row.attempts + 1,
		"started_at": now_datetime(),
	}
	mark(name, **started, ended_at=None, time_taken=None)
	local.db.commit()
	return row.update(started)


def get(name: str) -> _dict | None:
	"""The row of a job."""
	found = local.db.sql(f"select * from `{TABLE}` where name = %s", (name,), as_dict=True)
	return found[0] if found else None


def mark(name: str, **changes: Any) -> None:
	"""Change the row of a job."""
	local.db.update_row(TABLE, name, {**changes, "modified": now_datetime()})


def end(job: _dict, status: str, exc_info: str | None = None) -> None:
	"""Write down how a job ended."""
	moment = now_datetime()
	taken = (moment - job.started_at).total_seconds() if job.started_at else None
	mark(job.name, status=status, ended_at=moment, time_taken=taken, exc_info=exc_info)


def requeue(name: str, attempts: int = 0, due_at: datetime.datetime | None = None, **changes: Any) -> None:
	"""Let a job wait for a worker (again)."""
	mark(name, status="queued", attempts=attempts, due_at=due_at, **changes)


def started() -> list[_dict]:
	"""The jobs that somebody claimed and nobody ended."""
	return local.db.sql(f"select * from `{TABLE}` where status = 'started'", as_dict=True)


def forget_old() -> None:
	"""Remove what finished, or was stopped, long ago; failed jobs stay until somebody deals with them. Commits."""
	values = (now_datetime() - KEEP,)
	where = "where status in ('finished', 'canceled') and ended_at < %s"
	if local.db.sql(f"select 1 from `{TABLE}` {where} limit 1", values):
		local.db.sql(f"delete from `{TABLE}` {where}", values)
		local.db.commit()
