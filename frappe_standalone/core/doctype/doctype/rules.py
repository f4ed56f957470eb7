"""The rules a DocType must keep; each refuses and says what to change."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.context import db
from frappe_standalone.core.errors import ValidationError
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.model import child_table_fields, default_fields, optional_fields, table_fields
from frappe_standalone.core.safe_eval import checked
from frappe_standalone.core.text import escape_html, scrub
from frappe_standalone.core.translate import _

NAME = re.compile(r"^[^\W\d_](?:[\w \-]*[^\W_])?$")
FIELDNAME = re.compile(r"^[^\W\d]\w*$")
MAX_LENGTH = 61  # of a DocType's name: MariaDB allows 64 characters for a table, "tab" takes three
# A field may be called idx, as on v15: it shows the place of a row, or a number people give themselves.
RESERVED = frozenset((*default_fields, *optional_fields, "flags", "meta", "get", "set")) - {"idx"}
# Names a document needs for itself; a field of that name would hide the method.
METHODS = frozenset(
	("insert", "save", "submit", "cancel", "delete", "reload", "append", "extend", "remove", "update")
)
# Types whose options are a name or a list, also of a computed field
NAMED = ("Link", "Dynamic Link", "Select", *table_fields)
SUBMITTABLE_RIGHTS = ("submit", "cancel", "amend")


class InvalidFieldNameError(ValidationError):
	"""A field has a name the database or a document cannot have."""


class NonUniqueError(ValidationError):
	"""Two fields have the same name."""


class InvalidOptionsError(ValidationError):
	"""The options of a field do not fit its type."""


class VirtualNotSupportedError(ValidationError):
	"""Virtual DocTypes and tables are not part of this platform."""


def fill_fieldnames(doc: Any) -> None:
	"""Give a field without a name one made from its label, or from its type and place."""
	taken = {df.fieldname for df in doc.fields if df.fieldname}
	for number, df in enumerate(doc.fields, 1):
		if df.fieldname:
			continue
		text = df.label or f"{df.fieldtype} {number}"
		name = re.sub(r"\W+", "_", scrub(text)).strip("_") or f"field_{number}"
		if name in RESERVED or name in METHODS or name in taken:
			name = f"{name}_{number}"
		df.fieldname = name
		taken.add(name)


def check_naming(doc: Any) -> None:
	"""Refuse a name no table can have, and a naming rule that points to no field."""
	if len(doc.name) > MAX_LENGTH or not NAME.match(doc.name):
		throw(
			_(
				"{0} is no valid name of a DocType: begin with a letter, use letters, digits and spaces, at most {1}"
			).format(bold(doc.name), MAX_LENGTH)
		)
	autoname = doc.autoname or ""
	if autoname.startswith("field:"):
		df = next((df for df in doc.fields if df.fieldname == autoname[6:]), None)
		if not df:
			throw(
				_("Records are named by {0}, which is no field of {1}").format(bold(autoname[6:]), doc.name)
			)
		if not doc.issingle:
			df.unique = 1
	if autoname.startswith("naming_series:") and not any(
		df.fieldname == "naming_series" for df in doc.fields
	):
		throw(_("Add a Select field {0} with the series, one per line").format(bold("naming_series")))


def check_fields(doc: Any, links: bool = True) -> None:
	"""Refuse fields that cannot work.

	Args:
		links: also check that the DocTypes fields point to exist and that no two fields have one name (not while
			an app is being installed: as on v15 the last of them counts).
	"""
	if doc.is_virtual:
		throw(
			_("{0} is virtual, which this platform does not support").format(doc.name),
			VirtualNotSupportedError,
		)
	seen: set[str] = set()
	for df in doc.fields:
		check_field_name(doc, df, seen, unique=links)
		check_field_type(doc, df)
		if links:
			check_target(doc, df)
	for df in doc.fields:
		check_dynamic_link(doc, df, seen)
	check_special_fields(doc, seen)


def check_field_name(doc: Any, df: Any, seen: set[str], unique: bool = True) -> None:
	name = df.fieldname or ""
	hides_method = name in METHODS and (doc.custom or df.doctype == "Custom Field")
	taken = name in RESERVED or (doc.istable and name in child_table_fields) or hides_method
	if not FIELDNAME.match(name) or len(name) > 64 or taken:
		throw(
			_(
				"{0} of {1} cannot be the name of a field. Use letters, digits and underscores, and no word of the platform."
			).format(bold(name), doc.name),
			InvalidFieldNameError,
		)
	if name in seen and unique:
		throw(_("{0} has two fields named {1}. Rename one.").format(doc.name, bold(name)), NonUniqueError)
	seen.add(name)


def check_field_type(doc: Any, df: Any) -> None:
	if df.fieldtype not in fieldtypes.FIELD_TYPES:
		throw(
			_("{0}: field type {1} does not exist").format(bold(df.fieldname), df.fieldtype),
			InvalidOptionsError,
		)
	if getattr(df, "is_virtual", 0) and df.fieldtype in table_fields:
		throw(
			_("Table {0} of {1} is virtual, which this platform does not support").format(
				bold(df.fieldname), doc.name
			),
			VirtualNotSupportedError,
		)
	if getattr(df, "is_virtual", 0) and df.options and df.fieldtype not in NAMED:
		check_expression(doc, df)
	if df.fieldtype in ("Link", *table_fields) and not df.options:
		throw(
			_("Field {0} of {1} needs a DocType as its options").format(bold(df.fieldname), doc.name),
			InvalidOptionsError,
		)
	if df.fieldtype in table_fields and doc.istable:
		throw(
			_("{0} is a child table and cannot have tables of its own").format(doc.name), InvalidOptionsError
		)


def check_expression(doc: Any, df: Any) -> None:
	"""Refuse an expression of a computed field that could never be evaluated: every form of the DocType would fail."""
	try:
		checked(unicodedata.normalize("NFKC", df.options))
	except SyntaxError as error:
		throw(
			_("The expression of the computed field {0} has a mistake: {1}").format(
				bold(df.fieldname), escape_html(str(error))
			),
			InvalidOptionsError,
		)


def check_target(doc: Any, df: Any) -> None:
	"""Refuse a Link or Table to a DocType that does not exist or is of the wrong kind."""
	if df.fieldtype not in ("Link", *table_fields) or df.options in (doc.name, "[Select]"):
		return
	istable = db.get_value("DocType", df.options, "istable")
	if istable is None:
		throw(
			_("Field {0} points to {1}, which does not exist").format(bold(df.fieldname), bold(df.options)),
			InvalidOptionsError,
		)
	if df.fieldtype in table_fields and not istable:
		throw(
			_("Field {0} is a table, but {1} is no child table").format(bold(df.fieldname), bold(df.options)),
			InvalidOptionsError,
		)


def check_dynamic_link(doc: Any, df: Any, names: set[str]) -> None:
	if df.fieldtype == "Dynamic Link" and df.options not in names:
		throw(
			_("The options of {0} must be the field that holds the DocType").format(bold(df.fieldname)),
			InvalidOptionsError,
		)


def check_special_fields(doc: Any, names: set[str]) -> None:
	"""Refuse a title, image or search field that does not exist."""
	known = names | {"name", *default_fields}
	for key in ("title_field", "image_field", "timeline_field"):
		value = doc.get(key)
		if value and value not in known:
			throw(_("{0} of {1} is {2}, which is no field of it").format(_(key), doc.name, bold(value)))
	for value in (doc.search_fields or "").split(","):
		if value.strip() and value.strip() not in known:
			throw(_("{0} searches {1}, which is no field of it").format(doc.name, bold(value.strip())))


def check_permissions(doc: Any) -> None:
	"""Refuse permission rows that contradict themselves."""
	seen = set()
	for row in doc.permissions:
		key = (row.role, int(row.permlevel or 0), int(row.if_owner or 0))
		if key in seen:
			throw(_("{0}: two permission rows for {1} at level {2}").format(doc.name, bold(row.role), key[1]))
		seen.add(key)
		if not doc.is_submittable and any(row.get(right) for right in SUBMITTABLE_RIGHTS):
			throw(
				_("{0}: {1} may not submit, cancel or amend, since the DocType is not submittable").format(
					doc.name, bold(row.role)
				)
			)
