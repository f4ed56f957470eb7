app_name = "township_gov"
app_title = "Township Gov"
app_publisher = "Township Gov contributors"
app_description = (
	"Approval engine, service windows, delegated powers, petitions and cadre rotation of a township"
)
app_email = "township-gov@example.org"
app_license = "mit"

# Desk assets: web components shared by both desks (approval panel)
app_include_js = "township_gov.bundle.js"
app_include_css = "township_gov.bundle.css"

# Counts beside the links of the desk
notification_config = "township_gov.workflows.inbox.notification_config"

# Approvals, prints and downloads among what the desk tells about a record
additional_timeline_content = {"*": ["township_gov.timeline.content"]}

# Who hands a report upward (the standalone's desk; Frappe ignores it)
reporting_unit = ["township_gov.scoped_reports.reporting_unit"]

# Installation
after_install = "township_gov.install.after_install"
# `township demo`, or `bench execute township_gov.demo.load`
demo_loader = "township_gov.demo.load"
before_migrate = ["township_gov.install.before_migrate"]
after_migrate = ["township_gov.install.after_migrate"]

# `township demo` fills a new site with this
standalone_demo = "township_gov.demo.load"

# One guard on every doctype: a document under approval changes only through the engine
doc_events = {
	"*": {
		"onload": [
			"township_gov.workflows.editing.onload",
			"township_gov.secret_fields.onload",
			"township_gov.audit.reading.onload",
		],
		"before_insert": [
			"township_gov.permissions.check_amendment",
			"township_gov.workflows.guard.before_insert",
		],
		"before_validate": [
			"township_gov.early_checks.check_links",
			"township_gov.permissions.check_stored_township",
			"township_gov.attachments.check_fields",
			"township_gov.workflows.guard.before_validate",
		],
		"validate": ["township_gov.forms.made_here.fill", "township_gov.date_order.check_said"],
		"before_update_after_submit": [
			"township_gov.permissions.check_stored_township",
			"township_gov.date_order.check_said",
			"township_gov.workflows.guard.before_update_after_submit",
		],
		"before_cancel": "township_gov.workflows.guard.before_cancel",
		"before_rename": "township_gov.workflows.guard.before_rename",
		"on_trash": "township_gov.workflows.guard.on_trash",
		# the trail last: what the guard refuses has happened to nobody
		"on_change": ["township_gov.workflows.guard.on_change", "township_gov.audit.watching.on_change"],
		"after_delete": "township_gov.audit.watching.after_delete",
		"after_rename": "township_gov.audit.watching.after_rename",
	},
	# Whoever leaves hands his open approval tasks over
	"Cadre": {"on_update": "township_gov.workflows.leaving.changed"},
	"Portfolio": {
		"on_update": "township_gov.workflows.leaving.changed",
		"after_delete": "township_gov.workflows.leaving.changed",
	},
	"Post Assignment": {
		"on_update": "township_gov.workflows.leaving.changed",
		"after_delete": "township_gov.workflows.leaving.changed",
	},
	"Township Office": {"on_update": "township_gov.workflows.leaving.changed"},
	"Translation": {
		"on_update": "township_gov.language.wording_changed",
		"on_trash": "township_gov.language.wording_changed",
	},
	"User": {
		"before_validate": "township_gov.administration.own_account.before_validate",
		"onload": "township_gov.administration.people.onload",
		"on_update": "township_gov.workflows.leaving.changed",
	},
	"User Permission": {
		"on_update": "township_gov.workflows.leaving.changed",
		"after_delete": "township_gov.workflows.leaving.changed",
	},
	"Comment": {"before_insert": "township_gov.permissions.keep_author"},
	"Custom Field": {"validate": "township_gov.secret_fields.check_computed"},
	"Version": {"before_insert": "township_gov.secret_fields.forget_hashes"},
	"File": {
		"before_validate": "township_gov.attachments.before_validate",
		"on_trash": "township_gov.attachments.on_trash",
	},
}

on_logout = "township_gov.audit.watching.on_logout"
# A one-time password is changed before anything else
before_request = ["township_gov.administration.first_sign_in.before_request"]
# What leaves by a request (exports, prints, private files) and what is refused
after_request = "township_gov.audit.requests.after_request"
# Frappe's permission manager changes rules past the hooks of documents
override_whitelisted_methods = {
	"frappe.core.page.permission_manager.permission_manager.add": "township_gov.audit.permission_manager.add",
	"frappe.core.page.permission_manager.permission_manager.update": "township_gov.audit.permission_manager.update",
	"frappe.core.page.permission_manager.permission_manager.remove": "township_gov.audit.permission_manager.remove",
	"frappe.core.page.permission_manager.permission_manager.reset": "township_gov.audit.permission_manager.reset",
}
# Records about a document that do not keep it from being deleted, and outlive it
ignore_links_on_delete = ["Audit Entry"]

override_doctype_class = {"File": "township_gov.attachments.TownshipFile"}

# Flows are drawn; their form stays reachable at /app/approval-flow/new (the standalone's desk; Frappe's list asks
# public/js/flow_links.js)
new_record_pages = {"Approval Flow": "/flow-designer"}

# Boards and calendars of the standalone desk: which columns only approvals decide, and which days are not worked
board_fixed = ["township_gov.desk_views.why_fixed"]
calendar_days = ["township_gov.desk_views.marked_days"]

# Row scopes beyond the User Permission on Township
permission_query_conditions = {
	"Expense Request": "township_gov.own_papers.query_conditions",
	"Extension Request": "township_gov.own_papers.query_conditions",
	"Leave Request": "township_gov.own_papers.query_conditions",
	"Vehicle Request": "township_gov.own_papers.query_conditions",
	"Seal Use": "township_gov.own_papers.query_conditions",
	"Outgoing Document": "township_gov.own_papers.query_conditions",
	"Incoming Document": "township_gov.own_papers.query_conditions",
	"Expense Request Line": "township_gov.own_papers.row_query_conditions",
	"Incoming Document Office": "township_gov.own_papers.row_query_conditions",
	"Incoming Document Reader": "township_gov.own_papers.row_query_conditions",
	"Outgoing Document Office": "township_gov.own_papers.row_query_conditions",
	"Petition": "township_gov.permissions.petition_query_conditions",
	"Petition Petitioner": "township_gov.permissions.petition_row_query_conditions",
	"Petition Accused": "township_gov.permissions.petition_row_query_conditions",
	"Approval Copy": "township_gov.permissions.approval_query_conditions",
	"Approval Notification": "township_gov.permissions.approval_query_conditions",
	"Approval Notification Setting": "township_gov.township_gov.doctype.approval_notification_setting.approval_notification_setting.query_conditions",
	"Approval Substitute": "township_gov.township_gov.doctype.approval_substitute.approval_substitute.query_conditions",
	"Approval Task": "township_gov.permissions.approval_query_conditions",
	"Approval Task Substitute": "township_gov.permissions.share_query_conditions",
	"Approval Log": "township_gov.permissions.approval_query_conditions",
	"Approval Instance": "township_gov.permissions.approval_query_conditions",
	"Official Document": "township_gov.permissions.approval_query_conditions",
	"Activity Log": "township_gov.permissions.trace_query_conditions",
	"Audit Entry": "township_gov.permissions.trace_query_conditions",
	"Audit Value": "township_gov.audit.access.nobody_lists",
	"Comment": "township_gov.permissions.trace_query_conditions",
	"Deleted Document": "township_gov.permissions.trace_query_conditions",
	"DocShare": "township_gov.permissions.trace_query_conditions",
	"File": "township_gov.permissions.trace_query_conditions",
	"Notification Log": "township_gov.permissions.trace_query_conditions",
	"Refusal Record": "township_gov.permissions.trace_query_conditions",
	"Tag Link": "township_gov.permissions.trace_query_conditions",
	"ToDo": "township_gov.permissions.trace_query_conditions",
	"Version": "township_gov.permissions.trace_query_conditions",
	"View Log": "township_gov.permissions.trace_query_conditions",
}
has_permission = {
	"Approval Flow": "township_gov.masters.has_permission",
	"County Department": "township_gov.masters.has_permission",
	"Fee Item": "township_gov.masters.has_permission",
	"Government Calendar": "township_gov.masters.has_permission",
	"Official Document Kind": "township_gov.masters.has_permission",
	"Rule Setting": "township_gov.masters.has_permission",
	"Service Item": "township_gov.masters.has_permission",
	"Expense Request": "township_gov.own_papers.has_permission",
	"Extension Request": "township_gov.own_papers.has_permission",
	"Leave Request": "township_gov.own_papers.has_permission",
	"Vehicle Request": "township_gov.own_papers.has_permission",
	"Seal Use": "township_gov.own_papers.has_permission",
	"Outgoing Document": "township_gov.own_papers.has_permission",
	"Incoming Document": "township_gov.own_papers.has_permission",
	"Petition": "township_gov.permissions.petition_has_permission",
	"Approval Copy": "township_gov.permissions.approval_has_permission",
	"Approval Notification": "township_gov.permissions.approval_has_permission",
	"Approval Notification Setting": "township_gov.township_gov.doctype.approval_notification_setting.approval_notification_setting.has_permission",
	"Approval Substitute": "township_gov.township_gov.doctype.approval_substitute.approval_substitute.has_permission",
	"Approval Task": "township_gov.permissions.approval_has_permission",
	"Approval Log": "township_gov.permissions.approval_has_permission",
	"Approval Instance": "township_gov.permissions.approval_has_permission",
	"Official Document": "township_gov.permissions.approval_has_permission",
	"Activity Log": "township_gov.permissions.trace_has_permission",
	"Audit Entry": "township_gov.permissions.trace_has_permission",
	"Audit Value": "township_gov.audit.access.nobody_opens",
	"Comment": "township_gov.permissions.trace_has_permission",
	"Deleted Document": "township_gov.permissions.trace_has_permission",
	"DocShare": "township_gov.permissions.trace_has_permission",
	"File": "township_gov.permissions.trace_has_permission",
	"Notification Log": "township_gov.permissions.trace_has_permission",
	"Refusal Record": "township_gov.permissions.trace_has_permission",
	"Tag Link": "township_gov.permissions.trace_has_permission",
	"ToDo": "township_gov.permissions.trace_has_permission",
	"Version": "township_gov.permissions.trace_has_permission",
	"View Log": "township_gov.permissions.trace_has_permission",
}

# The same rules in words, for the page "May this user do that, and why" (the standalone's hooks; Frappe ignores them)
explain_permission = {
	"*": "township_gov.why_not.approval",
	"Extension Request": "township_gov.why_not.petition",
	"Petition": "township_gov.why_not.petition",
	"Approval Copy": "township_gov.why_not.approval_record",
	"Approval Notification": "township_gov.why_not.approval_record",
	"Approval Task": "township_gov.why_not.approval_record",
	"Approval Log": "township_gov.why_not.approval_record",
	"Approval Instance": "township_gov.why_not.approval_record",
	"Official Document": "township_gov.why_not.approval_record",
	"Approval Flow": "township_gov.why_not.master",
	"County Department": "township_gov.why_not.master",
	"Fee Item": "township_gov.why_not.master",
	"Government Calendar": "township_gov.why_not.master",
	"Official Document Kind": "township_gov.why_not.master",
	"Rule Setting": "township_gov.why_not.master",
	"Service Item": "township_gov.why_not.master",
}
explain_permission_of = ["township_gov.why_not.users_of_my_townships"]

# What the home page tells administrators (the standalone's hook; Frappe ignores it, there the bell tells)
home_notices = ["township_gov.administration.year_calendar.home_notices"]

# What lists say of themselves (the standalone's hooks): the states in which a warning light runs, and whose records are shown
running_states = {
	"Service Case": [
		"Received",
		"Awaiting Correction",
		"Under Review",
		"In Verification",
		"Awaiting Decision",
	],
	"Petition": ["Draft", "Registered", "In Handling", "Awaiting Review", "Awaiting Opinion"],
	"Incoming Document": [
		"Draft",
		"Awaiting Proposal",
		"Awaiting Instruction",
		"In Handling",
		"Awaiting Conclusion",
	],
}
list_scope = ["township_gov.list_scope.scope_of"]
# What an administrator of a township does himself, told where he meets a page of the system administrator
own_administration = ["township_gov.administration.own_pages.own_pages"]

# What prints may call, and what the standalone's builder and print designer offer (Frappe ignores the last three)
jinja = {"methods": ["township_gov.forms.opinions.approval_opinions"]}
form_builder_fields = ["township_gov.forms.ready_fields.ready_fields"]
form_builder_steps = ["township_gov.forms.steps.steps"]
print_designer_blocks = ["township_gov.forms.opinions.print_blocks"]

# Text messages: name -> adapter; the setting sms_adapter chooses
sms_adapters = {"file": "township_gov.workflows.sms.write_file"}

scheduler_events = {
	"cron": {
		"*/5 * * * *": [
			"township_gov.workflows.sharing.refresh",
			"township_gov.workflows.timers.run",
			"township_gov.workflows.delivery.run",
		],
	},
	"daily": [
		"township_gov.workflows.timers.recompute",
		"township_gov.organisation.refresh_all_copies",
		"township_gov.workflows.leaving.sweep",
		"township_gov.workflows.drift.tell",
		"township_gov.administration.year_calendar.remind",
		"township_gov.township_gov.doctype.service_case.service_case.refresh_lights",
		"township_gov.township_gov.doctype.petition.petition.refresh_lights",
		"township_gov.township_gov.doctype.incoming_document.incoming_document.refresh_lights",
		"township_gov.township_gov.doctype.delegated_power.delegated_power.expire_powers",
		"township_gov.township_gov.doctype.enforcement_certificate.enforcement_certificate.expire_certificates",
	],
}
