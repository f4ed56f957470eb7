"""The Python class of a DocType, found by its module path as v15 does."""

from __future__ import annotations

from importlib import import_module

from frappe_standalone.core.hooks import get_hooks


def get_controller(doctype: str) -> type:
	"""Return the controller class of a DocType; a custom DocType has `Document` or `NestedSet`.

	Raises:
		ImportError: if the module or the class does not exist, or is no document class.
	"""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(doctype)
	if meta.controller is None:
		meta.controller = import_controller(meta)
	return meta.controller


def import_controller(meta) -> type:
	"""Import the class for a Meta: an app's override first, then the module of the DocType."""
	overrides = get_hooks("override_doctype_class", {}).get(meta.name)
	if overrides:
		module_path, _dot, class_name = overrides[-1].rpartition(".")
		return _document_class(import_module(module_path), class_name, meta.name)
	if meta.custom:
		return _generic_class(meta)
	from frappe_standalone.core.modules import load_doctype_module

	module = load_doctype_module(meta.name, meta.module)
	return _document_class(module, meta.name.replace(" ", "").replace("-", ""), meta.name)


def _generic_class(meta) -> type:
	if meta.is_tree:
		from frappe_standalone.core.nestedset import NestedSet

		return NestedSet
	from frappe_standalone.core.model.document import Document

	return Document


def _document_class(module, class_name: str, doctype: str) -> type:
	from frappe_standalone.core.model.base_document import BaseDocument

	class_ = getattr(module, class_name, None)
	if class_ is None:
		raise ImportError(f"{doctype}: {module.__name__} has no class {class_name}. Add it to the module.")
	if not issubclass(class_, BaseDocument):
		raise ImportError(f"{doctype}: {module.__name__}.{class_name} must inherit from Document.")
	return class_
