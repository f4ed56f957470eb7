"""Sends requests as one caller and keeps the counts and findings."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from werkzeug.test import run_wsgi_app

from tests.security.fuzzing.requests import Sent
from tests.security.fuzzing.site import Prepared
from tests.security.fuzzing.watch import Finding, Watcher


@dataclass
class Result:
	"""Counts by (role, status class) and by kind, and what was found."""

	statuses: Counter = field(default_factory=Counter)
	kinds: Counter = field(default_factory=Counter)
	findings: list[Finding] = field(default_factory=list)

	@property
	def total(self) -> int:
		"""All requests sent."""
		return sum(self.statuses.values())

	def add(self, other: Result) -> None:
		"""Take over another's counts."""
		self.statuses.update(other.statuses)
		self.kinds.update(other.kinds)
		self.findings += other.findings


def run(prepared: Prepared, site_dir: Path, role: str, sent: Iterable[Sent], count: int) -> Result:
	"""Send up to `count` requests as `role` to the site in `site_dir` and look at each answer."""
	from frappe_standalone.core.http import app as app_module

	app = app_module.make_app(site_dir)
	watcher = Watcher(prepared, site_dir)
	result = Result()
	failures = failures_of(app_module)
	try:
		for request in islice(sent, count):
			status, text = send(app, request, prepared.tokens.get(role))
			result.statuses[role, f"{status // 100}xx"] += 1
			result.kinds[request.kind] += 1
			result.findings += watcher.look(role, request, status, text, failures)
			failures.clear()
	finally:
		watcher.close()
	return result


def failures_of(app_module: Any) -> list[str]:
	"""Return a list that receives the traceback of every unexpected error from now on."""
	failures: list[str] = []
	original = getattr(app_module.record_error, "original", app_module.record_error)

	def record(request: Any, error: Exception) -> None:
		failures.append("".join(traceback.format_exception(error)))
		original(request, error)

	record.original = original
	app_module.record_error = record
	return failures


def send(app: Callable, request: Sent, token: str | None) -> tuple[int, str]:
	"""Send one request, by API key unless it brings its own proof; returns status, and headers with text."""
	headers = dict(request.headers)
	if not headers.pop("X-Anonymous", None) and token:
		headers.setdefault("Authorization", f"token {token}")
	environ = request.environ(headers)
	chunks, status, answered = run_wsgi_app(app, environ, buffered=True)
	text = b"".join(chunks).decode("utf-8", "replace")
	head = "\n".join(f"{key}: {value}" for key, value in answered)
	return int(status.split()[0]), f"{head}\n{text}"
