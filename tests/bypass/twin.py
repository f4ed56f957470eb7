"""A doctype like the guarded ones, with no approval: what a door does to it shows whether the door can write at all."""

from __future__ import annotations

from typing import Any

import frappe

TWIN, ROW = "Bypass Twin", "Bypass Twin Row"


def build() -> None:
	"""Make the doctype where it is missing; to be committed."""
	if frappe.db.exists("DocType", TWIN):
		return
	_doctype(ROW, [_field("item", "Data")], istable=1)
	_doctype(
		TWIN,
		[
			_field("subject", "Data"),
			_field("remark", "Small Text", allow_on_submit=1),
			_field("status", "Select", options="Draft\nApproved", default="Draft", allow_on_submit=1),
			_field("rows", "Table", options=ROW, allow_on_submit=1),
			_field("amended_from", "Link", options=TWIN),
		],
		is_submittable=1,
		autoname="hash",
		title_field="subject",
		allow_rename=1,
		allow_import=1,
		permissions=[
			{"role": "System Manager"}
			| dict.fromkeys(
				(
					"read",
					"write",
					"create",
					"delete",
					"submit",
					"cancel",
					"amend",
					"import",
					"export",
					"share",
				),
				1,
			)
		],
	)


def one(**values: Any):
	"""A new twin, a draft."""
	given = {"doctype": TWIN, "subject": "Twin", "remark": "", "rows": [{"item": "a"}, {"item": "b"}]}
	return frappe.get_doc(given | values).insert()


def _field(name: str, fieldtype: str, **values: Any) -> dict[str, Any]:
	return {"fieldname": name, "fieldtype": fieldtype, "label": name.title(), **values}


def _doctype(name: str, fields: list[dict], **values: Any) -> None:
	given = {"doctype": "DocType", "name": name, "module": "Township Gov", "custom": 1, "fields": fields}
	frappe.get_doc(given | values).insert()
