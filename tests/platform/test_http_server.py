"""The server as a process: workers that share a port, die and come back, and stop in order."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.platform.conftest import ADMIN_PASSWORD

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


class Server:
	"""`township serve` in a process of its own."""

	def __init__(self, site_dir: Path, *options: str):
		self.port = free_port()
		self.url = f"http://127.0.0.1:{self.port}"
		command = [
			sys.executable,
			"-m",
			"frappe_standalone.cli",
			"serve",
			str(site_dir),
			"--port",
			str(self.port),
		]
		self.process = subprocess.Popen(
			[*command, *options],
			stdout=subprocess.PIPE,
			stderr=subprocess.STDOUT,
			text=True,
			env={**os.environ, "LANG": "en_US.UTF-8"},
		)
		self.lines: list[str] = []
		self.reader = threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True)
		self.reader.start()
		self.wait()

	def wait(self, seconds: float = 30) -> None:
		deadline = time.monotonic() + seconds
		while time.monotonic() < deadline:
			if self.process.poll() is not None:
				raise RuntimeError("".join(self.lines))
			try:
				if requests.get(f"{self.url}/api/method/ping", timeout=2).json() == {"message": "pong"}:
					return
			except requests.RequestException:
				time.sleep(0.1)
		raise TimeoutError("".join(self.lines))

	def workers(self) -> list[int]:
		"""Process ids of the workers, from the system's list."""
		return [pid for child in children_of(self.process.pid) for pid in children_of(child)]

	def session(self) -> requests.Session:
		session = requests.Session()
		answer = session.post(
			f"{self.url}/api/method/login", json={"usr": "Administrator", "pwd": ADMIN_PASSWORD}, timeout=20
		)
		assert answer.status_code == 200, answer.text
		return session

	def stop(self) -> int:
		self.process.send_signal(signal.SIGTERM)
		try:
			code = self.process.wait(20)
		finally:
			self.process.kill()
			self.process.wait()
			self.reader.join(5)
			self.process.stdout.close()
		return code


def children_of(pid: int) -> list[int]:
	"""Process ids of the children of a process; workers are children of the one they are forked from."""
	return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def start(site_dir):
	"""Start servers of the site; all are stopped in the end."""
	servers = []

	def start(*options):
		servers.append(Server(site_dir, *options))
		return servers[-1]

	yield start
	for server in servers:
		if server.process.poll() is None:
			server.stop()


@posix_only
def test_one_process_serves_and_stops_in_order(start):
	server = start()
	assert requests.get(f"{server.url}/login", timeout=10).status_code == 200
	assert server.stop() == 0
	assert any(server.url in line for line in server.lines)
	assert "Stopped." in "".join(server.lines)


@posix_only
def test_two_workers_share_sessions_and_writes_and_a_killed_one_is_replaced(start):
	server = start("--workers", "2")
	workers = server.workers()
	assert len(workers) == 2
	session = server.session()

	def insert(number):
		answer = session.post(
			f"{server.url}/api/resource/ToDo", json={"description": f"n{number}"}, timeout=30
		)
		return answer.status_code

	with ThreadPoolExecutor(8) as pool:
		assert set(pool.map(insert, range(40))) == {200}
	os.kill(workers[0], signal.SIGKILL)
	deadline = time.monotonic() + 20
	while time.monotonic() < deadline and (workers[0] in server.workers() or len(server.workers()) < 2):
		time.sleep(0.1)
	assert len(server.workers()) == 2
	assert workers[0] not in server.workers()
	server.wait()
	with ThreadPoolExecutor(8) as pool:
		assert set(pool.map(insert, range(40))) == {200}
	count = session.get(f"{server.url}/api/method/frappe.client.get_count?doctype=ToDo", timeout=20).json()
	assert count["message"] == 80
	left = server.workers()
	assert server.stop() == 0
	time.sleep(0.2)
	assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]


@posix_only
def test_workers_stop_when_their_parent_is_killed(start):
	server = start("--workers", "2")
	workers = server.workers()
	server.process.kill()
	server.process.wait()
	deadline = time.monotonic() + 15
	while time.monotonic() < deadline and any(Path(f"/proc/{pid}").exists() for pid in workers):
		time.sleep(0.1)
	assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
	server.reader.join(5)
	server.process.stdout.close()


@posix_only
def test_a_job_runs_in_the_server(start, site_dir):
	server = start("--workers", "2")
	from frappe_standalone.core.runtime import site_context

	with site_context(site_dir):
		import frappe

		frappe.enqueue("frappe.client.insert", doc={"doctype": "ToDo", "description": "by a job"})
		frappe.db.commit()
	session = server.session()
	deadline = time.monotonic() + 20
	found = []
	while not found and time.monotonic() < deadline:
		found = session.get(f"{server.url}/api/resource/ToDo", timeout=10).json()["data"]
		time.sleep(0.2)
	assert len(found) == 1


@posix_only
def test_a_taken_port_is_said_with_its_mend(start, site_dir):
	server = start()
	command = [
		sys.executable,
		"-m",
		"frappe_standalone.cli",
		"serve",
		str(site_dir),
		"--port",
		str(server.port),
	]
	result = subprocess.run(
		command, capture_output=True, text=True, env={**os.environ, "LANG": "en_US.UTF-8"}
	)
	assert result.returncode == 1
	assert "--port" in result.stderr


@posix_only
def test_a_backup_of_a_site_in_use_restores_to_a_site_that_serves(start, site_dir, tmp_path):
	server = start("--workers", "2")
	session = server.session()
	stop = threading.Event()
	statuses = []

	def write():
		while not stop.is_set():
			answer = session.post(f"{server.url}/api/resource/ToDo", json={"description": "x"}, timeout=30)
			statuses.append(answer.status_code)

	writers = [threading.Thread(target=write) for _number in range(3)]
	for writer in writers:
		writer.start()
	try:
		time.sleep(0.5)
		run = [sys.executable, "-m", "frappe_standalone.cli"]
		backup = subprocess.run(
			[*run, "backup", str(site_dir), str(tmp_path / "b.zip")], capture_output=True, text=True
		)
		assert backup.returncode == 0, backup.stderr
	finally:
		stop.set()
		for writer in writers:
			writer.join()
	assert set(statuses) == {200}
	restored = tmp_path / "restored"
	done = subprocess.run(
		[*run, "restore", str(tmp_path / "b.zip"), str(restored)], capture_output=True, text=True
	)
	assert done.returncode == 0, done.stderr
	second = Server(restored)
	try:
		count = second.session().get(
			f"{second.url}/api/method/frappe.client.get_count?doctype=ToDo", timeout=20
		)
		assert 0 < count.json()["message"] <= len(statuses)
	finally:
		assert second.stop() == 0
	assert re.search(r"verified|校验", backup.stdout)


def test_a_job_knows_where_its_site_is_served(site_dir, monkeypatch):
	"""E-mails of timers are written outside every request: `http://<folder>` would open nowhere."""
	from frappe_standalone.cli import serve_commands
	from frappe_standalone.core.http.server import ServerOptions
	from frappe_standalone.core.runtime import site_context

	monkeypatch.delenv("TOWNSHIP_SERVED_AT", raising=False)
	monkeypatch.setattr(
		serve_commands, "addresses", lambda *_: ["http://127.0.0.1:8000", "http://10.1.2.3:8000"]
	)
	found = []

	def serve(options, ready):
		with site_context(options.site_dir):
			import frappe

			found.append(frappe.utils.get_url("/app/todo/1"))
			frappe.local.conf.host_name = "https://town.example"
			found.append(frappe.utils.get_url("/app/todo/1"))

	monkeypatch.setattr(serve_commands, "serve", serve)
	serve_commands.run_server(ServerOptions(site_dir, "0.0.0.0", 8000, 1))
	assert found == ["http://10.1.2.3:8000/app/todo/1", "https://town.example/app/todo/1"]
