"""The language of the command line: the terminal's, Chinese or English."""

import os
from pathlib import Path

from frappe_standalone.core.context import local
from frappe_standalone.core.site import read_config

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def terminal_language() -> str | None:
	"""Return "zh" or "en" as the environment asks; None when it says nothing (C, POSIX, unset)."""
	for name in _VARIABLES:
		value = os.environ.get(name, "").lower()
		if value and value.split(".")[0] not in ("c", "posix"):
			return "zh" if value.startswith("zh") else "en"
	return _windows_language() if os.name == "nt" else None


def _windows_language() -> str:
	"""Windows sets none of these variables; its own setting counts."""
	import ctypes
	import locale

	name = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
	return "zh" if name.lower().startswith("zh") else "en"


def use_terminal_language() -> None:
	"""Speak the terminal's language until a site is open."""
	local.lang = terminal_language() or "en"


def use_language_of(site_dir: Path) -> None:
	"""Where the terminal has no language, speak the one the site was made with."""
	local.lang = terminal_language() or read_config(site_dir).lang or "en"


def keep_terminal_language() -> None:
	"""Inside a site: stay with the terminal's language if it has one, else speak the site's."""
	wanted = terminal_language()
	if wanted:
		local.lang = wanted
