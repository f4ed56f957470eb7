"""The page on which an administrator arranges the homes of the roles."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.home_blocks import my_home
from frappe_standalone.core.desk.home_editing import check_editor, choices, editable, homes
from frappe_standalone.core.desk.js_messages import home_messages, report_messages
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.desk.workspaces import all_workspaces, is_home


@desk_page
def editor_page(request: Request) -> Response:
	"""Draw the blocks of the home named in the address, else of the user's own or the first."""
	check_editor()
	spaces = {space["name"]: space for space in all_workspaces() if is_home(space)}
	own = my_home()
	name = request.args.get("home") or (own["name"] if own else next(iter(spaces), ""))
	space = spaces.get(name)
	taken = {row["role"] for one in spaces.values() for row in one["roles"]}
	roles = frappe.get_all(
		"Role", filters={"disabled": 0, "desk_access": 1}, pluck="name", order_by="name asc"
	)
	model = {
		"homes": [{**one, "current": one["name"] == name} for one in homes()],
		"title": _(space["title"] or name) if space else "",
		"roles": [
			[role, _(role)]
			for role in roles
			if role not in taken and role not in ("Administrator", "All", "Guest")
		],
		"client": {
			"name": name if space else "",
			"blocks": editable(space) if space else [],
			"choices": choices() if space else {},
			"messages": report_messages() | home_messages(),
		},
	}
	return page("home_editor.html", page_title=_("Homes of the roles"), at="/app", home=model)
