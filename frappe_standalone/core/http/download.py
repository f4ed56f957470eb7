"""`/files/…`, `/private/files/…` and `download_file`: stored files, with the rights of the document they belong to."""

import os
from pathlib import Path

from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.doctype.file.file import check_download
from frappe_standalone.core.http.assets import content_type
from frappe_standalone.core.http.envelope import content_disposition
from frappe_standalone.core.http.headers import UPLOADED_FILE_POLICY

# Types a browser may show inside a page of this site; everything else is saved.
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain", "video/mp4")


def public_file(request: Request, path: str) -> Response:
	"""Send a file everybody may have."""
	return _send(request, "public", path)


def private_file(request: Request, path: str) -> Response:
	"""Send a file to those who may read the document it is attached to; raises PermissionError otherwise."""
	if frappe.session.user == "Guest":
		raise frappe.PermissionError(_("You don't have permission to access this file"))
	check_download(f"/private/files/{path}")
	response = _send(request, "private", path)
	response.headers["Cache-Control"] = "private, no-cache"
	return response


@frappe.whitelist(allow_guest=True)
def download_file(file_url: str) -> None:
	"""Answer with the content of a File, for programs (v15: `frappe.handler.download_file`)."""
	file = check_download(file_url)
	frappe.local.response.filename = os.path.basename(file_url)
	frappe.local.response.filecontent = Path(file.get_full_path()).read_bytes()
	frappe.local.response.type = "download"


def _send(request: Request, kind: str, path: str) -> Response:
	folder = os.path.join(frappe.local.site_path, kind, "files")
	full_path = safe_join(folder, path)
	if not full_path or not os.path.isfile(full_path):
		raise NotFound()
	mimetype = content_type(full_path)
	response = send_file(full_path, request.environ, mimetype=mimetype, conditional=True, max_age=0)
	shown = mimetype in _SHOWN and "download" not in request.args
	name = os.path.basename(full_path)
	response.headers["Content-Disposition"] = content_disposition("inline" if shown else "attachment", name)
	if mimetype != "application/pdf":
		# Chromium shows no PDF in a sandbox; its viewer runs no script of the document.
		response.headers["Content-Security-Policy"] = UPLOADED_FILE_POLICY
	response.headers["Cache-Control"] = "no-cache"
	return response
