"""A run: the server under load, killed again and again, then compared with the journals."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.loss import town
from tests.loss.clients import Client
from tests.loss.server import WAYS, Server

BETWEEN_KILLS = (0.3, 2.0)  # seconds of load, drawn anew for each kill
JOBS_SECONDS = 300  # how long the queue may need to run dry in the end
CLIENTS = {"insert": 3, "act": 3, "job": 2}


@dataclass
class Run:
	"""What is done, and what came of it."""

	work: Path
	kills: int
	seed: int
	workers: int = 3
	killed: Counter[str] = field(default_factory=Counter)
	starts: list[float] = field(default_factory=list)
	left_over: int = 0
	gave_up: int = 0

	def execute(self, say: Callable[[str], None] = lambda text: None) -> dict[str, Any]:
		"""Make the site, load it, kill, wait for the jobs, stop, compare; returns counts and findings."""
		site, journals = self.work / "site", self.work / "journals"
		shutil.rmtree(site, ignore_errors=True)
		shutil.rmtree(journals, ignore_errors=True)
		journals.mkdir(parents=True)
		keys = town.make(site, self.work)
		server = Server(site, self.work, self.workers)
		self.starts.append(server.start())
		clients = [
			Client(number, work, server.port, keys, journals)
			for work, count in CLIENTS.items()
			for number in range(count)
		]
		try:
			for client in clients:
				client.start()
			self._kill(server, say)
		finally:
			for client in clients:
				client.stopping.set()
			for client in clients:
				client.join(90)
		try:
			wait_for_jobs(site)
		finally:
			server.stop()
		found = compare(site, journals, self.work)
		found["kills"] = dict(self.killed)
		found["left over after the parent was killed"] = self.left_over
		found["server ended though only a part was killed"] = self.gave_up
		found["slowest start in seconds"] = round(max(self.starts), 2)
		return found

	def _kill(self, server: Server, say: Callable[[str], None]) -> None:
		rng = random.Random(self.seed)
		for number, way in enumerate(planned(self.kills, rng), 1):
			time.sleep(rng.uniform(*BETWEEN_KILLS))
			if server.process.poll() is not None:
				self.gave_up += 1
				self.starts.append(server.start())
			self.killed[way] += 1
			if server.kill(way, rng):
				self.left_over += len(server.left_over())
				self.starts.append(server.start())
			say(f"{number}/{self.kills} {way}")
		time.sleep(BETWEEN_KILLS[1])
		server.wait_for_answer()


def planned(kills: int, rng: random.Random) -> list[str]:
	"""What is killed in which order: every way at least once, then as often as `WAYS` says."""
	ways = [*WAYS, *rng.choices(list(WAYS), list(WAYS.values()), k=max(0, kills - len(WAYS)))][:kills]
	rng.shuffle(ways)
	return ways


def wait_for_jobs(site: Path) -> None:
	"""Wait until no job waits or runs."""
	import sqlite3

	deadline = time.monotonic() + JOBS_SECONDS
	with closing(sqlite3.connect(site / "site.db", timeout=30)) as database:
		while time.monotonic() < deadline:
			(left,) = database.execute(
				"select count(*) from `tabRQ Job` where status in ('queued', 'started')"
			).fetchone()
			if not left:
				return
			time.sleep(0.5)


def compare(site: Path, journals: Path, work: Path) -> dict[str, Any]:
	"""Compare in a process that knows the counting app."""
	command = [sys.executable, "-m", "tests.loss.check", str(site), str(journals)]
	done = subprocess.run(
		command, env=town.environment(work), cwd=town.ROOT, capture_output=True, text=True, timeout=600
	)
	if done.returncode:
		raise RuntimeError(done.stdout + done.stderr)
	return json.loads(done.stdout.splitlines()[-1])
