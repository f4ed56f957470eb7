"""DocType: the definition of a form and its table."""

from __future__ import annotations

from frappe_standalone.core import cache
from frappe_standalone.core.apps import PLATFORM
from frappe_standalone.core.context import conf, db, flags
from frappe_standalone.core.doctype.doctype.added_fields import add_fields
from frappe_standalone.core.doctype.doctype.rules import (
	InvalidFieldNameError,
	NonUniqueError,
	check_fields,
	check_naming,
	check_permissions,
	fill_fieldnames,
)
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.meta import clear_meta, get_meta
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.model.links import clear_link_maps
from frappe_standalone.core.modules import load_doctype_module
from frappe_standalone.core.nestedset import rebuild_tree
from frappe_standalone.core.schema import sync_table
from frappe_standalone.core.translate import _

__all__ = ["DocType", "InvalidFieldNameError", "NonUniqueError"]


class DocType(Document):
	"""Saving one brings its table in line."""

	@staticmethod
	def prepare_for_import(values: dict) -> None:
		"""Put the fields of a file in the order of its `field_order`."""
		order = {name: place for place, name in enumerate(values.pop("field_order", None) or ())}
		values.setdefault("fields", []).sort(key=lambda df: order.get(df.get("fieldname"), len(order)))

	def before_validate(self) -> None:
		fill_fieldnames(self)
		add_fields(self)

	def validate(self) -> None:
		self.set_custom()
		check_naming(self)
		check_fields(self)
		check_permissions(self)

	def before_import(self) -> None:
		fill_fieldnames(self)
		check_fields(self, links=False)

	def set_custom(self) -> None:
		"""What is made on a site, not shipped by an app, is custom."""
		if self.is_new() and not (
			conf.developer_mode or flags.in_migrate or flags.in_install or flags.in_import
		):
			self.custom = 1
		if not self.custom and not (
			conf.developer_mode or flags.in_migrate or flags.in_install or flags.in_import
		):
			throw(
				_("Standard DocTypes are changed by Custom Fields and Property Setters, not directly"),
				PermissionError,
			)

	def on_update(self) -> None:
		forget(self.name)
		self.make_module_and_roles()
		meta = get_meta(self.name)
		sync_table(meta)
		if meta.is_tree:
			self.number_tree()
		if not flags.in_uninstall:
			self.run_module_hook("on_doctype_update")

	def number_tree(self) -> None:
		"""Give nodes their ranges if the DocType became a tree just now."""
		if db.sql(f"SELECT 1 FROM `tab{self.name}` WHERE coalesce(`lft`, 0)=0 LIMIT 1"):
			rebuild_tree(self.name)

	def make_module_and_roles(self) -> None:
		"""Make the roles the permissions name, and the module of a custom DocType."""
		if flags.in_install == PLATFORM:  # its roles are among the standard records
			return
		for role in {row.role for row in self.permissions if row.role}:
			if not db.exists("Role", role):
				values = {"doctype": "Role", "role_name": role, "desk_access": 1}
				get_doc(values).insert(ignore_permissions=True, ignore_mandatory=True)
		if self.module and self.custom and not db.exists("Module Def", self.module):
			values = {"doctype": "Module Def", "module_name": self.module, "app_name": "frappe", "custom": 1}
			get_doc(values).insert(ignore_permissions=True)

	def run_module_hook(self, method: str) -> None:
		"""Call a function of the DocType's module, such as `on_doctype_update` that makes indexes."""
		if self.custom:
			return
		function = getattr(load_doctype_module(self.name, self.module), method, None)
		if function:
			function()

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		"""What an app ships keeps its name; DocTypes are never merged."""
		self.refuse_standard(_("Standard DocTypes cannot be renamed"))
		if merge:
			throw(_("DocType can not be merged"))

	def refuse_standard(self, message: str) -> None:
		"""Refuse for a DocType that an app ships, as v15 does outside of its developer mode."""
		by_program = flags.in_patch or flags.in_migrate or flags.in_install or flags.in_uninstall
		if not (self.custom or conf.developer_mode or by_program or flags.in_test):
			throw(message)

	def on_trash(self) -> None:
		"""Delete what customised the DocType. Its table stays, with the data."""
		self.refuse_standard(_("Standard DocType can not be deleted."))
		for table, column in (
			("Custom Field", "dt"),
			("Property Setter", "doc_type"),
			("Custom DocPerm", "parent"),
		):
			db.delete(table, {column: self.name})

	def after_delete(self) -> None:
		forget(self.name)

	def after_rename(self, old: str, new: str, merge: bool = False) -> None:
		forget(old)
		forget(new)


def forget(doctype: str) -> None:
	"""Let a DocType be read again, with what depends on it."""
	clear_meta(doctype)
	clear_link_maps()
	cache.delete_value(["sitemap_routes", "doctypes_with_web_view"])
	cache.drop_live("desk_slugs")


def validate_permissions_for_doctype(doctype: str, for_remove: bool = False, alert: bool = False) -> None:
	"""Check the permission rows of a DocType after a change of custom ones."""
	forget(doctype)
	check_permissions(get_meta(doctype))


def validate_fields_for_doctype(doctype: str) -> None:
	"""Check the fields of a DocType after a change of custom ones."""
	forget(doctype)
	check_fields(get_meta(doctype))


def on_doctype_update() -> None:
	"""Indexes of the tables that are read for every Meta."""
	for table in ("DocField", "DocPerm", "DocType Action", "DocType Link", "DocType State"):
		if db.table_exists(table):
			db.add_index(table, ["parent"])
