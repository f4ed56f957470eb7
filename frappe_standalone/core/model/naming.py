"""Names of documents: v15's autoname kinds and the counters in tabSeries."""

from __future__ import annotations

import datetime
import os
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from frappe_standalone.core.context import db, flags
from frappe_standalone.core.errors import NameError, ValidationError
from frappe_standalone.core.hooks import get_attr, get_hooks
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.text import cstr
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import now_datetime
from frappe_standalone.core.utils.numbers import cint

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document

SERIES_PATTERN = re.compile(r"^[\w\- \/.#{}]+$")
BRACED = re.compile(r"(\{[\w | #]+\})")
DEFAULT_DIGITS = ".#####"
DIGITS = "0123456789abcdefghijklmnopqrstuv"
PAIRS = [first + second for first in DIGITS for second in DIGITS]  # ten bits as two characters
PART_TYPES = (int, str, datetime.date, datetime.time, datetime.timedelta)
SEQUENCE = "{0} id sequence"  # key of the counter of a DocType whose names are numbers
DATE_PARTS = {"YY": "%y", "MM": "%m", "DD": "%d", "YYYY": "%Y"}
CounterBackend = Callable[[str, int], str]


class InvalidNamingSeriesError(ValidationError):
	"""A naming series has no dot, or a character that is not allowed."""


class NamingSeries:
	"""A series such as `SC-.{township}.-.YYYY.-.#####`; the text before the digits is its counter's key."""

	__slots__ = ("series",)

	def __init__(self, series: str):
		self.series = series if "#" in series else series + DEFAULT_DIGITS

	def validate(self) -> None:
		if "." not in self.series:
			throw(
				_(
					"Invalid naming series {0}: parts are separated by dots, for example ABC-.YYYY.-.#####"
				).format(bold(self.series)),
				InvalidNamingSeriesError,
			)
		if not SERIES_PATTERN.match(self.series):
			throw(
				_("Naming series {0} may only hold letters, digits, spaces and - # . / {{ }}").format(
					bold(self.series)
				),
				InvalidNamingSeriesError,
			)

	def generate_next_name(self, doc: Document, *, ignore_validate: bool = False) -> str:
		if not ignore_validate:
			self.validate()
		return parse_naming_series(self.series.split("."), doc=doc)

	def get_prefix(self) -> str:
		"""Return the key of the counter, without counting."""
		prefixes: list[str] = []

		def note(prefix: str, digits: int) -> str:
			prefixes.append(prefix)
			return "#" * digits

		parse_naming_series(self.series, number_generator=note)
		if not prefixes:
			throw(_("Invalid Naming Series: {0}").format(self.series), InvalidNamingSeriesError)
		return prefixes[0]

	def get_preview(self, doc: Document | None = None) -> list[str]:
		"""Return three names as they would look, without counting."""
		return [
			parse_naming_series(
				self.series, doc=doc, number_generator=lambda _prefix, digits, n=number: str(n).zfill(digits)
			)
			for number in (1, 2, 3)
		]

	def update_counter(self, new_count: int) -> None:
		"""Set the counter; the next name has the number after it."""
		prefix = self.get_prefix()
		if read_counter(prefix) is None:
			db.sql("INSERT INTO `tabSeries` (`name`, `current`) VALUES (%s, 0)", (prefix,))
		db.sql("UPDATE `tabSeries` SET `current`=%s WHERE `name`=%s", (cint(new_count), prefix))

	def get_current_value(self) -> int:
		return cint(read_counter(self.get_prefix()))


def set_new_name(doc: Document) -> None:
	"""Give `doc` its name: amended name, controller's `autoname`, the DocType's rule, or a hash."""
	doc.run_method("before_naming")
	autoname = doc.meta.autoname or ""
	if autoname.lower() != "prompt" and not flags.in_import:
		doc.name = None
	if is_autoincremented(doc.doctype):
		doc.name = next_number(doc.doctype)
		return
	if getattr(doc, "amended_from", None):
		doc.name = amended_name(doc)
		if doc.name:
			return
	elif doc.meta.issingle:
		doc.name = doc.doctype
	if not doc.name:
		doc.run_method("autoname")
	if not doc.name and autoname:
		doc.name = name_by_rule(autoname, doc)
	if not doc.name:
		doc.name = make_autoname("hash", doc.doctype)
	doc.name = validate_name(doc.doctype, doc.name)


def is_autoincremented(doctype: str, meta: Any = None) -> bool:
	"""True if names are numbers that the database counts."""
	from frappe_standalone.core.meta import get_meta

	meta = meta or get_meta(doctype)
	return not meta.issingle and meta.autoname == "autoincrement"


def next_number(doctype: str) -> int:
	"""Return the next name of a DocType whose names are numbers; a deleted one is not given out again."""
	return int(getseries(SEQUENCE.format(doctype), 1))


def note_number(doctype: str, number: int) -> None:
	"""Let the next name come after a number chosen by hand."""
	db.sql(
		"INSERT INTO `tabSeries` (`name`, `current`) VALUES (%s, %s) "
		"ON CONFLICT (`name`) DO UPDATE SET `current` = max(`current`, excluded.`current`)",
		(SEQUENCE.format(doctype), number),
	)


def name_by_rule(autoname: str, doc: Document) -> str | None:
	"""Return the name by the DocType's `autoname`, None if the rule gives none."""
	kind = autoname.lower()
	if kind.startswith("field:"):
		fieldname = autoname[6:]
		if isinstance(doc.get(fieldname), list):
			throw(_("Value for {0} cannot be a list").format(_(doc.meta.get_label(fieldname))))
		return cstr(doc.get(fieldname)).strip() or throw(
			_("{0} is required").format(_(doc.meta.get_label(fieldname)))
		)
	if kind.startswith("naming_series:"):
		return name_by_series_field(doc)
	if kind.startswith("prompt"):
		return doc.name or throw(_("Please set the document name"))
	if kind.startswith("format:"):
		pattern = autoname.partition(":")[2]
		return BRACED.sub(lambda match: parse_naming_series([match.group()[1:-1]], doc=doc), pattern)
	if "#" in autoname:
		return make_autoname(autoname, doc=doc)
	return None


def set_name_from_naming_options(autoname: str, doc: Document) -> None:
	"""Give a document the name of a rule; a rule that gives none changes nothing."""
	doc.name = name_by_rule(autoname, doc) or doc.name


def name_by_series_field(doc: Document) -> str:
	"""Return the next name of the series chosen in the document, or of the DocType's first series."""
	doc.naming_series = getattr(doc, "naming_series", None) or get_default_naming_series(doc.doctype)
	if not doc.naming_series:
		throw(_("Naming Series mandatory"))
	return make_autoname(doc.naming_series + DEFAULT_DIGITS, "", doc)


def set_name_by_naming_series(doc: Document) -> None:
	"""Set the name by the `naming_series` field."""
	doc.name = name_by_series_field(doc)


def make_autoname(key: str = "", doctype: str = "", doc: Any = "", *, ignore_validate: bool = False) -> str:
	"""Return the next name of a series (`DE./.YY./.MM./.#####`), or a random one for `hash`."""
	if key == "hash":
		return _time_prefix() + _random_part()
	return NamingSeries(key).generate_next_name(doc, ignore_validate=ignore_validate)


def _time_prefix() -> str:
	"""Return four characters that grow with time (and wrap), so that new rows stand close together."""
	deciseconds = int(time.time() * 10) % 32**4
	return PAIRS[deciseconds >> 10] + PAIRS[deciseconds & 1023]


def _random_part() -> str:
	bits = int.from_bytes(os.urandom(4), "big")
	return PAIRS[bits & 1023] + PAIRS[bits >> 10 & 1023] + PAIRS[bits >> 20 & 1023]


def parse_naming_series(
	parts: list[str] | str,
	doctype: str | None = None,
	doc: Any = None,
	number_generator: CounterBackend | None = None,
) -> str:
	"""Return a name from the parts of a series; the first run of # takes the next number.

	The number counts per text that stands before it. `number_generator` replaces the counter.
	"""
	counter = number_generator or getseries
	now = now_datetime()
	name = ""
	counted = False
	for part in parts.split(".") if isinstance(parts, str) else parts:
		if part.startswith("#"):
			name += "" if counted else counter(name, len(part))
			counted = True
		elif part:
			name += _plain_part(part, doc, now)
	return name


def _plain_part(part: str, doc: Any, now: datetime.datetime) -> str:
	missing = object()
	if part in DATE_PARTS:
		value: Any = now.strftime(DATE_PARTS[part])
	elif part == "WW":
		value = determine_consecutive_week_number(now)
	elif part == "timestamp":
		value = str(now)
	elif doc and (part.startswith("{") or doc.get(part, missing) is not missing):
		value = doc.get(part.replace("{", "").replace("}", ""))
	elif parser := get_hooks("naming_series_variables", {}).get(part):
		value = get_attr(parser[0])(doc, part)
	else:
		value = part
	if isinstance(value, str):
		return value
	return cstr(value).strip() if isinstance(value, PART_TYPES) else ""


def determine_consecutive_week_number(datetime: datetime.datetime) -> str:
	"""Return the ISO week, made consecutive within a year: 00 in early January, 53 in late December."""
	week = datetime.strftime("%V")
	if datetime.month == 1 and int(week) >= 52:
		return "00"
	if datetime.month == 12 and int(week) <= 1:
		return "53"
	return week


def read_counter(key: str) -> int | None:
	row = db.sql("SELECT `current` FROM `tabSeries` WHERE `name`=%s", (key,))
	return row[0][0] if row else None


def getseries(key: str, digits: int) -> str:
	"""Count one up in tabSeries and return the number with leading zeros."""
	current = db.sql(
		"INSERT INTO `tabSeries` (`name`, `current`) VALUES (%s, 1) "
		"ON CONFLICT (`name`) DO UPDATE SET `current` = coalesce(`current`, 0) + 1 RETURNING `current`",
		(key,),
	)[0][0]
	return str(cint(current)).zfill(digits)


def revert_series_if_last(key: str, name: str, doc: Any = None) -> None:
	"""Count one down if `name` is the last the series gave out.

	The digits may stand anywhere: `SINV-.YYYY.-.####`, `SINV-.####.-2021`, `####.-2021`.
	"""
	prefix = key
	if ".#" in key:
		prefix, hashes = key.rsplit(".", 1)
		if "#" not in hashes:
			digits = re.search("#+", key)
			if not digits:
				return
			name = name.replace(hashes, "")
			prefix = prefix.replace(digits.group(), "")
	if "." in prefix:
		prefix = parse_naming_series(prefix.split("."), doc=doc)
	count = cint(name.replace(prefix, ""))
	current = read_counter(prefix)
	if current is not None and current == count:
		db.sql("UPDATE `tabSeries` SET `current` = `current` - 1 WHERE `name`=%s", (prefix,))


def revert_name(doc: Document) -> None:
	"""Give back the number of a document that is deleted, if it was the last."""
	autoname = doc.meta.autoname or ""
	if autoname.startswith("naming_series:") and getattr(doc, "naming_series", None):
		revert_series_if_last(doc.naming_series, doc.name, doc)
	elif autoname and autoname.split(":", 1)[0] not in ("Prompt", "field", "hash", "autoincrement"):
		revert_series_if_last(autoname, doc.name, doc)


def get_default_naming_series(doctype: str) -> str | None:
	"""Return the first series a DocType offers."""
	from frappe_standalone.core.meta import get_meta

	return next((option for option in get_meta(doctype).get_naming_series_options() if option), None)


def validate_name(doctype: str, name: int | str) -> int | str:
	"""Return the name without spaces around it.

	Raises:
		NameError: if the name is not allowed.
	"""
	from frappe_standalone.core.meta import get_meta

	if not name:
		throw(_("No Name Specified for {0}").format(_(doctype)))
	if isinstance(name, int):
		if is_autoincremented(doctype):
			note_number(doctype, name)
			return name
		throw(_("The name {0} is a number, but names of {1} are text").format(name, _(doctype)), NameError)
	if name.startswith("New " + doctype):
		throw(_("{0} is no valid name: give the document a name of its own").format(bold(name)), NameError)
	name = name.strip()
	if doctype == name != "DocType" and not get_meta(doctype).issingle:
		throw(_("Name of {0} cannot be {1}").format(_(doctype), name), NameError)
	if "<" in name or ">" in name:
		throw(_("Name cannot contain special characters like {0}").format("'<', '>'"), NameError)
	return name


def append_number_if_name_exists(
	doctype: str, value: str, fieldname: str = "name", separator: str = "-", filters: dict | None = None
) -> str:
	"""Return `value`, or `value-1`, `value-2` … if it is taken."""
	if not db.exists(doctype, {**(filters or {}), fieldname: value}):
		return value
	taken = db.sql(
		f"SELECT `{fieldname}` FROM `tab{doctype}` WHERE `{fieldname}` LIKE %s", (f"{value}{separator}%",)
	)
	suffix = re.compile(re.escape(value + separator) + r"(\d+)$")
	numbers = [int(match[1]) for (text,) in taken if (match := suffix.match(cstr(text)))]
	return f"{value}{separator}{max(numbers, default=0) + 1}"


def amended_name(doc: Document) -> str | None:
	"""Return the name of an amendment: the first name with -1, -2 …; None if it is named like any other."""
	if db.get_single_value("Document Naming Settings", "default_amend_naming") == "Default Naming":
		return None
	if db.get_value(doc.doctype, doc.amended_from, "amended_from"):
		stem, _dash, number = doc.amended_from.rpartition("-")
		return f"{stem}-{cint(number) + 1}"
	return f"{doc.amended_from}-1"
