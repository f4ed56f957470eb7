"""How a policy lists its rules: each is a condition that must hold and the refusal if it does not."""

from collections.abc import Iterable

from township_gov.policies.refusal import Refusal


def unless(holds: object, rule: str, message: str, *values) -> Refusal | None:
	"""None where the rule holds, else its refusal; `values` fill the message's `{0}`, `{1}` …"""
	return None if holds else Refusal(rule, message, values)


def found(refusals: Iterable[Refusal | None]) -> list[Refusal]:
	"""Only the refusals, in the order of the rules; empty = nothing is against it."""
	return [refusal for refusal in refusals if refusal]
