"""From rows to the records they become, with every row checked before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field

import frappe
from frappe import _

from frappe_standalone.core.data_import.columns import NAME, name_column
from frappe_standalone.core.data_import.errors import BadMapping
from frappe_standalone.core.data_import.kinds import INSERT, UPDATE
from frappe_standalone.core.data_import.mapping import Mapping, Target
from frappe_standalone.core.data_import.readers import Row, Table
from frappe_standalone.core.data_import.transforms import FieldRule, UnknownValue
from frappe_standalone.core.data_import.values import BadValue, convert
from frappe_standalone.core.permissions import knows_all


@dataclass(frozen=True)
class BadRow:
	"""A row that cannot be loaded, and why; `cells` are (column, reason), the column None for the row as a whole."""

	line: int
	reason: str
	cells: tuple[tuple[str | None, str], ...] = ()


class BadCells(ValueError):
	"""Some cells of a record's rows cannot be loaded: (line, column or None, reason)."""

	def __init__(self, cells: list[tuple[int, str | None, str]]):
		super().__init__("；".join(reason for _line, _column, reason in cells))
		self.cells = cells


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
	"""A row, those below it that belong to it, and its records in the order they are needed."""

	line: int
	records: list[Record]
	lines: tuple[int, ...] = ()


@dataclass
class Plan:
	"""Everything an import would do."""

	rows: list[PlannedRow] = field(default_factory=list)
	bad: list[BadRow] = field(default_factory=list)
	read: int = 0
	filtered: int = 0


class Planner:
	"""Builds the plan of one import."""

	def __init__(
		self,
		mapping: Mapping,
		parameters: dict[str, str],
		import_type: str | None = None,
		keep_stored: bool = False,
	):
		"""`import_type` (v15's words) refuses records that exist already, or that do not; `keep_stored` lets an empty cell
		leave what an existing record holds."""
		self.mapping = mapping
		self.parameters = parameters
		self.import_type = import_type
		self.keep_stored = keep_stored
		self.known: dict[tuple, Record] = {}
		self.links = LinkFinder()
		self.metas = {target.doctype: frappe.get_meta(target.doctype) for target in mapping.targets}
		self._check_fields()
		self.key_columns = {
			target.id: {rule.fieldname: rule.column for rule in target.rules if not rule.table}
			for target in mapping.targets
		}

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
		for rows in grouped(table.rows, self.mapping):
			if not all(filter_.accepts(rows[0].values, self.parameters) for filter_ in self.mapping.filters):
				plan.filtered += len(rows)
				continue
			try:
				plan.rows.append(self._plan_rows(rows))
			except BadCells as error:
				plan.bad += bad_rows(error)
		return plan

	def _check_fields(self) -> None:
		for target in self.mapping.targets:
			for rule in target.rules:
				if not self._field(target, rule):
					raise BadMapping(
						_("{0} has no field {1}. Correct the mapping.").format(
							_(target.doctype), rule.fieldname
						)
					)

	def _field(self, target: Target, rule: FieldRule):
		meta = self.metas[target.doctype]
		if rule.table:
			table = meta.get_field(rule.table)
			return frappe.get_meta(table.options).get_field(rule.fieldname) if table else None
		return name_column().field if rule.fieldname == NAME else meta.get_field(rule.fieldname)

	def _plan_rows(self, rows: list[Row]) -> PlannedRow:
		made: dict[str, Record] = {}
		for target in self.mapping.targets:
			made[target.id] = self._plan_record(target, rows, made)
		return PlannedRow(rows[0].line, list(made.values()), tuple(row.line for row in rows))

	def _plan_record(self, target: Target, rows: list[Row], made: dict[str, Record]) -> Record:
		cells = CellReader(self, target, rows, made)
		values = cells.own_values()
		key = tuple(key_text(values.get(name)) for name in target.key)
		earlier = self.known.get((target.id, key)) if key and not cells.bad else None
		if earlier and target.repeats:
			return earlier
		values.update(cells.tables())
		record = Record(target, key, rows[0].line, values)
		if not cells.bad:
			self._find_existing(record, earlier, cells)
		if not record.existing:
			cells.check_mandatory(record)
		if cells.bad:
			raise BadCells(cells.bad)
		if key:
			self.known[(target.id, key)] = record
		return record

	def _find_existing(self, record: Record, earlier: Record | None, cells: CellReader) -> None:
		column = self.key_columns[record.target.id].get(record.target.key[0]) if record.target.key else None
		doctype, name = _(record.target.doctype), " / ".join(record.key)
		if earlier:
			cells.refuse(column, _("{0} {1} stands already in line {2}.").format(doctype, name, earlier.line))
			return
		found = self._existing(record)
		record.existing = found[0] if found else None
		if len(found) > 1:
			cells.refuse(
				column,
				_(
					"{0} {1} exists more than once. Recognise records by another column, for example the ID."
				).format(doctype, name),
			)
		elif record.existing and self.import_type == INSERT:
			cells.refuse(
				column,
				_("{0} {1} exists already. Take the row out, or choose to change existing records.").format(
					doctype, name
				),
			)
		elif not record.existing and (
			self.import_type == UPDATE or (NAME in record.values and self._names_itself(record))
		):
			cells.refuse(
				column,
				_("There is no {0} {1} to change. Correct the value, or choose to add new records.").format(
					doctype, name
				),
			)

	def _names_itself(self, record: Record) -> bool:
		"""Whether the program gives new records of this DocType their names."""
		return (self.metas[record.target.doctype].autoname or "").lower() != "prompt"

	def _existing(self, record: Record) -> list[str]:
		filters = {}
		for name in record.target.key:
			value = record.values[name]
			if isinstance(value, Record):
				if not value.existing:
					return []
				value = value.existing
			filters[name] = value
		if not filters:
			return []
		# What he may not see is not there for him: to say that it is would answer any question about it, line by line.
		# A name or a value that must be unique is refused when it is saved, as on a form.
		return self.links.visible(record.target.doctype, filters)


class CellReader:
	"""Turns the cells of a record's rows into values and gathers what is wrong with them."""

	def __init__(self, planner: Planner, target: Target, rows: list[Row], made: dict[str, Record]):
		self.planner, self.target, self.rows, self.made = planner, target, rows, made
		self.meta = planner.metas[target.doctype]
		self.bad: list[tuple[int, str | None, str]] = []

	def refuse(self, column: str | None, reason: str, line: int | None = None) -> None:
		"""Note what is wrong with a cell (of the record's first row)."""
		self.bad.append((line or self.rows[0].line, column, reason))

	def bad_columns(self) -> set[str | None]:
		return {column for _line, column, _reason in self.bad}

	def own_values(self) -> dict[str, object]:
		"""The values of the record's own fields."""
		values: dict[str, object] = {}
		for rule in self.target.rules:
			if rule.target:
				values[rule.fieldname] = self.made[rule.target]
			elif not rule.table:
				self._read(rule, self.rows[0], values)
		for name in self.target.key:
			column = self.planner.key_columns[self.target.id].get(name)
			if values.get(name) in (None, "") and column not in self.bad_columns():
				label = _("ID") if name == NAME else _(self.meta.get_field(name).label)
				self.refuse(
					column, _("{0} is empty; without it the record cannot be told apart.").format(label)
				)
		return values

	def _read(self, rule: FieldRule, row: Row, values: dict[str, object]) -> None:
		field_ = self.planner._field(self.target, rule)
		try:
			value = convert(field_, rule.value(row.values, self.planner.parameters))
			if field_.fieldtype == "Link" and value:
				value = self.planner.links.find(field_, value)
			values[rule.fieldname] = value
		except (UnknownValue, BadValue) as error:
			self.refuse(rule.column, str(error), row.line)

	def tables(self) -> dict[str, list[dict]]:
		"""The rows of child tables; one without any content is left out."""
		rules: dict[str, list[FieldRule]] = {}
		for rule in self.target.rules:
			if rule.table:
				rules.setdefault(rule.table, []).append(rule)
		found = {}
		for table, columns in rules.items():
			children = []
			for row in self.rows:
				if any(row.values.get(rule.column) for rule in columns):
					children.append(self._child(table, columns, row))
			if children:
				found[table] = children
		return found

	def _child(self, table: str, rules: list[FieldRule], row: Row) -> dict:
		values: dict[str, object] = {}
		for rule in rules:
			self._read(rule, row, values)
		bad = {column for line, column, _reason in self.bad if line == row.line}
		columns = {rule.fieldname: rule.column for rule in rules}
		for field_ in missing(frappe.get_meta(self.meta.get_field(table).options), values):
			if columns.get(field_.fieldname) not in bad:
				self.refuse(
					columns.get(field_.fieldname), _("{0} is empty.").format(_(field_.label)), row.line
				)
		return {name: value for name, value in values.items() if value not in (None, "")}

	def check_mandatory(self, record: Record) -> None:
		"""A new record has what it needs."""
		columns, bad = self.planner.key_columns[self.target.id], self.bad_columns()
		for field_ in missing(self.meta, record.values):
			column = columns.get(field_.fieldname)
			if column in bad:
				continue
			text = _("{0} is empty.") if column else _("{0} is needed and has no column in the file.")
			self.refuse(column, text.format(_(field_.label)))


class LinkFinder:
	"""Finds what a cell means by a linked record: its name, its title, or another value that only one record has."""

	def __init__(self):
		self.found: dict[tuple[str, str], str | None] = {}
		self.open: dict[str, bool] = {}  # DocType → the user sees all its records

	def find(self, field_, value: str) -> str:
		"""Return the name of the record; raises BadValue when there is none, or several."""
		key = (field_.options, value)
		if key not in self.found:
			self.found[key] = frappe.db.exists(*key) or self._by_what_is_shown(*key)
		if not self.found[key]:
			raise BadValue(
				_("There is no {0} {1} for {2}. Create it first or correct the value.").format(
					_(field_.options), value, _(field_.label)
				)
			)
		return self.found[key]

	def _by_what_is_shown(self, doctype: str, value: str) -> str | None:
		for fieldname in shown_fields(frappe.get_meta(doctype)):
			names = self.visible(doctype, {fieldname: value})
			if len(names) > 1:
				raise BadValue(
					_("There are several {0} {1}. Write the number of the one that is meant.").format(
						_(doctype), value
					)
				)
			if names:
				return names[0]
		return None

	def visible(self, doctype: str, filters: dict) -> list[str]:
		"""The names of at most two records that match, of those the user may choose."""
		if doctype not in self.open:
			self.open[doctype] = knows_all(doctype)
		ask = frappe.get_all if self.open[doctype] else frappe.get_list
		try:
			return ask(doctype, filters=filters, pluck="name", limit=2)
		except frappe.PermissionError:
			frappe.clear_last_message()
			return []


def shown_fields(meta) -> list[str]:
	"""The fields by which people name a record: its title, then what is unique, then what is searched."""
	unique = [field_.fieldname for field_ in meta.fields if field_.unique]
	searched = [name.strip() for name in (meta.search_fields or "").split(",") if name.strip()]
	names = dict.fromkeys([meta.title_field, *unique, *searched])
	return [
		name
		for name in names
		if name and (field_ := meta.get_field(name)) and field_.fieldtype in ("Data", "Link", "Phone")
	]


def missing(meta, values: dict) -> list:
	"""The mandatory fields without a value that the program does not fill itself."""
	return [
		field_
		for field_ in meta.fields
		if field_.reqd
		and not field_.default
		and not field_.fetch_from
		and not field_.read_only
		and field_.fieldtype not in ("Table", "Table MultiSelect", "Check")
		and field_.fieldname != "naming_series"
		and values.get(field_.fieldname) in (None, "")
	]


def grouped(rows: list[Row], mapping: Mapping) -> list[list[Row]]:
	"""Rows with those below them that hold child rows alone."""
	rules = [rule for target in mapping.targets for rule in target.rules]
	own = {rule.column for rule in rules if not rule.table and rule.column}
	if not any(rule.table for rule in rules):
		return [[row] for row in rows]
	found: list[list[Row]] = []
	for row in rows:
		if found and not any(row.values.get(column) for column in own):
			found[-1].append(row)
		else:
			found.append([row])
	return found


def bad_rows(error: BadCells) -> list[BadRow]:
	"""The bad cells of a record, line by line."""
	lines: dict[int, list[tuple[str | None, str]]] = {}
	for line, column, reason in error.cells:
		lines.setdefault(line, []).append((column, reason))
	return [
		BadRow(line, "；".join(reason for _column, reason in cells), tuple(cells))
		for line, cells in lines.items()
	]


def key_text(value: object) -> str:
	"""A value of the key as it is compared."""
	return " / ".join(value.key) if isinstance(value, Record) else str(value or "")
