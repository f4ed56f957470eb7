"""Type hints of fields."""

from frappe_standalone.core.field_hints import DF
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
