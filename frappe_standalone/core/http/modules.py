"""One version for all scripts of a folder.

ES modules import each other by relative path. A version in the path of the first one is inherited by the others, so a
browser keeps all of them for a year.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from frappe_standalone.core.context import local


def scripts_version(folder: Path) -> str:
	"""A short hash of all scripts below a folder."""
	return _scripts_version(folder, state_of(folder))


@lru_cache(maxsize=50)
def _scripts_version(folder: Path, _state: tuple) -> str:
	digest = hashlib.sha256()
	for path in sorted(folder.rglob("*.js")):
		digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
	return digest.hexdigest()[:12]


def state_of(folder: Path) -> tuple[tuple[str, int], ...]:
	"""Which files stand below a folder and when they changed, for a developer; elsewhere files change with a restart
	only, and nobody looks."""
	conf = getattr(local, "conf", None)
	if not conf or not conf.developer_mode:
		return ()
	return tuple((str(path), path.stat().st_mtime_ns) for path in sorted(folder.rglob("*.*")))
