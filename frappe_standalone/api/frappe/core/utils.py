"""Small helpers for lists of dictionaries."""

from frappe_standalone.core.listing_helpers import find, find_all, get_parent_doc, ljust_list
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
