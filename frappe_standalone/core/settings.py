"""System Settings, read often and therefore kept; and the site's configuration file."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.context import is_connected, local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.site import read_config

DOCTYPE = "System Settings"
KEY = "system_settings"


def get_system_settings(key: str) -> Any:
	"""One value of System Settings in its field's type; None before the settings exist."""
	if not is_connected():
		return None
	return cache.get_live(KEY, "typed", lambda: local.db.get_singles_dict(DOCTYPE, cast=True)).get(key)


def get_site_config(sites_path: str | None = None, site_path: str | None = None) -> _dict:
	"""The configuration of a site, the current one if left out.

	Raises:
		IncorrectSitePath: if the folder holds no site.
	"""
	return read_config(site_path or local.site_path, sites_path or local.sites_path)


def raw_system_setting(key: str) -> str | None:
	"""One value of System Settings as it is stored: for what is needed before metadata can be read."""
	if not is_connected():
		return None
	return cache.get_live(KEY, "stored", lambda: dict(local.db.get_singles_dict(DOCTYPE))).get(key)


def clear_system_settings() -> None:
	"""Forget the kept values after a change."""
	cache.drop_live(KEY)
