"""v15's `frappe.desk.form.load`."""

from frappe_standalone.core.desk.form_utils import getdoc, run_onload
from frappe_standalone.core.doctype.file.attachments import get_attachments
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
