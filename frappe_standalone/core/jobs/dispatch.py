"""After the commit: tell whoever runs jobs that there is one."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.jobs.wake import wake


def dispatch_after_commit(job: dict[str, Any]) -> None:
	"""Have a job (its `name`, `queue`, `timeout`, `at_front`) started soon once this transaction is committed."""
	site_path, conf = local.site_path, local.conf

	def tell() -> None:
		if conf.redis_queue:
			from frappe_standalone.core.jobs.outbox import push_or_leave

			push_or_leave(site_path, conf, job)
		else:
			wake(site_path)

	local.db.after_commit.add(tell)
