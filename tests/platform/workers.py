"""Processes for the tests of jobs: `township` commands that know the tiny app, and a Redis of Debian's."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import frappe

from frappe_standalone.core.db import READ
from frappe_standalone.core.runtime import site_context

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def township(*arguments: str | Path) -> Iterator[subprocess.Popen]:
	"""A `township` command in a process of its own, ended with the block."""
	paths = [str(ROOT), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
	environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "LANG": "en_US.UTF-8"}
	process = subprocess.Popen(
		[sys.executable, "-m", "frappe_standalone.cli", *map(str, arguments)],
		env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
	)  # fmt: skip
	try:
		yield process
	finally:
		if process.poll() is None:
			process.terminate()
		try:
			process.communicate(timeout=20)
		except subprocess.TimeoutExpired:
			process.kill()
			process.communicate()


class Redis:
	"""Debian's redis-server on a port and in a folder of its own; it may be stopped and started again."""

	def __init__(self, folder: Path):
		self.folder, self.port = folder, free_port()
		self.process: subprocess.Popen | None = None

	@property
	def url(self) -> str:
		return f"redis://127.0.0.1:{self.port}"

	def start(self) -> None:
		"""Start it, empty unless it saved before."""
		self.process = subprocess.Popen(
			["redis-server", "--port", str(self.port), "--dir", str(self.folder), "--save", ""],
			stdout=subprocess.DEVNULL,
		)
		wait_for(self.answers)

	def stop(self) -> None:
		"""Kill it; what it held in memory is gone."""
		if self.process:
			self.process.kill()
			self.process.wait()
			self.process = None

	def answers(self) -> bool:
		with socket.socket() as probe:
			return probe.connect_ex(("127.0.0.1", self.port)) == 0


def require_redis() -> None:
	"""Skip the test where it cannot run, and say why."""
	if not shutil.which("redis-server"):
		pytest.skip("redis-server is not installed here (Debian: apt install redis-server)")
	pytest.importorskip("rq", reason="the extra `redis` is not installed")


def free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
	"""Wait until something comes true."""
	deadline = time.monotonic() + seconds
	while not condition():
		assert time.monotonic() < deadline, "it did not come true in time"
		time.sleep(0.05)


def ask(site_dir: Path, *jobs: tuple[str, dict]) -> None:
	"""Queue functions of `tiny_app.work`, each with its arguments, in one transaction."""
	with site_context(site_dir):
		for method, arguments in jobs:
			frappe.enqueue(f"tiny_app.work.{method}", **arguments)
		frappe.db.commit()


def rows(site_dir: Path, columns: str = "status, attempts") -> list[tuple]:
	"""The jobs of the site in the order in which they were asked for."""
	with site_context(site_dir, mode=READ):
		return list(frappe.db.sql(f"select {columns} from `tabRQ Job` order by rowid"))


def statuses(site_dir: Path) -> set[str]:
	return {status for (status,) in rows(site_dir, "status")}
