"""Friendly pages for what went wrong outside `/api`: what happened, and what to do next."""

from jinja2 import TemplateError
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

import frappe
from frappe import _

from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.translate import enumerated

# Used when the desk's own template cannot be rendered, so it depends on nothing.
_PLAIN = Markup(
	'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
	'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
	'<body style="font-family:sans-serif;max-width:36em;margin:4em auto;padding:0 1em">'
	"<h1>{title}</h1>{texts}{links}</body></html>"
)


def error_texts(status: int, default: tuple[str, str] | None = None) -> tuple[str, str]:
	"""Return title and explanation for an HTTP status; for one without them `default`, or that something went wrong."""
	texts = {
		400: (_("Invalid Request"), _("The page is out of date. Go back, reload it and try again.")),
		401: (_("Please sign in"), _("Your session has ended. Sign in again to go on.")),
		403: (_("Not Permitted"), _("You may not do this. If your work needs it, ask your administrator.")),
		404: (
			_("Page not found"),
			_("There is nothing at this address. Check it, or start from the home page."),
		),
		405: (
			_("Not possible this way"),
			_("This address cannot be used in this way. Go back and try again."),
		),
		413: (
			_("File too large"),
			_("The file is larger than this site accepts. Make it smaller and try again."),
		),
		417: (_("Not possible"), _("The request was refused.")),
		429: (_("Too many attempts"), _("Wait a little, then try again.")),
		503: (_("Busy"), _("The system is busy at the moment. Wait a few seconds and try again.")),
	}
	fallback = (
		_("Something went wrong"),
		_("The error has been recorded. Try again, or tell your administrator."),
	)
	return texts.get(status, default or fallback)


def page_for_error(error: Exception, status: int) -> Response:
	"""Return the page for an exception; a refusal shows its own words, an unknown error none."""
	title, text = error_texts(status)
	texts = [text]
	is_refusal = 400 <= status < 500 or hasattr(error, "http_status_code")
	if is_refusal and frappe.local.message_log:
		texts = [Markup(frappe.utils.sanitize_html(str(entry.message))) for entry in frappe.local.message_log]
	links = _links(status)
	if status == 403:
		more = administration_instead()
		texts, links = texts + more["texts"], more["links"] + links
	return error_page(status, title, texts, links)


def administration_instead() -> dict[str, list]:
	"""For an administrator who meets a page that is not his: who does this, and what he can do himself (hook
	`own_administration`: functions that return [{label, url}], nothing for everybody else)."""
	if frappe.session.get("user") in (None, "", "Guest"):
		return {"texts": [], "links": []}
	links = [link for dotted in frappe.get_hooks("own_administration") for link in frappe.get_attr(dotted)()]
	if not links:
		return {"texts": [], "links": []}
	texts = [
		_("This is done by a system administrator: {0}.").format(enumerated(system_administrators())),
		_("What you can do yourself:"),
	]
	return {"texts": texts, "links": links}


def system_administrators() -> list[str]:
	"""Whom to ask: the enabled users with the role System Manager, the account Administrator last."""
	holders = frappe.get_all("Has Role", {"role": "System Manager", "parenttype": "User"}, pluck="parent")
	people = frappe.get_all(
		"User",
		{"name": ["in", [name for name in holders if name != "Administrator"]], "enabled": 1},
		pluck="full_name",
		order_by="full_name asc",
	)
	return [*people[:5], _("the account “{0}”").format("Administrator")]


def _links(status: int) -> list[dict]:
	links = [{"url": "/", "label": _("Home")}]
	if status in (401, 403) and frappe.session.get("user") in (None, "", "Guest"):
		from urllib.parse import quote

		target = quote(frappe.local.request.full_path.rstrip("?"), safe="/")
		links.insert(0, {"url": f"/login?redirect-to={target}", "label": _("Sign in")})
	return links


def error_page(
	status: int, title: str, texts: list[str], links: list[dict], show_code: bool = True
) -> Response:
	"""Return a page in the desk's look; a plain one when even that fails."""
	try:
		from frappe_standalone.core.desk.rendering import page

		error = {"code": status if show_code else "", "title": title, "texts": texts, "links": links}
		return page("error.html", status=status, error=error, page_title=title)
	except (ImportError, TemplateError, frappe.ValidationError, frappe.PermissionError):
		get_logger("web").exception("The desk's error page could not be rendered")
		return plain_page(status, title, texts, links)


def plain_page(status: int, title: str, texts: list[str], links: list[dict]) -> Response:
	"""Return a page that needs neither templates nor the database."""
	paragraphs = Markup("").join(Markup("<p>{}</p>").format(text) for text in texts)
	anchors = Markup(" · ").join(
		Markup('<a href="{}">{}</a>').format(link["url"], link["label"]) for link in links
	)
	lang = getattr(frappe.local, "lang", None) or "zh"
	html = _PLAIN.format(lang=escape(lang), title=title, texts=paragraphs, links=anchors)
	return Response(html, status=status, mimetype="text/html")
