"""`runtime/upgrade.json`: while it is there, only the process that wrote it may change the site.

Every writer looks for it once it has its turn (`core.db.transactions`), so nobody slips in between: servers, jobs,
imports and commands of other processes are refused with `faults.SiteUpgrading`. The upgrading process also holds
a lock, which the system frees however it dies; a mark without a held lock is an upgrade that was cut off.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
	from frappe_standalone.core.http.single_holder import SingleHolder

NAME = "upgrade.json"
LOCK = "upgrade.lock"
_mine: set[str] = set()  # sites that this process is upgrading


def path_of(site_dir: str | Path) -> Path:
	return Path(site_dir) / "runtime" / NAME


def lock_of(site_dir: str | Path) -> SingleHolder:
	"""The lock that the upgrading process holds."""
	from frappe_standalone.core.http.single_holder import SingleHolder

	return SingleHolder(Path(site_dir) / "runtime" / LOCK)


def is_closed_to_us(site_dir: str | Path) -> bool:
	"""True if another process upgrades the site, or was cut off doing so."""
	path = os.path.join(site_dir, "runtime", NAME)
	return os.path.exists(path) and str(Path(site_dir).resolve()) not in _mine


def write(site_dir: Path, **state: Any) -> None:
	"""Close the site to all others, and say how far the upgrade has come; on the disk before it returns."""
	_mine.add(str(site_dir.resolve()))
	path = path_of(site_dir)
	path.parent.mkdir(parents=True, exist_ok=True)
	draft = path.with_suffix(".tmp")
	with draft.open("w", encoding="utf-8") as file:
		json.dump(state, file, ensure_ascii=False)
		file.flush()
		os.fsync(file.fileno())
	os.replace(draft, path)


def read(site_dir: str | Path) -> dict[str, Any] | None:
	"""How far an upgrade has come; None if there is none."""
	path = path_of(site_dir)
	return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def adopt(site_dir: str | Path) -> None:
	"""This process goes on with an upgrade that was cut off; it must hold the lock."""
	_mine.add(str(Path(site_dir).resolve()))


def remove(site_dir: str | Path) -> None:
	"""Open the site to all again."""
	path_of(site_dir).unlink(missing_ok=True)
	_mine.discard(str(Path(site_dir).resolve()))
