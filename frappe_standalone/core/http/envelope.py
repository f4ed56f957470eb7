"""Answers in v15's envelopes: `message`/`data`, `_server_messages`, `exc_type`, and downloads."""

import datetime
import decimal
import json
import mimetypes
import re
import sqlite3
import sys
import traceback
import uuid
from collections.abc import Callable, Iterable
from re import Match
from urllib.parse import quote

from werkzeug.local import LocalProxy
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

import frappe

OF_A_FILE = ("type", "filename", "filecontent", "content_type", "display_content_as")


def build_response(response_type: str | None = None) -> Response:
	"""Return the response of the kind a method asked for in `frappe.response.type`, else `response_type`."""
	if not frappe.local.response.get("docs"):
		frappe.local.response.pop("docs", None)
	return _BUILDERS[frappe.local.response.get("type") or response_type]()


def as_json() -> Response:
	"""Return `frappe.response` as JSON, with the messages of the request."""
	add_messages()
	status = frappe.local.response.pop("http_status_code", None)
	response = Response(to_json(frappe.local.response), mimetype="application/json")
	if status:
		response.status_code = status
	return response


def to_json(data: object) -> str:
	"""Return JSON text as v15 writes it: no spaces, its own handling of dates and documents."""
	return json.dumps(data, default=json_handler, separators=(",", ":"))


def add_messages() -> None:
	"""Put messages, tracebacks and debug lines of the request into `frappe.response`, as API v1 does."""
	response = frappe.local.response
	if frappe.local.error_log and tracebacks_allowed():
		response["exc"] = json.dumps([str(entry["exc"]) for entry in frappe.local.error_log])
	if frappe.local.message_log:
		response["_server_messages"] = json.dumps([json.dumps(entry) for entry in frappe.local.message_log])
	if frappe.local.debug_log and tracebacks_allowed():
		response["_debug_messages"] = json.dumps(frappe.local.debug_log)
	if frappe.flags.error_message:
		response["_error_message"] = frappe.flags.error_message


def report_error(status_code: int) -> Response:
	"""Return the JSON answer for the exception being handled."""
	return answer_with_error(status_code, sys.exc_info()[1])


def answer_with_error(status_code: int, error: BaseException) -> Response:
	"""Return the JSON answer for an exception."""
	if not frappe.flags.disable_traceback and status_code != 404:
		if tracebacks_allowed():
			frappe.errprint("".join(traceback.format_exception(error)))
			frappe.local.response["exception"] = traceback.format_exception_only(error)[-1].strip()
		elif status_code < 500:
			frappe.local.response["exception"] = refusal_in_a_line(error)
	frappe.local.response["exc_type"] = type(error).__name__
	for key in OF_A_FILE:  # a download that was begun; v15 fails over it
		frappe.local.response.pop(key, None)
	response = build_response("json")
	response.status_code = status_code
	return response


def refusal_in_a_line(error: BaseException) -> str:
	"""Return class and words of a refusal, as v15's `exception` has them; what the database said is left out."""
	words = [str(part) for part in error.args if not isinstance(part, sqlite3.Error)]
	name = f"{type(error).__module__}.{type(error).__name__}"
	return f"{name}: {', '.join(words)}" if words else name


def tracebacks_allowed() -> bool:
	"""Say whether System Settings let answers carry tracebacks, and the caller is one of those who mend things.

	v15 sends them to everybody, guests too: they name files and tables.
	"""
	if not frappe.db or "System Manager" not in frappe.get_roles():
		return False
	return bool(frappe.utils.cint(frappe.get_system_settings("allow_error_traceback")))


def json_handler(obj: object) -> object:
	"""Return something JSON knows for a value it does not; raises TypeError for what v15 refuses too."""
	if isinstance(obj, datetime.date | datetime.time):
		return str(obj)
	if isinstance(obj, datetime.timedelta):
		return frappe.utils.format_timedelta(obj)
	if isinstance(obj, decimal.Decimal):
		return float(obj)
	if isinstance(obj, LocalProxy | uuid.UUID):
		return str(obj)
	if hasattr(obj, "as_dict"):
		return obj.as_dict(no_nulls=True)
	if isinstance(obj, Iterable):
		return list(obj)
	if isinstance(obj, Match):
		return obj.string
	if isinstance(obj, type | Exception) or callable(obj):
		return repr(obj)
	raise TypeError(f"Object of type {type(obj)} with value of {obj!r} is not JSON serializable")


def content_disposition(kind: str, filename: str) -> str:
	"""Return the header value for a file name in any script (RFC 6266)."""
	filename = re.sub(r"[\x00-\x1f\x7f]", "_", filename)
	plain = filename.encode("ascii", "replace").decode().replace('"', "'").replace("?", "_")
	return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"


def _as_text(mimetype: str, extension: str) -> Callable[[], Response]:
	def build() -> Response:
		response = Response(frappe.local.response["result"], mimetype=mimetype)
		name = f"{frappe.local.response['doctype']}.{extension}"
		response.headers["Content-Disposition"] = content_disposition("attachment", name)
		return response

	return build


def _as_content(mimetype: str | None, kind: str) -> Callable[[], Response]:
	def build() -> Response:
		answer = frappe.local.response
		filename = answer["filename"]
		guessed = answer.get("content_type") or mimetypes.guess_type(filename)[0]
		response = Response(answer["filecontent"], mimetype=mimetype or guessed or "application/octet-stream")
		response.headers["Content-Disposition"] = content_disposition(
			answer.get("display_content_as") or kind, filename
		)
		return response

	return build


def _as_page() -> Response:
	from frappe_standalone.core.http.message_page import render_message

	return render_message()


def _as_redirect() -> Response:
	return redirect(frappe.local.response["location"])


_BUILDERS: dict[str, Callable[[], Response]] = {
	"json": as_json,
	"csv": _as_text("text/csv", "csv"),
	"txt": _as_text("text/plain", "txt"),
	"download": _as_content(None, "attachment"),
	"binary": _as_content("application/octet-stream", "attachment"),
	"pdf": _as_content("application/pdf", "inline"),
	"page": _as_page,
	"redirect": _as_redirect,
}
