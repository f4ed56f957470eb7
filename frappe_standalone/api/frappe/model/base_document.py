"""A document as a bag of values."""

from frappe_standalone.core.model.base_document import BaseDocument
from frappe_standalone.core.model.controllers import get_controller, import_controller
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
