"""Check arguments against type hints."""

from frappe_standalone.core.typing_validations import validate_argument_types
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
