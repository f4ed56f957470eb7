"""Calls that an app leaves to other apps by a hook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frappe_standalone.core.hooks import get_attr, get_hooks


def get_hook_method(hook_name: str, fallback: Callable | None = None) -> Callable | None:
	"""The function of the first app that has the hook, else the fallback."""
	found = get_hooks(hook_name)
	return get_attr(found[0]) if found else fallback


def call_hook_method(hook: str, *args: Any, **kwargs: Any) -> Any:
	"""Ask the apps one after the other until one gives an answer that counts as true; return it."""
	answer = None
	for name in get_hooks(hook):
		answer = answer or get_attr(name)(*args, **kwargs)
	return answer
