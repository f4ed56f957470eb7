"""CSV from people, and for them."""

from frappe_standalone.core.unsupported import refuse
from frappe_standalone.core.utils.csv_import import (
	UnicodeWriter,
	build_csv_response,
	check_record,
	getlink,
	import_doc,
	read_csv_content_from_attached_file,
	to_csv,
)
from frappe_standalone.core.utils.csvs import read_csv_content

__getattr__ = refuse(__name__)
