"""A password that somebody else knows is good for one thing: to be changed.

An account made from a list has a one-time password. `User.last_password_reset_date` before any real one marks it; until
the person has chosen a password of his own every address but the page for that is closed to him.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from werkzeug.exceptions import abort
from werkzeug.utils import redirect

import frappe
from frappe import _
from frappe.utils import getdate

PAGE = "/first-password"
MARK = getdate("1900-01-01")
_KNOWN = "township_first_sign_in"
_OPEN = (
	PAGE,
	"/login",
	"/assets/",
	"/desk-static/",
	"/favicon.ico",
	"/api/method/logout",
	"/api/method/township_gov.administration.first_sign_in.change",
)


class OwnPasswordFirstError(frappe.PermissionError):
	"""The one-time password has to be changed before anything else."""


class SamePasswordError(frappe.ValidationError):
	"""The new password is the one-time password, or was typed differently the second time."""


def require(user: str) -> None:
	"""Have a user choose a password of his own at the next sign-in."""
	frappe.db.set_value("User", user, "last_password_reset_date", MARK, update_modified=False)
	frappe.cache.hdel(_KNOWN, user)


def is_required(user: str) -> bool:
	"""Whether the user still has a one-time password."""
	if user in ("Guest", "Administrator"):
		return False
	known = frappe.cache.hget(_KNOWN, user)
	if known is None:
		day = frappe.db.get_value("User", user, "last_password_reset_date")
		known = int(bool(day) and getdate(day) == MARK)
		frappe.cache.hset(_KNOWN, user, known)
	return bool(known)


def before_request() -> None:
	"""Send whoever has a one-time password to the page that changes it; REST is told so. Raises `OwnPasswordFirstError`."""
	request = getattr(frappe.local, "request", None)
	if not request or not frappe.session or not is_required(frappe.session.user):
		return
	path = unquote(request.path)
	if any(path == place or (place.endswith("/") and path.startswith(place)) for place in _OPEN):
		return
	if path.startswith("/api/") or request.method != "GET":
		frappe.throw(_("Choose a password of your own first: open {0}.").format(PAGE), OwnPasswordFirstError)
	abort(redirect(PAGE, 302))


@frappe.whitelist(methods=["POST"])
def change(old_password: str, new_password: str, again: str) -> dict[str, Any]:
	"""Change the one-time password into one's own.

	Raises:
		SamePasswordError, AuthenticationError; ValidationError where the password is too weak.
	"""
	from frappe.core.doctype.user.user import update_password

	user = frappe.session.user
	if not is_required(user):
		return {"url": "/app"}
	if new_password != again:
		frappe.throw(_("The two new passwords differ. Type them again."), SamePasswordError)
	if new_password == old_password:
		frappe.throw(_("The new password is the one-time password. Choose another."), SamePasswordError)
	update_password(new_password, old_password=old_password)
	frappe.cache.hdel(_KNOWN, user)
	return {"said": _("Your password is changed."), "url": "/app"}
