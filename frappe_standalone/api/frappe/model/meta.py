"""The definition of a DocType."""

from frappe_standalone.core.meta import (
	Meta,
	get_default_df,
	get_field_precision,
	get_meta,
	get_parent_dt,
	is_single,
	load_meta,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
