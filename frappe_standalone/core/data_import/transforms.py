"""How one field gets its value from a row: a source and the steps after it.

Sources: `column`, `constant`, `parameter`, `target` (the name of a record an earlier target made from this row).
Steps, always in this order: `split`, `map` or `ending_map`, `case`, `default`.
"""

from dataclasses import dataclass, field

from frappe import _

from frappe_standalone.core.data_import.errors import BadMapping

_SOURCES = ("column", "constant", "parameter", "target")
_KEYS = {*_SOURCES, "split", "map", "ending_map", "case", "default", "only_on_create", "description"}


class UnknownValue(ValueError):
	"""A value that a `map` does not know: the row is bad."""


@dataclass(frozen=True)
class FieldRule:
	"""The rule for one field of a target."""

	fieldname: str
	column: str | None = None
	constant: object = None
	parameter: str | None = None
	target: str | None = None
	split: dict | None = None
	map: dict[str, str] = field(default_factory=dict)
	ending_map: dict[str, str] = field(default_factory=dict)
	case: str | None = None
	default: object = None
	# A later run leaves such a field as people have set it since.
	only_on_create: bool = False
	# The child table the field belongs to.
	table: str | None = None

	def value(self, row: dict[str, str], parameters: dict[str, str]) -> object:
		"""Return the value for this row; raises UnknownValue when a map has no entry for it."""
		if self.constant is not None:
			return self.constant
		if self.parameter:
			return parameters[self.parameter]
		text = row.get(self.column, "")
		text = self._part(text)
		text = self._mapped(text)
		if self.case:
			text = text.upper() if self.case == "upper" else text.lower()
		return text if text != "" else self.default

	def _part(self, text: str) -> str:
		if not self.split or not text:
			return text
		parts = text.split(self.split["by"])
		index = self.split["index"]
		return parts[index].strip() if -len(parts) <= index < len(parts) else ""

	def _mapped(self, text: str) -> str:
		if self.map and text:
			if text not in self.map and "*" not in self.map:
				raise UnknownValue(
					_(
						"{0} is not a known value of the column {1}. Correct it or add it to the mapping."
					).format(text, self.column)
				)
			return self.map.get(text, self.map.get("*"))
		if self.ending_map and text:
			endings = sorted((key for key in self.ending_map if text.endswith(key)), key=len, reverse=True)
			return self.ending_map[endings[0]] if endings else self.ending_map.get("*", "")
		return text


def parse_rule(fieldname: str, data: dict | str) -> FieldRule:
	"""Return the rule written in a mapping; a plain text is the name of a column."""
	if isinstance(data, str):
		data = {"column": data}
	unknown = sorted(set(data) - _KEYS)
	if unknown:
		raise BadMapping(_("The field {0} uses the unknown key {1}.").format(fieldname, ", ".join(unknown)))
	if sum(key in data for key in _SOURCES) != 1:
		raise BadMapping(
			_("The field {0} needs exactly one source: column, constant, parameter or target.").format(
				fieldname
			)
		)
	if data.get("case") not in (None, "upper", "lower"):
		raise BadMapping(_("The case of the field {0} is either upper or lower.").format(fieldname))
	return FieldRule(fieldname, **{key: value for key, value in data.items() if key != "description"})
