"""Files of the desk."""

from frappe_standalone.core.http.upload import get_max_file_size
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
