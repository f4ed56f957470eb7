"""v15's `frappe.desk`, as far as this desk and programs call it over REST."""

from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(
	__name__,
	{
		name: f"{__name__}.{name}"
		for name in ("form", "notifications", "query_report", "reportview", "search")
	},
)
