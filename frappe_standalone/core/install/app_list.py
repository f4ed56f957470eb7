"""The list of a site's apps and its configuration, as an app's patches change them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.apps import get_installed_apps
from frappe_standalone.core.context import db, local
from frappe_standalone.core.site import CONFIG, update_config

WORDS = {"0": 0, "1": 1, "true": True, "false": False, "None": None}


def add_to_installed_apps(app_name: str, rebuild_website: bool = True) -> None:
	"""Note an app as installed, and commit; nothing of it is run."""
	_write([*get_installed_apps(), *([] if app_name in get_installed_apps() else [app_name])])


def remove_from_installed_apps(app_name: str) -> None:
	"""Note an app as not installed, and commit; its DocTypes stay."""
	_write([app for app in get_installed_apps() if app != app_name])


def _write(apps: list[str]) -> None:
	if apps != get_installed_apps():
		db.set_global("installed_apps", json.dumps(apps))
		cache.clear()
		db.commit()


def update_site_config(
	key: str, value: Any, validate: bool = True, site_config_path: str | None = None
) -> None:
	"""Write one value of a site's configuration; "None" removes it, "true" and "1" are read as such.

	Args:
		site_config_path: another site's file instead of this one's.
	"""
	folder = Path(site_config_path).parent if site_config_path else Path(local.site_path)
	if site_config_path and Path(site_config_path).name != CONFIG:
		raise ValueError(f"{site_config_path} is no site's configuration; name its {CONFIG}.")
	value = WORDS.get(value, value) if isinstance(value, str) else value
	update_config(folder, **{key: value})
	local.conf[key] = value
