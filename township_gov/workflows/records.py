"""The controller of records that the engine alone writes: a second lock besides the guard's hooks."""

import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import refusals
from township_gov.workflows import doors
from township_gov.workflows.errors import DocumentGuarded


def kept_as_it_is(doctype: str) -> str:
	"""Why nobody writes a record of the engine, and what to do instead."""
	if doctype == "Approval Flow Version":
		instead = _("Change the flow in its form and publish it again.")
	else:
		instead = _("Open the document it is about, and act in its approval panel.")
	return _("{0} is written by the program alone, and kept as it is.").format(_(doctype)) + " " + instead


class EngineRecord(Document):
	"""Refuses every change outside of the engine, the Administrator's too; some records are never changed at all."""

	def before_insert(self):
		self._check_door("insert")

	def validate(self):
		self._check_door("insert" if self.is_new() else "save")

	def before_cancel(self):
		self._check_door("cancel")

	def before_change(self):
		"""Runs when code sets a field directly (`db_set`)."""
		self._check_door("change")

	def before_rename(self, old, new, merge=False):
		self._check_door("rename")

	def on_trash(self):
		self._check_door("delete")

	def _check_door(self, door: str) -> None:
		if not doors.allows_record(self.doctype, door):
			text = kept_as_it_is(self.doctype)
			refusals.record(self, door, [text])
			frappe.throw(text, DocumentGuarded)
