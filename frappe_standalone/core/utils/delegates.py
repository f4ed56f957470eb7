"""Functions of `frappe.utils` that repeat others under v15's parameters."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import apps, hashing
from frappe_standalone.core.db.columns import table_name as name_of_table


def generate_hash(*args: Any, **kwargs: Any) -> str:
	"""`frappe.generate_hash`."""
	return hashing.generate_hash(*args, **kwargs)


def get_site_path(*path: str) -> str:
	"""`frappe.get_site_path`."""
	return apps.get_site_path(*path)


def get_files_path(*path: str, **kwargs: Any) -> str:
	"""A path below the site's public files, or the private ones with `is_private`."""
	return apps.get_site_path("private" if kwargs.get("is_private") else "public", "files", *path)


def get_table_name(table_name: str, wrap_in_backticks: bool = False) -> str:
	"""The table of a DocType."""
	name = name_of_table(table_name)
	return f"`{name}`" if wrap_in_backticks else name
