"""An import from start to end: read, plan, apply in short batches, undo everything when it cannot be completed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import frappe
from frappe import _

from frappe_standalone.core.data_import.errors import BadMapping, ImportRunning
from frappe_standalone.core.data_import.heads import mapping_by_headers
from frappe_standalone.core.data_import.journal import Journal, ensure_table, import_lock, undo_entries
from frappe_standalone.core.data_import.mapping import Mapping, find_mapping, load_mapping
from frappe_standalone.core.data_import.plan import BadRow, Plan, PlannedRow, Planner, Record
from frappe_standalone.core.data_import.readers import Table, read_table
from frappe_standalone.core.data_import.undo_log import values_before
from frappe_standalone.core.data_import.values import same
from frappe_standalone.core.db import LAZY

# Short enough that a clerk who saves meanwhile does not notice.
BATCH_ROWS = 50
# A dry run of so many rows is really tried and taken back, for the documents' own rules; a longer file is only planned,
# because trying it would make everybody else wait.
TRIAL_ROWS = 200
# Refusals of a document's own rules: they make a row bad. Anything else ends the import.
_REFUSALS = (frappe.ValidationError, frappe.PermissionError, frappe.NameError)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportOptions:
	"""How to import."""

	parameters: dict[str, str] = field(default_factory=dict)
	dry_run: bool = False
	skip_bad: bool = False
	# An empty cell leaves what an existing record holds.
	keep_stored: bool = False
	# Submit new records (v15's `submit_after_import`).
	submit: bool = False
	# The Data Import that asked, for the audit and the versions.
	import_name: str | None = None


@dataclass
class Counts:
	"""What happened to the records of one doctype."""

	created: int = 0
	updated: int = 0
	unchanged: int = 0


@dataclass
class ImportResult:
	"""What an import did, or in a dry run would do."""

	rows: int = 0
	filtered: int = 0
	bad: list[BadRow] = field(default_factory=list)
	counts: dict[str, Counts] = field(default_factory=dict)

	def count(self, record: Record, what: str) -> None:
		"""Add one record to the figures of its doctype."""
		counts = self.counts.setdefault(record.target.doctype, Counts())
		setattr(counts, what, getattr(counts, what) + 1)


def run_import(
	doctype: str, file: Path, map_name: str | None, options: ImportOptions, progress: Progress | None = None
) -> ImportResult:
	"""Import a file; raises UnreadableFile, BadMapping or ImportRunning. Bad rows are in the result."""
	map_file = find_mapping(map_name, frappe.get_installed_apps()) if map_name else None
	return import_table(read_table(file), choose_mapping(doctype, map_file), options, progress)


def choose_mapping(doctype: str, map_file: Path | None) -> Callable[[Table], Mapping]:
	"""Return what gives the mapping for a table: a file, or the table's own column heads."""
	if not frappe.db.exists("DocType", doctype):
		raise BadMapping(_("There is no doctype {0}. Write its name as in the URL's title.").format(doctype))
	if not map_file:
		return lambda table: mapping_by_headers(doctype, table.columns)
	mapping = load_mapping(map_file)
	if mapping.doctype != doctype:
		raise BadMapping(
			_("The mapping {0} is for {1}, not for {2}.").format(map_file.stem, mapping.doctype, doctype)
		)
	return lambda table: mapping


def import_table(
	table: Table,
	mapping_for: Callable[[Table], Mapping],
	options: ImportOptions,
	progress: Progress | None = None,
) -> ImportResult:
	"""Plan and, unless a dry run or bad rows forbid it, load a table."""
	lock = import_lock(frappe.local.site_path)
	if not lock.acquire():
		raise ImportRunning(_("Another import is running on this site. Wait until it has finished."))
	try:
		# Planning only reads, so nobody waits for it.
		frappe.db.set_mode(LAZY)
		ensure_table()
		undo_entries()
		mapping = mapping_for(table)
		plan = Planner(mapping, mapping.parameters(options.parameters)).plan(table)
		result = ImportResult(plan.read, plan.filtered, list(plan.bad))
		if options.dry_run and len(plan.rows) <= TRIAL_ROWS:
			Applier(plan, result, options, None).try_out()
		elif options.dry_run or (plan.bad and not options.skip_bad):
			_count_plan(plan, result)
		else:
			Applier(plan, result, options, progress).apply()
		return result
	finally:
		lock.release()


def _count_plan(plan: Plan, result: ImportResult) -> None:
	seen: set[int] = set()
	for row in plan.rows:
		for record in row.records:
			if id(record) not in seen:
				seen.add(id(record))
				result.count(record, _what_would_happen(record))


def _what_would_happen(record: Record) -> str:
	if not record.existing:
		return "created"
	return "updated" if changes(record, {}) else "unchanged"


class Applier:
	"""Writes a plan."""

	def __init__(self, plan: Plan, result: ImportResult, options: ImportOptions, progress: Progress | None):
		self.plan = plan
		self.result = result
		self.options = options
		self.progress = progress
		self.journal = Journal()
		self.names: dict[int, str] = {}

	def apply(self) -> None:
		"""Load every row; on any failure take everything back."""
		try:
			for start in range(0, len(self.plan.rows), BATCH_ROWS):
				for row in self.plan.rows[start : start + BATCH_ROWS]:
					self.apply_row(row)
				frappe.db.commit()
				if self.progress:
					self.progress(min(start + BATCH_ROWS, len(self.plan.rows)), len(self.plan.rows))
		except BaseException:
			frappe.db.rollback()
			self.journal.undo()
			raise
		if self.result.bad and not self.options.skip_bad:
			self.journal.undo()
			self.result.counts.clear()
		else:
			self.journal.complete()

	def try_out(self) -> None:
		"""Load every row to see whether its documents accept it, and take all of it back."""
		try:
			for row in self.plan.rows:
				self.apply_row(row)
		finally:
			frappe.db.rollback()

	def apply_row(self, row: PlannedRow) -> None:
		"""Load one row as a whole, or note why its documents refuse it."""
		done: list[tuple[Record, str]] = []
		known = dict(self.names)
		frappe.db.savepoint("import_row")
		try:
			for record in row.records:
				if id(record) not in self.names:
					done.append((record, self._apply_record(record)))
		except _REFUSALS as error:
			frappe.db.rollback(save_point="import_row")
			self.names = known
			self.result.bad.append(BadRow(row.line, refusal_text(error)))
			return
		for record, what in done:
			self.result.count(record, what)

	def _apply_record(self, record: Record) -> str:
		doctype = record.target.doctype
		if not record.existing:
			return self._create(
				record, {name: self._resolved(value) for name, value in record.values.items()}
			)
		self.names[id(record)] = record.existing
		changed = changes(record, self.names, self.options.keep_stored)
		if not changed:
			return "unchanged"
		doc = self._told(frappe.get_doc(doctype, record.existing))
		previous = values_before(doc, list(changed))
		doc.update(changed)
		doc.save()
		self.journal.updated(doctype, doc.name, previous)
		return "updated"

	def _create(self, record: Record, values: dict[str, object]) -> str:
		doctype = record.target.doctype
		set_name = values.pop("name", None) or None
		doc = self._told(frappe.get_doc({"doctype": doctype, **values})).insert(set_name=set_name)
		if self.options.submit:
			doc.submit()
		self.names[id(record)] = doc.name
		self.journal.created(doctype, doc.name)
		return "created"

	def _told(self, doc):
		"""The document, knowing that an import writes it, as v15 tells it."""
		if self.options.import_name:
			doc.flags.via_data_import = True
			doc.flags.updater_reference = {
				"doctype": "Data Import",
				"docname": self.options.import_name,
				"label": _("via Data Import"),
			}
		return doc

	def _resolved(self, value: object) -> object:
		return self.names[id(value)] if isinstance(value, Record) else value


def changes(record: Record, names: dict[int, str], keep_stored: bool = False) -> dict[str, object]:
	"""Return the fields of an existing record that differ from the file, with the file's values.

	With `keep_stored` an empty cell means "as it is".
	"""
	if record.target.create_only:
		return {}
	meta = frappe.get_meta(record.target.doctype)
	once = {rule.fieldname for rule in record.target.rules if rule.only_on_create and not rule.table}
	# The record was found by its key; the database and its controller may write that in another case.
	compared = [name for name in record.values if name not in once and name not in record.target.key]
	if keep_stored:
		compared = [name for name in compared if record.values[name] not in (None, "")]
	own = [name for name in compared if name != "name" and not isinstance(record.values[name], list)]
	stored = frappe.db.get_value(record.target.doctype, record.existing, own, as_dict=True) if own else {}
	found = {}
	for name in own:
		value = record.values[name]
		if isinstance(value, Record):
			value = names.get(id(value)) or value.existing
		if not same(meta.get_field(name), stored[name], value):
			found[name] = value
	for name in compared:
		if isinstance(record.values[name], list) and _rows_differ(record, name):
			found[name] = record.values[name]
	return found


def _rows_differ(record: Record, table: str) -> bool:
	"""Whether the rows of a child table are not those of the file."""
	meta = frappe.get_meta(frappe.get_meta(record.target.doctype).get_field(table).options)
	rows = frappe.get_doc(record.target.doctype, record.existing).get(table)
	wanted = record.values[table]
	return len(rows) != len(wanted) or not all(
		same(meta.get_field(name), row.get(name), value)
		for row, values in zip(rows, wanted, strict=True)
		for name, value in values.items()
	)


def refusal_text(error: Exception) -> str:
	"""Return the refusal's words without markup."""
	if isinstance(error, frappe.DuplicateEntryError):
		frappe.local.message_log = []
		return _("{0} {1} exists already.").format(
			_(str(error.args[0])), error.args[1] if error.args[1:] else ""
		)
	text = str(error)
	if not text and frappe.local.message_log:
		text = str(frappe.local.message_log[-1].message)
	frappe.local.message_log = []
	return frappe.utils.strip_html(text) or type(error).__name__
