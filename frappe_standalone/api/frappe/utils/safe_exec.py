"""Evaluate expressions of administrators."""

from frappe_standalone.core.safe_eval import UNSAFE_ATTRIBUTES, safe_eval
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
