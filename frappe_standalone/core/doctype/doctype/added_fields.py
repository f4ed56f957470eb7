"""Fields a DocType gets by itself: those of a tree, and the link of an amendment."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.text import scrub

HIDDEN = {"read_only": 1, "hidden": 1, "no_copy": 1}


def add_fields(doc: Any) -> None:
	"""Add what `is_tree` and `is_submittable` need, unless the DocType has it."""
	names = {df.fieldname for df in doc.fields}
	if doc.is_tree and "lft" not in names:
		add_tree_fields(doc, names)
	if doc.is_submittable and "amended_from" not in names:
		add_amendment_field(doc)


def add_tree_fields(doc: Any, names: set[str]) -> None:
	"""Add the range of a node, its parent, and whether it is a group."""
	parent_field = doc.nsm_parent_field or f"parent_{scrub(doc.name)}"
	fields = [
		{"label": "Left", "fieldtype": "Int", "fieldname": "lft", **HIDDEN},
		{"label": "Right", "fieldtype": "Int", "fieldname": "rgt", **HIDDEN},
		{"label": "Is Group", "fieldtype": "Check", "fieldname": "is_group"},
		{
			"label": "Old Parent",
			"fieldtype": "Link",
			"fieldname": "old_parent",
			"options": doc.name,
			**HIDDEN,
		},
		{
			"label": f"Parent {doc.name}",
			"fieldtype": "Link",
			"fieldname": parent_field,
			"options": doc.name,
			"ignore_user_permissions": 1,
		},
	]
	for values in fields:
		if values["fieldname"] not in names:
			doc.append("fields", values)
	doc.nsm_parent_field = parent_field


def add_amendment_field(doc: Any) -> None:
	"""Add the link to the cancelled document an amendment replaces."""
	values = {"label": "Amended From", "fieldtype": "Link", "fieldname": "amended_from", "options": doc.name}
	doc.append("fields", {**values, "read_only": 1, "print_hide": 1, "no_copy": 1, "search_index": 1})
