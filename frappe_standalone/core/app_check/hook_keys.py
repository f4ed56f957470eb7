"""The hooks of an app, read from its `hooks.py` without running it."""

from __future__ import annotations

import ast
from pathlib import Path

# What the platform reads. A test compares this with the code.
READ = frozenset(
	"""
	additional_timeline_content after_app_install after_app_uninstall after_install after_job
	after_migrate after_request after_sync after_uninstall app_include_css app_include_js app_title
	auth_hooks before_app_install before_app_uninstall before_install before_job before_migrate
	before_request before_uninstall board_fixed calendar_days doc_events explain_permission
	explain_permission_of fixtures form_builder_fields form_builder_steps
	get_website_user_home_page has_permission has_website_permission home_notices home_page
	ignore_links_on_delete jinja list_scope naming_series_variables new_record_pages notification_config on_login on_logout
	on_session_creation override_doctype_class override_whitelisted_methods own_administration
	permission_query_conditions print_designer_blocks reporting_unit required_apps role_home_page running_states
	scheduler_events standalone_demo standard_queries update_website_context website_generators
	website_redirects website_route_rules website_user_home_page
	""".split()
)
# What v15 reads and this platform does not: what to do instead.
NOT_READ = {
	"add_to_apps_screen": "the desk's home lists workspaces",
	"app_logo_url": "the desk has one look",
	"auto_cancel_exempted_doctypes": "linked documents are cancelled by hand",
	"base_template": "pages extend templates/web.html",
	"base_template_map": "pages extend templates/web.html",
	"before_tests": "call it from your tests",
	"boot_session": "pages ask for what they need",
	"brand_html": "the desk has one look",
	"calendars": "there is no calendar view",
	"clear_cache": "delete your own keys in `doc_events`",
	"communication_doctypes": "there is no Communication",
	"default_log_clearing_doctypes": "delete old rows in a scheduled job",
	"default_mail_footer": "write the footer in the template of the mail",
	"delete_file_data_content": "files are deleted by the platform",
	"doctype_calendar_js": "there is no calendar view",
	"doctype_js": "form scripts do not run; use a web component in `app_include_js`",
	"doctype_list_js": "form scripts do not run; use a web component in `app_include_js`",
	"doctype_tree_js": "form scripts do not run; use a web component in `app_include_js`",
	"domains": "there are no domains",
	"email_append_to": "no mails are fetched",
	"email_css": "write the style in the template of the mail",
	"extend_bootinfo": "pages ask for what they need",
	"extend_website_page_controller_context": "`update_website_context`",
	"filters_config": "lists have v15's operators",
	"get_print_format_template": "print formats stand in the database",
	"get_site_info": "nothing is reported to anybody",
	"get_translated_dict": "translations stand in translations/*.csv",
	"get_web_pages_with_dynamic_routes": "`website_route_rules`",
	"global_search_doctypes": "the desk searches names and titles",
	"jenv": "`jinja`",
	"leaderboards": "there is no leaderboard",
	"look_for_sidebar_json": "pages extend templates/web.html",
	"make_email_body_message": "write the body in the template of the mail",
	"override_doctype_dashboards": "a form links to what its DocType's `links` name",
	"page_js": "there are no pages of the desk",
	"page_renderer": "`website_route_rules`",
	"pdf_body_html": "the browser makes the PDF",
	"pdf_footer_html": "the browser makes the PDF",
	"pdf_header_html": "the browser makes the PDF",
	"persistent_cache_keys": "keep in the database what shall last",
	"portal_menu_items": "pages extend templates/web.html",
	"setup_wizard_complete": "fill defaults in `after_install`",
	"setup_wizard_requires": "fill defaults in `after_install`",
	"setup_wizard_stages": "fill defaults in `after_install`",
	"sounds": "the desk is silent",
	"standard_help_items": "the desk has its own help",
	"standard_navbar_items": "the desk has its own bar",
	"standard_portal_menu_items": "pages extend templates/web.html",
	"template_apps": "an app's templates are found by their path",
	"treeviews": "a tree is shown as a list with its parents",
	"user_data_fields": "export what belongs to a person by a report",
	"web_include_css": "pages name their styles themselves",
	"web_include_js": "pages name their scripts themselves",
	"webform_list_context": "there are no web forms",
	"website_catch_all": "`website_route_rules`",
	"website_clear_cache": "pages are not cached",
	"website_context": "`update_website_context`",
	"website_path_resolver": "`website_route_rules`",
	"welcome_email": "write a Notification on User",
}
# What describes an app, and changes nothing anywhere.
DESCRIBING = (
	"app_",
	"source_link",
	"develop_version",
	"export_python_type_annotations",
	"require_type_annotated",
)


def keys_of(hooks: Path) -> dict[str, int]:
	"""Key → line of each hook in a `hooks.py`."""
	tree = ast.parse(hooks.read_text(encoding="utf-8"))
	found: dict[str, int] = {}
	for node in tree.body:
		for target in targets_of(node):
			if isinstance(target, ast.Name) and not target.id.startswith("_"):
				found[target.id] = node.lineno
	return found


def targets_of(node: ast.stmt) -> list[ast.expr]:
	if isinstance(node, ast.Assign):
		return node.targets
	return [node.target] if isinstance(node, ast.AnnAssign) else []


def is_describing(key: str) -> bool:
	"""True for a key that only describes the app."""
	return key not in READ and key not in NOT_READ and key.startswith(DESCRIBING)
