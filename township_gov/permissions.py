"""Row scopes beyond roles and the User Permission on Township, named in `hooks.py`."""

from township_gov.workflows import access


def approval_task_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Tasks of documents the user may read, and his own."""
	return access.condition("Approval Task", user)


def approval_log_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Log rows of documents the user may read, and his own."""
	return access.condition("Approval Log", user)


def approval_instance_query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Approvals of documents the user may read, and those he started."""
	return access.condition("Approval Instance", user)


def approval_task_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one task."""
	return access.may_read(doc, ptype, user)


def approval_log_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one log row."""
	return access.may_read(doc, ptype, user)


def approval_instance_has_permission(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""The same for one approval."""
	return access.may_read(doc, ptype, user)
