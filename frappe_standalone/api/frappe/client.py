"""v15's `frappe.client`: what the desk and programs call over REST."""

from frappe_standalone.core.http.client_read import (
	get,
	get_count,
	get_doc_permissions,
	get_list,
	get_password,
	get_single_value,
	get_time_zone,
	get_value,
	has_permission,
	is_document_amended,
	validate_link,
)
from frappe_standalone.core.http.client_write import (
	attach_file,
	bulk_update,
	cancel,
	delete,
	insert,
	insert_doc,
	insert_many,
	rename_doc,
	save,
	set_value,
	submit,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
