"""Files."""

from frappe_standalone.core.doctype.file.file import File
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
