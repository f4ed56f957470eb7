"""Documents and their life."""

from frappe_standalone.core.model.controllers import get_controller
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.model.locks import execute_action
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
