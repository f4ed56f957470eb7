"""The order of a DocType's fields once custom fields are added."""

from __future__ import annotations

import json
from typing import Any


def order_fields(fields: list, field_order: str | list | None = None) -> list:
	"""Return the fields in the order of the form, numbered from 1.

	`field_order` (a Property Setter of Customize Form, a JSON list) comes first; a field it does not
	name stands after its predecessor; a custom field stands after `insert_after`, or at the top.
	"""
	by_name = {df.fieldname: df for df in fields}
	order = (
		json.loads(field_order) if isinstance(field_order, str) and field_order else list(field_order or ())
	)
	order = [name for name in dict.fromkeys(order) if name in by_name]
	followers = _followers(fields, set(order))
	if not order:
		order = [df.fieldname for df in fields if not df.is_custom_field]
		followers = {
			key: [n for n in names if by_name[n].is_custom_field] for key, names in followers.items()
		}
	placed = _place(order, followers)
	placed += [name for name in by_name if name not in set(placed)]
	for number, name in enumerate(placed, 1):
		by_name[name].idx = number
	return [by_name[name] for name in placed]


def _followers(fields: list, placed: set[str]) -> dict[str | None, list[str]]:
	"""Return predecessor → the unplaced fields that follow it, in their own order."""
	out: dict[Any, list[str]] = {}
	previous = None
	for df in fields:
		if df.fieldname not in placed:
			anchor = (df.insert_after or None) if df.is_custom_field else previous
			out.setdefault(anchor, []).append(df.fieldname)
		if not df.is_custom_field:
			previous = df.fieldname
	return out


def _place(order: list[str], followers: dict[str | None, list[str]]) -> list[str]:
	out: list[str] = []
	seen: set[str] = set()

	def put(name: str) -> None:
		if name in seen:
			return
		seen.add(name)
		out.append(name)
		for follower in followers.get(name, ()):
			put(follower)

	for name in [*followers.get(None, ()), *order]:
		put(name)
	return out
