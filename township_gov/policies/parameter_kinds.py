"""One number of the rules: its key, default, unit and source; how its values are read and written."""

from dataclasses import dataclass

from township_gov.policies.refusal import RuleError


class BadParameterValue(RuleError):
	"""The text given is no value of the parameter's kind."""


# The greatest number that makes sense in a unit: beyond it somebody has mistyped
_MOST = {
	"Percent": 100,
	"Hour": 23,
	"Minutes": 1440,
	"Hours": 720,
	"Working Days": 366,
	"Calendar Days": 3660,
	"Months": 120,
	"Years": 60,
	"Persons": 1000,
	"Visits": 100,
	"Powers": 5000,
	"Notices": 1000,
	"Numbers": 1000,
}

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
	least: int = 0
	most: int | None = None  # None: what its unit allows

	@property
	def bounds(self) -> tuple[int, int] | None:
		"""The least and the greatest number that may be entered, both included; None where the value is no number."""
		if isinstance(self.default, bool | str):
			return None
		unit = self.unit.partition(",")[0]
		return self.least, self.most if self.most is not None else _MOST.get(unit, 10**9 - 1)

	def parse(self, text: str) -> Value:
		"""A stored text as a value. Raises `BadParameterValue`, also for a number outside `bounds`."""
		text = str(text).strip().replace("，", ",").replace("、", ",")
		try:
			value = _PARSERS[type(self.default)](text)
		except (KeyError, ValueError):
			raise BadParameterValue(
				"rule setting",
				"{0} is no value for {1} (unit: {2}). Enter one like {3}.",
				text,
				self.key,
				self.unit,
				written(self.default),
			) from None
		self._check_bounds(value)
		return value

	def _check_bounds(self, value: Value) -> None:
		if self.bounds is None:
			return
		least, most = self.bounds
		for number in value if isinstance(value, tuple) else (value,):
			if not least <= number <= most:
				raise BadParameterValue(
					"rule setting",
					"{0} is out of range. Enter a number from {1} to {2}.",
					str(number),
					least,
					most,
				)


def _parse_bool(text: str) -> bool:
	return {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}[text.lower()]


def _parse_number(kind: type):
	def parse(text: str):
		return kind(text)

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
