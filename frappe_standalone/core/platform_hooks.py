"""The hooks of the platform itself, as an app named `frappe` would have them. Literals only."""

app_name = "frappe"
app_title = "Frappe"
app_publisher = "Township Gov contributors"
app_description = "One-process platform with the public API of Frappe v15"
app_license = "MIT"

_doctype = "frappe_standalone.core.doctype"

permission_query_conditions = {
	"File": f"{_doctype}.file.file.get_permission_query_conditions",
	"Kanban Board": f"{_doctype}.kanban_board.kanban_board.get_permission_query_conditions",
	"List Filter": f"{_doctype}.list_filter.list_filter.get_permission_query_conditions",
	"Notification Log": f"{_doctype}.notification_log.notification_log.get_permission_query_conditions",
	"Report": f"{_doctype}.report.report.get_permission_query_conditions",
	"Tag Link": f"{_doctype}.tag_link.tag_link.get_permission_query_conditions",
	"ToDo": f"{_doctype}.todo.todo.get_permission_query_conditions",
	"User": f"{_doctype}.user.user.get_permission_query_conditions",
}
has_permission = {
	"File": f"{_doctype}.file.file.has_permission",
	"Kanban Board": f"{_doctype}.kanban_board.kanban_board.has_permission",
	"List Filter": f"{_doctype}.list_filter.list_filter.has_permission",
	"Notification Log": f"{_doctype}.notification_log.notification_log.has_permission",
	"Report": f"{_doctype}.report.report.has_permission",
	"Tag Link": f"{_doctype}.tag_link.tag_link.has_permission",
	"ToDo": f"{_doctype}.todo.todo.has_permission",
	"User": f"{_doctype}.user.user.has_permission",
}
# Records about a document that do not keep it from being deleted: they go with it, or forget it.
ignore_links_on_delete = [
	"Access Log",
	"Activity Log",
	"Comment",
	"Deleted Document",
	"DocShare",
	"Email Queue",
	"File",
	"Notification Log",
	"Tag Link",
	"ToDo",
	"Version",
	"View Log",
	"Workspace",
]
scheduler_events = {
	"daily": [
		f"{_doctype}.notification.notification.trigger_daily_alerts",
		"frappe_standalone.core.db.statistics.refresh",
	]
}
