"""What a password must be like."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.messages import throw
from frappe_standalone.core.settings import get_system_settings
from frappe_standalone.core.translate import _

# Characters needed for each `minimum_password_score` of System Settings; a length is what helps most.
MINIMUM_LENGTH = {"2": 8, "3": 10, "4": 12}
# Tried first by everybody who guesses.
COMMON = (
	"password",
	"12345678",
	"123456789",
	"1234567890",
	"87654321",
	"qwertyui",
	"admin123",
	"abcd1234",
	"a1234567",
)

KINDS = (
	str.isdigit,
	str.islower,
	str.isupper,
	lambda c: c.isalpha() and not (c.islower() or c.isupper()),  # Chinese, for one
	lambda c: not c.isalnum(),
)


def check_password_strength(password: str, user: Any = None) -> None:
	"""Refuse a weak password and say how to better it."""
	if not get_system_settings("enable_password_policy"):
		return
	problem = weakness(
		password, names_of(user), MINIMUM_LENGTH.get(str(get_system_settings("minimum_password_score")), 8)
	)
	if problem:
		throw(problem, title=_("Invalid Password"))


def names_of(user: Any) -> list[str]:
	"""Return the words a user's password must not contain."""
	if not user:
		return []
	local_part = (user.email or user.name or "").partition("@")[0]
	return [word.lower() for word in (local_part, user.first_name, user.last_name) if word and len(word) > 2]


def weakness(password: str, names: list[str], minimum: int) -> str | None:
	"""Return what is wrong with a password, None if it is good enough."""
	lowered = password.lower()
	if len(password) < minimum:
		return _("The password has {0} characters; use at least {1}.").format(len(password), minimum)
	if any(common in lowered for common in COMMON):
		return _("This password is among the first ones that are guessed. Choose another.")
	if any(name in lowered for name in names):
		return _("The password contains your name. Choose another.")
	if sum(any(kind(c) for c in password) for kind in KINDS) < 2 or len(set(password)) < 5:
		return _("Mix letters with digits or signs, and repeat few of them.")
	return None
