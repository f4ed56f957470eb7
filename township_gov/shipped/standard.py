"""Documents that the platform itself imports at each migration: reports, print formats, workspaces, cards, roles.

Both platforms overwrite such a document when its file is newer, whatever an administrator made of it, and bring back one
that he deleted. So the app looks before the migration (`remember`) and puts right afterwards (`settle`):

	untouched here   the platform's import stands
	edited here      what was there before is put back; a changed file waits to be accepted
	deleted here     it is deleted again
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import get_datetime

from township_gov.shipped.sources import Item, values_of_record

_APP = Path(__file__).resolve().parent.parent
MODULE = _APP / "township_gov"
FIXTURES = _APP / "fixtures"
KINDS = ("report", "print_format", "number_card", "dashboard_chart", "dashboard", "notification", "workspace")
# What an administrator switches survives the import on both platforms, so it is no edit. Nor is the time that v15 writes
# into a chart whenever somebody sees it, nor what it leaves off when it imports a role that was made with it.
SWITCHES = {
	"Report": ("disabled", "prepared_report", "add_total_row"),
	"Print Format": ("disabled",),
	"Notification": ("enabled",),
	"Workspace": ("is_hidden",),
	"Dashboard Chart": ("last_synced_on",),
	"Role": (
		"search_bar",
		"notifications",
		"list_sidebar",
		"bulk_actions",
		"view_switcher",
		"form_sidebar",
		"timeline",
		"dashboard",
	),
}
NO_CONTENT = ("doctype", "name", "creation", "modified", "modified_by", "owner", "docstatus", "idx")
NO_CONTENT_OF_ROWS = (*NO_CONTENT, "parent", "parentfield", "parenttype")


@dataclass(frozen=True)
class StandardItem(Item):
	"""One such document; `content` is its file without time stamps and switches."""

	modified: str = ""  # of the file; a fixture's does not count

	def stored(self) -> dict[str, Any]:
		"""The shipped fields as they are here, tables by the columns that their file names."""
		here = self.whole()
		return {field: same_columns(here.get(field), value) for field, value in self.content.items()}

	def whole(self) -> dict[str, Any]:
		"""Everything the document holds but its switches."""
		return values_of_record(frappe.get_doc(self.doctype, self.name), SWITCHES.get(self.doctype, ()))

	def is_as_imported(self) -> bool:
		"""True if nobody saved it since the platform imported it, which sets the file's own time."""
		stored = frappe.db.get_value(self.doctype, self.name, "modified")
		return not self.modified or get_datetime(stored) <= get_datetime(self.modified)

	def write(self) -> None:
		"""Make the document what its file says, as the platform's import would."""
		if frappe.db.exists(self.doctype, self.name):
			put_back(self, self.content)
			return
		doc = frappe.get_doc({"doctype": self.doctype, **copy.deepcopy(self.content)})
		store(doc, lambda: doc.insert(set_name=self.name))
		keep_time(self)


def same_columns(here: Any, shipped: Any) -> Any:
	"""A table's rows by the columns of the shipped ones; any other value as it is."""
	if not isinstance(shipped, list):
		return here
	columns = dict.fromkeys(key for row in shipped for key in row)
	return [{key: row[key] for key in columns if row.get(key)} for row in here or []]


def standard_items() -> Iterator[StandardItem]:
	"""Every such document that the app ships, workspaces last."""
	for kind in KINDS:
		for path in sorted((MODULE / kind).glob("*/*.json")):
			yield item_of(json.loads(path.read_text(encoding="utf-8")))
	for path in sorted(FIXTURES.glob("*.json")):
		for values in json.loads(path.read_text(encoding="utf-8")):
			yield item_of({**values, "modified": ""})


def item_of(values: dict[str, Any]) -> StandardItem:
	"""A file's document as an item."""
	kept = SWITCHES.get(values["doctype"], ())
	content = {
		field: [without(row, NO_CONTENT_OF_ROWS) for row in value] if isinstance(value, list) else value
		for field, value in without(values, (*NO_CONTENT, *kept)).items()
	}
	return StandardItem(values["doctype"], values["name"], content, values["modified"])


def without(values: dict[str, Any], left_out: tuple[str, ...]) -> dict[str, Any]:
	"""The values but some."""
	return {key: value for key, value in values.items() if key not in left_out}


def put_back(item: StandardItem, values: dict[str, Any]) -> None:
	"""Give the stored document these values and no others; its switches stay.

	Its time is then that of the file, so that the platform takes the file for known.
	"""
	doc = frappe.get_doc(item.doctype, item.name)
	for df in doc.meta.fields:
		if df.fieldtype in table_fields:
			doc.set(
				df.fieldname, [without(row, NO_CONTENT_OF_ROWS) for row in values.get(df.fieldname) or []]
			)
		elif df.fieldtype not in no_value_fields and df.fieldname not in SWITCHES.get(item.doctype, ()):
			doc.set(df.fieldname, values.get(df.fieldname))
	store(doc, doc.save)
	keep_time(item)


def store(doc: Any, write: Callable[[], Any]) -> None:
	"""Write a document unchecked, as an import does: its content has been valid before."""
	doc.flags.update({"ignore_permissions": True, "ignore_links": True, "ignore_mandatory": True})
	doc.flags.update({"ignore_validate": True, "ignore_version": True})
	with importing():
		write()


def keep_time(item: StandardItem) -> None:
	"""Give the document its file's time; a fixture's file has none that counts."""
	if item.modified:
		frappe.db.set_value(item.doctype, item.name, "modified", item.modified, update_modified=False)


def delete_again(item: StandardItem) -> None:
	"""Take away what the platform has brought back."""
	with importing():
		frappe.delete_doc(item.doctype, item.name, force=True, for_reload=True, ignore_permissions=True)


class importing:
	"""While it lasts standard documents may be written, as during the platform's own import."""

	def __enter__(self) -> None:
		self.before = frappe.flags.in_import
		frappe.flags.in_import = True

	def __exit__(self, *error: object) -> None:
		frappe.flags.in_import = self.before
