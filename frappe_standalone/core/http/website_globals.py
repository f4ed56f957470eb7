"""What templates of apps may use of `frappe`: reading and formatting, never writing (as v15's safe globals)."""

from collections.abc import Callable
from functools import wraps

import frappe

from frappe_standalone.core.http.assets import bundled_asset, include_script, include_style

_UTILS = (
	"cint",
	"cstr",
	"flt",
	"fmt_money",
	"format_date",
	"format_datetime",
	"format_time",
	"getdate",
	"get_datetime",
	"get_fullname",
	"get_url",
	"now",
	"now_datetime",
	"nowdate",
	"pretty_date",
	"today",
)


def website_globals() -> dict:
	"""Return the names a template of an app sees besides its own context."""
	return {
		"_": frappe._,
		"frappe": safe_frappe(),
		"bundled_asset": bundled_asset,
		"include_script": include_script,
		"include_style": include_style,
		"csp_nonce": getattr(frappe.local, "csp_nonce", ""),
	}


def of_records(function: Callable) -> Callable:
	"""Return the function, for DocTypes only: the platform's own tables (`__Auth` …) are none of a template's business."""

	@wraps(function)
	def checked(doctype: object, *args: object, **kwargs: object) -> object:
		name = doctype.get("doctype") if isinstance(doctype, dict) else doctype
		if not isinstance(name, str) or name.startswith("__"):
			frappe.throw(frappe._("A template reads records of DocTypes only."), frappe.PermissionError)
		return function(doctype, *args, **kwargs)

	return checked


def safe_frappe() -> dict:
	"""Return the part of `frappe` that templates get; records are read with the user's permissions."""
	return frappe._dict(
		_=frappe._,
		_dict=frappe._dict,
		as_json=frappe.as_json,
		bold=frappe.bold,
		db=frappe._dict(
			get_list=frappe.get_list,
			get_value=of_records(frappe.db.get_value),
			get_single_value=of_records(frappe.db.get_single_value),
			count=of_records(frappe.db.count),
			exists=of_records(frappe.db.exists),
		),
		format=frappe.format_value,
		form_dict=frappe.form_dict,
		full_name=frappe.utils.get_fullname(frappe.session.user),
		get_list=frappe.get_list,
		get_meta=frappe.get_meta,
		get_roles=frappe.get_roles,
		lang=frappe.local.lang,
		request=frappe.local.request,
		session=frappe._dict(user=frappe.session.user),
		user=frappe.session.user,
		utils=frappe._dict({name: getattr(frappe.utils, name) for name in _UTILS}),
	)
