"""A demo township behind a real port, on each platform."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pytest

from tests.browser.bench_desk import BenchDesk
from tests.browser.desk import Person
from tests.browser.standalone_desk import StandaloneDesk

PASSWORD = "Browser-test-2026"
DOMAIN = "longgong.example"
TOWNSHIP = "331126205"
# A demo takes about 20 s to make; a busy machine several times that.
START_SECONDS = 300


@dataclass
class ServedTownship:
	"""Where the township answers, and how its desk is driven."""

	url: str
	desk: type[Person]
	site_dir: Path | None = None

	@property
	def is_standalone(self) -> bool:
		return self.site_dir is not None

	def person(self, browser, pictures) -> Person:
		"""Somebody at this township's desk, not signed in yet."""
		return self.desk(browser, self.url, Path(pictures))

	def account(self, sign_in: str) -> str:
		"""The user name of a demo person, or the Administrator's."""
		return sign_in if sign_in == "Administrator" else f"{sign_in}@{DOMAIN}"


class Server:
	"""`township …` as a subprocess, stopped at the end; what it printed is shown if it does not start."""

	def __init__(self, arguments: list[str], log: Path, port: int):
		self.arguments, self.log, self.port = arguments, log, port

	def __enter__(self) -> Server:
		command = [sys.executable, "-m", "frappe_standalone.cli", *self.arguments, "--port", str(self.port)]
		environment = {**os.environ, "TOWNSHIP_ADMIN_PASSWORD": PASSWORD}
		with self.log.open("w") as log:
			self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment)
		end = time.monotonic() + START_SECONDS
		while time.monotonic() < end and self.process.poll() is None:
			if answers(f"http://127.0.0.1:{self.port}/login"):
				return self
			time.sleep(0.2)
		self.process.terminate()
		pytest.fail(
			f"township {' '.join(self.arguments)} did not start:\n{self.log.read_text()}", pytrace=False
		)

	def __exit__(
		self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
	) -> None:
		self.process.terminate()
		self.process.wait(timeout=20)


def free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def answers(url: str) -> bool:
	try:
		with urllib.request.urlopen(url, timeout=5) as response:
			return response.status == 200
	except (urllib.error.URLError, OSError):
		return False


@contextmanager
def serve_standalone(site_dir: Path) -> Iterator[ServedTownship]:
	"""`township demo --site DIR`: makes the demo township and serves it."""
	port = free_port()
	site_dir.parent.mkdir(parents=True, exist_ok=True)
	arguments = ["demo", "--site", str(site_dir), "--no-browser"]
	with Server(arguments, site_dir.parent / "server.log", port):
		with standalone_connection(site_dir):
			give_passwords()
		yield ServedTownship(f"http://127.0.0.1:{port}", StandaloneDesk, site_dir)


@contextmanager
def serve_site(site_dir: Path) -> Iterator[ServedTownship]:
	"""`township serve DIR`: serves a site that exists."""
	port = free_port()
	with Server(["serve", str(site_dir)], site_dir.parent / "served-again.log", port):
		yield ServedTownship(f"http://127.0.0.1:{port}", StandaloneDesk, site_dir)


@contextmanager
def serve_bench(config: pytest.Config) -> Iterator[ServedTownship]:
	"""The bench's own web server; the site gets the demo and the passwords of this run."""
	from tests.conftest import PLATFORM

	bench = config.stash[PLATFORM]
	url = config.getoption("--url") or f"http://{bench.site}:8000"
	if not answers(f"{url}/login"):
		pytest.fail(f"no web server answers at {url}; start it (bench start) or give --url", pytrace=False)
	bench.connect()
	try:
		load_demo_once()
		give_passwords()
	finally:
		bench.stop()
	with worker(bench.bench, bench.site):
		yield ServedTownship(url, BenchDesk)


@contextmanager
def standalone_connection(site_dir: Path) -> Iterator[None]:
	from frappe_standalone.core.runtime import site_context

	with site_context(str(site_dir), user="Administrator", write=True):
		yield


def load_demo_once() -> None:
	import frappe

	frappe.set_user("Administrator")
	if not frappe.db.exists("Township", TOWNSHIP):
		frappe.get_attr("township_gov.demo.load")()


def give_passwords() -> None:
	"""One known password for every demo account; the Administrator reads Chinese too."""
	import frappe
	from frappe.utils.password import update_password

	for user in frappe.get_all("User", filters={"name": ["like", f"%@{DOMAIN}"]}, pluck="name"):
		update_password(user, PASSWORD)
	update_password("Administrator", PASSWORD)
	frappe.db.set_value("User", "Administrator", "language", "zh")
	frappe.db.set_single_value("System Settings", "enable_scheduler", 1)
	frappe.db.commit()
	frappe.clear_cache(user="Administrator")


@contextmanager
def worker(bench: Path, site: str) -> Iterator[None]:
	"""A worker and an active scheduler while the test runs: Frappe's Data Import works in the background."""
	command = [bench / "env/bin/python", "-m", "frappe.utils.bench_helper", "frappe"]
	# What an earlier run left in the queue would hold up this one, and fill caches in another language
	for tidy in ("purge-jobs", "clear-cache"):
		subprocess.run([*command, "--site", site, tidy], cwd=bench / "sites", check=True, capture_output=True)
	config = bench / "sites" / site / "site_config.json"
	kept = config.read_text()
	config.write_text(
		json.dumps({**json.loads(kept), "pause_scheduler": 0, "disable_scheduler": 0}, indent=1)
	)
	process = subprocess.Popen(
		[*command, "worker", "--quiet"],
		cwd=bench / "sites",
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
	)
	try:
		yield
	finally:
		process.terminate()
		process.wait(timeout=30)
		config.write_text(kept)
