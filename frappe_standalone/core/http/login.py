"""Signing in and out: `/api/method/login`, `/api/method/logout`, and v15's `frappe.local.login_manager`."""

import secrets
from functools import lru_cache

import frappe
from frappe import _

from frappe_standalone.core import password
from frappe_standalone.core.http.cookies import SESSION_COOKIES
from frappe_standalone.core.http.csrf import is_from_browser
from frappe_standalone.core.http.login_attempts import trackers_of
from frappe_standalone.core.http.sessions import (
	clear_sessions,
	current_store,
	get_expiry_in_seconds,
	open_session,
	resume_session,
)

MAX_PASSWORD_SIZE = 512
# v15's words, the same for an unknown user and a wrong password; v15 answers in English to everybody.
REFUSED = "Invalid login credentials"


class LoginManager:
	"""The user of this request; public methods as on v15."""

	def __init__(self):
		self.user = None
		self.full_name = None
		self.user_type = None

	def resume(self, sid: str | None) -> None:
		"""Take up the session of the cookie, or be Guest."""
		frappe.local.session_obj = resume_session(sid)
		self.user = frappe.local.session_obj.user
		if sid and self.user == "Guest":
			frappe.local.cookie_manager.delete_cookie(SESSION_COOKIES)

	def login(self) -> None:
		"""Sign in with `usr` and `pwd` of the request."""
		if frappe.utils.cint(frappe.get_system_settings("disable_user_pass_login")):
			frappe.throw(_("Login with username and password is not allowed."), frappe.AuthenticationError)
		self.authenticate(frappe.form_dict.get("usr"), frappe.form_dict.pop("pwd", None))
		self.post_login()
		self.run_trigger("on_session_creation")

	def authenticate(self, user: str | None = None, pwd: str | None = None) -> None:
		"""Check name and password; raises AuthenticationError with one message for every reason."""
		if not (user and pwd and isinstance(user, str) and isinstance(pwd, str)):
			self.fail(_("Incomplete login details"))
		if len(pwd) > MAX_PASSWORD_SIZE:
			self.fail(_("Password size exceeded the maximum allowed size"))
		trackers = trackers_of(user)
		for tracker in trackers:
			tracker.check()
		name = find_user(user)
		if not password_matches(name, pwd):
			for tracker in trackers:
				tracker.add_failure()
			self.fail(_(REFUSED))
		if name != "Administrator" and not frappe.db.get_value("User", name, "enabled"):
			self.fail(_("User disabled or missing"))
		for tracker in trackers:
			tracker.add_success()
		self.user = name

	def fail(self, message: str, user: str | None = None) -> None:
		"""Refuse the sign-in; the refusal is recorded after the rollback."""
		frappe.local.response["message"] = message
		typed = str(user or frappe.form_dict.get("usr") or "")
		frappe.db.after_rollback.add(lambda: (record_sign_in(typed, "Failed", message), frappe.db.commit()))
		raise frappe.AuthenticationError(message)

	def post_login(self) -> None:
		"""Open the session of `self.user` and tell the client where to go."""
		self.run_trigger("on_login")
		validate_address(self.user)
		self.validate_hour()
		self.make_session()
		self.set_user_info()

	def login_as(self, user: str) -> None:
		"""Sign in as `user` without a password (v15; for code that has made sure by other means)."""
		self.user = user
		self.post_login()

	def make_session(self) -> None:
		"""Store a new session; other sessions of the user end if System Settings allow one only."""
		info = frappe.db.get_value("User", self.user, ["full_name", "user_type"], as_dict=True)
		self.full_name, self.user_type = info.full_name or self.user, info.user_type
		previous = getattr(frappe.local, "session_obj", None)
		if previous and previous.stored:
			current_store().delete(previous.stored.sid)
		from_browser = is_from_browser(frappe.local.request)
		frappe.local.session_obj = open_session(self.user, self.full_name, self.user_type, from_browser)
		now = frappe.utils.now()
		frappe.db.set_value(
			"User",
			self.user,
			{"last_login": now, "last_active": now, "last_ip": frappe.local.request_ip},
			update_modified=False,
		)
		record_sign_in(self.user, "Success", "")
		if frappe.utils.cint(frappe.get_system_settings("deny_multiple_sessions")):
			clear_sessions(self.user, keep_current=True)

	def set_user_info(self) -> None:
		"""Set the cookies and the answer of a successful sign-in."""
		is_desk_user = self.user_type != "Website User"
		answer = frappe.local.response
		answer["message"] = "Logged In" if is_desk_user else "No App"
		answer["home_page"] = "/app" if is_desk_user else "/"
		answer["full_name"] = self.full_name
		cookies = frappe.local.cookie_manager
		cookies.set_cookie("sid", frappe.session.sid, max_age=get_expiry_in_seconds(), httponly=True)
		cookies.set_cookie("system_user", "yes" if is_desk_user else "no")
		cookies.set_cookie("full_name", self.full_name)
		cookies.set_cookie("user_id", self.user)

	def validate_hour(self) -> None:
		"""Refuse outside the hours set on the user (`login_after`, `login_before`)."""
		after, before = frappe.db.get_value("User", self.user, ["login_after", "login_before"])
		hour = frappe.utils.now_datetime().hour
		if (before and hour >= frappe.utils.cint(before)) or (after and hour < frappe.utils.cint(after)):
			frappe.throw(_("Login not allowed at this time"), frappe.AuthenticationError)

	def logout(self, arg: str = "", user: str | None = None) -> None:
		"""End this session, or all sessions of another user."""
		user = user or frappe.session.user
		self.run_trigger("on_logout")
		if user != frappe.session.user:
			clear_sessions(user, force=True)
			return
		current_store().delete(frappe.session.sid)
		frappe.local.cookie_manager.delete_cookie(SESSION_COOKIES)
		self.resume(None)

	def run_trigger(self, event: str) -> None:
		"""Call the apps' hooks for `on_login`, `on_session_creation`, `on_logout`."""
		for method in frappe.get_hooks(event):
			frappe.call(frappe.get_attr(method), login_manager=self)


def validate_address(user: str) -> None:
	"""Refuse a user who may sign in from certain addresses only (`restrict_ip`, one prefix a line or comma)."""
	allowed = (frappe.db.get_value("User", user, "restrict_ip") or "").replace(",", "\n").split()
	if allowed and not any(frappe.local.request_ip.startswith(prefix) for prefix in allowed):
		frappe.throw(_("Access not allowed from this IP Address"), frappe.AuthenticationError)


def record_sign_in(typed: str, status: str, reason: str) -> None:
	"""Write a sign-in, or a refused one, to the Activity Log (v15's operation "Login")."""
	known = frappe.db.exists("User", typed)
	frappe.get_doc(
		{
			"doctype": "Activity Log",
			"subject": _("{0} signed in").format(typed) if status == "Success" else reason,
			"operation": "Login",
			"status": status,
			"user": typed if known else None,
			"full_name": typed[:140],
			"ip_address": frappe.local.request_ip,
		}
	).insert(ignore_permissions=True, ignore_links=True)


def find_user(typed: str) -> str | None:
	"""Return the user for what was typed: his name or, if System Settings allow, user name or mobile number."""
	name = frappe.db.get_value("User", {"name": typed})
	for setting, field in (
		("allow_login_using_user_name", "username"),
		("allow_login_using_mobile_number", "mobile_no"),
	):
		if not name and frappe.utils.cint(frappe.get_system_settings(setting)):
			name = frappe.db.get_value("User", {field: typed})
	return None if name == "Guest" else name


def password_matches(name: str | None, pwd: str) -> bool:
	"""Say whether the password is right; an unknown user takes as long as a known one."""
	if not name:
		password.verify(_hash_of_nobody(), pwd)
		return False
	try:
		password.check_password(name, pwd)
	except frappe.AuthenticationError:
		return False
	return True


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
	return password.hasher.hash(secrets.token_hex())


@frappe.whitelist(allow_guest=True, methods=["POST"])
def login() -> None:
	"""Sign in; v15 does this for the path `/api/method/login` whatever the method, a GET here only reads."""
	frappe.local.login_manager.login()


@frappe.whitelist(allow_guest=True, methods=["POST"])
def logout() -> None:
	"""Sign out."""
	frappe.local.login_manager.logout()


@frappe.whitelist()
def get_logged_user() -> str:
	"""Return the signed-in user (v15: `frappe.auth.get_logged_user`)."""
	return frappe.session.user
