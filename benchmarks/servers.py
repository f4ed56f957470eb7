"""Start and stop the servers that are compared: each with four worker processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.memory import family, pss
from benchmarks.start import NeverAnswered

WORKERS = 4
PATIENCE = 60  # seconds


def standalone_command(site_dir: str, port: int) -> list[str]:
	"""`township serve`, with this Python."""
	serve = [sys.executable, "-m", "frappe_standalone.cli", "serve", str(site_dir)]
	return [*serve, "--port", str(port), "--workers", str(WORKERS)]


def bench_command(bench_dir: str, port: int) -> list[str]:
	"""Gunicorn with sync workers, as Frappe's production set-up starts it; run it in the folder `sites`."""
	gunicorn = Path(bench_dir) / "env/bin/gunicorn"
	where = ["-b", f"127.0.0.1:{port}", "-w", str(WORKERS), "-t", "120"]
	return [str(gunicorn), *where, "frappe.app:application"]


@contextmanager
def standalone(site_dir: str, port: int) -> Iterator[subprocess.Popen]:
	"""A site of the platform, served."""
	command = standalone_command(site_dir, port)
	with running(command, f"http://127.0.0.1:{port}") as server:
		yield server


@contextmanager
def frappe(bench_dir: str, site: str, port: int) -> Iterator[subprocess.Popen]:
	"""A site of a bench, served; MariaDB and Redis must run."""
	folder = str(Path(bench_dir) / "sites")
	variables = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
	command = bench_command(bench_dir, port)
	with running(command, f"http://127.0.0.1:{port}", site, cwd=folder, env=variables) as server:
		yield server


@contextmanager
def running(command: list[str], url: str, host: str | None = None, **how) -> Iterator[subprocess.Popen]:
	"""A server that answers; stopped afterwards."""
	quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
	server = subprocess.Popen(command, **quiet, **how)
	try:
		wait_until_it_answers(url, host)
		yield server
	finally:
		server.terminate()
		server.wait()


def wait_until_it_answers(url: str, host: str | None) -> None:
	"""Ask for a ping until it comes."""
	request = urllib.request.Request(f"{url}/api/method/ping", headers={"Host": host} if host else {})
	deadline = time.monotonic() + PATIENCE
	while time.monotonic() < deadline:
		with suppress(OSError), urllib.request.urlopen(request, timeout=PATIENCE) as answer:
			answer.read()
			return
		time.sleep(0.05)
	raise NeverAnswered(f"{url} did not answer within {PATIENCE} s.")


def memory(server: subprocess.Popen) -> float:
	"""PSS in MiB of a server and its workers."""
	return sum(pss(pid) for pid in family(server.pid)) / 1024
