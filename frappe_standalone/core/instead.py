"""What to use instead of names of v15 that this platform refuses: by the name, or by the module it is in."""

from __future__ import annotations

from collections.abc import Iterator

# The longest matching start of a name counts. English, translated where it is shown.
INSTEAD = {
	"frappe.automation": "there is no Auto Repeat, no Milestone and no Assignment Rule; write a scheduled job",
	"frappe.build": "bundles of an app are served from its public/ folder as they are",
	"frappe.commands": "commands of apps are plain Click commands",
	"frappe.commands.get_site": "the site is chosen with `township --site`",
	"frappe.contacts": "there is no Contact and no Address; keep what you need in your own DocTypes",
	"frappe.contacts.doctype.address": "there is no Address",
	"frappe.core.doctype.communication": (
		"there is no Communication; mails stand in Email Queue, talk in Comment"
	),
	"frappe.core.doctype.prepared_report": "reports run when they are asked for",
	"frappe.core.doctype.server_script": "there are no server scripts; write the code in an app",
	"frappe.core.doctype.sms_settings": "there is no SMS gateway",
	"frappe.desk.form.document_follow": "nobody follows documents; use a Notification",
	"frappe.desk.form.load.get_docinfo": "the desk draws history, comments and attachments itself",
	"frappe.desk.page.setup_wizard": "there is no setup wizard; fill defaults in `after_install`",
	"frappe.desk.reportview.delete_bulk": "`frappe.client.bulk_update` and `frappe.delete_doc`",
	"frappe.email": "mails go out by `frappe.sendmail`; none are fetched",
	"frappe.frappeclient": "an HTTP client such as `requests`, and the REST API",
	"frappe.installer": "`township init`, `township migrate` and the desk install apps",
	"frappe.integrations": "there are no integrations; call the service from your app",
	"frappe.model.workflow": "there is no Workflow; apps bring their own",
	"frappe.printing": "print formats are Jinja, shown by `/printview` and `frappe.get_print`",
	"frappe.push_notification": "pages ask again instead of being told",
	"frappe.realtime.emit_via_redis": "`frappe.publish_realtime`",
	"frappe.search": "there is no full-text search of the website",
	"frappe.social": "there are no energy points",
	"frappe.tests": "`frappe.tests.utils.FrappeTestCase` and your own helpers",
	"frappe.utils.background_jobs": "`frappe.enqueue`; jobs stand in the site's file, not in Redis",
	"frappe.utils.change_log": "nothing is fetched from the internet",
	"frappe.utils.dashboard.cache_source": "`frappe.utils.caching.redis_cache`",
	"frappe.utils.global_search": "the desk searches names and titles",
	"frappe.utils.html_utils.get_icon_html": "the desk draws its own icons",
	"frappe.utils.markdown": "write HTML; no Markdown library is installed",
	"frappe.utils.md_to_html": "write HTML; no Markdown library is installed",
	"frappe.utils.data.md_to_html": "write HTML; no Markdown library is installed",
	"frappe.utils.oauth": "people sign in with a password",
	"frappe.utils.pdf": "`frappe.get_print` gives HTML; the browser makes the PDF",
	"frappe.utils.print_format": "`frappe.get_print` gives HTML; the browser makes the PDF",
	"frappe.utils.safe_exec": "`frappe.safe_eval` evaluates expressions; there are no server scripts",
	"frappe.core.utils.html2text": "`frappe.utils.strip_html`",
	"frappe.core.doctype.user.user.test_password_strength": "passwords are judged when they are set",
	"frappe.db.create_sequence": "names by `autoincrement` count by themselves",
	"frappe.db.get_next_sequence_val": "names by `autoincrement` count by themselves",
	"frappe.db.set_next_sequence_val": "names by `autoincrement` count by themselves",
	"frappe.desk.search.get_user_groups": "there are no user groups; use roles",
	"frappe.utils.has_gravatar": "nothing is fetched from the internet",
	"frappe.utils.get_gravatar": "nothing is fetched from the internet",
	"frappe.utils.telemetry": "nothing is reported to anybody",
	"frappe.website": "pages of an app stand in its www/ folder",
	"frappe.website.doctype": "there are no web pages, web forms and blogs in the database; use the app's www/ folder",
	"frappe.workflow": "there is no Workflow; apps bring their own",
}


def instead_of(name: str) -> str | None:
	"""The advice for a refused name, None if there is none."""
	return next((INSTEAD[way] for way in ways(name) if way in INSTEAD), None)


def ways(name: str) -> Iterator[str]:
	"""`frappe.a.b`, then `frappe.a`, then `frappe`."""
	while name:
		yield name
		name = name.rpartition(".")[0]
