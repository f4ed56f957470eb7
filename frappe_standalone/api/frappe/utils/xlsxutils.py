"""Plain XLSX files."""

from frappe_standalone.core.unsupported import refuse
from frappe_standalone.core.xlsx_rows import (
	build_xlsx_response,
	make_xlsx,
	read_xlsx_file_from_attached_file,
)

__getattr__ = refuse(__name__)
