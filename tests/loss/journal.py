"""What a client asked for and what was acknowledged: one JSON line each, on the disk before the client goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TRY, ACK, REFUSED = "try", "ack", "refused"


class Journal:
	"""The journal of one client."""

	def __init__(self, path: Path):
		self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

	def note(self, state: str, kind: str, key: str, **details: Any) -> None:
		"""Write a line and wait until the disk has it."""
		line = json.dumps({"state": state, "kind": kind, "key": key, **details}, ensure_ascii=False)
		os.write(self.file, f"{line}\n".encode())
		os.fsync(self.file)

	def close(self) -> None:
		os.close(self.file)


def entries(folder: Path) -> Iterator[dict[str, Any]]:
	"""All lines of all journals of a run."""
	for path in sorted(folder.glob("*.jsonl")):
		for line in path.read_text(encoding="utf-8").splitlines():
			yield json.loads(line)
