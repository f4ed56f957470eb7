"""Print formats."""

from frappe_standalone.core.doctype.print_format.print_format import PrintFormat
from frappe_standalone.core.print_designer.api import make_default
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
