"""Deleting."""

from frappe_standalone.core.model.delete import delete_doc, delete_dynamic_links
from frappe_standalone.core.model.links import check_dynamic_links_to as check_if_doc_is_dynamically_linked
from frappe_standalone.core.model.links import check_links_to as check_if_doc_is_linked
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
