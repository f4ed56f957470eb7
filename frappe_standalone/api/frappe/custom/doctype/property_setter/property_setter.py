"""Property setters."""

from frappe_standalone.core.doctype.property_setter.property_setter import (
	PropertySetter,
	delete_property_setter,
	make_property_setter,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
