"""Random names and digests."""

from __future__ import annotations

import hashlib
import secrets
import string

ALPHABET = string.ascii_letters + string.digits


def generate_hash(txt: str | None = None, length: int = 56) -> str:
	"""A random text of hexadecimal digits; `txt` is accepted for v15's sake and not used."""
	length = length or 56
	return secrets.token_hex((length + 1) // 2)[:length]


def random_string(length: int) -> str:
	"""A random text of letters and digits."""
	return "".join(secrets.choice(ALPHABET) for _ in range(length))


def sha256_hash(input: str | bytes) -> str:
	"""The SHA-256 digest in hexadecimal digits."""
	return hashlib.sha256(input.encode() if isinstance(input, str) else input).hexdigest()
