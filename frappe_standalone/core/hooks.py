"""Hooks of the installed apps, merged as in v15, and calls by dotted name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import FunctionType, ModuleType
from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.apps import (
	PLATFORM,
	PLATFORM_HOOKS,
	PLATFORM_PACKAGE,
	available_apps,
	get_installed_apps,
	get_module,
)
from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import AppNotInstalledError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _

KEEP_DEFAULT_LIST = "_KEEP_DEFAULT_LIST"
HOOKS, HANDLERS = "app_hooks", "doc_event_handlers"


def get_hooks(hook: str | None = None, default: Any = KEEP_DEFAULT_LIST, app_name: str | None = None) -> Any:
	"""All hooks, or the values of one hook from all installed apps in their order.

	Args:
		hook: name of the hook; every value is part of a list, or of a dictionary of lists.
		default: what to return when no app has the hook; an empty list if left out.
		app_name: hooks of this app only.
	"""
	if app_name or local.conf.developer_mode:
		hooks = load_app_hooks(app_name)
	else:
		hooks = cache.get_live(HOOKS, "all", load_app_hooks)
	if not hook:
		return _dict(copied(hooks))
	if hook in hooks:
		return copied(hooks[hook])
	return [] if default == KEEP_DEFAULT_LIST else default


def copied(value: Any) -> Any:
	"""A copy that the caller may change: the hooks themselves are shared by all requests."""
	if isinstance(value, dict):
		return {key: copied(inner) for key, inner in value.items()}
	return [copied(inner) for inner in value] if isinstance(value, list) else value


def clear_hooks() -> None:
	"""Read the hooks of the apps again."""
	cache.drop_live(HOOKS)
	cache.drop_live(HANDLERS)


def load_app_hooks(app_name: str | None = None) -> dict[str, Any]:
	"""Read the `hooks.py` of one app, or of all installed apps."""
	hooks: dict[str, Any] = {}
	for app in [app_name] if app_name else get_installed_apps(_ensure_on_bench=True):
		for key, value in inspect.getmembers(hooks_module(app), predicate=is_hook):
			if not key.startswith("_"):
				append_hook(hooks, key, value)
	return hooks


def hooks_module(app: str) -> ModuleType:
	"""The `hooks` module of an app."""
	return get_module(PLATFORM_HOOKS if app == PLATFORM else f"{available_apps().get(app, app)}.hooks")


def is_hook(value: Any) -> bool:
	"""Hooks are literals; functions, classes and modules in `hooks.py` are not hooks."""
	return not isinstance(value, ModuleType | FunctionType | type)


def append_hook(target: dict, key: Any, value: Any) -> None:
	"""Merge a value into the hooks: dictionaries merge key by key, everything else becomes a list."""
	if isinstance(value, dict):
		inner = target.setdefault(key, {})
		for inner_key, inner_value in value.items():
			append_hook(inner, inner_key, inner_value)
	else:
		target.setdefault(key, []).extend(value if isinstance(value, list) else [value])


def get_doc_hooks() -> dict[str, dict[str, list[str]]]:
	"""`doc_events` by DocType; a tuple of DocTypes is spread over its members."""
	spread: dict[str, Any] = {}
	for key, value in get_hooks("doc_events", {}).items():
		for doctype in key if isinstance(key, tuple) else (key,):
			append_hook(spread, doctype, value)
	return spread


def handlers_of(doctype: str, event: str) -> list[tuple[ModuleType, str]]:
	"""The functions registered for an event, as module and name: those of the DocType, then those for `*`.

	Raises:
		AppNotInstalledError: if one of them is not in an app installed on this site.
	"""
	if local.conf.developer_mode:
		return find_handlers(doctype, event)
	found = cache.get_live(HANDLERS, doctype, dict)
	if event not in found:
		found[event] = find_handlers(doctype, event)
	return found[event]


def find_handlers(doctype: str, event: str) -> list[tuple[ModuleType, str]]:
	"""What `handlers_of` returns, from the hooks."""
	events = get_doc_hooks()
	names = [*events.get(doctype, {}).get(event, ()), *events.get("*", {}).get(event, ())]
	return [place_of(name) for name in names]


def get_attr(method_string: str) -> Any:
	"""The function (or other object) that a dotted name stands for.

	Raises:
		AppNotInstalledError: if the name is not in an app installed on this site.
	"""
	module, name = place_of(method_string)
	return getattr(module, name)


def place_of(method_string: str) -> tuple[ModuleType, str]:
	"""The module a dotted name stands in, and the name in it; raises as `get_attr` does."""
	module, _dot, name = method_string.rpartition(".")
	app = method_string.split(".", 1)[0]
	installing = local.flags.in_uninstall or local.flags.in_install
	if not installing and app not in (PLATFORM, PLATFORM_PACKAGE) and app not in get_installed_apps():
		throw(_("App {0} is not installed").format(app), AppNotInstalledError)
	return get_module(module), name


def call(fn: str | Callable, *args: Any, **kwargs: Any) -> Any:
	"""Call a function, passing only the keyword arguments it takes."""
	if isinstance(fn, str):
		fn = get_attr(fn)
	return fn(*args, **get_newargs(fn, kwargs))


def get_newargs(fn: Callable, kwargs: dict[str, Any]) -> dict[str, Any]:
	"""The keyword arguments that `fn` takes; `flags` and `ignore_permissions` never pass, as in v15."""
	parameters = parameters_of(fn)
	takes_any = any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters.values())
	named = {name for name, p in parameters.items() if p.kind is not inspect.Parameter.VAR_KEYWORD}
	withheld = ("ignore_permissions", "flags")
	return {k: v for k, v in kwargs.items() if (takes_any or k in named) and k not in withheld}


def parameters_of(fn: Callable) -> Mapping[str, inspect.Parameter]:
	"""The parameters of a callable; a function is looked at once."""
	return _parameters(fn) if isinstance(fn, FunctionType) else inspect.signature(fn).parameters


@lru_cache(maxsize=2048)
def _parameters(fn: FunctionType) -> Mapping[str, inspect.Parameter]:
	return inspect.signature(fn).parameters
