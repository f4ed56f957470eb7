"""The reading half of `frappe.client`."""

import frappe
from frappe import _

from frappe_standalone.core.http.field_names import check_names
from frappe_standalone.core.permissions.refusals import knows_all
from frappe_standalone.core.query.hidden import hidden_fields

Name = str | int  # of a document; DocTypes with autoincrement have numbers


@frappe.whitelist()
def get_list(
	doctype: str,
	fields=None,
	filters=None,
	group_by: str | None = None,
	order_by: str | None = None,
	limit_start=None,
	limit_page_length=20,
	parent: str | None = None,
	debug: bool = False,
	as_dict: bool = True,
	or_filters=None,
):
	"""Return the records this user may see."""
	check_parent(doctype, parent)
	fields, filters, or_filters = parse_fields(fields), parse(filters), parse(or_filters)
	check_names(doctype, fields, filters, or_filters)
	return frappe.get_list(
		doctype,
		parent_doctype=parent,
		fields=fields,
		filters=filters,
		or_filters=or_filters,
		group_by=group_by,
		order_by=order_by,
		limit_start=frappe.utils.cint(limit_start),
		limit_page_length=frappe.utils.cint(limit_page_length),
		debug=debug,
		as_list=not as_dict,
	)


@frappe.whitelist()
def get_count(doctype: str, filters=None, debug=False, cache=False):
	"""Return how many records this user may see; v15 counts all, whoever asks."""
	rows = frappe.get_list(
		doctype, filters=parse(filters), fields=["count(name) as total"], order_by=None, limit_page_length=1
	)
	return rows[0].total if rows else 0


@frappe.whitelist()
def get(doctype: str, name: Name | None = None, filters=None, parent: str | None = None):
	"""Return one document: by name, the first that meets the filters, or the single."""
	check_parent(doctype, parent)
	if name:
		doc = frappe.get_doc(doctype, name)
	elif (filters or filters == {}) and not frappe.get_meta(doctype).issingle:
		filters = parse(filters)
		check_names(doctype, None, filters)
		doc = frappe.get_doc(doctype, first_match(doctype, filters, parent))
	else:
		doc = frappe.get_doc(doctype)
	doc.check_permission()
	doc.apply_fieldlevel_read_permissions()
	return doc.as_dict()


def first_match(doctype: str, filters: object, parent: str | None) -> str:
	"""Return the name of the newest record that the user may see and the filters hold for.

	v15 takes the newest of all, so that the refusal of one the user may not see answers any question about it.
	"""
	found = frappe.get_list(
		doctype, filters=filters, parent_doctype=parent, pluck="name", order_by="modified desc", limit=1
	)
	if not found:
		frappe.throw(_("No {0} found").format(_(doctype)), frappe.DoesNotExistError)
	return found[0]


@frappe.whitelist()
def get_value(
	doctype: str, fieldname: str | list, filters=None, as_dict=True, debug=False, parent: str | None = None
):
	"""Return one or several values of the first record that meets the filters (or has that name)."""
	check_parent(doctype, parent)
	_need_permission(doctype, parent)
	fields = parse_fields(fieldname)
	fields = fields if isinstance(fields, list) else [fields]
	filters = parse(filters)
	if isinstance(filters, str | int):
		filters = {"name": str(filters)}
	if frappe.get_meta(doctype).issingle:
		check_single_fields(doctype, fields)
		values = frappe.db.get_values_from_single(fields, filters or None, doctype, as_dict=as_dict)
	else:
		values = get_list(
			doctype,
			fields=fields,
			filters=filters or None,
			limit_page_length=1,
			parent=parent,
			as_dict=as_dict,
		)
	if as_dict:
		return values[0] if values else {}
	if not values:
		return None
	return values[0] if len(fields) > 1 else values[0][0]


@frappe.whitelist()
def get_single_value(doctype: str, field: str):
	"""Return a value of a single."""
	_need_permission(doctype)
	check_single_fields(doctype, [field])
	return frappe.db.get_single_value(doctype, field)


def check_single_fields(doctype: str, fields: list[str]) -> None:
	"""Refuse fields of a single that are above the user's permission level; v15 tells them."""
	closed = hidden_fields(doctype, None, frappe.session.user).intersection(fields)
	if closed and frappe.session.user != "Administrator":
		message = _("Field not permitted in query: {0}").format(", ".join(sorted(closed)))
		frappe.throw(message, frappe.PermissionError)


@frappe.whitelist()
def has_permission(doctype: str, docname: Name, perm_type: str = "read"):
	"""Say whether this user has the permission on the document."""
	if not doctype or not docname:
		raise frappe.DoesNotExistError
	if not frappe.db.exists(doctype, docname) and not knows_all(doctype):
		return {"has_permission": False}
	return {"has_permission": frappe.has_permission(doctype, perm_type.lower(), docname)}


@frappe.whitelist()
def get_doc_permissions(doctype: str, docname: Name):
	"""Return all permissions of this user on the document."""
	from frappe.permissions import get_doc_permissions as decide

	doc = frappe.get_doc(doctype, docname)
	doc.check_permission("read")
	return {"permissions": decide(doc)}


@frappe.whitelist()
def get_password(doctype: str, name: Name, fieldname: str):
	"""Refused for everybody: v15 hands any System Manager every secret field and leaves no trace.

	Secrets are shown by the app's own method, which asks for a reason and records it.
	"""
	frappe.throw(
		_("Secret fields cannot be read this way. Use the form's button, which records who looked and why."),
		frappe.PermissionError,
	)


@frappe.whitelist(allow_guest=True)
def get_time_zone():
	"""Return the site's time zone."""
	return {"time_zone": frappe.utils.get_system_timezone()}


@frappe.whitelist()
def is_document_amended(doctype: str, docname: Name):
	"""Return the document that amends this one, if there is one."""
	if not frappe.has_permission(doctype) or not frappe.get_meta(doctype).has_field("amended_from"):
		return False
	found = frappe.get_list(doctype, filters={"amended_from": docname}, pluck="name", limit=1)
	return found[0] if found else False


@frappe.whitelist()
def validate_link(doctype: str, docname: Name, fields=None):
	"""Return the name of a linked record as it is stored, with `fields` to fetch; nothing when it is missing."""
	if doctype != "DocType" and not (
		frappe.has_permission(doctype, "select") or frappe.has_permission(doctype, "read")
	):
		frappe.throw(
			_("You do not have Read or Select Permissions for {}").format(frappe.bold(_(doctype))),
			frappe.PermissionError,
		)
	values = frappe._dict(name=visible_name(doctype, docname))
	fields = parse(fields)
	if not values.name or not fields:
		return values
	try:
		values.update(get_value(doctype, fields, docname))
	except frappe.PermissionError:
		frappe.clear_last_message()
		frappe.msgprint(
			_("You need {0} permission to fetch values from {1} {2}").format(
				frappe.bold(_("Read")), frappe.bold(_(doctype)), frappe.bold(docname)
			),
			title=_("Cannot Fetch Values"),
			indicator="orange",
		)
	return values


def visible_name(doctype: str, name: str) -> str | None:
	"""Return the name of a record as it is stored, if the user may choose it; v15 tells whether any has that name."""
	stored = frappe.db.get_value(doctype, name)
	if not stored or frappe.get_meta(doctype).issingle:
		return stored
	return stored if frappe.get_list(doctype, filters={"name": stored}, limit=1) else None


def parse(value: object) -> object:
	"""Return what a JSON text stands for; other text and values as they are."""
	if not isinstance(value, str):
		return value
	try:
		return frappe.parse_json(value)
	except (ValueError, RecursionError):
		return value


def parse_fields(fields: object) -> object:
	"""Return a list of fields from JSON, a list, or a comma-separated text."""
	fields = parse(fields)
	if isinstance(fields, str) and "," in fields and "(" not in fields:
		return [field.strip() for field in fields.split(",")]
	return [fields] if isinstance(fields, str) else fields


def is_table(doctype: str) -> bool:
	"""Say whether the doctype's records are rows of other documents."""
	return bool(frappe.get_meta(doctype).istable)


def check_parent(doctype: str, parent: str | None) -> None:
	"""Rows of a child table are read with the permission of their parent doctype, which must be named."""
	if not is_table(doctype):
		return
	if not parent or not any(
		field.options == doctype for field in frappe.get_meta(parent).get_table_fields()
	):
		raise frappe.PermissionError
	if not frappe.has_permission(parent):
		raise frappe.PermissionError


def _need_permission(doctype: str, parent: str | None = None) -> None:
	if not frappe.has_permission(doctype, parent_doctype=parent):
		frappe.throw(_("No permission for {0}").format(_(doctype)), frappe.PermissionError)
