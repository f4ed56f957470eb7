"""`township serve` in a process group of its own, and four ways to kill it."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.loss.town import environment

START_SECONDS = 60
LEFTOVER_SECONDS = 15  # how long workers may outlive their parent
# How often each is killed: what a power cut, the system's memory killer and an impatient administrator do.
WAYS = {"server": 5, "worker": 3, "parent": 1, "forkserver": 1}


class Server:
	"""One server process with its workers, started again and again on the same port."""

	def __init__(self, site: Path, work: Path, workers: int):
		self.site, self.work, self.workers = site, work, workers
		self.port = free_port()
		self.log = work / "server.log"
		self.process: subprocess.Popen | None = None

	def start(self) -> float:
		"""Start and return the seconds until the first request was answered."""
		command = [sys.executable, "-m", "frappe_standalone.cli", "serve", str(self.site)]
		options = ["--port", str(self.port), "--workers", str(self.workers)]
		began = time.monotonic()
		with self.log.open("ab") as log:
			self.process = subprocess.Popen(
				[*command, *options],
				stdout=log,
				stderr=log,
				env=environment(self.work),
				start_new_session=True,
			)
		self.wait_for_answer()
		return time.monotonic() - began

	def wait_for_answer(self) -> None:
		"""Wait until a request is answered.

		Raises:
			RuntimeError: if the server ended, or said nothing for a minute.
		"""
		deadline = time.monotonic() + START_SECONDS
		while time.monotonic() < deadline and self.process.poll() is None:
			try:
				with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/method/ping", timeout=5):
					return
			except (urllib.error.URLError, OSError):
				time.sleep(0.05)
		raise RuntimeError(f"The server does not answer. {self.log.read_text()[-2000:]}")

	def kill(self, way: str, rng: random.Random) -> bool:
		"""Kill -9 something; True if the server must be started again."""
		if way == "server":
			os.killpg(self.process.pid, signal.SIGKILL)
			self.process.wait()
			return True
		if way == "parent":
			self.process.kill()
			self.process.wait()
			return True
		victims = self.forkservers() if way == "forkserver" else self.worker_ids()
		if victims:
			os.kill(rng.choice(victims), signal.SIGKILL)
		return False

	def forkservers(self) -> list[int]:
		return [pid for pid in children_of(self.process.pid) if children_of(pid)]

	def worker_ids(self) -> list[int]:
		return [pid for forkserver in self.forkservers() for pid in children_of(forkserver)]

	def left_over(self) -> list[int]:
		"""Processes of a killed server that still live after a while; they are ended here."""
		deadline = time.monotonic() + LEFTOVER_SECONDS
		while (found := group_members(self.process.pid)) and time.monotonic() < deadline:
			time.sleep(0.05)
		if found:
			os.killpg(self.process.pid, signal.SIGKILL)
		return found

	def stop(self) -> None:
		"""Stop in order."""
		if self.process and self.process.poll() is None:
			self.process.terminate()
			try:
				self.process.wait(30)
			except subprocess.TimeoutExpired:
				os.killpg(self.process.pid, signal.SIGKILL)
				self.process.wait()


def free_port() -> int:
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		return probe.getsockname()[1]


def children_of(pid: int) -> list[int]:
	"""Process ids of the children of a process (Linux)."""
	try:
		return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
	except FileNotFoundError:
		return []


def group_members(group: int) -> list[int]:
	"""Living processes of a process group; zombies are dead."""
	found = []
	for stat in Path("/proc").glob("[0-9]*/stat"):
		try:
			state, _parent, owner = stat.read_text().rpartition(")")[2].split()[:3]
		except (FileNotFoundError, ProcessLookupError):
			continue
		if int(owner) == group and state != "Z":
			found.append(int(stat.parent.name))
	return found
