"""Names of documents."""

from frappe_standalone.core.model.naming import (
	InvalidNamingSeriesError,
	NamingSeries,
	append_number_if_name_exists,
	determine_consecutive_week_number,
	get_default_naming_series,
	getseries,
	is_autoincremented,
	make_autoname,
	parse_naming_series,
	revert_series_if_last,
	set_name_by_naming_series,
	set_name_from_naming_options,
	set_new_name,
	validate_name,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
