"""DocTypes."""

from frappe_standalone.core.doctype.doctype.doctype import (
	DocType,
	validate_fields_for_doctype,
	validate_permissions_for_doctype,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
