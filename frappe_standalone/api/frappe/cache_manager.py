"""Forget what is kept."""

from frappe_standalone.core.defaults import clear_defaults_cache
from frappe_standalone.core.unsupported import refuse

LAZY = {
	"clear_cache": "frappe_standalone.core.shortcuts:clear_cache",
}

__getattr__ = refuse(__name__, LAZY)
