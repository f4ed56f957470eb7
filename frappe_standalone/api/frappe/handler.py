"""v15's `frappe.handler`."""

from frappe_standalone.core.http.handler import (
	SHORT_NAMES,
	download_file,
	execute_cmd,
	login,
	logout,
	ping,
	run_doc_method,
	upload_file,
	web_logout,
)
from frappe_standalone.core.http.upload import ALLOWED_MIMETYPES, check_write_permission
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
