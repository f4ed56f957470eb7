"""Property Setter: one property of a DocType or field, changed for this site."""

from __future__ import annotations

from frappe_standalone.core.context import db
from frappe_standalone.core.doctype.doctype.doctype import forget
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.meta import SPECIAL_DOCTYPES, get_meta
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.schema import sync_table
from frappe_standalone.core.translate import _

# Changing these would lose data or break the platform.
UNCHANGEABLE = ("fieldname", "fieldtype", "is_virtual")
SCHEMA_PROPERTIES = ("unique", "search_index", "length", "default", "precision", "options")


class PropertySetter(Document):
	"""Named `<DocType>-<field>-<property>`; a new one replaces that of the same name."""

	def autoname(self) -> None:
		part = self.field_name or self.row_name or "main"
		self.name = f"{self.doc_type}-{part}-{self.property}"

	def validate(self) -> None:
		if self.doc_type in SPECIAL_DOCTYPES:
			throw(_("{0} cannot be customised").format(bold(self.doc_type)))
		if self.doctype_or_field == "DocField" and self.property in UNCHANGEABLE:
			throw(_("The property {0} of a field cannot be changed on a site").format(bold(self.property)))
		if self.is_new():
			delete_property_setter(self.doc_type, self.property, self.field_name, self.row_name)

	def on_update(self) -> None:
		forget(self.doc_type)
		if self.property in SCHEMA_PROPERTIES and not self.flags.skip_sync:
			sync_table(get_meta(self.doc_type))

	def after_delete(self) -> None:
		forget(self.doc_type)


def make_property_setter(
	doctype: str,
	fieldname: str | None,
	property: str,
	value: object,
	property_type: str | None,
	for_doctype: bool = False,
	validate_fields_for_doctype: bool = True,
) -> Document:
	"""Set a property of a field, or of the DocType with `for_doctype`."""
	values = {
		"doctype_or_field": "DocType" if for_doctype else "DocField",
		"doc_type": doctype,
		"field_name": fieldname,
		"property": property,
		"value": value,
		"property_type": property_type,
		"is_system_generated": 1,
	}
	return get_doc({"doctype": "Property Setter", **values}).insert(ignore_permissions=True)


def delete_property_setter(
	doc_type: str, property: str | None = None, field_name: str | None = None, row_name: str | None = None
) -> None:
	"""Take property setters of a DocType away."""
	given = {"property": property, "field_name": field_name, "row_name": row_name}
	filters = {"doc_type": doc_type, **{key: value for key, value in given.items() if value}}
	db.delete("Property Setter", filters)
	forget(doc_type)


def on_doctype_update() -> None:
	db.add_index("Property Setter", ["doc_type"])
