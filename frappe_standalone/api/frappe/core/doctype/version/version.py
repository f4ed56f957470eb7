"""What a save changed."""

from frappe_standalone.core.doctype.version.version import Version, get_diff
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
