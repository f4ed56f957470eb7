"""Making a site, installing apps on it, and bringing it up to date with the code."""

from frappe_standalone.core.install.apps import install_app, uninstall_app
from frappe_standalone.core.install.files import reload_doc, reload_doctype
from frappe_standalone.core.install.migrate import migrate
from frappe_standalone.core.install.site import new_site

__all__ = ["install_app", "migrate", "new_site", "reload_doc", "reload_doctype", "uninstall_app"]
