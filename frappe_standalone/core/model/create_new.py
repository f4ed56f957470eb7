"""The defaults of a new document: user permissions, user defaults, then those of the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frappe_standalone.core.context import db, local, session
from frappe_standalone.core.data import _dict
from frappe_standalone.core.model import data_fieldtypes
from frappe_standalone.core.text import cstr
from frappe_standalone.core.utils.dates import now_datetime, nowdate, nowtime

if TYPE_CHECKING:
	from frappe_standalone.core.meta import Meta
	from frappe_standalone.core.model.document import Document


def new_doc(
	doctype: str,
	*,
	parent_doc: Document | None = None,
	parentfield: str | None = None,
	as_dict: bool = False,
	**kwargs: Any,
) -> Document | _dict:
	"""Return a new document with defaults; `kwargs` are set on top of them."""
	doc = get_new_doc(doctype, parent_doc, parentfield, as_dict=as_dict)
	return doc.update(kwargs)


def get_new_doc(
	doctype: str, parent_doc: Document | None = None, parentfield: str | None = None, as_dict: bool = False
) -> Document | _dict:
	"""Return a new document, or its values, with all defaults."""
	templates = local.new_doc_templates
	if doctype not in templates:
		templates[doctype] = make_template(doctype)
	values = templates[doctype].copy()
	set_dynamic_defaults(values, parent_doc, parentfield)
	if as_dict:
		return values
	from frappe_standalone.core.model.document import get_doc

	return get_doc(values)


def set_defaults(doc: Document) -> None:
	"""Fill what is empty in a new document and in the new rows of its tables."""
	if doc.is_new():
		doc.update_if_missing(get_new_doc(doc.doctype, as_dict=True))
	for df in doc.meta.get_table_fields():
		new_rows = [row for row in doc.get(df.fieldname) or () if row.is_new()]
		if new_rows:
			values = get_new_doc(df.options, doc, df.fieldname, as_dict=True)
			for row in new_rows:
				row.update_if_missing(values)


def make_template(doctype: str) -> _dict:
	"""Return the values a new document starts with that do not change within a request."""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(doctype)
	values = meta.blank_values.copy()
	values["owner"] = session.user
	set_personal_defaults(meta, values)
	values["doctype"] = doctype
	values["__islocal"] = 1
	if not meta.issingle:
		values["__unsaved"] = 1
	return values


def blank_values(meta: Meta) -> _dict:
	"""Return the columns of a new document with the defaults that are the same for everybody, on every day."""
	from frappe_standalone.core.model.document import get_doc

	doc = get_doc({"doctype": meta.name, "__islocal": 1, "docstatus": 0})
	for df in meta.fields:
		if has_default(df) and not is_personal(df) and df.fieldname != meta.title_field:
			value = static_default(df, None)
			if value is not None:
				doc.set(df.fieldname, value)
	doc._fix_numeric_types()
	return doc.get_valid_dict(sanitize=False, ignore_virtual=True)


def has_default(df: Any) -> bool:
	"""True if a new document may have a value in the field."""
	return df.fieldtype in data_fieldtypes and bool(df.default or df.fieldtype in ("Link", "Select"))


def is_personal(df: Any) -> bool:
	"""True if the default depends on the user or on the day."""
	return df.fieldtype == "Link" or df.default in ("__user", "Today")


def set_personal_defaults(meta: Meta, values: _dict) -> None:
	"""Set the defaults that depend on the user and on the day."""
	from frappe_standalone.core.defaults import get_defaults
	from frappe_standalone.core.permissions import filter_allowed_docs_for_doctype, get_user_permissions

	if not meta.personal_fields:
		return
	user_permissions = get_user_permissions(session.user)
	defaults = get_defaults()
	for df in meta.personal_fields:
		rules = user_permissions.get(df.options) if df.options else None
		allowed, preferred = (
			filter_allowed_docs_for_doctype(rules, df.parent, with_default_doc=True)
			if rules
			else (None, None)
		)
		restricted = df.fieldtype == "Link" and not df.ignore_user_permissions and rules and allowed
		value = user_default(df, defaults, allowed if restricted else None, preferred)
		if value is None:
			if df.fieldname != meta.title_field:
				value = static_default(df, allowed if restricted else None)
		elif df.fieldtype == "Link" and not db.exists(df.options, value):
			value = None
		if value is not None:
			values[df.fieldname] = value


def user_default(df: Any, defaults: dict, allowed: list | None, preferred: Any) -> Any:
	"""Return the default that a Link gets from the user: the only permitted record, or the user's own."""
	if df.fieldtype != "Link" or df.options == "User":
		return None
	if preferred and not df.ignore_user_permissions:
		return preferred
	value = defaults.get(df.fieldname)
	return value if value and (allowed is None or value in allowed) else None


def static_default(df: Any, allowed: list | None) -> Any:
	"""Return the default of a field that needs nothing but the user and the day."""
	if df.default:
		if df.default == "__user":
			return session.user
		if df.default == "Today":
			return nowdate()
		if cstr(df.default).startswith(":"):
			return None
		permitted = df.fieldtype != "Link" or df.options == "User" or allowed is None or df.default in allowed
		return df.default if permitted else None
	if df.fieldtype == "Select" and df.options and df.options not in ("[Select]", "Loading..."):
		return df.options.split("\n", 1)[0]
	return None


def set_dynamic_defaults(values: _dict, parent_doc: Document | None, parentfield: str | None) -> None:
	"""Set the defaults that change from document to document: the time, and `:DocType`."""
	from frappe_standalone.core.meta import get_meta

	for df in get_meta(values["doctype"]).changing_fields:
		if df.default and cstr(df.default).startswith(":"):
			value = default_from_record(df, parent_doc)
			if value is not None and not values.get(df.fieldname):
				values[df.fieldname] = value
		elif df.default and df.fieldtype == "Datetime" and df.default.lower() == "now":
			values[df.fieldname] = now_datetime()
		if df.fieldtype == "Time":
			values[df.fieldname] = nowtime()
	if parent_doc:
		values["parent"] = parent_doc.name
		values["parenttype"] = parent_doc.doctype
	if parentfield:
		values["parentfield"] = parentfield


def default_from_record(df: Any, parent_doc: Document | None) -> Any:
	"""Return the value of the same field in the record that `:DocType` points to."""
	from frappe_standalone.core.permissions import get_allowed_docs_for_doctype, get_user_permissions

	doctype = df.default[1:]
	key = doctype.lower().replace(" ", "_")
	name = parent_doc.get(key) if parent_doc else db.get_default(key)
	value = db.get_value(doctype, name, df.fieldname)
	rules = get_user_permissions(session.user).get(df.options) if df.fieldtype == "Link" else None
	if (
		rules
		and not df.ignore_user_permissions
		and value not in get_allowed_docs_for_doctype(rules, df.parent)
	):
		return None
	return value
