"""`frappe.respond_as_web_page` and the page it shows."""

from markupsafe import Markup, escape
from werkzeug.wrappers import Response

import frappe
from frappe import _

from frappe_standalone.core.http.error_pages import error_page


def respond_as_web_page(
	title: str,
	html: str,
	success: bool | None = None,
	http_status_code: int | None = None,
	context: dict | None = None,
	indicator_color: str | None = None,
	primary_action: str = "/",
	primary_label: str | None = None,
	fullpage: bool = False,
	width: int | None = None,
	template: str = "message",
) -> None:
	"""Answer the request with a page that shows `title` and `html` (v15's signature)."""
	answer = frappe.local.response
	answer["type"] = "page"
	answer["route"] = template
	if http_status_code:
		answer["http_status_code"] = http_status_code
	answer["context"] = {
		**(context or {}),
		"title": title,
		"message": html,
		"primary_action": primary_action,
		"primary_label": primary_label,
	}


def render_message() -> Response:
	"""Return the page asked for by `respond_as_web_page`."""
	answer = frappe.local.response
	context = answer.get("context") or {}
	action = context.get("primary_action")
	links = [{"url": action, "label": context.get("primary_label") or _("Home")}] if action else []
	message = frappe.utils.sanitize_html(str(context.get("message") or ""))
	status = answer.get("http_status_code") or 200
	return error_page(status, escape(context.get("title") or ""), [Markup(message)], links, show_code=False)
