"""The desk's Jinja environment: autoescape on, our helpers, the desk's templates and those of the apps."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, PrefixLoader
from werkzeug.wrappers import Response

from frappe import _

from frappe_standalone.core.desk.icons import icon, lamp
from frappe_standalone.core.desk.markup import json_script, quoted_json
from frappe_standalone.core.desk.shell import build_shell
from frappe_standalone.core.http.templates import app_template

HERE = Path(__file__).parent
STATIC = HERE / "static"
# Names under which apps extend the desk's pages, as they would on v15.
WEB_TEMPLATES = {"templates/web.html": "web.html", "templates/base.html": "plain.html"}


def _web_template(name: str) -> str | None:
	mapped = WEB_TEMPLATES.get(name)
	return (HERE / "templates" / mapped).read_text(encoding="utf-8") if mapped else None


def loader() -> BaseLoader:
	"""Where templates are found: `desk/…` ours, `templates/web.html` ours for apps, then the apps' own."""
	desk = PrefixLoader({"desk": FileSystemLoader(HERE / "templates")})
	return ChoiceLoader([desk, FunctionLoader(_web_template), FunctionLoader(app_template)])


@functools.lru_cache(maxsize=1)
def environment() -> Environment:
	env = Environment(loader=loader(), autoescape=True, trim_blocks=True, lstrip_blocks=True)
	env.globals.update(_=_, icon=icon, lamp=lamp, asset=asset)
	env.filters.update(json_script=json_script, quoted_json=quoted_json)
	return env


@functools.lru_cache(maxsize=1)
def static_version() -> str:
	"""One version for all of our static files: modules import each other by relative path, so they share it."""
	digest = hashlib.sha256()
	for path in sorted(STATIC.rglob("*.*")):
		digest.update(path.read_bytes())
	return digest.hexdigest()[:10]


def asset(path: str) -> str:
	"""Address of a static file of the desk. The version is part of the path, so that imports inherit it."""
	return f"/desk-static/{static_version()}/{path}"


def fragment(template: str, **context: Any) -> str:
	"""Render a part of a page."""
	return environment().get_template(f"desk/{template}").render(context)


def page(template: str, status: int = 200, *, at: str | None = None, **context: Any) -> Response:
	"""Render a page of the desk; `at` is the address that navigation marks as current."""
	context.setdefault("shell", build_shell(at))
	html = environment().get_template(f"desk/{template}").render(context)
	response = Response(html, status=status, mimetype="text/html")
	response.headers["Cache-Control"] = "no-store"
	return response
