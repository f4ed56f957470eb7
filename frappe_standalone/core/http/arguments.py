"""The arguments of a request and the parameters of the function it calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.hooks import get_newargs


def fitting(function: Callable, arguments: Mapping[str, Any]) -> dict[str, Any]:
	"""Return those arguments that the function takes, as v15 does; the rest of a request is left out.

	Raises:
		FrappeTypeError: naming what is missing (v15 fails with 500).
	"""
	named = {str(key): value for key, value in arguments.items()}
	taken = get_newargs(function, named)
	refuse_missing(function, taken)
	return taken


def refuse_missing(function: Callable, arguments: Mapping[str, Any]) -> None:
	"""Refuse a call without an argument that has no default."""
	open_ended = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
	parameters = [p for p in signature(function).parameters.values() if p.kind not in open_ended]
	missing = [p.name for p in parameters if p.default is Parameter.empty and p.name not in arguments]
	if missing:
		frappe.throw(_("The call lacks: {0}.").format(", ".join(missing)), frappe.exceptions.FrappeTypeError)


def refuse_unknown(function: Callable, arguments: Mapping[str, Any]) -> None:
	"""Refuse arguments that the function does not take.

	Raises:
		FrappeTypeError: naming them (v15 fails with 500).
	"""
	parameters = signature(function).parameters
	if any(p.kind is Parameter.VAR_KEYWORD for p in parameters.values()):
		return
	unknown = [str(key) for key in arguments if key not in parameters]
	if unknown:
		frappe.throw(
			_("The method does not take: {0}.").format(frappe.utils.escape_html(", ".join(unknown)[:140])),
			frappe.exceptions.FrappeTypeError,
		)
