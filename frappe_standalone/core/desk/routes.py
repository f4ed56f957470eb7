"""The desk's addresses, mounted by the HTTP app: `RULES` for werkzeug's map, `VIEWS` by endpoint."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule

from frappe_standalone.core.desk.views import (
	boards,
	data_import,
	form_builder,
	forms,
	home,
	home_editor,
	lists,
	login,
	permissions,
	print_designer,
	print_many,
	printing,
	report_builder,
	reports,
	resolve,
	static,
	wording,
)

RULES: list[Rule] = [
	Rule("/login", endpoint="desk.login", methods=["GET"]),
	Rule("/app", endpoint="desk.home", methods=["GET"]),
	Rule("/app/home", endpoint="desk.home", methods=["GET"]),
	Rule("/app/home-editor", endpoint="desk.home_editor", methods=["GET"]),
	Rule("/app/data-import", endpoint="desk.import", methods=["GET"]),
	Rule("/app/data-import/<name>", endpoint="desk.import_one", methods=["GET"]),
	Rule("/app/permission-manager", endpoint="desk.permissions", methods=["GET"]),
	Rule("/app/permission-check", endpoint="desk.why", methods=["GET"]),
	Rule("/app/doctype/new", endpoint="desk.form_builder", methods=["GET"]),
	Rule("/app/doctype/<path:name>", endpoint="desk.open_form", methods=["GET"]),
	Rule("/app/customize-form", endpoint="desk.customize_form", methods=["GET"]),
	Rule("/app/customize-form/<name>", endpoint="desk.customize_form", methods=["GET"]),
	Rule("/app/print-format-builder", endpoint="desk.print_designer", methods=["GET"]),
	Rule("/app/translation", endpoint="desk.wording", methods=["GET"]),
	Rule("/app/query-report/<path:report>", endpoint="desk.report", methods=["GET"]),
	Rule("/app/<slug>", endpoint="desk.page", methods=["GET"]),
	Rule("/app/<slug>/view/list", endpoint="desk.list", methods=["GET"]),
	Rule("/app/<slug>/view/kanban", endpoint="desk.kanban", methods=["GET"]),
	Rule("/app/<slug>/view/kanban/<board>", endpoint="desk.kanban", methods=["GET"]),
	Rule("/app/<slug>/view/calendar", endpoint="desk.calendar", methods=["GET"]),
	Rule("/app/<slug>/view/calendar/<view>", endpoint="desk.calendar", methods=["GET"]),
	Rule("/app/<slug>/view/report", endpoint="desk.builder", methods=["GET"]),
	Rule("/app/<slug>/view/report/<path:report>", endpoint="desk.builder", methods=["GET"]),
	Rule("/app/<slug>/new", endpoint="desk.new", methods=["GET"]),
	Rule("/app/<slug>/<path:name>", endpoint="desk.form", methods=["GET"]),
	Rule("/printview", endpoint="desk.print", methods=["GET"]),
	Rule("/printview/many", endpoint="desk.print_many", methods=["GET"]),
	Rule("/desk-static/<version>/<path:path>", endpoint="desk.static", methods=["GET"]),
]

VIEWS: dict[str, Callable] = {
	"desk.login": login.login_page,
	"desk.home": home.home_page,
	"desk.import": data_import.import_page,
	"desk.import_one": data_import.one_import,
	"desk.report": reports.report_page,
	"desk.home_editor": home_editor.editor_page,
	"desk.builder": report_builder.builder_page,
	"desk.permissions": permissions.manager_page,
	"desk.why": permissions.check_page,
	"desk.form_builder": form_builder.new_form,
	"desk.open_form": form_builder.open_form,
	"desk.customize_form": form_builder.customize_form,
	"desk.print_designer": print_designer.print_designer,
	"desk.wording": wording.wording_page,
	"desk.page": resolve.workspace_or_list,
	"desk.list": lists.list_page,
	"desk.kanban": boards.kanban_page,
	"desk.calendar": boards.calendar_page,
	"desk.new": forms.new_page,
	"desk.form": forms.form_page,
	"desk.print": printing.print_page,
	"desk.print_many": print_many.print_many,
	"desk.static": static.static_file,
}
