"""Texts of records that an app makes when it is set up."""

from frappe_standalone.core.install.make_records import untranslated as _
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
