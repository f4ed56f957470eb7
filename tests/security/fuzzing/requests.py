"""One request, written so that it can be sent again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from werkzeug.test import EnvironBuilder

_UNSET: Any = object()


@dataclass
class Sent:
	"""What goes over the wire: `json` or `body` (raw bytes) or `form`, never two of them."""

	verb: str
	path: str
	query: Any = None
	json: Any = _UNSET
	body: bytes | None = None
	form: dict | None = None
	headers: dict[str, str] = field(default_factory=dict)
	kind: str = ""

	def environ(self, headers: dict[str, str]) -> dict[str, Any]:
		"""Return the WSGI environment; address, verb and headers go in as they are, however odd."""
		options: dict[str, Any] = {}
		if self.json is not _UNSET:
			options["data"] = json.dumps(self.json).encode()
			headers = {"Content-Type": "application/json", **headers}
		elif self.body is not None:
			options["data"] = self.body
		elif self.form is not None:
			options["data"] = self.form
		builder = EnvironBuilder(path="/", method="POST", query_string=self.query, **options)
		environ = builder.get_environ()
		builder.close()
		environ["PATH_INFO"] = unquote_to_bytes(self.path).decode("latin-1")
		environ["REQUEST_METHOD"] = self.verb
		for name, value in headers.items():
			key = name.upper().replace("-", "_")
			environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
		return environ

	def __str__(self) -> str:
		content = (
			self.json if self.json is not _UNSET else (self.body if self.body is not None else self.form)
		)
		return f"{self.verb} {self.path} query={self.query!r} content={str(content)[:600]!r} headers={self.headers}"
