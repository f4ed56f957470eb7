"""`frappe.render_template`, `get_template`, `get_jenv`: Jinja in a sandbox, with reading access to `frappe`.

As on v15 nothing is escaped here by itself: a text template (a title, a message) must come out as it is. Pages in
`www/` are rendered by the desk's environment, which escapes.
"""

from pathlib import Path
from typing import Any

from jinja2 import FunctionLoader, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

import frappe
from frappe import _

from frappe_standalone.core.http.sandbox import WrittenSandbox, render_within
from frappe_standalone.core.http.website_globals import website_globals
from frappe_standalone.core.http.written_templates import frappe_of_readers

# What an expression in a template can raise, beside a refusal of the platform.
MISTAKES = (
	TemplateError,
	TypeError,
	ValueError,
	ArithmeticError,
	LookupError,
	AttributeError,
	RecursionError,
)
_TEMPLATE_ENDINGS = (".html", ".txt", ".md", ".xml", ".css", ".js", ".jinja")


def get_jenv() -> SandboxedEnvironment:
	"""Return the environment of this request."""
	if not getattr(frappe.local, "jenv", None):
		environment = WrittenSandbox(loader=FunctionLoader(app_template))
		environment.globals.update(website_globals())
		environment.filters.update(
			json=frappe.as_json, len=len, int=frappe.utils.cint, str=frappe.utils.cstr, flt=frappe.utils.flt
		)
		environment.globals.update(methods_of_apps())
		environment.filters.update(_named(frappe.get_hooks("jinja", {}).get("filters", [])))
		frappe.local.jenv = environment
	return frappe.local.jenv


def methods_of_apps() -> dict[str, Any]:
	"""The functions that apps lend to templates (hook `jinja`), by their names."""
	return _named(frappe.get_hooks("jinja", {}).get("methods", []))


def get_template(path: str):
	"""Return the template of a path inside an app, such as `templates/includes/row.html`."""
	return get_jenv().get_template(path)


def render_template(
	template: str, context: dict | None = None, is_path: bool | None = None, safe_render: bool = True
) -> str:
	"""Render a template given as text, or as the path of a file in an app (v15's signature)."""
	if not template:
		return ""
	if is_path or _looks_like_path(template):
		return get_template(template).render(context or {})
	if safe_render and ".__" in template:
		frappe.throw(_("Illegal template"))
	try:
		written = get_jenv().from_string(template, globals={"frappe": frappe_of_readers()})
		return render_within(written, context or {})
	except MISTAKES as error:
		frappe.throw(
			_("The template cannot be rendered: {0}").format(frappe.utils.escape_html(str(error))),
			title=_("Error in the template"),
		)


def validate_template(html: str) -> None:
	"""Refuse a template with a syntax error, naming its line."""
	try:
		get_jenv().from_string(html or "")
	except TemplateSyntaxError as error:
		frappe.throw(_("Line {0} of the template: {1}").format(error.lineno, error.message))


def _looks_like_path(template: str) -> bool:
	return "\n" not in template and "{" not in template and template.endswith(_TEMPLATE_ENDINGS)


def app_template(name: str) -> str | None:
	"""Return the text of a file of an installed app, named with the app before it or without; what lies outside of the app's
	folder is no template."""
	apps = frappe.get_installed_apps()
	app, _separator, rest = name.partition("/")
	places = [(app, rest)] if app in apps else []
	for app, path in [*places, *((one, name) for one in reversed(apps))]:
		root = Path(frappe.get_app_path(app)).resolve()
		file = (root / path).resolve()
		if file.is_relative_to(root) and file.is_file():
			return file.read_text(encoding="utf-8")
	return None


def _named(paths: list[str]) -> dict:
	found = {}
	for path in paths:
		name, _separator, target = path.partition(":")
		function = frappe.get_attr(target or name)
		found[name if target else function.__name__] = function
	return found
