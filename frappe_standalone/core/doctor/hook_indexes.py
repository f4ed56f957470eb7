"""Indexes over several fields, which DocTypes ask for in `on_doctype_update`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.doctor.finding import ERROR, WARNING, Finding
from frappe_standalone.core.modules import load_doctype_module
from frappe_standalone.core.translate import _

CHECK = "schema"
ASKING = ("add_index", "add_unique")  # the methods of `frappe.db` with which a DocType asks
Wish = tuple[str, tuple, dict]  # method, arguments


def find() -> Iterator[Finding]:
	"""Those that are missing. The functions are called, but what they ask for is only written down."""
	rows = local.db.sql(
		"select name, module from `tabDocType` where custom = 0 and is_virtual = 0 order by name"
	)
	for doctype, module in rows:
		try:
			function = getattr(load_doctype_module(doctype, module), "on_doctype_update", None)
		except (ImportError, LookupError) as error:
			text = _("The code of {0} cannot be loaded: {1}").format(_(doctype), error)
			mend = _("Install the app it belongs to, or set its module right.")
			yield Finding(CHECK, ERROR, f"{doctype}: code", text, mend)
			continue
		for wish in wishes_of(function) if function else ():
			yield from missing(doctype, wish)


def wishes_of(function: Callable[[], None]) -> list[Wish]:
	"""What a function asks the database for, without its being done."""
	wishes: list[Wish] = []

	def note(method: str, *arguments: Any, **named: Any) -> None:
		wishes.append((method, arguments, named))

	for method in ASKING:
		setattr(local.db, method, partial(note, method))
	try:
		function()
	finally:
		for method in ASKING:
			delattr(local.db, method)
	return wishes


def missing(doctype: str, wish: Wish) -> Iterator[Finding]:
	"""The index of a wish, if no index of its table has these columns."""
	method, arguments, named = wish
	values = dict(zip(("doctype", "fields"), arguments, strict=False)) | named
	fields = values["fields"] if isinstance(values["fields"], list | tuple) else [values["fields"]]
	columns = tuple(field.split("(")[0].strip() for field in fields)
	existing = local.db.indexes(table_name(values["doctype"])).values()
	if any(found == columns and (unique or method != "add_unique") for found, unique in existing):
		return
	text = _("The index of {0} is missing.").format(f"{values['doctype']}.{'+'.join(columns)}")
	mend = _("Bring the tables up to date; no value is lost: township doctor DIR --fix")
	subject = f"{doctype}: index {'+'.join(columns)}"
	yield Finding(CHECK, WARNING, subject, text, mend, lambda: getattr(local.db, method)(*arguments, **named))
