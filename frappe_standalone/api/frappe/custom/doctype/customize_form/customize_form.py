"""Customising the forms of apps."""

from frappe_standalone.core.doctype.customize_form.customize_form import CustomizeForm, reset_customization
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
