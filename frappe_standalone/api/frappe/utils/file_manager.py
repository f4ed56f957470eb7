"""Files of documents."""

from frappe_standalone.core.doctype.file.paths import get_file_path, safe_b64decode
from frappe_standalone.core.files import save_file
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
