"""Paths of the site, and small things about files."""

from __future__ import annotations

import os
from mimetypes import guess_type
from pathlib import Path

from frappe_standalone.core.apps import get_site_path


def get_backups_path() -> str:
	"""The folder of the site's backups."""
	return get_site_path("private", "backups")


def get_site_base_path() -> str:
	"""The site's folder."""
	return get_site_path()


def touch_file(path: str | Path) -> str | Path:
	"""Make the file if needed and set its time to now."""
	Path(path).touch()
	return path


def is_image(filepath: str) -> bool:
	"""True if the name is one of a picture; a query string behind it does not matter."""
	return (guess_type((filepath or "").split("?", 1)[0])[0] or "").startswith("image/")


def get_file_size(path: str | Path, format: bool = False) -> int | str:
	"""The size in bytes, or as `1.5KiB` with `format`."""
	size: float = os.path.getsize(path)
	if not format:
		return int(size)
	units = ["", "Ki", "Mi", "Gi", "Ti"]
	while size >= 1024 and len(units) > 1:
		size /= 1024
		units.pop(0)
	return f"{size:3.1f}{units[0]}B"
