"""The sign-in page. Signing in itself is v15's `/api/method/login`."""

from __future__ import annotations

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import is_local_path

NOTICES = {"ended": "Your session has ended. Please sign in again.", "out": "You are signed out."}


def login_page(request: Request) -> Response:
	"""Draw the sign-in page; whoever is signed in goes on to where he wanted to go."""
	target = local_path(request.args.get("redirect-to"))
	if frappe.session.user not in (None, "", "Guest"):
		return redirect(target)
	notice = NOTICES.get(request.args.get("notice", ""))
	response = page("login.html", page_title=_("Sign in"), next=target, notice=_(notice) if notice else None)
	if request.args.get("_lang") in ("zh", "en"):
		response.set_cookie(
			"preferred_language", request.args["_lang"], max_age=365 * 86400, samesite="Lax", httponly=True
		)
	return response


def local_path(target: str | None) -> str:
	"""An address on this server, else the home page."""
	return target if target and is_local_path(target) else "/app"
