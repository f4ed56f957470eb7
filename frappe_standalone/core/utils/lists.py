"""Lists of words as text, and other small things about collections."""

from __future__ import annotations

import datetime
import json
from collections.abc import Generator, Iterable, MutableMapping, MutableSequence, Sequence
from typing import Any

from frappe_standalone.core.data import _dict
from frappe_standalone.core.text import cstr
from frappe_standalone.core.translate import _


def comma_or(some_list: Any, add_quotes: bool = True) -> Any:
	"""`'a', 'b' or 'c'`."""
	return comma_sep(some_list, _("{0} or {1}"), add_quotes)


def comma_and(some_list: Any, add_quotes: bool = True) -> Any:
	"""`'a', 'b' and 'c'`."""
	return comma_sep(some_list, _("{0} and {1}"), add_quotes)


def comma_sep(some_list: Any, pattern: str, add_quotes: bool = True) -> Any:
	"""Join all but the last with commas and put the last where the pattern says; anything but a list is kept."""
	if not isinstance(some_list, list | tuple):
		return some_list
	words = [str(word) for word in some_list]
	if len(words) < 2:
		return words[0] if words else ""
	quoted = [f"'{word}'" if add_quotes else word for word in words]
	return pattern.format(", ".join(_(word) for word in quoted[:-1]), quoted[-1])


def new_line_sep(some_list: Any) -> Any:
	"""Join with line breaks; anything but a list is kept."""
	if not isinstance(some_list, list | tuple):
		return some_list
	return "\n ".join(str(word) for word in some_list)


def filter_strip_join(some_list: Iterable[Any], sep: str) -> str:
	"""Join what is not empty, stripped."""
	return cstr(sep).join(cstr(a).strip() for a in some_list if a)


def list_to_str(seq: Iterable[Any], sep: str = ", ") -> str:
	"""Join, stripped."""
	return sep.join(str(item).strip() for item in seq)


def unique(seq: Iterable[Any]) -> list:
	"""The items once each, in their order."""
	return list(dict.fromkeys(seq))


def has_common(l1: Iterable[Any], l2: Iterable[Any]) -> set:
	"""What both have."""
	return set(l1) & set(l2)


def is_subset(list_a: Iterable[Any], list_b: Iterable[Any]) -> bool:
	"""True if the second has everything of the first."""
	return set(list_a) <= set(list_b)


def in_list(items: Any, item: Any) -> bool:
	"""True if the item is among the items."""
	return item in items


def create_batch(iterable: Sequence[Any], size: int) -> Generator[Sequence[Any], None, None]:
	"""Pieces of at most `size` items."""
	for start in range(0, len(iterable), size):
		yield iterable[start : start + size]


def squashify(what: Any) -> Any:
	"""The only item of a sequence of one; anything else is kept."""
	return what[0] if isinstance(what, Sequence) and len(what) == 1 else what


def dictify(arg: Any) -> Any:
	"""Dictionaries, also inside a list, as `frappe._dict`."""
	if isinstance(arg, MutableSequence):
		arg[:] = [dictify(item) for item in arg]
	elif isinstance(arg, MutableMapping):
		return _dict(arg)
	return arg


def dict_with_keys(dict: dict, keys: Iterable[Any]) -> dict:
	"""The part of a dictionary with these keys."""
	wanted = set(keys)
	return {key: value for key, value in dict.items() if key in wanted}


def remove_blanks(d: dict) -> dict:
	"""Drop empty values, in place."""
	for key in [key for key, value in d.items() if not value]:
		del d[key]
	return d


def groupby_metric(iterable: dict[str, list], key: str) -> dict:
	"""Group the records of several categories by one of their values: {value: {category: records}}."""
	records: dict = {}
	for category, items in iterable.items():
		for item in items:
			records.setdefault(item[key], {}).setdefault(category, []).append(item)
	return records


def parse_json(val: Any) -> Any:
	"""JSON text as a value; a dictionary becomes a `frappe._dict`.

	Raises:
		ValueError: for a text that is no JSON.
	"""
	if isinstance(val, str):
		try:
			val = json.loads(val)
		except RecursionError as error:
			raise ValueError("nested too deep") from error
	return _dict(val) if isinstance(val, dict) else val


def parse_val(v: Any) -> Any:
	"""A value of the database in a simple type: dates as text, times as `h:mm`, yes and no as 1 and 0."""
	if isinstance(v, bool):
		return int(v)
	if isinstance(v, datetime.date):
		return str(v)
	return ":".join(str(v).split(":")[:2]) if isinstance(v, datetime.timedelta) else v


def get_abbr(string: str, max_len: int = 2) -> str:
	"""The first letters of the first words; `?` without any."""
	return "".join(part[0] for part in string.split(" ") if part)[:max_len] or "?"


def safe_json_loads(*args: Any) -> Any:
	"""Each argument read as JSON, or kept if it is none; one argument gives one value."""
	return squashify([_load_or_keep(arg) for arg in args])


def _load_or_keep(arg: Any) -> Any:
	try:
		return json.loads(arg)
	except (TypeError, ValueError):
		return arg


def get_safe_filters(filters: Any) -> Any:
	"""Filters from JSON; a plain name stays a name."""
	loaded = _load_or_keep(filters)
	return cstr(loaded) if isinstance(loaded, int | float) else loaded
