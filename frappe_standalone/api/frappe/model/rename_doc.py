"""Renaming and merging."""

from frappe_standalone.core.model.links import get_link_fields
from frappe_standalone.core.model.rename import bulk_rename, rename_doc, update_document_title
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
