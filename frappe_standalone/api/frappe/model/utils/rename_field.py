"""Renaming a field."""

from frappe_standalone.core.model.rename_field import rename_field
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
