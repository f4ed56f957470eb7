"""Names of pages."""

from frappe_standalone.core.model.website_document import cleanup_page_name
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
