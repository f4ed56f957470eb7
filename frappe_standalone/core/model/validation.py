"""The checks every save runs: mandatory values, links, selects, lengths, formats, constants.

Each check takes the document and refuses with a named exception; the order is v15's.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.context import flags
from frappe_standalone.core.errors import (
	CancelledLinkError,
	CannotChangeConstantError,
	CharacterLengthExceededError,
	LinkValidationError,
	MandatoryError,
	NonNegativeError,
	UpdateAfterSubmitError,
)
from frappe_standalone.core.messages import bold, msgprint, throw
from frappe_standalone.core.model import optional_fields, table_fields
from frappe_standalone.core.model.date_order import check_date_order
from frappe_standalone.core.model.links import invalid_links
from frappe_standalone.core.model.markup import sanitize_values
from frappe_standalone.core.password import save_passwords
from frappe_standalone.core.text import cstr, strip_html
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.email import (
	split_emails,
	validate_email_address,
	validate_name,
	validate_phone_number,
	validate_url,
)
from frappe_standalone.core.utils.numbers import flt

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument
	from frappe_standalone.core.model.document import Document

STANDARD_USERS = ("Guest", "Administrator")


def check_values(doc: Document) -> None:
	"""Run the checks on a document and its rows, sanitise markup and store its passwords."""
	doc._validate_mandatory()
	for part in (doc, *doc.get_all_children()):
		check_formats(part)
		check_texts(part)
		check_selects(part)
		check_non_negative(part)
		check_date_order(part, place(part))
		check_length(part)
		clamp_ratings(part)
		check_code(part)
		sync_name_field(part)
		sanitize_values(part)
		save_passwords(part)
	if doc.is_new():
		for fieldname in optional_fields:
			doc.set(fieldname, None)
	else:
		doc.validate_set_only_once()


def place(part: BaseDocument) -> str:
	"""Return "Row #2: " for a child row, nothing for a document."""
	return _("Row #{0}:").format(part.idx) + " " if part.get("parentfield") else ""


def label_of(part: BaseDocument, df: Any) -> str:
	return _(df.label or df.fieldname, context=part.doctype)


# mandatory --------------------------------------------------------------------------------------------


def check_mandatory(doc: Document) -> None:
	"""Refuse empty mandatory fields, all at once.

	Raises:
		MandatoryError
	"""
	if doc.flags.ignore_mandatory:
		return
	missing = [item for part in (doc, *doc.get_all_children()) for item in missing_fields(part)]
	if not missing:
		return
	for _fieldname, message in missing:
		msgprint(message)
	fields = ", ".join(fieldname for fieldname, _message in missing)
	raise MandatoryError(f"[{doc.doctype}, {doc.name}]: {fields}")


def missing_fields(part: BaseDocument) -> list[tuple[str, str]]:
	"""Return (fieldname, message) of each mandatory field without a value."""
	missing = []
	for df in part.meta.fields:
		if df.reqd and not has_content(df, part.get(df.fieldname)):
			what = _("Add at least one row to") if df.fieldtype in table_fields else _("Value missing for")
			missing.append((df.fieldname, f"{place(part)}{what} {bold(label_of(part, df))}"))
	if part.meta.istable:
		for fieldname in ("parent", "parenttype"):
			if not part.get(fieldname):
				missing.append((fieldname, f"{_('Value missing for')} {fieldname}"))
	return missing


def has_content(df: Any, value: Any) -> bool:
	"""True if there is a value; markup counts only with text or a picture in it."""
	if value is None or value == []:
		return False
	text = cstr(value)
	if strip_html(text).strip():
		return True
	is_markup = df.fieldtype == "Text Editor" or (df.fieldtype == "Code" and df.options == "HTML")
	return is_markup and "<img" in text


# links ------------------------------------------------------------------------------------------------


def check_links(doc: Document) -> None:
	"""Refuse links to documents that do not exist or are cancelled; fill the fields fetched through them.

	Raises:
		LinkValidationError, CancelledLinkError
	"""
	if doc.flags.ignore_links or doc._action == "cancel":
		return
	missing, cancelled = [], []
	for part in (doc, *doc.get_all_children()):
		found = invalid_links(part, is_submittable=doc.meta.is_submittable)
		missing += found.missing
		cancelled += found.cancelled
	if missing:
		throw(_("Could not find {0}").format(", ".join(missing)), LinkValidationError)
	if cancelled:
		throw(_("Cannot link cancelled document: {0}").format(", ".join(cancelled)), CancelledLinkError)


# values -----------------------------------------------------------------------------------------------


def check_formats(part: BaseDocument) -> None:
	"""Refuse malformed e-mail addresses, phone numbers, names of persons and URLs."""
	for df in part.meta.get_phone_fields():
		validate_phone_number(part.get(df.fieldname), throw=True)
	for df in part.meta.get_data_fields():
		value = part.get(df.fieldname)
		if not value or (df.oldfieldtype and df.oldfieldtype != "Data"):
			continue
		if df.options == "Email":
			if part.owner in STANDARD_USERS and value in STANDARD_USERS:
				continue
			for address in split_emails(value):
				validate_email_address(address, throw=True)
		elif df.options == "Name":
			validate_name(value, throw=True)
		elif df.options == "Phone":
			validate_phone_number(value, throw=True)
		elif df.options == "URL":
			validate_url(value, throw=True)


def check_texts(part: BaseDocument) -> None:
	"""Refuse a text that is no date, a day that does not exist, a duration without a number, a broken JSON."""
	for df in part.meta.checked_texts:
		value = part.get(df.fieldname)
		if not isinstance(value, str):
			continue
		try:
			fieldtypes.get(df.fieldtype).check(value)
		except (ValueError, OverflowError):
			throw(
				_("{0}{1}: {2} is no valid {3}").format(
					place(part), bold(label_of(part, df)), bold(value), _(df.fieldtype)
				)
			)


def check_selects(part: BaseDocument) -> None:
	"""Refuse a value that is no option of its Select."""
	if flags.in_import:
		return
	for df in part.meta.get_select_fields():
		if df.fieldname == "naming_series" or not part.get(df.fieldname) or not df.options:
			continue
		options = df.options.split("\n")
		value = cstr(part.get(df.fieldname)).strip()
		part.set(df.fieldname, value)
		if value in options or not any(options) or (flags.in_test and value.startswith("_T-")):
			continue
		throw(
			_('{0}{1} cannot be "{2}". It should be one of "{3}"').format(
				place(part), label_of(part, df), value, '", "'.join(_(each) for each in options if each)
			)
		)


def check_non_negative(part: BaseDocument) -> None:
	"""Refuse a negative number where the field forbids it."""
	for df, _entry in part.meta.numeric_fields:
		if (
			df.non_negative
			and df.fieldtype in ("Int", "Float", "Currency")
			and flt(part.get(df.fieldname)) < 0
		):
			throw(
				_("{0}{1} cannot be negative").format(place(part), bold(label_of(part, df))),
				NonNegativeError,
				title=_("Negative Value"),
			)


def check_length(part: BaseDocument) -> None:
	"""Refuse a value that does not fit its column."""
	if flags.in_install or part.meta.issingle:
		return
	values = part.__dict__
	for df, entry in part.meta.limited_fields:
		value = values.get(df.fieldname)
		if value is None or entry.fits(value, df):
			continue
		limit = entry.limit(df)
		label = bold(label_of(part, df))
		if limit:
			message = _("{0}{1} has {2} characters; at most {3} are allowed. Shorten it.").format(
				place(part), label, len(cstr(value)), limit
			)
		else:
			message = _("{0}{1} is too large a number: {2}").format(place(part), label, value)
		throw(message, CharacterLengthExceededError, title=_("Value too big"))


def clamp_ratings(part: BaseDocument) -> None:
	"""Keep ratings between 0 and 1."""
	for df in part.meta.fields_by_type.get("Rating", ()):
		part.set(df.fieldname, fieldtypes.get("Rating").cast(part.get(df.fieldname)))


def check_code(part: BaseDocument) -> None:
	"""Refuse Python that does not parse."""
	for df in part.meta.get_code_fields():
		code = part.get(df.fieldname)
		if not code or df.options not in ("Python", "PythonExpression"):
			continue
		try:
			compile(code, df.label or df.fieldname, "eval" if df.options == "PythonExpression" else "exec")
		except SyntaxError as error:
			throw(
				_("{0}{1}: line {2} is no valid Python: {3}").format(
					place(part), label_of(part, df), error.lineno, error.msg
				)
			)


def sync_name_field(part: BaseDocument) -> None:
	"""Keep the field a document is named by equal to its name."""
	fieldname = (part.meta.autoname or "").partition("field:")[2]
	if fieldname and part.name and part.name != part.get(fieldname):
		part.set(fieldname, part.name)


# changes ----------------------------------------------------------------------------------------------


def differs(doc: BaseDocument, previous: BaseDocument, fieldname: str) -> bool:
	"""True if the value differs from that of `previous`; dates given as text are compared as dates."""
	before, after = previous.get(fieldname), doc.get(fieldname)
	for fieldtype, kind in (
		("Datetime", datetime.datetime),
		("Date", datetime.date),
		("Time", datetime.timedelta),
	):
		if isinstance(before, kind):
			return before != fieldtypes.get(fieldtype).cast(after)
	return before != after


def check_set_only_once(doc: Document) -> None:
	"""Refuse a change of a field that is set once.

	Raises:
		CannotChangeConstantError
	"""
	previous = doc.get_doc_before_save()
	if not previous:
		return
	for df in doc.meta.get_set_only_once_fields():
		if df.fieldtype in table_fields:
			changed = not same_rows(doc.get(df.fieldname), previous.get(df.fieldname))
		elif df.fieldtype in ("Date", "Datetime", "Time"):
			changed = str(doc.get(df.fieldname)) != str(previous.get(df.fieldname))
		else:
			changed = doc.get(df.fieldname) != previous.get(df.fieldname)
		if changed:
			throw(
				_("Value cannot be changed for {0}").format(bold(_(doc.meta.get_label(df.fieldname)))),
				CannotChangeConstantError,
			)


def same_rows(rows: list, others: list) -> bool:
	"""True if two tables hold the same values; time stamps do not count."""
	stamps = ("modified", "modified_by", "creation")

	def values(row: Any) -> dict:
		return {k: v for k, v in row.as_dict(convert_dates_to_str=True).items() if k not in stamps}

	return [values(row) for row in rows] == [values(row) for row in others]


def check_update_after_submit(doc: Document) -> None:
	"""Refuse changes of a submitted document except in fields that allow them.

	Raises:
		UpdateAfterSubmitError
	"""
	if doc.flags.ignore_validate_update_after_submit:
		return
	check_unchanged(doc, doc.get_doc_before_save())
	stored = {(row.doctype, row.name): row for row in doc.get_doc_before_save().get_all_children()}
	for row in doc.get_all_children():
		if row.is_new() and doc.meta.get_field(row.parentfield).allow_on_submit:
			continue
		check_unchanged(row, stored.get((row.doctype, row.name)))


def check_unchanged(part: BaseDocument, stored: BaseDocument | None) -> None:
	"""Compare one document or row with its stored state, field by field."""
	for df in part.meta.fields:
		after = part.get(df.fieldname)
		before = stored.get(df.fieldname) if stored else None
		if df.allow_on_submit or not (after or before):
			continue
		if df.fieldtype in table_fields:
			after, before = len(after or ()), len(before or ())
		else:
			after = part.get_value(df.fieldname)
			before = fieldtypes.get(df.fieldtype).cast(before)
		if after != before:
			throw(
				_(
					"{0}{1} cannot be changed from {2} to {3} after submission. Cancel and amend the document."
				).format(place(part), bold(label_of(part, df)), bold(before), bold(after)),
				UpdateAfterSubmitError,
				title=_("Cannot Update After Submit"),
			)
