"""A mapping file: which columns of a table become which fields of which doctypes.

	{"doctype": "Service Item",
	 "parameters": {"area": {"default": "331126", "description": "…"}},
	 "filter": [{"column": "areaCode", "equals_parameter": "area"}],
	 "targets": [{"id": "department", "doctype": "County Department", "key": ["department_name"],
	              "repeats": true, "create_only": true, "fields": {…}},
	             {"doctype": "Service Item", "key": ["item_code"], "fields": {…}}]}

Targets are handled in order for each row; `repeats` says that many rows may name the same record; `create_only`
leaves an existing record as it is.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from frappe import _

from frappe_standalone.core.apps import get_app_path
from frappe_standalone.core.data_import.errors import BadMapping
from frappe_standalone.core.data_import.transforms import FieldRule, parse_rule


@dataclass(frozen=True)
class Target:
	"""One doctype a row becomes."""

	id: str
	doctype: str
	key: tuple[str, ...]
	rules: tuple[FieldRule, ...]
	repeats: bool = False
	create_only: bool = False


@dataclass(frozen=True)
class Filter:
	"""A row is used when the column has one of the values."""

	column: str
	values: tuple[str, ...] = ()
	parameter: str | None = None

	def accepts(self, row: dict[str, str], parameters: dict[str, str]) -> bool:
		"""Say whether the row is meant."""
		wanted = (parameters[self.parameter],) if self.parameter else self.values
		return row.get(self.column, "") in wanted


@dataclass(frozen=True)
class Mapping:
	"""A whole mapping file."""

	doctype: str
	targets: tuple[Target, ...]
	filters: tuple[Filter, ...] = ()
	defaults: tuple[tuple[str, str], ...] = ()

	def columns(self) -> set[str]:
		"""Return the columns the table must have."""
		used = {rule.column for target in self.targets for rule in target.rules if rule.column}
		return used | {filter_.column for filter_ in self.filters}

	def parameters(self, given: dict[str, str] | None = None) -> dict[str, str]:
		"""Return the parameters with their defaults; raises BadMapping for one that does not exist."""
		known = dict(self.defaults)
		for name in given or {}:
			if name not in known:
				raise BadMapping(
					_("The mapping has no parameter {0}. It knows: {1}.").format(
						name, ", ".join(known) or "–"
					)
				)
		return {**known, **(given or {})}


def load_mapping(path: str | Path) -> Mapping:
	"""Read a mapping from a JSON file; raises BadMapping with the place of the mistake."""
	try:
		data = json.loads(Path(path).read_text(encoding="utf-8"))
	except (OSError, ValueError) as error:
		raise BadMapping(_("The mapping {0} cannot be read: {1}").format(path, error)) from error
	return parse_mapping(data)


def parse_mapping(data: dict) -> Mapping:
	"""Return the mapping described by `data`."""
	if not isinstance(data, dict) or not data.get("targets"):
		raise BadMapping(_("A mapping needs a list of targets, each with doctype, key and fields."))
	targets: list[Target] = []
	for entry in data["targets"]:
		targets.append(_parse_target(entry, {target.id for target in targets}))
	mapping = Mapping(
		doctype=data.get("doctype") or targets[-1].doctype,
		targets=tuple(targets),
		filters=tuple(_parse_filter(entry) for entry in data.get("filter", ())),
		defaults=tuple((name, str(entry["default"])) for name, entry in data.get("parameters", {}).items()),
	)
	_check_parameters(mapping)
	return mapping


def find_mapping(name_or_path: str, apps: list[str]) -> Path:
	"""Return the mapping file for a path, or for the name of one that an app brings."""
	path = Path(name_or_path)
	return path if path.is_file() else find_shipped_mapping(name_or_path, apps)


def find_shipped_mapping(name: str, apps: list[str]) -> Path:
	"""Return a mapping from the `imports/` folder of an app; raises BadMapping when none has it."""
	file_name = f"{Path(name).name.removesuffix('.json')}.json"
	for app in apps:
		candidate = imports_folder(app) / file_name
		if candidate.is_file():
			return candidate
	raise BadMapping(
		_("There is no mapping {0}, neither as a file nor in the imports folder of an app.").format(name)
	)


def imports_folder(app: str) -> Path:
	"""Return the folder in which an app brings its mappings."""
	return Path(get_app_path(app)) / "imports"


def _parse_target(entry: dict, earlier: set[str]) -> Target:
	missing = [key for key in ("doctype", "key", "fields") if not entry.get(key)]
	if missing:
		raise BadMapping(_("A target of the mapping lacks: {0}.").format(", ".join(missing)))
	rules = tuple(parse_rule(fieldname, rule) for fieldname, rule in entry["fields"].items())
	for rule in rules:
		if rule.target and rule.target not in earlier:
			raise BadMapping(
				_("The field {0} refers to the target {1}, which does not come before it.").format(
					rule.fieldname, rule.target
				)
			)
	lost = sorted(set(entry["key"]) - {rule.fieldname for rule in rules})
	if lost:
		raise BadMapping(
			_("The key {0} of {1} is not among its fields.").format(", ".join(lost), entry["doctype"])
		)
	return Target(
		id=entry.get("id") or entry["doctype"],
		doctype=entry["doctype"],
		key=tuple(entry["key"]),
		rules=rules,
		repeats=bool(entry.get("repeats")),
		create_only=bool(entry.get("create_only")),
	)


def _parse_filter(entry: dict) -> Filter:
	if "column" not in entry or not ({"equals", "in", "equals_parameter"} & set(entry)):
		raise BadMapping(
			_("A filter of the mapping needs a column and one of: equals, in, equals_parameter.")
		)
	values = entry.get("in") or ([entry["equals"]] if "equals" in entry else [])
	return Filter(entry["column"], tuple(str(value) for value in values), entry.get("equals_parameter"))


def _check_parameters(mapping: Mapping) -> None:
	known = dict(mapping.defaults)
	used = {rule.parameter for target in mapping.targets for rule in target.rules if rule.parameter}
	used |= {filter_.parameter for filter_ in mapping.filters if filter_.parameter}
	if used - set(known):
		raise BadMapping(
			_("The mapping uses the parameter {0} without declaring it.").format(
				", ".join(sorted(used - set(known)))
			)
		)
