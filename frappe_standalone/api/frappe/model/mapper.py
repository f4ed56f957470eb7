"""Making a document out of another."""

from frappe_standalone.core.model.mapper import get_mapped_doc, map_doc
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
