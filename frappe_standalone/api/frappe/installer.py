"""Installing apps."""

from frappe_standalone.core.install import install_app
from frappe_standalone.core.install.app_list import (
	add_to_installed_apps,
	remove_from_installed_apps,
	update_site_config,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
