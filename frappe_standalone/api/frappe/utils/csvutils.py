"""CSV from people."""

from frappe_standalone.core.unsupported import refuse
from frappe_standalone.core.utils.csvs import read_csv_content

__getattr__ = refuse(__name__)
