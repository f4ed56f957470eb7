"""Custom DocPerm: a permission row of a DocType as an administrator changed it."""

from frappe_standalone.core.context import db
from frappe_standalone.core.meta import clear_meta
from frappe_standalone.core.model.document import Document


class CustomDocPerm(Document):
	"""`parent` is the DocType; the row stands on its own, it is in no table of it."""

	def on_update(self) -> None:
		clear_meta(self.parent)

	def after_delete(self) -> None:
		clear_meta(self.parent)


def on_doctype_update() -> None:
	db.add_index("Custom DocPerm", ["parent"])
