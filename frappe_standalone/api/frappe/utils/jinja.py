"""v15's `frappe.utils.jinja`."""

from frappe_standalone.core.http.templates import get_jenv, get_template, render_template, validate_template
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
