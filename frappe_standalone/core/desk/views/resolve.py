"""`/app/<slug>`: a workspace first, then a doctype's list or, for a Single, its form (v15's order)."""

from __future__ import annotations

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

import frappe

from frappe_standalone.core.desk.slugs import record_url
from frappe_standalone.core.desk.views.access import desk_page, doctype_or_404
from frappe_standalone.core.desk.views.home import draw_workspace
from frappe_standalone.core.desk.views.lists import draw_list
from frappe_standalone.core.desk.workspaces import find_workspace


@desk_page
def workspace_or_list(request: Request, slug: str) -> Response:
	space = find_workspace(slug)
	if space:
		return draw_workspace(space)
	doctype = doctype_or_404(slug)
	if frappe.get_meta(doctype).issingle:
		return redirect(record_url(doctype, doctype))
	return draw_list(request, doctype)
