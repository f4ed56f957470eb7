"""One part of a run, in a process of its own."""

from __future__ import annotations

import pickle
import tempfile
from pathlib import Path
from typing import Any

# Requests for each operation and mode: schemathesis needs long to get to know an operation.
EACH = 4


def part(folder: str, role: str, source: str, number: int, count: int) -> Any:
	"""Run one part in this process."""
	import logging

	from frappe_standalone import activate

	activate()
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores
	from tests.security.fuzzing import mutations
	from tests.security.fuzzing import site as sites
	from tests.security.fuzzing.run import run

	logging.disable(logging.CRITICAL)
	prepared = pickle.loads((Path(folder) / "prepared.pickle").read_bytes())
	with tempfile.TemporaryDirectory(prefix="fuzz-part-") as own:
		site_dir = sites.copy(prepared, Path(own) / "site")
		if source == "described":
			from tests.security.fuzzing import described

			sent = described.requests(prepared, role, EACH, number)
		elif source == "functions":
			from tests.security.fuzzing import functions

			sent = functions.requests(prepared, role, number)
		else:
			sent = mutations.requests(prepared, role, number)
		try:
			return run(prepared, site_dir, role, sent, count)
		finally:
			POOL.close()
			close_stores()
