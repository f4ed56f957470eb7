"""Trees (v15's nested sets): every node knows the range `lft`..`rgt` of the nodes below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frappe_standalone.core.context import db
from frappe_standalone.core.errors import PermissionError, ValidationError
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.translate import _


class NestedSetRecursionError(ValidationError):
	"""A node would stand below itself."""


class NestedSetMultipleRootsError(ValidationError):
	"""A tree would get a second root."""


class NestedSetChildExistsError(ValidationError):
	"""A node with nodes below it cannot be deleted."""


class NestedSetInvalidMergeError(ValidationError):
	"""A group and a leaf, or nodes of different roots, cannot be merged."""


class NestedSet(Document):
	"""Base of tree DocTypes. The parent field is `nsm_parent_field`, or `parent_<doctype>`."""

	def __setup__(self) -> None:
		if self.meta.get("nsm_parent_field"):
			self.nsm_parent_field = self.meta.nsm_parent_field

	def on_update(self) -> None:
		update_nsm(self)
		self.validate_ledger()

	def on_trash(self, allow_root_deletion: bool = False) -> None:
		if not self.get(parent_field_of(self)) and not getattr(self, "allow_root_deletion", True):
			throw(_("Root {0} cannot be deleted").format(_(self.doctype)))
		if has_children(self.doctype, self.name):
			throw(
				_("{0} has nodes below it. Delete or move them first.").format(bold(self.name)),
				NestedSetChildExistsError,
			)
		remove_from_tree(self)

	def after_delete(self) -> None:
		forget_restrictions()

	def before_rename(
		self, olddn: str, newdn: str, merge: bool = False, group_fname: str = "is_group"
	) -> None:
		if merge and self.meta.has_field(group_fname):
			if db.get_value(self.doctype, newdn, group_fname) != self.get(group_fname):
				throw(
					_("Only a group merges with a group, and a leaf with a leaf"), NestedSetInvalidMergeError
				)

	def after_rename(self, olddn: str, newdn: str, merge: bool = False) -> None:
		parent_field = parent_field_of(self)
		db.set_value(self.doctype, {"old_parent": newdn}, {parent_field: newdn}, update_modified=False)
		if merge:
			rebuild_tree(self.doctype, parent_field)

	def validate_one_root(self) -> None:
		if not self.get(parent_field_of(self)) and self.get_root_count() > 1:
			throw(_("Multiple root nodes not allowed."), NestedSetMultipleRootsError)

	def get_root_count(self) -> int:
		return len(roots_of(self.doctype, parent_field_of(self)))

	def validate_ledger(self, group_identifier: str = "is_group") -> None:
		"""Refuse a leaf with nodes below it."""
		if self.meta.has_field(group_identifier) and not self.get(group_identifier):
			if has_children(self.doctype, self.name):
				throw(
					_("{0} {1} cannot be a leaf node as it has children").format(_(self.doctype), self.name)
				)

	def get_ancestors(self) -> list[str]:
		return get_ancestors_of(self.doctype, self.name)

	def get_parent(self) -> NestedSet | None:
		parent = self.get(parent_field_of(self))
		return get_doc(self.doctype, parent) if parent else None

	def get_children(self) -> Iterator[NestedSet]:
		filters = {parent_field_of(self): self.name}
		for name in db.get_values(self.doctype, filters, "name", order_by="lft asc", pluck=True):
			yield get_doc(self.doctype, name)


def parent_field_of(doc: Any) -> str:
	"""Return the name of the field that holds a node's parent."""
	return doc.meta.get("nsm_parent_field") or f"parent_{doc.doctype.lower().replace(' ', '_')}"


def has_children(doctype: str, name: str) -> bool:
	"""True if a node has nodes below it."""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(doctype)
	parent_field = meta.nsm_parent_field or f"parent_{doctype.lower().replace(' ', '_')}"
	return bool(db.exists(doctype, {parent_field: name}))


def roots_of(doctype: str, parent_field: str) -> list[str]:
	"""Return the nodes without a parent."""
	return db.sql_list(
		f"SELECT `name` FROM `tab{doctype}` WHERE ifnull(`{parent_field}`, '')='' ORDER BY `name`"
	)


def forget_restrictions() -> None:
	"""Let user permissions on nodes be read again, since a tree changed."""
	from frappe_standalone.core.permissions import clear_user_permissions_cache

	clear_user_permissions_cache()


# keeping the ranges -----------------------------------------------------------------------------------


def update_nsm(doc: Document) -> None:
	"""Bring the ranges up to date after a node was added or moved.

	Raises:
		NestedSetRecursionError: if the node would stand below itself.
	"""
	parent_field = parent_field_of(doc)
	parent = doc.get(parent_field) or None
	lft = db.get_value(doc.doctype, doc.name, "lft")
	if not lft:
		add_node(doc, parent)
	elif (doc.get("old_parent") or None) != parent:
		move_node(doc, parent)
	else:
		return
	values = {"old_parent": parent or ""} if doc.meta.has_field("old_parent") else {}
	if values:
		db.set_value(doc.doctype, doc.name, values, update_modified=False)
		doc.update(values)
	doc.update(db.get_value(doc.doctype, doc.name, ["lft", "rgt"], as_dict=True))
	forget_restrictions()


def add_node(doc: Document, parent: str | None) -> None:
	"""Give a new node its range, as the last one below its parent."""
	if parent:
		right = range_of(doc.doctype, parent)[1]
		_shift(doc.doctype, right, 2)
	else:
		right = (db.sql(f"SELECT max(`rgt`) FROM `tab{doc.doctype}`")[0][0] or 0) + 1
	_write(doc.doctype, doc.name, right, right + 1)


def move_node(doc: Document, parent: str | None) -> None:
	"""Move a node, with all below it, to the end below another parent."""
	left, right = range_of(doc.doctype, doc.name)
	if parent:
		check_loop(doc, parent, left, right)
	width = right - left + 1
	table = f"`tab{doc.doctype}`"
	# out of the way, with negative numbers, so that closing the gap cannot touch the branch
	db.sql(f"UPDATE {table} SET `lft`=-`lft`, `rgt`=-`rgt` WHERE `lft`>=%s AND `rgt`<=%s", (left, right))
	_shift(doc.doctype, right + 1, -width)
	if parent:
		target = range_of(doc.doctype, parent)[1]
		_shift(doc.doctype, target, width)
	else:
		target = (db.sql(f"SELECT max(`rgt`) FROM {table}")[0][0] or 0) + 1
	offset = target - left
	db.sql(f"UPDATE {table} SET `lft`=-`lft`+%s, `rgt`=-`rgt`+%s WHERE `lft`<0", (offset, offset))


def check_loop(doc: Document, parent: str, left: int, right: int) -> None:
	"""Refuse a parent inside the node's own branch."""
	position = range_of(doc.doctype, parent)[0]
	if left <= position <= right:
		throw(_("{0} cannot stand below itself").format(bold(doc.name)), NestedSetRecursionError)


def remove_from_tree(doc: Document) -> None:
	"""Close the gap that a deleted node leaves."""
	_left, right = range_of(doc.doctype, doc.name)
	_write(doc.doctype, doc.name, 0, 0)
	if right:
		_shift(doc.doctype, right + 1, -2)


def range_of(doctype: str, name: str) -> tuple[int, int]:
	"""Return (lft, rgt) of a node."""
	row = db.sql(f"SELECT `lft`, `rgt` FROM `tab{doctype}` WHERE `name`=%s", (name,))
	if not row:
		throw(_("{0} {1} not found").format(_(doctype), name))
	return row[0][0] or 0, row[0][1] or 0


def _shift(doctype: str, start: int, by: int) -> None:
	"""Move all numbers from `start` on."""
	for column in ("lft", "rgt"):
		db.sql(f"UPDATE `tab{doctype}` SET `{column}`=`{column}`+%s WHERE `{column}`>=%s", (by, start))


def _write(doctype: str, name: str, lft: int, rgt: int) -> None:
	db.sql(f"UPDATE `tab{doctype}` SET `lft`=%s, `rgt`=%s WHERE `name`=%s", (lft, rgt, name))


def rebuild_tree(doctype: str, parent_field: str | None = None) -> None:
	"""Compute all ranges anew from the parents."""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(doctype)
	parent_field = parent_field or meta.nsm_parent_field or f"parent_{doctype.lower().replace(' ', '_')}"
	below: dict[str, list[str]] = {}
	for name, parent in db.sql(f"SELECT `name`, `{parent_field}` FROM `tab{doctype}` ORDER BY `name`"):
		below.setdefault(parent or "", []).append(name)
	number = 1
	stack: list[tuple[str, int | None]] = [(name, None) for name in reversed(below.get("", []))]
	while stack:
		name, left = stack.pop()
		if left is not None:
			_write(doctype, name, left, number)
		else:
			stack.append((name, number))
			stack += [(child, None) for child in reversed(below.get(name, []))]
		number += 1
	forget_restrictions()


# asking -----------------------------------------------------------------------------------------------


def get_descendants_of(
	doctype: str,
	name: str,
	order_by: str = "lft desc",
	limit: int | None = None,
	ignore_permissions: bool = False,
) -> list[str]:
	"""Return the nodes below a node, those the user may read."""
	return _nodes(doctype, name, "`lft` > %s AND `rgt` < %s", order_by, limit, ignore_permissions)


def get_ancestors_of(
	doctype: str, name: str, order_by: str = "lft desc", limit: int | None = None
) -> list[str]:
	"""Return the nodes above a node, the nearest first."""
	return _nodes(doctype, name, "`lft` < %s AND `rgt` > %s", order_by, limit, ignore_permissions=True)


def _nodes(
	doctype: str, name: str, condition: str, order_by: str, limit: int | None, ignore_permissions: bool
) -> list[str]:
	from frappe_standalone.core.permissions import build_match_conditions

	position = db.get_value(doctype, name, ["lft", "rgt"])
	if not position:
		return []
	if not ignore_permissions:
		try:
			match = build_match_conditions(doctype)
		except PermissionError:
			return []
		condition += f" AND {match}" if match else ""
	query = f"SELECT `name` FROM `tab{doctype}` WHERE {condition} ORDER BY {safe_order(order_by)}"
	return db.sql_list(query + (f" LIMIT {int(limit)}" if limit else ""), tuple(position))


def safe_order(order_by: str) -> str:
	"""Return an ORDER BY of one column, quoted."""
	column, _space, direction = order_by.strip().partition(" ")
	return f"`{column.strip('`')}` {'DESC' if direction.strip().lower() == 'desc' else 'ASC'}"


def get_root_of(doctype: str) -> str | None:
	"""Return the (first) root of a tree."""
	roots = db.sql_list(f"SELECT `name` FROM `tab{doctype}` ORDER BY `lft` LIMIT 1")
	return roots[0] if roots else None
