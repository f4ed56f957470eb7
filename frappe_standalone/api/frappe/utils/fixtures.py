"""Fixtures of apps."""

from frappe_standalone.core.install.sync import sync_fixtures
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
