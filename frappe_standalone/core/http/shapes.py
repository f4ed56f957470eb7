"""What a page sends in one piece (a form, a design), held against the shape it has to have before anything reads it.

A shape is TEXT, PLAIN (text, number, yes or no), ANY, `[shape]` for a list, `{key: shape}` for an object whose other keys
are plain, or `Each(shape)` for an object with keys of any name. Nothing may stand for any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.http import incoming

TEXT, PLAIN, ANY = "text", "plain", "any"
LONGEST_TEXT, LONGEST_LIST = 200_000, 1000


class ShapeError(frappe.ValidationError):
	"""A part of what was sent is of another kind than its place takes."""


@dataclass(frozen=True)
class Each:
	"""An object with keys of any name, all values of one shape."""

	shape: Any


@dataclass(frozen=True)
class Needed:
	"""A part that has to be there."""

	shape: Any


def shaped(sent: object, shape: dict[str, Any], what: str) -> dict[str, Any]:
	"""Return an object that came as JSON or as it is, after a look at its parts.

	Args:
		what: how the whole is called in messages.

	Raises:
		ShapeError: naming the part and what stands there.
	"""
	found = incoming.from_json(sent)
	check(found, Needed(shape), what)
	return found  # type: ignore[return-value]


def check(value: Any, shape: Any, place: str) -> None:
	"""Refuse a value that does not fit its place. Raises ShapeError."""
	if isinstance(shape, Needed):
		if value is None:
			frappe.throw(
				_("{0} is missing. Load the page again and repeat your change.").format(place), ShapeError
			)
		shape = shape.shape
	if value is None or shape == ANY:
		return
	if isinstance(shape, list):
		check_list(value, shape[0], place)
	elif isinstance(shape, dict | Each):
		check_object(value, shape, place)
	else:
		check_plain(value, shape, place)


def check_list(value: Any, shape: Any, place: str) -> None:
	if not isinstance(value, list):
		refuse(place, _("a list"))
	if len(value) > LONGEST_LIST:
		frappe.throw(_("{0} has more than {1} entries. Send fewer.").format(place, LONGEST_LIST), ShapeError)
	for number, one in enumerate(value, 1):
		check(one, Needed(shape), f"{place} {number}")


def check_object(value: Any, shape: Any, place: str) -> None:
	if not isinstance(value, dict):
		refuse(place, _("an object"))
	if isinstance(shape, Each):
		shape = dict.fromkeys(value, shape.shape)
	for key in {**shape, **value}:
		named = frappe.utils.escape_html(str(key)[:60])
		check(value.get(key), shape.get(key, PLAIN), f"{place}: {named}")


def check_plain(value: Any, shape: str, place: str) -> None:
	if not isinstance(value, str) and (shape == TEXT or isinstance(value, list | dict)):
		refuse(place, _("a text") if shape == TEXT else _("a text or a number"))
	if isinstance(value, str) and len(value) > LONGEST_TEXT:
		frappe.throw(
			_("{0} is longer than {1} characters. Shorten it.").format(place, LONGEST_TEXT), ShapeError
		)
	if incoming.is_beyond_columns(value):
		frappe.throw(_("The number in {0} is too large.").format(place), ShapeError)


def refuse(place: str, wanted: str) -> None:
	frappe.throw(
		_("{0} has to be {1}. Load the page again and repeat your change.").format(place, wanted), ShapeError
	)
