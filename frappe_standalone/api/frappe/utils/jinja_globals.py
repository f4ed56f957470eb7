"""v15's `frappe.utils.jinja_globals`."""

from frappe_standalone.core.http.assets import bundled_asset, include_script, include_style
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
