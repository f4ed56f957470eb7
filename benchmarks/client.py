"""A small HTTP client: one kept connection, JSON in and out, as little work as possible between two requests."""

from __future__ import annotations

import json
import socket
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

TIMEOUT = 120  # seconds; longer than any server waits for its turn to write
HEAD_ENDS = b"\r\n\r\n"


class Refused(RuntimeError):
	"""The server answered something other than 2xx."""


@dataclass
class Server:
	"""A system under test: where it listens and who may ask."""

	name: str
	url: str
	keys: dict[str, str]
	host: str | None = None
	notes: dict[str, Any] = field(
		default_factory=dict
	)  # what operations prepare and share with their clients

	@classmethod
	def parse(cls, text: str, keys_file: str, host: str | None = None) -> Server:
		"""From NAME=URL and a file of account → key:secret."""
		name, url = text.split("=", 1)
		with open(keys_file, encoding="utf-8") as file:
			return cls(name, url, json.load(file), host)

	def api(self, account: str) -> Api:
		"""A connection as one account."""
		return Api(self.url, self.keys[account], self.host)


class Api:
	"""Requests of one account over one connection, opened again where the server closes it."""

	def __init__(self, url: str, token: str, host: str | None = None):
		parts = urllib.parse.urlsplit(url)
		self.address = (parts.hostname, parts.port or 80)
		head = {
			"Host": host or parts.netloc,
			"Authorization": f"token {token}",
			"Accept": "application/json",
			"Content-Type": "application/json",
		}
		self.head = "".join(f"{name}: {value}\r\n" for name, value in head.items())
		self.socket: socket.socket | None = None

	def get(self, path: str, **parameters: Any) -> Any:
		"""The JSON of a GET; parameters that are not texts are sent as JSON."""
		return json.loads(self.ask("GET", address(path, **parameters)))

	def post(self, path: str, body: dict[str, Any], verb: str = "POST") -> Any:
		"""The JSON of a POST."""
		return json.loads(self.ask(verb, path, json.dumps(body).encode()))

	def ask(self, verb: str, path: str, body: bytes = b"") -> bytes:
		"""The body of a 2xx answer, unread. Raises Refused for every other."""
		message = f"{verb} {path} HTTP/1.1\r\n{self.head}Content-Length: {len(body)}\r\n\r\n".encode() + body
		for last_try in (self.socket is None, True):
			if self.socket is None:
				self.socket = socket.create_connection(self.address, TIMEOUT)
				self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
			try:
				self.socket.sendall(message)
				status, text = self._read()
				break
			except ConnectionError:
				self.close()
				if last_try:
					raise
		if not 200 <= status < 300:
			raise Refused(f"{verb} {path}: {status} {text[:300]!r}")
		return text

	def close(self) -> None:
		"""Hang up."""
		if self.socket:
			self.socket.close()
			self.socket = None

	def _read(self) -> tuple[int, bytes]:
		data = self._receive()
		while HEAD_ENDS not in data:
			data += self._receive()
		head, _end, body = data.partition(HEAD_ENDS)
		lines = head.lower().split(b"\r\n")
		values = dict(line.split(b": ", 1) for line in lines[1:])
		length = int(values[b"content-length"])
		while len(body) < length:
			body += self._receive()
		if values.get(b"connection") == b"close":
			self.close()
		return int(lines[0].split()[1]), body

	def _receive(self) -> bytes:
		data = self.socket.recv(65536)
		if not data:
			raise ConnectionResetError("the server hung up")
		return data


def address(path: str, **parameters: Any) -> str:
	"""A path with its query."""
	query = {key: value if isinstance(value, str) else json.dumps(value) for key, value in parameters.items()}
	return f"{path}?{urllib.parse.urlencode(query)}" if query else path


def resource(doctype: str, name: str = "") -> str:
	"""The REST path of a DocType or of a document."""
	tail = f"/{urllib.parse.quote(name, safe='')}" if name else ""
	return f"/api/resource/{urllib.parse.quote(doctype)}{tail}"
