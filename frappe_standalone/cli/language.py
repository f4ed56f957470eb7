"""The language of the command line: the terminal's, Chinese or English."""

import os

from frappe_standalone.core.context import local

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def terminal_language() -> str | None:
	"""Return "zh" or "en" as the environment asks; None when it says nothing (C, POSIX, unset)."""
	for name in _VARIABLES:
		value = os.environ.get(name, "").lower()
		if value and value.split(".")[0] not in ("c", "posix"):
			return "zh" if value.startswith("zh") else "en"
	return None


def use_terminal_language() -> None:
	"""Speak the terminal's language until a site is open."""
	local.lang = terminal_language() or "en"


def keep_terminal_language() -> None:
	"""Inside a site: stay with the terminal's language if it has one, else speak the site's."""
	wanted = terminal_language()
	if wanted:
		local.lang = wanted
