"""Who may see a desk page at all."""

from __future__ import annotations

import functools
from collections.abc import Callable
from urllib.parse import quote

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.slugs import doctype_of
from frappe_standalone.core.user_facts import user_fact


def desk_page(view: Callable[..., Response]) -> Callable[..., Response]:
	"""Send guests to the sign-in page and website users away; run the view for everybody else."""

	@functools.wraps(view)
	def guarded(request: Request, **values: str) -> Response:
		if frappe.session.user in (None, "", "Guest"):
			target = quote(request.full_path.rstrip("?"), safe="/")
			return redirect(f"/login?redirect-to={target}")
		if user_fact(frappe.session.user, "user_type") == "Website User":
			frappe.throw(
				_("The desk is for staff. Ask your administrator for an account of type System User."),
				frappe.PermissionError,
			)
		return view(request, **values)

	return guarded


def doctype_or_404(text: str) -> str:
	"""The doctype that an address names. Raises DoesNotExistError (404) for anything else, child tables included."""
	doctype = doctype_of(text)
	if not doctype:
		frappe.throw(
			_("There is no form or workspace called {0}. Check the address, or search for it above.").format(
				text
			),
			frappe.DoesNotExistError,
		)
	return doctype


def check_read(doctype: str) -> None:
	"""Raise PermissionError where the user may read no record of this doctype."""
	if not frappe.has_permission(doctype, "read"):
		frappe.throw(
			_(
				"You may not open {0}. If your work needs it, ask your administrator for a role that may."
			).format(_(doctype)),
			frappe.PermissionError,
		)
