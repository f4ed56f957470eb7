"""What the app ships: the flows in `workflows/flows/*.json`, and records in `shipped/data/*.json`.

A file of `shipped/data` is `{"doctype": …, "records": [{"name": …, field: value, …}, …]}`; its records are compared
and written by the fields that it names.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import frappe

from township_gov.workflows import publishing
from township_gov.workflows.definition import Flow
from township_gov.workflows.form import definition_of, values_of
from township_gov.workflows.published import plain
from township_gov.workflows.state import canonical, fingerprint

_APP = Path(__file__).resolve().parent.parent
FLOWS = _APP / "workflows" / "flows"
DATA = _APP / "shipped" / "data"


@dataclass(frozen=True)
class Item:
	"""One shipped record: `content` is what is compared."""

	doctype: str
	name: str
	content: dict[str, Any]

	@cached_property
	def hash(self) -> str:
		"""Fingerprint of the content."""
		return fingerprint(self.content)

	def stored(self) -> dict[str, Any]:
		"""The same content as the site has it now."""
		doc = frappe.get_doc(self.doctype, self.name)
		return {field: plain(doc.get(field)) for field in self.content}

	def whole(self) -> dict[str, Any]:
		"""Everything the record holds now: a field that the app ships from now on is no edit, one that it never shipped is."""
		return values_of_record(frappe.get_doc(self.doctype, self.name))

	def write(self) -> None:
		"""Insert the record, or make it what is shipped."""
		if frappe.db.exists(self.doctype, self.name):
			doc = frappe.get_doc(self.doctype, self.name)
			doc.update(self.content)
			doc.save(ignore_permissions=True)
		else:
			doc = frappe.get_doc({"doctype": self.doctype, **copy.deepcopy(self.content)})
			doc.insert(ignore_permissions=True, set_name=self.name)


@dataclass(frozen=True)
class FlowItem(Item):
	"""A shipped flow: compared as its definition, and published when written."""

	def stored(self) -> dict[str, Any]:
		"""The form's definition; a retired flow differs from what is shipped, so it stays retired."""
		doc = frappe.get_doc(self.doctype, self.name)
		content = definition_of(doc)
		return content | {"retired": True} if doc.status == "Retired" else content

	def whole(self) -> dict[str, Any]:
		"""A flow is its definition."""
		return self.stored()

	def write(self) -> None:
		"""Write the form and publish it."""
		values = values_of(Flow.parse(self.content))
		if frappe.db.exists(self.doctype, self.name):
			doc = frappe.get_doc(self.doctype, self.name)
			doc.update(values)
		else:
			doc = frappe.get_doc({"doctype": self.doctype, **values})
		doc.save(ignore_permissions=True)
		publishing.publish(doc)


def values_of_record(doc: Any, left_out: tuple[str, ...] = ()) -> dict[str, Any]:
	"""The values of a document or row that are there, by field; tables as lists of such."""
	values: dict[str, Any] = {}
	for df in doc.meta.fields:
		value = doc.get(df.fieldname)
		if value and df.fieldname not in left_out:
			is_table = isinstance(value, list)
			values[df.fieldname] = [values_of_record(row) for row in value] if is_table else plain(value)
	return values


def items() -> Iterator[Item]:
	"""Everything shipped, records before flows, in the order of the file names."""
	for path in sorted(DATA.glob("*.json")):
		data = json.loads(path.read_text(encoding="utf-8"))
		for record in data["records"]:
			content = {field: value for field, value in record.items() if field != "name"}
			yield Item(data["doctype"], record["name"], content)
	for path in sorted(FLOWS.glob("*.json")):
		flow = Flow.parse(json.loads(path.read_text(encoding="utf-8")))
		yield FlowItem("Approval Flow", flow.name, json.loads(canonical(flow.dump())))
