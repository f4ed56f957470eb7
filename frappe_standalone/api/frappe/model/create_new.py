"""New documents with defaults."""

from frappe_standalone.core.model.create_new import get_new_doc
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
