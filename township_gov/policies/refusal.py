"""What a rule answers when it says no: a plain value, never an exception with prose inside.

A policy returns `Refusal`s; the caller decides whether to show or to raise them. The message is an
English template with `{0}` placeholders, so that the Frappe layer can translate it before filling it in.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
	"""One "no" (or "careful") of one rule.

	rule: short name of the rule, with its source, e.g. "ceiling (S04)".
	message: English template saying what is wrong and what to do next.
	values: what fills the template, in order.
	is_warning: True where the rule only warns.
	"""

	rule: str
	message: str
	values: tuple = ()
	is_warning: bool = False

	def text(self, translate: Callable[[str], str] = str) -> str:
		"""The message in the reader's language."""
		return translate(self.message).format(*self.values)


class RuleError(ValueError):
	"""A rule cannot be computed from the values given; carries the `Refusal` that says why."""

	def __init__(self, rule: str, message: str, *values):
		self.refusal = Refusal(rule, message, values)
		super().__init__(self.refusal.text())
