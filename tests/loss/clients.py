"""The load: cases filed, tasks approved, jobs asked for. Each client keeps a journal."""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import urllib.parse
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.service_case import CLERK, a_case
from tests.loss.journal import ACK, REFUSED, TRY, Journal

PAUSE_AFTER_LOSS = 0.2  # seconds before a client asks again when the server is gone
GONE = (OSError, http.client.HTTPException)


class Refused(Exception):
	"""The server answered, and said no."""


class Unanswered(Exception):
	"""The server went away: nobody knows whether the work was done."""


class Client(threading.Thread):
	"""One client that repeats its work until told to stop."""

	def __init__(self, number: int, work: str, port: int, keys: dict[str, str], folder: Path):
		super().__init__(name=f"{work}-{number}", daemon=True)
		self.number, self.port = number, port
		self.headers = {"Authorization": f"token {keys[CLERK]}", "Content-Type": "application/json"}
		self.journal = Journal(folder / f"{self.name}.jsonl")
		self.repeat = getattr(self, work)
		self.stopping = threading.Event()
		self.connection: http.client.HTTPConnection | None = None

	def run(self) -> None:
		for turn in itertools.count():
			if self.stopping.is_set():
				break
			try:
				self.repeat(f"{self.name}-{turn}")
			except Unanswered:
				self.stopping.wait(PAUSE_AFTER_LOSS)
			except Refused:
				continue
		self._hang_up()
		self.journal.close()

	def insert(self, key: str) -> dict:
		"""File a case with three materials."""
		case = {**a_case(zlib.crc32(key.encode())), "applicant_name": key}
		return self.ask(
			"insert", key, "/api/resource/Service%20Case", case, lambda body: body["data"]["name"]
		)

	def act(self, key: str) -> None:
		"""File a case, start its approval, approve the first task."""
		name = self.insert(key)["data"]["name"]
		place = {"doctype": "Service Case", "name": name}
		self.ask("start", name, "/api/method/township_gov.workflows.api.start", place)
		task = self._open_task(name)
		seen = self.call("GET", f"/api/resource/Service%20Case/{urllib.parse.quote(name)}")
		approve = {"task": task, "action": "approve", "seen": seen["data"]["modified"]}
		self.ask("act", task, "/api/method/township_gov.workflows.api.act", approve)

	def job(self, key: str) -> None:
		"""Ask for a job."""
		self.ask("job", key, "/api/method/loss_app.work.ask", {"marker": key}, lambda body: body["message"])

	def _open_task(self, case: str) -> str:
		filters = [["reference_name", "=", case], ["status", "=", "Open"], ["assigned_to", "=", CLERK]]
		query = urllib.parse.urlencode({"filters": json.dumps(filters)})
		return self.call("GET", f"/api/resource/Approval%20Task?{query}")["data"][0]["name"]

	def ask(
		self, kind: str, key: str, path: str, body: dict, result: Callable[[dict], Any] = lambda body: None
	) -> dict:
		"""Ask for a change and keep in the journal how it ended."""
		self.journal.note(TRY, kind, key)
		try:
			answer = self.call("POST", path, body)
		except Refused as refusal:
			self.journal.note(REFUSED, kind, key, why=str(refusal)[:300])
			raise
		self.journal.note(ACK, kind, key, result=result(answer))
		return answer

	def call(self, verb: str, path: str, body: dict | None = None) -> dict:
		"""One request, sent once.

		Raises:
			Unanswered, Refused
		"""
		try:
			if self.connection is None:
				self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
			self.connection.request(verb, path, json.dumps(body) if body else None, self.headers)
			response = self.connection.getresponse()
			text = response.read()
		except GONE as error:
			self._hang_up()
			raise Unanswered(str(error)) from error
		if response.status >= 300:
			raise Refused(f"{response.status} {text!r}")
		return json.loads(text)

	def _hang_up(self) -> None:
		if self.connection:
			self.connection.close()
			self.connection = None
