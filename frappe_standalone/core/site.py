"""A site is a folder: its database, files, configuration and logs."""

from __future__ import annotations

import base64
import contextlib
import json
import os
from functools import lru_cache
from pathlib import Path

from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import IncorrectSitePath

DATABASE = "site.db"
CONFIG = "site_config.json"
COMMON_CONFIG = "common_site_config.json"
FOLDERS = ("private/files", "private/backups", "public/files", "logs")
OWNER_ONLY = 0o600  # the configuration holds the key of every secret field


def create_folders(site_path: str | Path) -> None:
	"""Make the folders of a site; existing ones stay as they are."""
	for folder in FOLDERS:
		Path(site_path, folder).mkdir(parents=True, exist_ok=True)


def database_path(site_path: str | Path) -> str:
	"""The path of the site's database file."""
	return os.path.join(site_path, DATABASE)


def read_config(site_path: str | Path, sites_path: str | Path | None = None, new_site: bool = False) -> _dict:
	"""The site's configuration on top of the common one.

	Raises:
		IncorrectSitePath: if the folder holds no site and none is being made.
	"""
	config = _dict(db_type="sqlite")
	if sites_path:
		config.update(read_json(os.path.join(sites_path, COMMON_CONFIG)) or {})
	path = os.path.join(site_path, CONFIG)
	found = read_json(path)
	if found is None and not new_site:
		raise IncorrectSitePath(
			f"There is no site in {site_path} (no {CONFIG} there). Make one with `township init`, or name "
			"the folder of an existing site."
		)
	return config.update(found or {})


def read_json(path: str | Path) -> dict | None:
	"""The content of a JSON file, None if it is absent; read again when the file is another or has changed."""
	try:
		found = os.stat(path)
	except (FileNotFoundError, NotADirectoryError):
		return None
	version = (found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)
	return json.loads(_text(str(path), version))


@lru_cache(maxsize=64)
def _text(path: str, _version: tuple[int, ...]) -> str:
	return Path(path).read_text(encoding="utf-8")


def write_config(site_path: str | Path, config: dict) -> None:
	"""Replace the site's configuration; only the owner of the files may read it."""
	path = Path(site_path) / CONFIG
	draft = path.with_suffix(".tmp")
	with os.fdopen(
		os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY), "w", encoding="utf-8"
	) as f:
		json.dump(config, f, indent=1, ensure_ascii=False, sort_keys=True)
		f.flush()
		os.fsync(f.fileno())
	os.replace(draft, path)


def update_config(site_path: str | Path, **changes: object) -> dict:
	"""Change some keys of the site's configuration (None removes a key) and return all of it."""
	config = {**(read_json(Path(site_path) / CONFIG) or {}), **changes}
	config = {key: value for key, value in config.items() if value is not None}
	write_config(site_path, config)
	return config


def ensure_encryption_key(site_path: str | Path) -> str:
	"""The site's key for secret fields; made once, in Fernet's form (32 bytes, URL-safe base64)."""
	create_folders(site_path)
	key = (read_json(Path(site_path) / CONFIG) or {}).get("encryption_key")
	if not key:
		key = base64.urlsafe_b64encode(os.urandom(32)).decode()
		update_config(site_path, encryption_key=key)
	with contextlib.suppress(OSError):  # a USB stick with FAT knows no permissions
		os.chmod(Path(site_path) / CONFIG, OWNER_ONLY)
	return key
