"""Website pages: an app's `www/` folder, with `get_context`, route rules, redirects and a home page, as on v15."""

import inspect
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, RequestRedirect, Rule
from werkzeug.security import safe_join
from werkzeug.utils import redirect, send_file
from werkzeug.wrappers import Response

import frappe
from frappe import _

from frappe_standalone.core.http.assets import content_type
from frappe_standalone.core.http.document_pages import render_document
from frappe_standalone.core.http.sessions import get_csrf_token
from frappe_standalone.core.http.website_globals import website_globals

FOLDERS = ("www", "templates/pages")
# Module-level names of a page's .py that become part of its context, as on v15.
_MODULE_PROPERTIES = ("base_template_path", "template", "no_cache", "sitemap", "condition_field")
_NOT_SENT = {".py", ".pyc", ".md", ".html"}


@dataclass(frozen=True)
class Page:
	"""A template found for an address."""

	app: str
	app_path: Path
	template: str
	file: Path

	@property
	def controller(self) -> str | None:
		"""Return the dotted name of the module beside the template, if there is one."""
		module = self.file.with_name(self.file.stem.replace("-", "_") + ".py")
		if not module.is_file():
			return None
		return ".".join((self.app, *module.relative_to(self.app_path).with_suffix("").parts))


def get_response(path: str) -> Response:
	"""Return the page for an address; raises NotFound when no app has one."""
	path = path.strip("/ ")
	target = find_redirect(path)
	if target:
		return redirect(*target)
	path = path.removesuffix(".html")
	if path in ("", "index"):
		path = home_page()
		if path in ("app", "login") or path.startswith("app/"):
			return redirect(f"/{path}")
	path = apply_route_rules(path)
	document = render_document(path)
	if document:
		return document
	found = find_page(path)
	if found:
		return render_page(found, path)
	static = find_static(path)
	if static:
		return send_file(
			static, frappe.local.request.environ, mimetype=content_type(static), conditional=True
		)
	raise NotFound()


def home_page() -> str:
	"""Return the route of the home page: by the apps' hooks, else the desk or the sign-in."""
	for method in reversed(frappe.get_hooks("get_website_user_home_page")):
		return frappe.get_attr(method)(frappe.session.user).strip("/")
	by_role = frappe.get_hooks("role_home_page", {})
	for role in frappe.get_roles():
		if role in by_role:
			return by_role[role][-1].strip("/")
	if frappe.session.user != "Guest":
		return "app"
	declared = frappe.get_hooks("home_page") or frappe.get_hooks("website_user_home_page")
	return declared[-1].strip("/") if declared else "login"


def find_redirect(path: str) -> tuple[str, int] | None:
	"""Return target and status of the first rule of the hook `website_redirects` that matches."""
	query = frappe.local.request.query_string.decode(errors="replace")
	for rule in frappe.get_hooks("website_redirects"):
		subject = f"{path}?{query}" if query and rule.get("match_with_query_string") else path
		pattern = rule["source"].strip("/ ") + "$"
		if re.match(pattern, subject):
			return re.sub(pattern, rule["target"], subject), rule.get("redirect_http_status") or 301
	return None


def apply_route_rules(path: str) -> str:
	"""Return the route a rule of the hook `website_route_rules` leads to; its values go to `form_dict`."""
	rules = [
		Rule(rule["from_route"], endpoint=rule["to_route"], defaults=rule.get("defaults"))
		for rule in frappe.get_hooks("website_route_rules")
	]
	try:
		endpoint, values = Map(rules).bind("site").match(f"/{path}")
	except (NotFound, RequestRedirect):
		return path
	frappe.form_dict.update(values)
	return endpoint.strip("/")


def find_page(path: str) -> Page | None:
	"""Return the template for a route; the app installed last comes first."""
	for app, app_path, folder in _search_folders():
		for ending in (".html", "/index.html"):
			file = safe_join(folder.as_posix(), f"{path}{ending}")
			if file and os.path.isfile(file):
				return Page(app, app_path, Path(file).relative_to(app_path).as_posix(), Path(file))
	return None


def find_static(path: str) -> str | None:
	"""Return another file of a `www/` folder, such as robots.txt; code and templates are never sent."""
	for _app, _app_path, folder in _search_folders():
		file = safe_join(folder.as_posix(), path)
		if file and os.path.isfile(file) and Path(file).suffix not in _NOT_SENT:
			return file
	return None


def _search_folders():
	for app in reversed(frappe.get_installed_apps()):
		app_path = Path(frappe.get_app_path(app))
		for folder in FOLDERS:
			if (app_path / folder).is_dir():
				yield app, app_path, app_path / folder


def render_page(page: Page, path: str) -> Response:
	"""Render a page with its context; `get_context` may refuse (403), redirect or say 404."""
	frappe.local.path = path
	context = build_context(page, path)
	environment = _environment()
	source = page.file.read_text(encoding="utf-8")
	context.setdefault("title", page_title(source, path))
	if re.search(r"{%-?\s*extends", source) or "</body>" in source:
		template = environment.get_template(context.get("template") or page.template)
	else:
		base = context.get("base_template") or "templates/web.html"
		template = environment.from_string(
			f'{{% extends "{base}" %}}{{% block page_content %}}{source}{{% endblock %}}'
		)
	html = add_colocated(page, source, template.render(context))
	return Response(html, status=context.get("http_status_code") or 200, mimetype="text/html")


def build_context(page: Page, path: str) -> dict:
	"""Return what the template sees: the platform's values, the module's properties, `get_context`, hooks."""
	name = page.file.stem
	context = platform_context(path, name=name, basename=name, template=page.template)
	if page.controller:
		module = frappe.get_module(page.controller)
		context.update({name: getattr(module, name) for name in _MODULE_PROPERTIES if hasattr(module, name)})
		get_context = getattr(module, "get_context", None)
		if get_context:
			arguments = (context,) if inspect.signature(get_context).parameters else ()
			context.update(get_context(*arguments) or {})
	for method in frappe.get_hooks("update_website_context"):
		context.update(frappe.get_attr(method)(context) or {})
	return context


def platform_context(path: str, **more: Any) -> dict:
	"""Return what every page of the website sees."""
	return frappe._dict(
		path=path,
		pathname=path,
		route=path,
		user=frappe.session.user,
		fullname=frappe.utils.get_fullname(frappe.session.user),
		csrf_token=get_csrf_token() if frappe.session.user != "Guest" else "",
		shell=_shell(),
		**website_globals(),
		**more,
	)


def page_title(source: str, path: str) -> str:
	"""Return the title from a comment (`<!-- title: … -->`), the first heading, or the address."""
	for pattern in (r"<!-- title:([^>]*) -->", r"<h1>([^<{]*)</h1>"):
		match = re.search(pattern, source)
		if match:
			return _(match.group(1).strip())
	return path.rsplit("/", 1)[-1].replace("_", " ").replace("-", " ").title()


def add_colocated(page: Page, source: str, html: str) -> str:
	"""Put the .js and .css that stand beside the template into the page, as v15 does."""
	script, style = page.file.with_suffix(".js"), page.file.with_suffix(".css")
	if style.is_file() and "{% block style %}" not in source:
		css = f"<style>{style.read_text(encoding='utf-8')}</style>"
		html = html.replace("</head>", f"{css}</head>", 1)
	if script.is_file() and "{% block script %}" not in source:
		code = script.read_text(encoding="utf-8")
		element = f'<script type="module" nonce="{frappe.local.csp_nonce}">{code}</script>'
		html = html.replace("</body>", f"{element}</body>", 1)
	return html


def _environment():
	from frappe_standalone.core.desk.rendering import environment

	return environment()


def _shell() -> dict:
	from frappe_standalone.core.desk.shell import build_shell

	return build_shell()
