"""The document and its life: load, insert, save, submit, cancel, with v15's order of hooks.

The order, on insert:   before_insert · before_naming · autoname · before_validate · validate ·
                        before_save|before_submit · (row) · after_insert · on_update · [on_submit] · on_change
on save:                before_validate · validate · before_save · (row) · on_update · on_change
on submit:              before_validate · validate · before_submit · (row) · on_update · on_submit · on_change
on cancel:              before_cancel · (row) · on_cancel · on_change
on update after submit: before_update_after_submit · (row) · on_update_after_submit · on_change
"""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db, flags, session
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import (
	DoesNotExistError,
	PermissionError,
)
from frappe_standalone.core.messages import bold, clear_last_message, throw
from frappe_standalone.core.model import permlevels, rows, validation
from frappe_standalone.core.model.base_document import BaseDocument
from frappe_standalone.core.model.controllers import get_controller
from frappe_standalone.core.model.docstatus import DocStatus
from frappe_standalone.core.model.extras import DocumentExtras
from frappe_standalone.core.model.refused import RefusedOfDocument
from frappe_standalone.core.model.steps import Steps, currently_saving
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import now
from frappe_standalone.core.whitelist import whitelist


class NotADocument(ValueError):
	"""The arguments name no DocType."""

	http_status_code = 417


def get_doc(*args: Any, **kwargs: Any) -> Document:
	"""Return a stored document (`get_doc(doctype, name, for_update=False)`) or a new one from values.

	Raises:
		DoesNotExistError: if there is no such document.
		ValueError: if the arguments name no DocType.
	"""
	if args and isinstance(args[0], BaseDocument):
		return args[0]
	doctype = args[0] if args else kwargs.get("doctype")
	if isinstance(doctype, dict):
		kwargs = doctype
		doctype = doctype.get("doctype")
	elif not isinstance(doctype, str) and args:
		raise NotADocument("First non keyword argument must be a string or dict")
	if not doctype or not isinstance(doctype, str):
		raise NotADocument('"doctype" is a required key')
	return get_controller(doctype)(*args, **kwargs)


def get_single(doctype: str) -> Document:
	"""Return the one document of a single DocType."""
	return get_doc(doctype, doctype)


def get_last_doc(
	doctype: str, filters: Any = None, order_by: str = "creation desc", *, for_update: bool = False
) -> Document:
	"""Return the newest document that matches.

	Raises:
		DoesNotExistError: if none matches.
	"""
	name = db.get_value(doctype, filters or {}, "name", order_by=order_by)
	if name is None:
		throw(_("No {0} found").format(_(doctype)), DoesNotExistError)
	return get_doc(doctype, name, for_update=for_update)


class Document(Steps, DocumentExtras, BaseDocument, RefusedOfDocument):
	"""A document with its child rows. Every controller inherits from it."""

	def __init__(self, *args: Any, **kwargs: Any):
		self.doctype = None
		self.name = None
		self.flags = _dict()
		if args and isinstance(args[0], str):
			self.doctype = args[0]
			self.name = self.doctype if len(args) == 1 else args[1]
			self.flags.for_update = kwargs.get("for_update")
			self.load_from_db()
			return
		values = args[0] if args and isinstance(args[0], dict) else kwargs
		if not values:
			raise NotADocument("Illegal arguments")
		super().__init__(values)
		self.init_child_tables()
		self.init_valid_columns()

	# loading --------------------------------------------------------------------------------------

	def load_from_db(self) -> Document:
		"""Load the document and its child rows from the database."""
		self.flags.ignore_children = True
		super().__init__(rows.load_single(self) if self.meta.issingle else rows.load_row(self))
		if self.meta.issingle:
			self.init_valid_columns()
			self._fix_numeric_types()
		self.flags.pop("ignore_children", None)
		rows.load_children(self)
		if hasattr(self, "__setup__"):
			self.__setup__()
		return self

	def reload(self) -> Document:
		return self.load_from_db()

	def load_doc_before_save(self, *, raise_exception: bool = False) -> None:
		"""Keep the stored state of a document that is about to be saved."""
		self._doc_before_save = None
		if self.is_new():
			return
		try:
			self._doc_before_save = get_doc(self.doctype, self.name, for_update=True)
		except DoesNotExistError:
			if raise_exception:
				raise
			clear_last_message()

	def get_doc_before_save(self) -> Document | None:
		return getattr(self, "_doc_before_save", None)

	def get_latest(self) -> Document | None:
		if not self.get_doc_before_save():
			self.load_doc_before_save()
		return self._doc_before_save

	def has_value_changed(self, fieldname: str) -> bool:
		"""True if the value differs from the stored one (always on insert)."""
		previous = self.get_doc_before_save()
		return not previous or validation.differs(self, previous, fieldname)

	# permissions ----------------------------------------------------------------------------------

	def check_permission(self, permtype: str = "read", permlevel: int | None = None) -> None:
		"""Raise PermissionError unless the user has the right on this document."""
		if not self.has_permission(permtype):
			self.raise_no_permission_to(permtype)

	def has_permission(self, permtype: str = "read", *, debug: bool = False, user: str | None = None) -> bool:
		if self.flags.ignore_permissions:
			return True
		from frappe_standalone.core.permissions import has_permission

		return has_permission(self.doctype, permtype, self, debug=debug, user=user)

	def raise_no_permission_to(self, perm_type: str) -> None:
		flags.error_message = _("Insufficient Permission for {0}").format(_(self.doctype)) + (
			f" ({bold(_(perm_type))})"
		)
		error = PermissionError(flags.error_message)
		error.record = (self.doctype, self.name)
		raise error

	def validate_higher_perm_levels(self) -> None:
		permlevels.reset_protected_values(self)

	def apply_fieldlevel_read_permissions(self) -> None:
		"""Remove the values the user may not read."""
		permlevels.strip_unreadable_values(self)

	def get_permissions(self) -> list:
		return self.meta.get_permissions(getattr(self, "parenttype", None))

	def get_permlevel_access(self, permission_type: str = "write") -> list[int]:
		return self.meta.get_permlevel_access(permission_type, getattr(self, "parenttype", None))

	def has_permlevel_access_to(self, fieldname: str, df: Any = None, permission_type: str = "read") -> bool:
		df = df or self.meta.get_field(fieldname)
		return (df.permlevel or 0) in self.get_permlevel_access(permission_type)

	# insert and save ------------------------------------------------------------------------------

	def insert(
		self,
		ignore_permissions: bool | None = None,
		ignore_links: bool | None = None,
		ignore_if_duplicate: bool = False,
		ignore_mandatory: bool | None = None,
		set_name: str | None = None,
		set_child_names: bool = True,
	) -> Document:
		"""Insert as a new document, with all checks and hooks.

		Raises:
			PermissionError, MandatoryError, LinkValidationError, DuplicateEntryError, ValidationError …
		"""
		if self.flags.in_print:
			return self
		self.flags.notifications_executed = []
		self._set_flags(
			ignore_permissions=ignore_permissions,
			ignore_links=ignore_links,
			ignore_mandatory=ignore_mandatory,
		)
		self.set("__islocal", True)
		self._set_defaults()
		self.set_user_and_timestamp()
		self.set_docstatus()
		self.check_if_latest()
		self._validate_links()
		self.check_permission("create")
		self.run_method("before_insert")
		self.set_new_name(set_name=set_name, set_child_names=set_child_names)
		self.set_parent_in_children()
		self.validate_higher_perm_levels()

		self.flags.in_insert = True
		self.run_before_save_methods()
		self._validate()
		self.set_docstatus()
		self.flags.in_insert = False
		rows.write_new(self, ignore_if_duplicate)
		self.run_method("after_insert")
		self.flags.in_insert = True
		rows.attach_files(self)
		self.run_post_save_methods()
		self.flags.in_insert = False
		for key in ("__islocal", "__unsaved"):
			self.delete_key(key)
		return self

	def _set_flags(self, **values: Any) -> None:
		self.flags.update({key: value for key, value in values.items() if value is not None})

	def save(self, *args: Any, **kwargs: Any) -> Document:
		"""Save, with all checks and hooks; a new document is inserted. See `_save`."""
		return self._save(*args, **kwargs)

	def _save(self, ignore_permissions: bool | None = None, ignore_version: bool | None = None) -> Document:
		if self.flags.in_print:
			return self
		self.flags.notifications_executed = []
		self._set_flags(ignore_permissions=ignore_permissions)
		self.flags.ignore_version = flags.in_test if ignore_version is None else ignore_version
		if self.get("__islocal") or not self.get("name"):
			return self.insert()

		self.check_if_locked()
		self._set_defaults()
		self.check_permission("write", "save")
		self.set_user_and_timestamp()
		self.set_docstatus()
		self.check_if_latest()
		self.set_parent_in_children()
		self.set_name_in_children()
		self.validate_higher_perm_levels()
		self._validate_links()
		self.run_before_save_methods()
		if self._action != "cancel":
			self._validate()
		if self._action == "update_after_submit":
			self.validate_update_after_submit()
		self.set_docstatus()
		rows.write_changed(self)
		rows.attach_files(self)
		self.run_post_save_methods()
		self.delete_key("__unsaved")
		return self

	def _submit(self) -> Document:
		self.docstatus = DocStatus.submitted()
		return self.save()

	def _cancel(self) -> Document:
		self.docstatus = DocStatus.cancelled()
		return self.save()

	@whitelist()
	def submit(self) -> Document:
		"""Submit: a draft becomes final."""
		return self._submit()

	@whitelist()
	def cancel(self) -> Document:
		"""Cancel a submitted document."""
		return self._cancel()

	@whitelist()
	def rename(
		self, name: str, merge: bool = False, force: bool = False, validate_rename: bool = True
	) -> None:
		"""Give the document another name; links to it follow."""
		self._rename(name=name, merge=merge, force=force, validate_rename=validate_rename)

	def _rename(
		self, name: str, merge: bool = False, force: bool = False, validate_rename: bool = True
	) -> None:
		from frappe_standalone.core.model.rename import rename_doc

		self.name = rename_doc(doc=self, new=name, merge=merge, force=force, validate=validate_rename)
		self.reload()

	def delete(
		self, ignore_permissions: bool = False, force: bool = False, *, delete_permanently: bool = False
	) -> None:
		"""Delete the document; its content stays in Deleted Document unless `delete_permanently`."""
		from frappe_standalone.core.model.delete import delete_doc

		delete_doc(
			self.doctype,
			self.name,
			ignore_permissions=ignore_permissions,
			flags=self.flags,
			force=force,
			delete_permanently=delete_permanently,
		)

	# direct writes --------------------------------------------------------------------------------

	def update_single(self, d: dict) -> None:
		rows.write_single(self, d)

	def db_get(self, fieldname: str) -> Any:
		return db.get_value(self.doctype, self.name, fieldname)

	def db_set(
		self,
		fieldname: str | dict,
		value: Any = None,
		update_modified: bool = True,
		notify: bool = False,
		commit: bool = False,
	) -> None:
		"""Set values here and in the database: no validation, but before_change and on_change run."""
		if isinstance(fieldname, dict):
			self.update(fieldname)
		else:
			self.set(fieldname, value)
		if update_modified and (self.doctype, self.name) not in currently_saving():
			self.set("modified", now())
			self.set("modified_by", session.user)
		if not self.get_doc_before_save():
			self.load_doc_before_save()
		self.run_method("before_change")
		if self.name is None:
			return
		rows.set_values(self, fieldname, value, update_modified)
		self.run_method("on_change")
		if notify:
			self.notify_update()
		if commit:
			db.commit()

	def __repr__(self) -> str:
		docstatus = f" docstatus={self.docstatus:d}" if self.docstatus else ""
		parent = f" parent={self.parent}" if getattr(self, "parent", None) else ""
		return f"<{type(self).__name__}: {self.name or 'unsaved'}{docstatus}{parent}>"

	def __str__(self) -> str:
		return f"{type(self).__name__}({self.name or 'unsaved'})"


# Templates of administrators get documents to show: what changes one, reads a secret or runs a method by its name is
# refused there by the marks of Jinja's sandbox.
for _name in (
	"save",
	"insert",
	"submit",
	"cancel",
	"rename",
	"delete",
	"db_set",
	"db_insert",
	"db_update",
	"update",
	"set",
	"add_comment",
	"add_tag",
	"add_seen",
	"add_viewed",
):
	getattr(Document, _name).alters_data = True
for _name in ("get_password", "run_method", "queue_action"):
	getattr(Document, _name).unsafe_callable = True
