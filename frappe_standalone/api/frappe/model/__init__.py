"""Documents: the names every part shares."""

from frappe_standalone.core.model import *
from frappe_standalone.core.unsupported import refuse

LAZY = {
	"get_permitted_fields": "frappe_standalone.core.permissions:get_permitted_fields",
}

__getattr__ = refuse(__name__, LAZY)
