"""Data Import: one file on its way into records; v15's document, its rows kept in the site until they are loaded."""

from __future__ import annotations

import frappe
from frappe import _

from frappe_standalone.core.data_import.rights import check_may_import
from frappe_standalone.core.data_import.staging import Rows
from frappe_standalone.core.data_import.undo_log import UndoLog
from frappe_standalone.core.model.document import Document


class DataImport(Document):
	"""One import. Its status and choices are changed by `core.data_import` alone."""

	def validate(self) -> None:
		"""Raises PermissionError where the user may not import into the DocType."""
		check_may_import(self.reference_doctype)

	def on_trash(self) -> None:
		"""The rows and the way back go with it. Raises ValidationError while it runs."""
		if self.status in ("Importing", "Undoing"):
			frappe.throw(_("This import is running. Wait until it has finished."))
		Rows(self.name).remove()
		UndoLog(self.name).forget_all()
		frappe.db.delete("Data Import Log", {"data_import": self.name})
