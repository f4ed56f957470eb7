"""From rows to the records they become, with every row checked before anything is written."""

from dataclasses import dataclass, field

import frappe
from frappe import _

from frappe_standalone.core.data_import.errors import BadMapping
from frappe_standalone.core.data_import.mapping import Mapping, Target
from frappe_standalone.core.data_import.readers import Row, Table
from frappe_standalone.core.data_import.transforms import UnknownValue
from frappe_standalone.core.data_import.values import BadValue, convert
from frappe_standalone.core.permissions import knows_all


@dataclass(frozen=True)
class BadRow:
	"""A row that cannot be loaded, and why."""

	line: int
	reason: str


@dataclass
class Record:
	"""One document a row (or several rows) becomes. A Record as a value stands for its name."""

	target: Target
	key: tuple[str, ...]
	line: int
	values: dict[str, object]
	existing: str | None = None


@dataclass
class PlannedRow:
	"""A row and its records, in the order they are needed."""

	line: int
	records: list[Record]


@dataclass
class Plan:
	"""Everything an import would do."""

	rows: list[PlannedRow] = field(default_factory=list)
	bad: list[BadRow] = field(default_factory=list)
	read: int = 0
	filtered: int = 0


class Planner:
	"""Builds the plan of one import."""

	def __init__(self, mapping: Mapping, parameters: dict[str, str]):
		self.mapping = mapping
		self.parameters = parameters
		self.known: dict[tuple, Record] = {}
		self.links: dict[tuple[str, str], str | None] = {}
		self.open: dict[str, bool] = {}  # DocType → the user sees all its records
		self.metas = {target.doctype: frappe.get_meta(target.doctype) for target in mapping.targets}
		self._check_fields()

	def plan(self, table: Table) -> Plan:
		"""Check every row of the table; raises BadMapping when its columns are not those of the mapping."""
		missing = sorted(self.mapping.columns() - set(table.columns))
		if missing:
			raise BadMapping(
				_("The file has no column {0}. Its columns are: {1}.").format(
					", ".join(missing), ", ".join(table.columns)
				)
			)
		plan = Plan(read=len(table.rows))
		for row in table.rows:
			if not all(filter_.accepts(row.values, self.parameters) for filter_ in self.mapping.filters):
				plan.filtered += 1
				continue
			try:
				plan.rows.append(self._plan_row(row))
			except (UnknownValue, BadValue) as error:
				plan.bad.append(BadRow(row.line, str(error)))
		return plan

	def _check_fields(self) -> None:
		for target in self.mapping.targets:
			for rule in target.rules:
				if not self.metas[target.doctype].has_field(rule.fieldname):
					raise BadMapping(
						_("{0} has no field {1}. Correct the mapping.").format(
							_(target.doctype), rule.fieldname
						)
					)

	def _plan_row(self, row: Row) -> PlannedRow:
		made: dict[str, Record] = {}
		for target in self.mapping.targets:
			made[target.id] = self._plan_record(target, row, made)
		return PlannedRow(row.line, list(made.values()))

	def _plan_record(self, target: Target, row: Row, made: dict[str, Record]) -> Record:
		values = {
			rule.fieldname: made[rule.target] if rule.target else rule.value(row.values, self.parameters)
			for rule in target.rules
		}
		key = tuple(self._key_text(target, values[name], name) for name in target.key)
		earlier = self.known.get((target.id, key))
		if earlier and target.repeats:
			return earlier
		if earlier:
			raise BadValue(
				_("{0} {1} stands already in line {2}.").format(
					_(target.doctype), " / ".join(key), earlier.line
				)
			)
		record = Record(target, key, row.line, values)
		self._check_record(record)
		self.known[(target.id, key)] = record
		return record

	def _key_text(self, target: Target, value: object, name: str) -> str:
		if isinstance(value, Record):
			return " / ".join(value.key)
		if value in (None, ""):
			label = self.metas[target.doctype].get_field(name).label
			raise BadValue(_("{0} is empty; without it the record cannot be told apart.").format(_(label)))
		return str(value)

	def _check_record(self, record: Record) -> None:
		meta = self.metas[record.target.doctype]
		for name, value in record.values.items():
			if isinstance(value, Record):
				continue
			field_ = meta.get_field(name)
			record.values[name] = convert(field_, value)
			if field_.fieldtype == "Link" and record.values[name]:
				record.values[name] = self._linked(field_, record.values[name])
		record.existing = self._existing(record)
		self._check_visible(record)
		if not record.existing:
			self._check_mandatory(record, meta)

	def _existing(self, record: Record) -> str | None:
		filters = {}
		for name in record.target.key:
			value = record.values[name]
			if isinstance(value, Record):
				if not value.existing:
					return None
				value = value.existing
			filters[name] = value
		return frappe.db.get_value(record.target.doctype, filters, "name")

	def _check_visible(self, record: Record) -> None:
		"""Refuse a record that is there but closed to the user: comparing it with the file would tell what it holds."""
		doctype = record.target.doctype
		if record.existing and not self._visible(doctype, {"name": record.existing}):
			raise BadValue(
				_("{0} {1} stands already where you may not see it. Ask your administrator.").format(
					_(doctype), " / ".join(record.key)
				)
			)

	def _visible(self, doctype: str, filters: dict) -> list[str]:
		"""The names of at most two records that match, of those the user may choose."""
		if doctype not in self.open:
			self.open[doctype] = knows_all(doctype)
		ask = frappe.get_all if self.open[doctype] else frappe.get_list
		try:
			return ask(doctype, filters=filters, pluck="name", limit=2)
		except frappe.PermissionError:
			frappe.clear_last_message()
			return []

	def _check_mandatory(self, record: Record, meta) -> None:
		for field_ in meta.fields:
			if (
				not field_.reqd
				or field_.default
				or field_.fetch_from
				or field_.fieldtype in ("Table", "Check")
			):
				continue
			if record.values.get(field_.fieldname) in (None, "") and field_.fieldname != "naming_series":
				raise BadValue(_("{0} is empty.").format(_(field_.label)))

	def _linked(self, field_, value: str) -> str:
		"""Return the name of the linked record: its name as given, or the only one with that title."""
		key = (field_.options, value)
		if key not in self.links:
			self.links[key] = frappe.db.exists(*key) or self._by_title(*key)
		if not self.links[key]:
			raise BadValue(
				_("There is no {0} {1} for {2}. Create it first or correct the value.").format(
					_(field_.options), value, _(field_.label)
				)
			)
		return self.links[key]

	def _by_title(self, doctype: str, value: str) -> str | None:
		title_field = frappe.get_meta(doctype).title_field
		if not title_field:
			return None
		found = self._visible(doctype, {title_field: value})
		return found[0] if len(found) == 1 else None
