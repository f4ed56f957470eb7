"""The session of the running request, and `frappe.sessions` of v15."""

import secrets
import sqlite3
import time

import frappe

from frappe_standalone.core import runtime, translate
from frappe_standalone.core.http.session_store import SessionStore, StoredSession, store_of
from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.user_facts import user_fact

# v15 writes the time of use at most every ten minutes; an expiry counts in hours.
TOUCH_EVERY_SECONDS = 600
_DEFAULT_EXPIRY = "240:00:00"


class Session:
	"""The session behind `frappe.session`; Guest has none in the store."""

	def __init__(self, stored: StoredSession | None = None):
		self.stored = stored
		self.data = frappe._dict(
			user=stored.user if stored else "Guest",
			sid=stored.sid if stored else "Guest",
			data=frappe._dict(stored.data if stored else {"user": "Guest"}),
		)
		become(self.data)

	@property
	def user(self) -> str:
		"""The signed-in user, or Guest."""
		return self.data.user

	def touch_is_due(self) -> bool:
		"""Say whether the time of use should be written now."""
		if not self.stored:
			return False
		every = min(TOUCH_EVERY_SECONDS, get_expiry_in_seconds() / 4)  # a short session is noted more often
		return time.time() - self.stored.last_seen > every

	def update(self, force: bool = False) -> bool:
		"""Write the time of use; without `force` only every ten minutes. True when written."""
		if not self.stored or not (force or self.touch_is_due()):
			return False
		current_store().touch(self.stored.sid)
		return True


def become(session: dict) -> None:
	"""Make `session` the request's: forget what was computed for another user, keep the request's arguments."""
	arguments = frappe.local.form_dict
	runtime.reset_user_state()
	frappe.local.form_dict = arguments
	frappe.local.session = session
	translate.set_user_lang(session.user)


def current_store() -> SessionStore:
	"""Return the session store of the current site."""
	return store_of(frappe.local.site_path)


def open_session(user: str, full_name: str, user_type: str, from_browser: bool) -> Session:
	"""Sign a user in: store a session with a CSRF token and make it the request's.

	A browser must show the token from the start. A program that signs in by REST need not, as on v15, until it
	asks for the token: no page of another site can act for it.
	"""
	data = {
		"user": user,
		"full_name": full_name,
		"user_type": user_type,
		"session_ip": frappe.local.request_ip,
		"session_expiry": get_expiry_period(),
		"csrf_token": secrets.token_hex(28),
	}
	return Session(current_store().create(user, data, csrf_required=from_browser))


def resume_session(sid: str | None) -> Session:
	"""Return the session of a cookie; Guest when there is none, it expired, or its user may no longer sign in."""
	if not sid or sid == "Guest":
		return Session()
	stored = current_store().find(sid, get_expiry_in_seconds())
	if not stored:
		frappe.local.response["session_expired"] = 1
		return Session()
	if not user_fact(stored.user, "enabled"):
		current_store().delete(sid)
		return Session()
	return Session(stored)


def get_csrf_token() -> str:
	"""Return the CSRF token of the session (v15: `frappe.sessions.get_csrf_token`); from now on it is required."""
	session = getattr(frappe.local, "session_obj", None)
	if session and session.stored and not session.stored.csrf_required:
		try:
			current_store().require_csrf(session.stored.sid)
		except sqlite3.Error as error:  # a full disk: the page is shown, the next one requires the token
			get_logger("web").warning("The CSRF token could not be made obligatory: %s", error)
		session.stored.csrf_required = True
	return frappe.session.data.get("csrf_token") or ""


def clear_sessions(user: str | None = None, keep_current: bool = False, force: bool = False) -> None:
	"""End other sessions of a user (v15).

	Without `force`, and for the current user, as many of the latest stay as the user's `simultaneous_sessions`.
	"""
	user = user or frappe.session.user
	keep = 0
	if not force and user == frappe.session.user:
		keep = frappe.utils.cint(frappe.db.get_value("User", user, "simultaneous_sessions")) or 1
		keep = max(0, keep - 1) if keep_current else keep
	current_store().delete_of_user(
		user, keep_sid=frappe.session.sid if keep_current else None, keep_newest=keep
	)


def delete_session(sid: str | None = None, user: str | None = None, reason: str = "Session Expired") -> None:
	"""End one session (v15)."""
	if sid:
		current_store().delete(sid)


def clear_all_sessions(reason: str | None = None) -> None:
	"""Sign everybody out (v15); for the Administrator."""
	frappe.only_for("Administrator")
	current_store().delete_all()


def clear_expired_sessions() -> None:
	"""Forget sessions that expired (v15; run by the scheduler)."""
	current_store().delete_expired(get_expiry_in_seconds())


def get_expiry_period() -> str:
	"""Return how long an unused session lives, as HH:MM:SS, from System Settings."""
	period = frappe.get_system_settings("session_expiry") or _DEFAULT_EXPIRY
	return f"{period}:00" if period.count(":") == 1 else period


def get_expiry_in_seconds(expiry: str | None = None) -> int:
	"""Return the same in seconds."""
	hours, minutes, seconds = (frappe.utils.cint(part) for part in (expiry or get_expiry_period()).split(":"))
	return hours * 3600 + minutes * 60 + seconds
