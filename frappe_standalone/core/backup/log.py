"""Which backup of a site was the last one: `runtime/last_backup.json`, for `township doctor`."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import dataclass
from pathlib import Path

NAME = "last_backup.json"


@dataclass(frozen=True)
class LastBackup:
	"""When it was made (UTC), and where it was written to."""

	created: datetime.datetime
	file: str


def note_backup(site_dir: Path, target: Path, created: str) -> None:
	"""Remember a backup that was written and verified; a site on a read-only disk cannot."""
	if not os.access(site_dir, os.W_OK):
		return
	path = site_dir / "runtime" / NAME
	path.parent.mkdir(parents=True, exist_ok=True)
	draft = path.with_suffix(".tmp")
	draft.write_text(json.dumps({"created": created, "file": str(target.resolve())}), encoding="utf-8")
	os.replace(draft, path)


def last_backup(site_dir: Path) -> LastBackup | None:
	"""The last backup made here; None if there is none, or nobody knows."""
	path = site_dir / "runtime" / NAME
	if not path.is_file():
		return None
	found = json.loads(path.read_text(encoding="utf-8"))
	return LastBackup(datetime.datetime.fromisoformat(found["created"]), found["file"])
