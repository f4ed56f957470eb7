"""Documents with a page of their own."""

from frappe_standalone.core.model.website_document import WebsiteGenerator
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
