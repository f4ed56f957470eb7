"""System Settings, read often and therefore kept."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.context import is_connected, local

DOCTYPE = "System Settings"
KEY = "system_settings"


def get_system_settings(key: str) -> Any:
	"""One value of System Settings in its field's type; None before the settings exist."""
	if not is_connected():
		return None
	return cache.get_value(KEY, lambda: local.db.get_singles_dict(DOCTYPE, cast=True)).get(key)


def raw_system_setting(key: str) -> str | None:
	"""One value of System Settings as it is stored: for what is needed before metadata can be read."""
	if not is_connected():
		return None
	return cache.get_value(f"{KEY}:raw", lambda: dict(local.db.get_singles_dict(DOCTYPE))).get(key)


def clear_system_settings() -> None:
	"""Forget the kept values after a change."""
	cache.delete_value([KEY, f"{KEY}:raw"])
