"""`/assets/<app>/…`: the files in each app's `public/`, and addresses that change with their content.

`bundled_asset("township_gov.bundle.js")` finds the bundle by name, as Frappe's `assets.json` does, and names its version:
`?v=<hash>`, for scripts `/assets/<app>/~<hash>/…`, which the modules that they import inherit. With it a browser may keep
the file for a year, without it the browser asks again each time.
"""

import hashlib
import mimetypes
import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from frappe_standalone.core.http.modules import scripts_version, state_of
from frappe_standalone.core.http.packing import packed_file

A_YEAR = 365 * 24 * 3600

# Windows takes types from its registry, where .js is often text/plain, which browsers refuse for modules.
_TYPES = {
	".js": "text/javascript",
	".mjs": "text/javascript",
	".css": "text/css",
	".svg": "image/svg+xml",
	".woff2": "font/woff2",
	".json": "application/json",
}

# Both names stand for the platform's desk, whose files are in `core/desk/static`.
_PLATFORM_APPS = ("frappe", "frappe_standalone")


@lru_cache(maxsize=100)
def public_folder(app: str) -> Path | None:
	"""Return the `public/` folder of an installed Python package, None when there is none."""
	if app in _PLATFORM_APPS:
		return Path(__file__).resolve().parents[1] / "desk" / "static"
	spec = find_spec(app) if app.isidentifier() else None
	if not spec or not spec.submodule_search_locations:
		return None
	folder = Path(next(iter(spec.submodule_search_locations))) / "public"
	return folder if folder.is_dir() else None


def serve_asset(request: Request, app: str, path: str) -> Response:
	"""Send one file of an app's `public/`; raises NotFound for anything outside it."""
	folder = public_folder(app)
	version, path = split_version(path)
	full_path = safe_join(str(folder), path) if folder else None
	if not full_path or not os.path.isfile(full_path):
		raise NotFound()
	versioned = (
		version == scripts_version(folder) if version else request.args.get("v") == content_version(full_path)
	)
	mimetype = content_type(full_path)
	response = packed_file(request, full_path, mimetype) or send_file(
		full_path,
		request.environ,
		mimetype=mimetype,
		conditional=True,
		max_age=A_YEAR if versioned else None,
	)
	response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if versioned else "no-cache"
	return response


def split_version(path: str) -> tuple[str, str]:
	"""(version, path) of an address below `/assets/<app>/`; the version is empty where the address names none."""
	first, _slash, rest = path.partition("/")
	return (first[1:], rest) if first.startswith("~") and rest else ("", path)


def content_type(path: str) -> str:
	"""Return the media type for a file name, the same on every system."""
	extension = os.path.splitext(path)[1].lower()
	return _TYPES.get(extension) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def content_version(path: str | Path) -> str:
	"""Return a short hash of the file's content, read again only when the file changes."""
	stat = os.stat(path)
	return _hash_file(str(path), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=512)
def _hash_file(path: str, _mtime: int, _size: int) -> str:
	return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def bundled_asset(path: str, apps: list[str] | None = None) -> str:
	"""Return the address of a bundle (`x.bundle.js`) or of an `/assets/…` path, with its version.

	A path that is not found is returned as it stands, so the browser's 404 names it.
	"""
	if path.startswith(("http://", "https://", "data:")):
		return path
	found = _locate(path, apps if apps is not None else _installed_apps())
	if not found:
		return path if path.startswith("/") else f"/{path}"
	app, relative, full_path = found
	if relative.endswith(".bundle.js"):
		return f"/assets/{app}/~{scripts_version(public_folder(app))}/{relative}"
	return f"/assets/{app}/{relative}?v={content_version(full_path)}"


def _locate(path: str, apps: list[str]) -> tuple[str, str, Path] | None:
	"""(app, path in its public folder, file) of an asset."""
	folders = [folder for app in apps if (folder := public_folder(app))]
	return _found(path, tuple(apps), tuple(map(state_of, folders)))


@lru_cache(maxsize=500)
def _found(path: str, apps: tuple[str, ...], _states: tuple) -> tuple[str, str, Path] | None:
	if path.lstrip("/").startswith("assets/"):
		_assets, app, relative = [*path.lstrip("/").split("/", 2), "", ""][:3]
		folder = public_folder(app)
		full_path = safe_join(str(folder), relative) if folder else None
		return (app, relative, Path(full_path)) if full_path and os.path.isfile(full_path) else None
	if ".bundle." not in path:
		return None
	for app in [*apps, "frappe"]:
		folder = public_folder(app)
		for full_path in sorted(folder.rglob(os.path.basename(path))) if folder else ():
			return app, full_path.relative_to(folder).as_posix(), full_path
	return None


def _installed_apps() -> list[str]:
	import frappe

	return list(reversed(frappe.get_installed_apps()))


def include_script(path: str, preload: bool = True) -> str:
	"""Return the script element for a bundle; bundles are ES modules here (v15: `include_script`)."""
	kind = ' type="module"' if ".bundle." in path else ""
	return Markup('<script{} src="{}"></script>').format(Markup(kind), bundled_asset(path))


def include_style(path: str, rtl: bool | None = None, preload: bool = True) -> str:
	"""Return the stylesheet link for a bundle (v15: `include_style`)."""
	return Markup('<link rel="stylesheet" href="{}">').format(bundled_asset(path))
