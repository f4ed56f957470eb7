"""`frappe.handler` of v15: the functions that `/api/method/` also knows by a short name."""

import frappe

from frappe_standalone.core.http.download import download_file
from frappe_standalone.core.http.login import get_logged_user, login, logout
from frappe_standalone.core.http.rpc import execute_cmd, run_doc_method
from frappe_standalone.core.http.upload import upload_file

SHORT_NAMES = ("download_file", "login", "logout", "ping", "run_doc_method", "upload_file", "web_logout")


@frappe.whitelist(allow_guest=True)
def ping() -> str:
	"""Answer that the server is there."""
	return "pong"


@frappe.whitelist(allow_guest=True, methods=["POST"])
def web_logout() -> None:
	"""Sign out and show a page that says so."""
	from frappe import _

	from frappe_standalone.core.http.message_page import respond_as_web_page

	logout()
	respond_as_web_page(_("Logged Out"), _("You have been successfully logged out"), indicator_color="green")


__all__ = [
	"SHORT_NAMES",
	"download_file",
	"execute_cmd",
	"get_logged_user",
	"login",
	"logout",
	"ping",
	"run_doc_method",
	"upload_file",
	"web_logout",
]
