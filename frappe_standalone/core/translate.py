"""Translations: `zh.csv` of the platform and the apps, and what administrators wrote in Translation."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache, total_ordering
from pathlib import Path

from frappe_standalone.core import cache
from frappe_standalone.core.context import is_connected, local
from frappe_standalone.core.settings import raw_system_setting
from frappe_standalone.core.text import as_unicode, is_html, strip, strip_html_tags
from frappe_standalone.core.user_facts import user_fact

SOURCE_LANG = "en"  # the language of every source text
MERGED = "merged_translations"


class BadTranslationFile(ValueError):
	"""A line of a translation file has the wrong number of columns."""


def _(msg: str, lang: str | None = None, context: str | None = None) -> str:
	"""The text in the user's language, or as it is if nobody translated it.

	Args:
		lang: another language than the user's.
		context: tells texts apart that are equal in English.
	"""
	translations = translations_of(lang or getattr(local, "lang", None) or SOURCE_LANG)
	key = as_unicode(strip_html_tags(msg) if is_html(msg) else msg).strip()
	return (context and translations.get(f"{key}:{context}")) or translations.get(key) or msg


def translations_of(lang: str) -> dict[str, str]:
	"""The site's translations, before a site is open the platform's. A page asks for them some hundred times, so what
	the request has read already is looked for first."""
	try:
		return local.cache["live", MERGED][lang]
	except (AttributeError, KeyError):
		return get_all_translations(lang) if is_connected() else platform_translations(lang)


@lru_cache(maxsize=4)
def platform_translations(lang: str) -> dict[str, str]:
	"""The platform's own file, for the command line before a site is open."""
	return read_csv(Path(__file__).parents[1] / "translations" / f"{lang}.csv")


def get_all_translations(lang: str) -> dict[str, str]:
	"""Everything that is translated into a language; `source:context` stands before `source`."""
	return cache.get_live(MERGED, lang, lambda: merge_translations(lang)) if lang else {}


def merge_translations(lang: str) -> dict[str, str]:
	"""Files of the base language (`zh` of `zh-TW`), of the language, then the administrators' own."""
	merged = get_translations_from_apps(lang)
	merged.update(get_user_translations(lang))
	return merged


def get_translations_from_apps(lang: str, apps: list[str] | None = None) -> dict[str, str]:
	"""The translation files of the platform and of all installed apps; a later app wins."""
	from frappe_standalone.core.apps import PLATFORM, get_installed_apps, package_path

	parent = get_parent_language(lang)
	merged = get_translations_from_apps(parent, apps) if parent else {}
	for app in apps or [PLATFORM, *(a for a in get_installed_apps(_ensure_on_bench=True) if a != PLATFORM)]:
		merged.update(read_csv(package_path(app, "translations", f"{lang}.csv")))
	return merged


def read_csv(path: Path) -> dict[str, str]:
	"""A translation file: `source,translation[,context]` in each line; an absent file is empty.

	Raises:
		BadTranslationFile: naming file and line.
	"""
	if not path.exists():
		return {}
	translations = {}
	with path.open(encoding="utf-8", newline="") as file:
		for number, row in enumerate(csv.reader(file), 1):
			if not row:
				continue
			if len(row) not in (2, 3):
				raise BadTranslationFile(
					f"{path}, line {number}: write `source,translation` or `source,translation,context`, quoted as CSV"
				)
			key = f"{row[0]}:{row[2]}" if len(row) == 3 and row[2] else row[0]
			translations[key] = strip(row[1])
	return translations


def get_user_translations(lang: str) -> dict[str, str]:
	"""What administrators wrote in Translation for a language."""
	if not local.db.table_exists("Translation"):
		return {}
	rows = local.db.sql(
		"select source_text, translated_text, context from `tabTranslation` where language = %s "
		"order by modified desc",  # as in v15 the one unchanged for longest wins
		(lang,),
	)
	return {f"{source}:{context}" if context else source: text for source, text, context in rows}


def get_parent_language(lang: str) -> str | None:
	"""`zh` for `zh-TW`; None for a language that is no variant."""
	for separator in ("_", "-"):
		if separator in lang:
			return lang.split(separator)[0]
	return None


def site_language() -> str:
	"""The site's language: System Settings, then the configuration."""
	return raw_system_setting("language") or local.lang


def get_user_lang(user: str | None = None) -> str:
	"""The user's language, or else the site's."""
	user = user or local.session.user
	chosen = None
	if user and user != "Guest" and local.db.table_exists("User"):
		chosen = user_fact(user, "language")
	return chosen or site_language()


def set_user_lang(user: str, user_language: str | None = None) -> None:
	"""Speak the user's language for the rest of the request."""
	local.lang = get_user_lang(user) or user_language


@contextmanager
def print_language(language: str | None) -> Iterator[None]:
	"""Speak another language for a while, e.g. for a print."""
	previous = local.lang
	local.lang = language or previous
	try:
		yield
	finally:
		local.lang = previous


def clear_cache() -> None:
	"""Read all translations again."""
	cache.drop_live(MERGED)


def _lt(msg: str, lang: str | None = None, context: str | None = None) -> LazyTranslate:
	"""A text that is translated when it is shown: for constants of a module."""
	return LazyTranslate(msg, lang, context)


@total_ordering
class LazyTranslate:
	"""Text to translate later. Comparing it is refused, since the answer would depend on the reader."""

	__slots__ = ("context", "lang", "msg")

	def __init__(self, msg: str, lang: str | None = None, context: str | None = None) -> None:
		self.msg = msg
		self.lang = lang
		self.context = context

	@property
	def value(self) -> str:
		"""The translation."""
		return _(str(self.msg), self.lang, self.context)

	def __str__(self) -> str:
		return self.value

	def __repr__(self) -> str:
		return f"'{self.value}'"

	def __add__(self, other: object) -> str:
		if isinstance(other, str | LazyTranslate):
			return self.value + str(other)
		raise NotImplementedError

	def __radd__(self, other: object) -> str:
		if isinstance(other, str | LazyTranslate):
			return str(other) + self.value
		return NotImplemented

	def __eq__(self, other: object) -> bool:
		raise NotImplementedError

	def __lt__(self, other: object) -> bool:
		raise NotImplementedError

	__hash__ = None


def enumerated(parts: Iterable[str]) -> str:
	"""Parts one after the other: 甲、乙 in Chinese, one, two elsewhere."""
	return ("、" if (local.lang or "").startswith("zh") else ", ").join(parts)
