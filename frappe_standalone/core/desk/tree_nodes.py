"""The nodes of a tree DocType, one level at a time; v15's `frappe.desk.treeview`."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import form_dict
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.hooks import get_attr
from frappe_standalone.core.http import incoming
from frappe_standalone.core.messages import throw
from frappe_standalone.core.meta import get_meta
from frappe_standalone.core.query.listing import get_list
from frappe_standalone.core.text import scrub
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.numbers import sbool
from frappe_standalone.core.whitelist import whitelist, whitelisted


@whitelist()
def get_children(doctype: str, parent: str = "", **filters: Any) -> list[dict]:
	"""The nodes below a parent (the roots without one) as {value, title, expandable}."""
	title = get_meta(doctype).get("title_field") or "name"
	return get_list(
		doctype,
		fields=["name as value", f"{title} as title", "is_group as expandable"],
		filters=[[f"parent_{scrub(doctype)}", "=", parent or ""], ["docstatus", "<", 2]],
		order_by="name",
	)


@whitelist()
def get_all_nodes(doctype: str, label: str, parent: str, tree_method: str, **filters: Any) -> list[dict]:
	"""All nodes as [{parent, data}], read level by level with a whitelisted function."""
	read = get_attr(tree_method)
	if getattr(read, "__func__", read) not in whitelisted:
		throw(_("Not Permitted"), PermissionError)
	for key in ("cmd", "data"):
		filters.pop(key, None)
	levels = [{"parent": label, "data": read(doctype, parent, **filters)}]
	filters.pop("is_root", None)
	waiting = [node.get("value") for node in levels[0]["data"] if node.get("expandable")]
	while waiting:
		node = waiting.pop()
		data = read(doctype, node, is_root=False, **filters)
		levels.append({"parent": node, "data": data})
		waiting.extend(child.get("value") for child in data if child.get("expandable"))
	return levels


@whitelist()
def add_node() -> None:
	"""Save a new node from the values of the request."""
	incoming.document(make_tree_args(**form_dict)).save()


def make_tree_args(**kwarg: Any) -> _dict:
	"""The values of a new node: `parent` becomes the DocType's parent field, `is_root` a truth value."""
	kwarg.pop("cmd", None)
	if not isinstance(kwarg.get("doctype"), str):
		throw(_("Name the DocType of the node: doctype."))
	field = f"parent_{scrub(kwarg['doctype'])}"
	kwarg["is_root"] = sbool(kwarg.get("is_root"))
	kwarg[field] = kwarg.get("parent") or kwarg.get(field)
	return _dict(kwarg)
