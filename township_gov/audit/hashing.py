"""Salted hashes of values, so that a value can be purged and its trace still verified. Standard library only.

An entry keeps the hashes; salts and plain values lie in the side table. Without its salt a hash tells nothing of a value
that could be guessed (a yes or no, a date of birth).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from json import JSONEncoder
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

# A salt is 32 hexadecimal digits: 128 random bits.
SALT = 32
_ENCODER = JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# Longer texts are hashed whole and kept cut: the document itself keeps them.
KEPT_CHARACTERS = 20_000


class Change(NamedTuple):
	"""One value before and after; None where there was none (a new record) or is none (a deleted one)."""

	path: str
	old: str | None
	new: str | None


def seal(changes: Iterable[Change]) -> tuple[str, str]:
	"""The two texts of an entry, as JSON: its hashes, and for the side table the salts with the plain values.

	Both are {path: [before, after]}: a hash (hexadecimal), and [salt, text], or [salt, text cut, length]. Put together by
	hand, since every save pays for it.
	"""
	changes = list(changes)
	salts = os.urandom(SALT * len(changes)).hex()
	hashes, plain, at = [], [], 0
	for path, old, new in changes:
		key = quoted(path)
		first = second = "null"
		kept_first = kept_second = "null"
		if old is not None:
			salt = salts[at : at + SALT]
			first, kept_first, at = f'"{hash_of(salt, old)}"', _kept(salt, old), at + SALT
		if new is not None:
			salt = salts[at : at + SALT]
			second, kept_second, at = f'"{hash_of(salt, new)}"', _kept(salt, new), at + SALT
		hashes.append(f"{key}:[{first},{second}]")
		plain.append(f"{key}:[{kept_first},{kept_second}]")
	return "{" + ",".join(hashes) + "}", "{" + ",".join(plain) + "}"


def _kept(salt: str, text: str) -> str:
	if len(text) > KEPT_CHARACTERS:
		return f'["{salt}",{quoted(text[:KEPT_CHARACTERS])},{len(text)}]'
	return f'["{salt}",{quoted(text)}]'


def hash_of(salt: str, text: str) -> str:
	"""SHA-256 of salt and text (64 hexadecimal digits)."""
	return sha256((salt + text).encode("utf-8", "replace")).hexdigest()


def verify(hashes: Mapping[str, list], plain: Mapping[str, list]) -> list[str]:
	"""Paths whose plain values do not give the hashes. What is purged, or kept cut, cannot be compared."""
	wrong = [path for path in plain if path not in hashes]
	for path, sides in hashes.items():
		for expected, kept in zip(sides, plain.get(path) or (None, None), strict=True):
			if kept and len(kept) == 2 and expected != hash_of(*kept):
				wrong.append(path)
	return sorted(set(wrong))


def digest(*parts: Any) -> str:
	"""SHA-256 (64 hex digits) over the canonical JSON of `parts`."""
	return sha256(compact(parts).encode("utf-8", "replace")).hexdigest()


def compact(value: Any) -> str:
	"""Canonical JSON of what was built here: keys stay in their order, no blanks, letters as they are."""
	return _ENCODER.encode(value)
