"""The desk's own static files; the version in the address makes them cacheable for a year."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path

from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join
from werkzeug.wrappers import Request, Response

from frappe_standalone.core.desk.rendering import STATIC, static_version
from frappe_standalone.core.http.packing import packed_file

TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def static_file(request: Request, version: str, path: str) -> Response:
	"""Send a file of desk/static. Windows registries often call .js text/plain, so the types are our own."""
	full = safe_join(str(STATIC), path)
	if not full or not os.path.isfile(full):  # False for names that no file can have
		raise NotFound()
	file = STATIC / path
	kind = TYPES.get(file.suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
	response = packed_file(request, file, kind) or whole_file(request, file, kind)
	lasting = "public, max-age=31536000, immutable" if version == static_version() else "no-cache"
	response.headers["Cache-Control"] = lasting
	return response


def whole_file(request: Request, file: Path, kind: str) -> Response:
	"""The file as it is, with its etag."""
	response = Response(file.read_bytes(), mimetype=kind)
	response.add_etag()
	return response.make_conditional(request)
