"""The steps of a save, in the words of `core.model.document`, where their order stands."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import flags, session
from frappe_standalone.core.errors import (
	DocstatusTransitionError,
	DocumentLockedError,
	TimestampMismatchError,
	ValidationError,
)
from frappe_standalone.core.messages import bold, msgprint
from frappe_standalone.core.model import create_new, rows, validation, versions
from frappe_standalone.core.model.docstatus import DocStatus
from frappe_standalone.core.model.events import run_event
from frappe_standalone.core.model.naming import set_new_name, validate_name
from frappe_standalone.core.text import cstr
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import now

# docstatus before → docstatus now → (what is being done, the right it needs)
TRANSITIONS = {
	(0, 0): ("save", None),
	(0, 1): ("submit", "submit"),
	(1, 1): ("update_after_submit", "submit"),
	(1, 2): ("cancel", "cancel"),
}
BEFORE = {
	"save": ("validate", "before_save"),
	"submit": ("validate", "before_submit"),
	"cancel": ("before_cancel",),
	"update_after_submit": ("before_update_after_submit",),
}
AFTER = {
	"save": ("on_update",),
	"submit": ("on_update", "on_submit"),
	"cancel": ("on_cancel",),
	"update_after_submit": ("on_update_after_submit",),
}
STATE_NAMES = {0: "Draft", 1: "Submitted", 2: "Cancelled"}


class Steps:
	"""The part of a document that a save is made of."""

	def check_if_locked(self) -> None:
		if self.creation and self.is_locked:
			raise DocumentLockedError(
				_("{0} {1} is being worked on by a job. Try again in a few minutes.").format(
					_(self.doctype), self.name
				)
			)

	def _set_defaults(self) -> None:
		if not flags.in_import:
			create_new.set_defaults(self)

	def set_user_and_timestamp(self) -> None:
		"""Stamp who and when, on the document and its rows."""
		self._original_modified = self.modified
		self.modified = now()
		self.modified_by = session.user
		if self.is_new() and not (flags.in_install or flags.in_patch or flags.in_migrate):
			self.creation = self.modified
			self.owner = self.modified_by
		for row in self.get_all_children():
			row.modified = self.modified
			row.modified_by = self.modified_by
			row.owner = row.owner or self.owner
			row.creation = row.creation or self.creation
		currently_saving().append((self.doctype, self.name))

	def update_children(self) -> None:
		"""Make the child rows in the database equal to those here."""
		rows.write_all_children(self)

	def set_docstatus(self) -> None:
		if type(given := self.__dict__.get("docstatus")) is not DocStatus:
			self.docstatus = given or 0  # a text that is no number is a draft
		for row in self.get_all_children():
			row.docstatus = self.docstatus

	def check_if_latest(self) -> None:
		"""Refuse a save over somebody else's change, and a forbidden change of docstatus."""
		self.load_doc_before_save(raise_exception=True)
		self._action = "save"
		previous = self._doc_before_save
		if not previous:
			self.check_docstatus_transition(0)
			return
		# what is stored, not what is said of it: else a record is taken over by naming one's own area in it
		previous.flags.ignore_permissions = self.flags.ignore_permissions
		previous.check_permission("write")
		if cstr(previous.modified) != cstr(self._original_modified):
			msgprint(
				_(
					"{0} {1} was changed by {2} on {3}, after you opened it. Reload it and repeat your change."
				).format(
					_(self.doctype), bold(self.name), bold(previous.modified_by), cstr(previous.modified)
				),
				raise_exception=TimestampMismatchError,
			)
		if not self.meta.issingle:
			self.check_docstatus_transition(previous.docstatus)

	def check_docstatus_transition(self, to_docstatus: int) -> None:
		"""Set what is being done from the stored docstatus and the new one, and check the right to it."""
		if to_docstatus == DocStatus.cancelled():
			raise ValidationError(_("Cannot edit cancelled document. Amend it instead."))
		transition = TRANSITIONS.get((int(to_docstatus), int(self.docstatus)))
		if not transition:
			if self.docstatus not in (0, 1, 2):
				raise ValidationError(_("Invalid docstatus"), self.docstatus)
			raise DocstatusTransitionError(
				_("A document cannot go from {0} to {1}. Submit it first, then cancel it.").format(
					_(STATE_NAMES[to_docstatus]), _(STATE_NAMES[self.docstatus])
				)
			)
		self._action, right = transition
		if right:
			self.check_permission(right)

	def set_new_name(
		self, force: bool = False, set_name: str | None = None, set_child_names: bool = True
	) -> None:
		"""Name the document and its rows by the rules of their DocTypes."""
		if self.flags.name_set and not force:
			return
		if self.get("__newname") and (self.meta.autoname or "").lower() == "prompt":
			self.name = validate_name(self.doctype, self.get("__newname"))
			self.flags.name_set = True
			return
		if set_name:
			self.name = validate_name(self.doctype, set_name)
		else:
			set_new_name(self)
		if set_child_names:
			for row in self.get_all_children():
				set_new_name(row)
		self.flags.name_set = True

	def set_parent_in_children(self) -> None:
		for row in self.get_all_children():
			row.parent = self.name
			row.parenttype = self.doctype

	def set_name_in_children(self) -> None:
		for row in self.get_all_children():
			if not row.name:
				set_new_name(row)

	def _validate_links(self) -> None:
		validation.check_links(self)

	def _validate(self) -> None:
		validation.check_values(self)

	def validate_set_only_once(self) -> None:
		validation.check_set_only_once(self)

	def _validate_mandatory(self) -> None:
		validation.check_mandatory(self)

	def validate_update_after_submit(self) -> None:
		validation.check_update_after_submit(self)

	def run_before_save_methods(self) -> None:
		self.reset_seen()
		# before_validate runs even when validations are ignored, as in v15
		if self._action in ("save", "submit"):
			self.run_method("before_validate")
		if self.flags.ignore_validate:
			return
		for method in BEFORE[self._action]:
			self.run_method(method)
		self.set_title_field()

	def run_post_save_methods(self) -> None:
		for method in AFTER[self._action]:
			self.run_method(method)
		if self._action == "cancel":
			self.check_no_back_links_exist()
		self.clear_cache()
		if self.flags.get("notify_update", True):
			self.notify_update()
		self.save_version()
		self.run_method("on_change")
		saving = currently_saving()
		if (self.doctype, self.name) in saving:
			saving.remove((self.doctype, self.name))

	def save_version(self) -> None:
		versions.save_version(self)

	def check_no_back_links_exist(self) -> None:
		"""Refuse to cancel while submitted documents refer to this one."""
		if not self.flags.ignore_links:
			from frappe_standalone.core.model.links import check_dynamic_links_to, check_links_to

			check_links_to(self, method="Cancel")
			check_dynamic_links_to(self, method="Cancel")

	def run_method(self, method: str, *args: Any, **kwargs: Any) -> Any:
		"""Run a method of the controller, then the hooks of the apps for it, then notifications."""
		return run_event(self, method, *args, **kwargs)

	def run_trigger(self, method: str, *args: Any, **kwargs: Any) -> Any:
		return self.run_method(method, *args, **kwargs)


def currently_saving() -> list[tuple[str, str]]:
	"""Return the documents being saved right now, outermost first."""
	if flags.currently_saving is None:
		flags.currently_saving = []
	return flags.currently_saving
