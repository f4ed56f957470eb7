"""The properties that Customize Form changes, with the type a Property Setter keeps each as (v15's own)."""

from __future__ import annotations

_CHECKS = "Check"
OF_DOCTYPE = {
	**dict.fromkeys(
		("search_fields", "title_field", "image_field", "sort_field", "sort_order", "default_print_format"),
		"Data",
	),
	**dict.fromkeys(
		("default_email_template", "subject_field", "sender_field", "naming_rule", "autoname"), "Data"
	),
	**dict.fromkeys(
		(
			"allow_copy",
			"istable",
			"quick_entry",
			"queue_in_background",
			"editable_grid",
			"make_attachments_public",
			"track_changes",
			"track_views",
			"allow_auto_repeat",
			"allow_import",
			"show_preview_popup",
			"email_append_to",
			"show_title_field_in_link",
			"is_calendar_and_gantt",
			"force_re_route_to_default_view",
			"translated_doctype",
		),
		_CHECKS,
	),
	"max_attachments": "Int",
	"default_view": "Select",
}
OF_FIELD = {
	**dict.fromkeys(
		("label", "width", "print_width", "collapsible_depends_on", "mandatory_depends_on", "depends_on"),
		"Data",
	),
	**dict.fromkeys(("options", "description", "default"), "Text"),
	**dict.fromkeys(("permlevel", "length", "columns"), "Int"),
	**dict.fromkeys(("fieldtype", "precision"), "Select"),
	**dict.fromkeys(
		(
			"sort_options",
			"fetch_if_empty",
			"show_dashboard",
			"non_negative",
			"reqd",
			"unique",
			"ignore_user_permissions",
			"in_list_view",
			"in_standard_filter",
			"in_global_search",
			"in_preview",
			"bold",
			"no_copy",
			"ignore_xss_filter",
			"hidden",
			"collapsible",
			"print_hide",
			"print_hide_if_no_value",
			"report_hide",
			"allow_on_submit",
			"translatable",
			"read_only",
			"remember_last_selected_value",
			"allow_bulk_edit",
			"allow_in_quick_entry",
			"hide_border",
			"hide_days",
			"hide_seconds",
			"is_virtual",
		),
		_CHECKS,
	),
	"fetch_from": "Small Text",
	"read_only_depends_on": "Data",
	"link_filters": "JSON",
}
# The kinds whose options may be others here; those of a Select may only grow.
OPEN_OPTIONS = ("Read Only", "HTML", "Data", "Select")
# What only the program may take away from a standard field, and what it may not get.
ONLY_GIVEN = ("reqd", "read_only")
