"""Every text that has a translation, with where it comes from and what a site made of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

import frappe

from frappe_standalone.core.apps import PLATFORM, get_installed_apps, package_path
from frappe_standalone.core.translate import get_parent_language

Key = tuple[str, str]  # source, context


@dataclass(frozen=True)
class Text:
	"""A text as people read it; `shipped` is what the program brings, `own` the name of this site's Translation."""

	source: str
	context: str
	shown: str
	shipped: str
	own: str = ""


def all_texts(lang: str) -> dict[Key, Text]:
	"""The texts of the program in a language, this site's wording in their place; labels of forms made here besides."""
	shipped = dict(of_files(lang))
	found = {key: Text(*key, shown=text, shipped=text) for key, text in shipped.items()}
	for label in labels_made_here():
		found.setdefault((label, ""), Text(label, "", shown=label, shipped=label))
	fields = ["name", "source_text", "context", "translated_text"]
	# the one unchanged for longest wins, as in what people read
	for row in frappe.get_all(
		"Translation", {"language": lang}, fields, order_by="modified desc", limit_page_length=0
	):
		key = (row.source_text, row.context or "")
		found[key] = Text(
			*key, shown=row.translated_text, shipped=shipped.get(key, row.source_text), own=row.name
		)
	return found


def of_files(lang: str) -> Iterator[tuple[Key, str]]:
	"""The translation files of the platform and the apps, later ones after earlier."""
	for language in filter(None, (get_parent_language(lang), lang)):
		for app in [PLATFORM, *(app for app in get_installed_apps(_ensure_on_bench=True) if app != PLATFORM)]:
			path = package_path(app, "translations", f"{language}.csv")
			if path.exists():
				with path.open(encoding="utf-8", newline="") as file:
					for row in csv.reader(file):
						if len(row) > 1:
							yield (row[0], row[2] if len(row) > 2 else ""), row[1].strip()


def labels_made_here() -> set[str]:
	"""Labels that administrators wrote themselves; no file translates them."""
	custom = frappe.get_all("DocType", {"custom": 1}, pluck="name", limit_page_length=0)
	fields = frappe.get_all(
		"DocField", {"parent": ("in", custom or [""])}, pluck="label", limit_page_length=0
	)
	added = frappe.get_all("Custom Field", pluck="label", limit_page_length=0)
	return {label for label in (*custom, *fields, *added) if label}


def matching(texts: dict[Key, Text], wanted: str) -> list[Text]:
	"""Texts that read like what was typed: the same ones first, then the shorter."""
	wanted = wanted.strip().lower()
	found = [text for text in texts.values() if wanted in text.shown.lower() or wanted == text.source.lower()]
	return sorted(
		found,
		key=lambda text: (
			text.shown.lower() != wanted,
			not text.own,
			len(text.shown),
			text.shown,
			text.context,
		),
	)
