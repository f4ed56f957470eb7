"""Links between documents: their targets must exist, and a target in use is not deleted or cancelled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from frappe_standalone.core import cache
from frappe_standalone.core.context import db
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import DoesNotExistError, LinkExistsError
from frappe_standalone.core.hooks import get_hooks
from frappe_standalone.core.messages import bold, clear_last_message, throw
from frappe_standalone.core.text import strip_html
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.numbers import cint

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument
	from frappe_standalone.core.model.document import Document

PLAIN_TEXT = ("Small Text", "Text", "Data")
LINK_MAPS = "link_fields_to"


@dataclass
class BadLinks:
	"""Links that cannot stand, as messages for the reader."""

	missing: list[str] = field(default_factory=list)
	cancelled: list[str] = field(default_factory=list)


def invalid_links(part: BaseDocument, is_submittable: bool = False) -> BadLinks:
	"""Return the bad links of a document or row; fields fetched through good links are filled."""
	bad = BadLinks()
	for df in part.meta.get_link_fields() + part.meta.get_dynamic_link_fields():
		name = part.get(df.fieldname)
		if name:
			check_link(part, df, name, is_submittable, bad)
	return bad


def check_link(part: BaseDocument, df: Any, name: Any, is_submittable: bool, bad: BadLinks) -> None:
	"""Check one link; the name takes the letter case of the target."""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(target_doctype(part, df))
	fetched = [
		f
		for f in part.meta.get_fields_to_fetch(df.fieldname)
		if not f.fetch_if_empty or not part.get(f.fieldname)
	]
	values = read_target(meta, name, fetched)
	if not values or not values.name:
		bad.missing.append(describe(part, df, name))
		return
	setattr(part, df.fieldname, values.name)
	for target in fetched:
		if part.is_new() or not part.docstatus.is_submitted() or target.allow_on_submit:
			part.set(target.fieldname, fetched_value(meta, target, values))
	submittable = (is_submittable or part.meta.is_submittable) and meta.is_submittable
	if (
		submittable
		and df.fieldname != "amended_from"
		and cint(db.get_value(meta.name, name, "docstatus")) == 2
	):
		bad.cancelled.append(describe(part, df, name))


def target_doctype(part: BaseDocument, df: Any) -> str:
	"""Return the DocType a link points to."""
	if df.fieldtype == "Link":
		return df.options or throw(_("Options not set for link field {0}").format(df.fieldname))
	return part.get(df.options) or throw(
		_("{0} must be set first").format(_(part.meta.get_label(df.options)))
	)


def read_target(meta: Any, name: Any, fetched: list) -> _dict:
	"""Return the name of the target and the values to fetch from it."""
	if meta.issingle:
		values = _dict({df.fetch_from.split(".")[-1]: None for df in fetched}, name=meta.name)
		values.update({key: db.get_single_value(meta.name, key) for key in values if key != "name"})
		return values
	if not fetched:
		return _dict(name=db.get_value(meta.name, name, "name", cache=True))
	columns = ["name", *(df.fetch_from.split(".")[-1] for df in fetched)]
	return db.get_value(meta.name, name, columns, as_dict=True)


def fetched_value(meta: Any, df: Any, values: _dict) -> Any:
	"""Return the value to put into a field filled from a link; markup becomes plain text."""
	from frappe_standalone.core.meta import get_default_df

	source = df.fetch_from.split(".")[-1]
	value = values.get(source)
	if df.fieldtype not in PLAIN_TEXT:
		return value
	source_df = get_default_df(source) or meta.get_field(source)
	if not source_df:
		throw(
			_("{0} is fetched from {1}, which {2} does not have. Correct “Fetch From”.").format(
				bold(_(df.label)), source, _(meta.name)
			),
			title=_("Wrong Fetch From value"),
		)
	return strip_html(value) if source_df.fieldtype == "Text Editor" and value else value


def describe(part: BaseDocument, df: Any, name: Any) -> str:
	label = _(df.label, context=df.parent) if df.label else df.fieldname
	row = _("Row #{0}:").format(part.idx) + " " if part.get("parentfield") else ""
	return f"{row}{label}: {name}"


# who links here ---------------------------------------------------------------------------------------


def get_link_fields(doctype: str) -> list[_dict]:
	"""Return the Link fields that point to a DocType: `parent`, `fieldname`, `issingle`."""
	return cache.get_live(LINK_MAPS, doctype, lambda: read_link_fields("Link", doctype))


def get_dynamic_link_fields() -> list[_dict]:
	"""Return all Dynamic Link fields: `parent`, `fieldname`, `options`, `issingle`."""
	return cache.get_live(LINK_MAPS, "*", lambda: read_link_fields("Dynamic Link", None))


def clear_link_maps() -> None:
	"""Forget which fields are links, after fields changed."""
	cache.drop_live(LINK_MAPS)


def read_link_fields(fieldtype: str, doctype: str | None) -> list[_dict]:
	"""Return Link fields (also custom ones and those made by Property Setter)."""
	target = "" if doctype is None else "AND df.`options`=%(target)s"
	values = {"fieldtype": fieldtype, "target": doctype}
	rows = []
	for table, parent in (("DocField", "parent"), ("Custom Field", "dt")):
		rows += db.sql(
			f"SELECT df.`{parent}` AS parent, df.`fieldname`, df.`options`, dt.`issingle`, dt.`istable` "
			f"FROM `tab{table}` df JOIN `tabDocType` dt ON dt.`name` = df.`{parent}` "
			f"WHERE df.`fieldtype`=%(fieldtype)s {target}",
			values,
			as_dict=True,
		)
	return rows


def check_links_to(doc: Document, method: str = "Delete") -> None:
	"""Refuse to delete (or cancel) a document that others (submitted ones) link to.

	Raises:
		LinkExistsError
	"""
	ignored = set(get_hooks("ignore_links_on_delete")) if method == "Delete" else set()
	if method == "Cancel":
		ignored.update(doc.get("ignore_linked_doctypes") or ())
	for link in get_link_fields(doc.doctype):
		if link.parent in ignored or (link.fieldname == "amended_from" and method == "Cancel"):
			continue
		if link.issingle:
			if db.get_single_value(link.parent, link.fieldname) == doc.name:
				refuse_linked(doc, link.parent, link.parent)
			continue
		for row in linked_rows(link, {link.fieldname: doc.name}):
			_refuse_if_binding(doc, link, row, method, ignored)


def linked_rows(link: _dict, filters: dict) -> list[_dict]:
	"""Return the rows of a DocType that hold a link; nothing if it was never set up."""
	columns = ["name", "docstatus", "idx", *(["parent", "parenttype"] if link.istable else [])]
	try:
		return db.get_values(link.parent, filters, columns, as_dict=True)
	except DoesNotExistError:
		clear_last_message()
		return []


def _refuse_if_binding(doc: Document, link: _dict, row: _dict, method: str, ignored: set) -> None:
	holder_type = row.parenttype if link.istable and row.parent else link.parent
	holder = row.parent if link.istable and row.parent else row.name
	if holder_type in ignored or (method == "Cancel" and cint(row.docstatus) != 1):
		return
	if (link.parent == doc.doctype or holder_type == doc.doctype) and holder == doc.name:
		return
	refuse_linked(doc, holder_type, holder)


def check_dynamic_links_to(doc: Document, method: str = "Delete") -> None:
	"""Refuse to delete (or cancel) a document that others refer to by a Dynamic Link.

	Raises:
		LinkExistsError
	"""
	ignored = set(get_hooks("ignore_links_on_delete"))
	if method == "Cancel":
		ignored.update(doc.get("ignore_linked_doctypes") or ())
	for link in get_dynamic_link_fields():
		if link.parent in ignored:
			continue
		for row in dynamically_linked(doc, link):
			binding = cint(row.docstatus) == 1 if method == "Cancel" else cint(row.docstatus) != 2
			holder_type = row.parenttype if link.istable else link.parent
			if binding and holder_type not in ignored:
				at = _("at Row: {0}").format(row.idx) if link.istable else ""
				refuse_linked(doc, holder_type, row.parent if link.istable else row.name, at)


def dynamically_linked(doc: Document, link: _dict) -> list[_dict]:
	"""Return the rows that refer to `doc` through one Dynamic Link field."""
	if not link.issingle:
		return linked_rows(link, {link.options: doc.doctype, link.fieldname: doc.name})
	values = db.get_singles_dict(link.parent)
	if values.get(link.options) == doc.doctype and values.get(link.fieldname) == doc.name:
		return [_dict(values, name=link.parent)]
	return []


def refuse_linked(doc: Document, doctype: str, name: str, at: str = "") -> NoReturn:
	"""Refuse, naming both documents with links to them."""
	from frappe_standalone.core.utils.urls import get_link_to_form

	holder = _(doctype) if doctype == name else f"{_(doctype)} {get_link_to_form(doctype, name)}"
	throw(
		_("Cannot delete or cancel, because {0} {1} is linked with {2} {3}")
		.format(_(doc.doctype), get_link_to_form(doc.doctype, doc.name), holder, at)
		.strip(),
		LinkExistsError,
	)
