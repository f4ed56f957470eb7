"""What a node may say beyond the everyday: how votes are counted, what happens when nobody acts in time.

Read strictly: a value that cannot be meant raises `BadValue`, which says what to write instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

REMIND, ESCALATE, SKIP = "Remind", "Escalate", "Skip"
TIMER_ACTS = (REMIND, ESCALATE, SKIP)
VERBS = ("transfer", "delegate", "add before", "add beside", "add after", "remove", "take back", "copy")


class DefinitionError(ValueError):
	"""The JSON is no flow at all (wrong shape); what else may be wrong, the linter says.

	The text is an English template with arguments, so that a caller can translate it.
	"""

	def __init__(self, message: str, *args: str):
		super().__init__(message, *args)
		self.message = message
		self.args_ = args

	def __str__(self) -> str:
		return self.message.format(*self.args_)


class BadValue(DefinitionError):
	"""One value of a node cannot be meant."""


@dataclass(frozen=True, slots=True)
class Approver:
	"""One rule that names people; which of the other values count depends on `rule`."""

	rule: str
	role: str = ""
	user: str = ""
	field: str = ""
	township_field: str = "township"
	office_field: str = ""
	post: str = ""

	@classmethod
	def parse(cls, data: Mapping[str, Any]) -> Approver:
		"""Read one rule; absent values take their defaults."""
		return cls(
			rule=data.get("rule") or "",
			role=data.get("role") or "",
			user=data.get("user") or "",
			field=data.get("field") or "",
			township_field=data.get("township_field") or "township",
			office_field=data.get("office_field") or "",
			post=data.get("post") or "",
		)

	def dump(self) -> dict[str, Any]:
		"""The rule without values that are empty or the default."""
		pairs = (
			(name, getattr(self, name)) for name in ("rule", "role", "user", "field", "office_field", "post")
		)
		data = {name: value for name, value in pairs if value}
		if self.township_field != "township":
			data["township_field"] = self.township_field
		return data


def approvers(data: Mapping[str, Any], name: str) -> tuple[Approver, ...]:
	"""The rules under a key of a node."""
	rows = data.get(name) or ()
	if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
		raise BadValue('{0} is a list of approver rules; write [{{"rule": …}}].', name)
	return tuple(Approver.parse(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Vote:
	"""When a vote passes (rule 3): `count` approvals, or a share of the roster reached or exceeded."""

	count: int = 0
	share: Fraction = Fraction(0)
	exceed: bool = False
	chair: Approver | None = None

	@classmethod
	def parse(cls, data: Any) -> Vote:
		"""Read `{"count": 3}`, `{"at_least": "2/3"}` or `{"more_than": "1/2"}`, with or without `chair`."""
		given = [
			name for name in ("count", "at_least", "more_than") if isinstance(data, Mapping) and name in data
		]
		if len(given) != 1:
			raise BadValue("A vote says when it passes: give one of count, at_least or more_than.")
		chair = data.get("chair")
		if chair is not None and not isinstance(chair, Mapping):
			raise BadValue('The chair of a vote is one approver rule; write {{"rule": …}}.')
		chair = Approver.parse(chair) if chair else None
		value = data[given[0]]
		if given == ["count"]:
			return cls(count=whole_number(value, "count"), chair=chair)
		return cls(share=_share(value), exceed=given == ["more_than"], chair=chair)

	def dump(self) -> dict[str, Any]:
		"""The vote as JSON."""
		share = f"{self.share.numerator}/{self.share.denominator}"
		name, value = (
			("count", self.count) if self.count else ("more_than" if self.exceed else "at_least", share)
		)
		return {name: value} | ({"chair": self.chair.dump()} if self.chair else {})

	def needed(self, roster: int) -> int:
		"""Approvals that pass the vote of a roster of this size."""
		if self.count:
			return self.count
		exact = self.share * roster
		return max(1, int(exact) + 1 if self.exceed else -int(-exact // 1))


@dataclass(frozen=True, slots=True)
class Rung:
	"""What happens `after` so many working minutes without an act (rule 11); `to` names those it escalates to."""

	after: int
	do: str
	to: tuple[Approver, ...] = ()
	hand_over: bool = False

	@classmethod
	def parse(cls, data: Any) -> Rung:
		"""Read one rung."""
		if not isinstance(data, Mapping) or data.get("do") not in TIMER_ACTS:
			raise BadValue("A rung of a timer does one of {0}; name it under do.", ", ".join(TIMER_ACTS))
		return cls(
			after=whole_number(data.get("after"), "after"),
			do=data["do"],
			to=approvers(data, "to"),
			hand_over=bool(data.get("hand_over", False)),
		)

	def dump(self) -> dict[str, Any]:
		"""The rung as JSON."""
		data: dict[str, Any] = {"after": self.after, "do": self.do}
		if self.to:
			data["to"] = [rule.dump() for rule in self.to]
		return data | ({"hand_over": True} if self.hand_over else {})


def rungs(data: Any) -> tuple[Rung, ...]:
	"""A timer: its rungs in the order of time, each time used once."""
	if not isinstance(data, list | tuple):
		raise BadValue("A timer is a list of rungs, each with after (working minutes) and do.")
	rows = tuple(Rung.parse(row) for row in data)
	times = [row.after for row in rows]
	if times != sorted(set(times)):
		raise BadValue("The rungs of a timer stand in the order of time; put the earlier one first.")
	return rows


def verbs(data: Any) -> tuple[str, ...]:
	"""The further acts that a node allows, in their fixed order."""
	given = set(data) if isinstance(data, list | tuple) else {data}
	unknown = sorted(str(name) for name in given if name not in VERBS)
	if unknown:
		raise BadValue(
			"{0} cannot be allowed at a node; choose from {1}.", ", ".join(unknown), ", ".join(VERBS)
		)
	return tuple(verb for verb in VERBS if verb in given)


def whole_number(value: Any, name: str) -> int:
	"""A whole number above nought. Raises BadValue for anything else."""
	text = str(value).strip()
	if isinstance(value, bool) or not text.isdecimal() or int(text) < 1:
		raise BadValue("{0} is a whole number above nought; {1} is none.", name, text)
	return int(text)


def _share(value: Any) -> Fraction:
	try:
		share = Fraction(str(value).replace(" ", ""))
	except (ValueError, ZeroDivisionError):
		share = Fraction(-1)
	if not 0 <= share <= 1:
		raise BadValue('A share is a fraction such as "2/3" and at most one; {0} is none.', str(value))
	return share
