"""Locking a name or an address after too many refused sign-ins, as System Settings say."""

from dataclasses import dataclass

import frappe
from frappe import _

from frappe_standalone.core.http.counters import SharedCounters


@dataclass(frozen=True)
class AttemptLimit:
	"""How many refusals in how many seconds lock; a limit of 0 never locks."""

	attempts: int
	seconds: int


def configured_limit() -> AttemptLimit:
	"""Return the limit of System Settings (v15: 10 attempts, 60 seconds)."""
	return AttemptLimit(
		frappe.utils.cint(frappe.get_system_settings("allow_consecutive_login_attempts")),
		frappe.utils.cint(frappe.get_system_settings("allow_login_after_fail")) or 60,
	)


def trackers_of(user: str | None = None) -> list["LoginAttemptTracker"]:
	"""Return what counts the failures of this request: by the name typed, if any, and by the caller's address."""
	limit = configured_limit()
	keys = (user, getattr(frappe.local, "request_ip", None))
	return [LoginAttemptTracker(key, limit) for key in keys if key]


class LoginAttemptTracker:
	"""Refusals for one key: what was typed as the name, or the address it came from.

	The typed name counts whether or not such a user exists, so the lock tells nobody which names do.
	"""

	def __init__(self, key: str, limit: AttemptLimit):
		self.key = f"login:{key.strip().lower()}"
		self.limit = limit
		self.counters = SharedCounters(frappe.local.site_path)

	def check(self) -> None:
		"""Raise SecurityException while the key is locked."""
		if not self.limit.attempts or self.counters.get(self.key) < self.limit.attempts:
			return
		error = frappe.SecurityException(
			_("Too many failed sign-ins. Try again in {0} seconds.").format(
				self.counters.seconds_left(self.key)
			)
		)
		# v15 answers 500 here; nothing is broken, the caller shall wait.
		error.http_status_code = 429
		frappe.local.response["message"] = str(error)
		raise error

	def add_failure(self) -> None:
		"""Count one refusal."""
		if self.limit.attempts:
			self.counters.add(self.key, self.limit.seconds)

	def add_success(self) -> None:
		"""Forget the refusals."""
		if self.limit.attempts:
			self.counters.clear(self.key)
