"""Modules of apps."""

from frappe_standalone.core.apps import get_module_app, get_module_path
from frappe_standalone.core.install import reload_doc
from frappe_standalone.core.modules import (
	get_doctype_module,
	get_module_name,
	load_doctype_module,
	scrub_dt_dn,
)
from frappe_standalone.core.text import scrub
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
