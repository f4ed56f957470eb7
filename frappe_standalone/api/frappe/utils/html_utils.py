"""Markup from people."""

from frappe_standalone.core.unsupported import refuse
from frappe_standalone.core.utils import escape_html
from frappe_standalone.core.utils.html import clean_html, is_json, sanitize_html

__getattr__ = refuse(__name__)
