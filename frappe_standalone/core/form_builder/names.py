"""Internal names from Chinese labels, by pinyin: an administrator is never asked for one."""

from __future__ import annotations

import re
from collections.abc import Container

from frappe_standalone.core import pinyin
from frappe_standalone.core.doctype.doctype.rules import MAX_LENGTH, METHODS, RESERVED
from frappe_standalone.core.model import child_table_fields

LONGEST_FIELD = 40
# Words of SQL that MariaDB refuses as a column without quotes, and what documents and lists mean something else by.
AVOIDED = frozenset(
	("order", "group", "select", "from", "where", "table", "key", "index", "desc", "default", "fields")
)


def syllables(text: str) -> list[str]:
	"""The text in ASCII words: Chinese characters by pinyin, everything else as it stands."""
	parts = pinyin.library().lazy_pinyin(text or "", errors=lambda other: [other])
	return re.findall(r"[a-z0-9]+", " ".join(parts).lower())


def field_name(label: str, taken: Container[str] = ()) -> str:
	"""A fieldname for a label: 会议室 becomes `hui_yi_shi`; a number makes it another one where it is taken."""
	words = syllables(label)
	name = "_".join(words)
	if len(name) > LONGEST_FIELD:
		name = "_".join(word[:1] for word in words)[:LONGEST_FIELD]
	name = name.strip("_") or "field"
	if name[0].isdigit():
		name = f"n_{name}"
	if name in RESERVED or name in METHODS or name in AVOIDED or name in child_table_fields:
		name = f"{name}_field"
	return numbered(name, taken, "_")


def form_name(title: str, taken: Container[str] = ()) -> str:
	"""A name of a DocType for its title: 会议室使用申请 becomes `Hui Yi Shi Shi Yong Shen Qing`."""
	words = syllables(title)
	name = " ".join(word.capitalize() for word in words)
	if len(name) > MAX_LENGTH - 4:
		name = "".join(word[:1] for word in words).upper()[: MAX_LENGTH - 4]
	name = name or "Form"
	if name[0].isdigit():
		name = f"F {name}"
	return numbered(name, taken, " ")


def initials(title: str) -> str:
	"""The first letters of a title, for its numbers: HYSSYSQ."""
	return "".join(word[:1] for word in syllables(title)).upper()[:10] or "NO"


def numbered(name: str, taken: Container[str], joint: str) -> str:
	"""The name, or with the first number that makes it free."""
	if name not in taken:
		return name
	number = 2
	while f"{name}{joint}{number}" in taken:
		number += 1
	return f"{name}{joint}{number}"
