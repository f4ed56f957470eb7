"""Records about documents (files, tags …): seen by those who may read the document."""

from __future__ import annotations

from frappe_standalone.core.context import db
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.permissions.match import NOTHING, build_match_conditions
from frappe_standalone.core.permissions.roles import get_role_permissions
from frappe_standalone.core.permissions.shares import get_shared


def readable_references(doctype: str, kind: str, name: str, user: str, orphans: bool = False) -> str:
	"""Return the condition on a list of such records: the document they are about can be read.

	Args:
		kind: the column that holds the document's DocType.
		name: the column that holds its name.
		orphans: also those about documents that are gone.
	"""
	table = f"`tab{doctype}`"
	parts = []
	for target in db.sql_list(f"SELECT DISTINCT `{kind}` FROM {table} WHERE ifnull(`{kind}`, '') != ''"):
		about = f"{table}.`{kind}` = {db.escape(target, percent=False)}"
		if names := readable_names(target, user):
			parts.append(f"({about} and {table}.`{name}` in ({names}))")
		if orphans:
			parts.append(f"({about} and {table}.`{name}` not in ({existing_names(target)}))")
	return f"({' or '.join(parts)})" if parts else NOTHING


def readable_names(doctype: str, user: str) -> str | None:
	"""Return the values (a subquery, or one name) of the documents of a DocType that a user may read, None for none."""
	from frappe_standalone.core.meta import get_meta

	if not db.exists("DocType", doctype) or (meta := get_meta(doctype)).istable:
		return None
	may_read = get_role_permissions(meta, user).get("read")
	if meta.issingle:
		return db.escape(doctype, percent=False) if may_read else None
	if not may_read and not get_shared(doctype, user, limit=1):
		return None
	try:
		match = build_match_conditions(doctype, user)
	except PermissionError:
		return None
	return f"select `tab{doctype}`.`name` from `tab{doctype}`" + (f" where {match}" if match else "")


def existing_names(doctype: str) -> str:
	"""Return the names of all documents of a DocType, as values of an `in`."""
	from frappe_standalone.core.meta import get_meta

	if not db.exists("DocType", doctype):
		return "''"
	if get_meta(doctype).issingle:
		return db.escape(doctype, percent=False)
	return f"select `name` from `tab{doctype}`"
