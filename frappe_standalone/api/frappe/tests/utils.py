"""Helpers for tests of apps."""

from frappe_standalone.core.testing import FrappeTestCase, change_settings, patch_hooks, timeout
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
