"""One number of the rules: its key, default, unit and source; how its values are read and written."""

from dataclasses import dataclass

from township_gov.policies.refusal import RuleError


class BadParameterValue(RuleError):
	"""The text given is no value of the parameter's kind."""


# A tuple is a list of whole numbers.
Value = bool | int | float | str | tuple[int, ...]


@dataclass(frozen=True)
class Parameter:
	"""One number of the rules. The type of `default` is the type of every value."""

	key: str
	title: str
	default: Value
	unit: str
	source: str
	description: str = ""

	def parse(self, text: str) -> Value:
		"""A stored text as a value. Raises `BadParameterValue`; numbers are never negative."""
		text = str(text).strip()
		try:
			return _PARSERS[type(self.default)](text)
		except (KeyError, ValueError):
			raise BadParameterValue(
				"rule setting",
				"{0} is no value for {1} (unit: {2}). Enter one like {3}.",
				text,
				self.key,
				self.unit,
				written(self.default),
			) from None


def _parse_bool(text: str) -> bool:
	return {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}[text.lower()]


def _parse_number(kind: type):
	def parse(text: str):
		number = kind(text)
		if not 0 <= number < 10**9:
			raise ValueError(text)
		return number

	return parse


def _parse_list(text: str) -> tuple[int, ...]:
	return tuple(_parse_number(int)(part) for part in text.split(","))


_PARSERS = {
	bool: _parse_bool,
	int: _parse_number(int),
	float: _parse_number(float),
	tuple: _parse_list,
	str: str,
}


def written(value: Value) -> str:
	"""A value as it is stored in a `Rule Setting`."""
	if isinstance(value, tuple):
		return ",".join(str(part) for part in value)
	return str(int(value)) if isinstance(value, bool) else str(value)
