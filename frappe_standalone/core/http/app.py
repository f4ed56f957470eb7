"""The WSGI application: one site, one request at a time per thread.

Each request runs in a context of its own. It is read (session, CSRF, API key) without the turn to write; a method
that may change something then takes the turn, and is committed when it succeeds and undone when it fails. A GET
can change nothing: its connection refuses writes.
"""

import logging
import secrets
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path

from werkzeug.exceptions import HTTPException
from werkzeug.local import release_local
from werkzeug.wrappers import Response
from werkzeug.wsgi import ClosingIterator

import frappe

from frappe_standalone.core import runtime, translate
from frappe_standalone.core.callbacks import CallbackManager
from frappe_standalone.core.db import LAZY, READ, WRITE
from frappe_standalone.core.faults import fault_of
from frappe_standalone.core.http import background, headers
from frappe_standalone.core.http.api_keys import validate_auth
from frappe_standalone.core.http.cookies import CookieManager
from frappe_standalone.core.http.csrf import validate_csrf_token
from frappe_standalone.core.http.envelope import answer_with_error
from frappe_standalone.core.http.error_pages import error_texts, page_for_error, plain_page
from frappe_standalone.core.http.fault_answers import answer_fault, undo_after_fault
from frappe_standalone.core.http.language import choose_language
from frappe_standalone.core.http.login import LoginManager
from frappe_standalone.core.http.request import SiteRequest, client_address, form_values
from frappe_standalone.core.http.routes import PageRoutes, answer_api
from frappe_standalone.core.http.session_store import SessionStore, store_of
from frappe_standalone.core.http.upload import get_max_file_size
from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.permissions import conceal

# One interpreter runs one thread at a time; many readers at once only make it change over more often (8 clients,
# rounds taken in turn: 188 lists a second with three, 149 without a limit). Those who wait to write do not count.
READING_AT_ONCE = 3
# Password hashing is slow on purpose; nobody else shall wait for it. Nor shall the wish to stop a job that writes wait
# for that job.
_TURN_WHEN_WRITING = (
	"/api/method/login",
	"/api/method/frappe_standalone.core.doctype.rq_job.rq_job.stop_from_form",
)


class Application:
	"""Serves the site in `site_dir`."""

	def __init__(self, site_dir: str | Path):
		self.site_dir = Path(site_dir).resolve()
		self.pages = PageRoutes()
		self.reading = threading.BoundedSemaphore(READING_AT_ONCE)
		self.background: background.Background | None = None

	def __call__(self, environ: dict, start_response) -> Iterable[bytes]:
		request = SiteRequest(environ)
		after_response = CallbackManager()
		response = self.respond(request, after_response)
		return ClosingIterator(response(environ, start_response), [request.close, after_response.run])

	def start_background(self) -> None:
		"""Start the thread that runs jobs and the schedule (in one process of the site at a time)."""
		self.background = background.Background(self.site_dir)
		self.background.start()

	def stop_background(self) -> None:
		"""Stop that thread after its current job."""
		if self.background:
			self.background.stop()

	def respond(self, request: SiteRequest, after_response: CallbackManager) -> Response:
		"""Return the answer to one request; every failure becomes an answer too."""
		token = runtime.STORAGE.set({})
		try:
			response = self._respond_in_context(request, after_response)
		except Exception as error:
			response = answer_failure(request, error)
		finally:
			leave()
			runtime.STORAGE.reset(token)
		return response

	def _respond_in_context(self, request: SiteRequest, after_response: CallbackManager) -> Response:
		runtime.enter(str(self.site_dir))
		frappe.local.request = request
		frappe.local.cookie_manager = CookieManager()
		frappe.local.csp_nonce = secrets.token_urlsafe(12)
		request.after_response = after_response
		runtime.open_database(READ)
		frappe.local.lang = translate.site_language()
		try:
			response = self._answer(request)
		except Exception as error:
			if fault_of(error):
				raise
			undo()
			for part in ("data", "docs"):  # a document that could not be written as an answer is in none
				frappe.local.response.pop(part, None)
			response = answer_error(request, conceal(error))
		finish(request, response, after_response)
		return response

	def _answer(self, request: SiteRequest) -> Response:
		"""Read first, a few requests at a time; a change then waits for its turn outside that limit."""
		with self.reading:
			self._prepare(request)
			if not request.is_unsafe:
				response = self._dispatch(request)
				frappe.db.rollback()
				frappe.db.set_mode(LAZY)  # hooks `after_request` may keep what was asked for, as on v15
				return response
		frappe.db.set_mode(LAZY if request.path in _TURN_WHEN_WRITING else WRITE)
		response = self._dispatch(request)
		try:
			frappe.db.commit()
		except Exception:
			frappe.local.response.clear()  # nothing of what it says has happened
			raise
		return response

	def _prepare(self, request: SiteRequest) -> None:
		local = frappe.local
		local.is_ajax = request.headers.get("X-Requested-With") == "XMLHttpRequest"
		local.request_ip = client_address(request, bool(local.conf.trust_proxy))
		local.login_manager = LoginManager()
		request.max_content_length = get_max_file_size() + 1024 * 1024
		local.login_manager.resume(request.cookies.get("sid"))
		local.form_dict = form_values(request)
		choose_language()
		validate_csrf_token()
		validate_auth()

	def _dispatch(self, request: SiteRequest) -> Response:
		for hook in frappe.get_hooks("before_request"):
			frappe.call(hook)
		if request.method == "OPTIONS":
			return Response()
		if request.path.startswith("/api/"):
			return answer_api(request)
		return self.pages.answer(request)


def make_app(site_dir: str | Path) -> Application:
	"""Return the WSGI application of a site."""
	return Application(site_dir)


def answer_failure(request: SiteRequest, error: Exception) -> Response:
	"""Return the answer when the disk or the files failed, or when the context itself could not be built."""
	get_logger("web").error("%s %s", request.method, request.path, exc_info=error)
	fault = fault_of(error)
	if not fault:
		# No settings, no translations, no templates.
		return plain_page(500, "服务器错误 Server Error", ["请稍后重试。Please try again."], [])
	undo_after_fault()
	return answer_fault(request, fault)


def leave() -> None:
	"""Close the request's context; what a broken disk answers to that changes nothing any more."""
	try:
		runtime.destroy()
	except sqlite3.Error:
		get_logger("web").exception("The database could not be closed in order")
		release_local(frappe.local)


def undo() -> None:
	"""Take back what the request did. What `after_rollback` keeps of a refusal may be written, after a GET too."""
	if frappe.db.mode == READ:
		frappe.db.set_mode(LAZY)
	frappe.db.rollback()
	frappe.db.set_mode(LAZY)  # who waited for his turn in vain does not wait again to be told so


def answer_error(request: SiteRequest, error: Exception) -> Response:
	"""Return the answer for an exception: v15's JSON for programs, a friendly page for people."""
	if isinstance(error, HTTPException) and error.response:
		return error.response
	status = error.code if isinstance(error, HTTPException) else getattr(error, "http_status_code", 500)
	if not frappe.session.get("user"):
		frappe.session.user = "Guest"
	if status >= 500:
		record_error(request, error)
		if hasattr(error, "http_status_code") and str(error) and not frappe.local.message_log:
			frappe.msgprint(str(error), indicator="red")  # busy, or switched off: its words reach the user
	if status == 401 and frappe.session.user == "Guest":
		frappe.local.cookie_manager.delete_cookie("sid")
	if status == 403 and frappe.local.response.get("session_expired"):
		# What a guest may not do is no news to a person whose session ended while the page was open
		words = error_texts(401)[1]
		frappe.local.message_log = [{**entry, "message": words} for entry in frappe.local.message_log[-1:]]
	if request.wants_json:
		return _http_error(error) if isinstance(error, HTTPException) else answer_with_error(status, error)
	if isinstance(error, frappe.Redirect):
		return Response(status=status, headers={"Location": frappe.flags.redirect_location})
	return page_for_error(error, status)


def _http_error(error: HTTPException) -> Response:
	"""The page's words for the status: werkzeug's own are English whoever asks."""
	words = error_texts(error.code, default=("", error.description or error.name))[1]
	frappe.msgprint(words, indicator="red")
	return answer_with_error(error.code, error)


def record_error(request: SiteRequest, error: Exception) -> None:
	"""Write an error to the log file and, if it was unexpected and the site still can, to its Error Log."""
	get_logger("web").error("%s %s", request.method, request.path, exc_info=error)
	if hasattr(error, "http_status_code"):
		return  # ours: busy, or switched off; writing would only wait once more
	try:
		frappe.db.set_mode(WRITE)
		frappe.log_error(f"{request.method} {request.path}"[:140])
		frappe.db.commit()
	except Exception:
		get_logger("web").exception("The error could not be written to the Error Log")
		frappe.db.rollback()


def finish(request: SiteRequest, response: Response, after_response: CallbackManager) -> None:
	"""Add hooks' work, cookies and headers; note the session's use once the answer is out."""
	for hook in frappe.get_hooks("after_request"):
		try:
			frappe.call(hook, response=response, request=request)
		except Exception:
			get_logger("web").exception("The hook %s failed", hook)
	frappe.local.cookie_manager.flush_cookies(response)
	headers.add_security_headers(response, frappe.local.csp_nonce)
	headers.forbid_caching(response)
	session = getattr(frappe.local, "session_obj", None)
	if session and session.touch_is_due():
		store, sid = store_of(frappe.local.site_path), session.stored.sid
		after_response.add(lambda: touch(store, sid))


def touch(store: SessionStore, sid: str) -> None:
	"""Note the session's use; on a full or read-only disk people go on reading without it."""
	try:
		store.touch(sid)
	except sqlite3.Error as error:
		logging.getLogger("frappe_standalone.sessions").warning("A session's use was not noted: %s", error)
