"""Pinyin initials of records' titles (隆宫乡 → lgx), so that a link is found by them.

They are kept beside the records, in a table of the platform with an index (a search by initials is one range of it),
and follow every save, rename and deletion of a document. A title that was written past the documents
(`frappe.db.set_value`, SQL) follows at its next save or at the next migration.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from frappe_standalone.core import pinyin
from frappe_standalone.core.context import db

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument

TABLE = "__Initials"
CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# What may be typed to ask for initials
ASKED = re.compile("[a-z]{2,12}")
# So many characters from where somebody begins to type, so many places to begin at, so many readings of one title (乐: l, y)
LENGTH, PLACES, READINGS = 12, 16, 8


def title_of(doc: BaseDocument) -> str:
	"""What people call a record: its title, else its name."""
	field = "full_name" if doc.doctype == "User" else doc.meta.title_field
	return str(doc.get(field) or "" if field else doc.name or "")


@lru_cache(maxsize=4096)
def letters_of(character: str) -> tuple[str, ...]:
	"""The first letters of a character's readings; a Latin letter or digit is its own, other signs have none."""
	if not CHINESE.match(character):
		return (character.lower(),) if character.isascii() and character.isalnum() else ()
	pypinyin = pinyin.library()
	(found,) = pypinyin.pinyin(character, style=pypinyin.Style.FIRST_LETTER, heteronym=True)
	return tuple(letter for letter in found if letter.isascii())


def initials_of(title: str) -> Iterator[tuple[int, str]]:
	"""(place, initials from there) for every place of a Chinese title from which somebody may begin to type."""
	if not CHINESE.search(title):
		return
	letters = [found for found in map(letters_of, title[: LENGTH + PLACES]) if found]
	for place in range(min(PLACES, len(letters) - 1)):
		readings = itertools.islice(itertools.product(*letters[place : place + LENGTH]), READINGS)
		for reading in readings:
			yield place, "".join(reading)


def follow(doc: BaseDocument, is_new: bool = False) -> None:
	"""Keep the initials of a document that was just written; a new one has none to forget."""
	meta = doc.meta
	if meta.istable or not is_kept(meta):
		return
	before = getattr(doc, "_doc_before_save", None)
	if before is not None and title_of(before) == title_of(doc):
		return
	if not is_new:
		forget(doc.doctype, doc.name)
	keep(doc.doctype, doc.name, title_of(doc))


def is_kept(meta: Any) -> bool:
	"""Only records that people name in links: those with a title, and those named by hand; none that programs make."""
	if meta.get("in_create") and meta.name != "User":
		return False
	return bool(
		meta.title_field or meta.name == "User" or (meta.autoname or "").startswith(("field:", "prompt"))
	)


def keep(doctype: str, name: str, title: str) -> None:
	rows = sorted({(doctype, initials, str(name), place) for place, initials in initials_of(title)})
	if rows:
		db.execute_many(f"INSERT OR IGNORE INTO `{TABLE}` VALUES (?, ?, ?, ?)", rows)


def forget(doctype: str, name: str) -> None:
	db.sql(f"DELETE FROM `{TABLE}` WHERE `doctype`=%s AND `name`=%s", (doctype, str(name)))


def renamed(doctype: str, old: str, new: str) -> None:
	"""A record has another name, and may be called by it."""
	forget(doctype, new)
	db.sql(f"UPDATE `{TABLE}` SET `name`=%s WHERE `doctype`=%s AND `name`=%s", (new, doctype, old))


def find(doctype: str, text: str, limit: int) -> list[str]:
	"""Names of the records whose title has these initials, those that begin with them first; checks no permission."""
	asked = text.lower()
	if not ASKED.fullmatch(asked):
		return []
	rows = db.sql(
		f"SELECT `name` FROM `{TABLE}` WHERE `doctype`=%s AND `initials`>=%s AND `initials`<%s "
		"GROUP BY `name` ORDER BY min(`place`), min(length(`initials`)), `name` LIMIT %s",
		(doctype, asked, asked + "{", limit),
	)
	return [name for (name,) in rows]


def find_among(doctypes: list[str], text: str, limit: int) -> dict[str, list[str]]:
	"""The same for several doctypes at once, in one query; doctypes without any are left out."""
	asked = text.lower()
	if not doctypes or not ASKED.fullmatch(asked):
		return {}
	one = (
		f"SELECT * FROM (SELECT `doctype`, `name` FROM `{TABLE}` WHERE `doctype`=%s AND `initials`>=%s AND `initials`<%s "
		"GROUP BY `name` ORDER BY min(`place`), min(length(`initials`)), `name` LIMIT %s)"
	)
	values = [value for doctype in doctypes for value in (doctype, asked, asked + "{", limit)]
	found: dict[str, list[str]] = {}
	for doctype, name in db.sql(" UNION ALL ".join([one] * len(doctypes)), values):
		found.setdefault(doctype, []).append(name)
	return found


def fill(doctypes: list[str] | None = None) -> int:
	"""Make the initials of records that have none (at migrations); returns of how many records."""
	from frappe_standalone.core.meta import get_meta

	done = 0
	for doctype in doctypes or db.sql_list("select name from `tabDocType` where istable=0 and issingle=0"):
		meta = get_meta(doctype)
		if meta.get("is_virtual") or not is_kept(meta) or not db.table_exists(doctype):
			continue
		title = "full_name" if doctype == "User" else meta.title_field or "name"
		if title not in db.get_table_columns(doctype):
			continue
		rows = db.sql(
			f"SELECT `name`, `{title}` FROM `tab{doctype}` "
			f"WHERE `name` NOT IN (SELECT `name` FROM `{TABLE}` WHERE `doctype`=%s)",
			(doctype,),
		)
		for name, text in rows:
			keep(doctype, name, str(text or ""))
			done += 1
	return done
