"""Requests that schemathesis makes from the description: valid ones and ones wrong in one place or another."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.core import NotSet

from tests.security.fuzzing.requests import Sent
from tests.security.fuzzing.site import Prepared

# Of the requests made for an operation, so many in a hundred name something that exists.
REAL_NAMES = 75
NAMES = {
	"doctype",
	"reference_doctype",
	"dt",
	"document_type",
	"parent",
	"attached_to_doctype",
	"assign_to_doctype",
}


def requests(prepared: Prepared, role: str, each: int, number: int) -> Iterator[Sent]:
	"""Yield `each` requests of either mode for every operation this caller's description has."""
	schema = schemathesis.openapi.from_dict(prepared.descriptions[role])
	operations = [result.ok() for result in schema.get_all_operations()]
	chance = random.Random(number)
	chance.shuffle(operations)
	for operation in operations:
		for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
			for case in cases(operation, mode, each, number):
				yield as_sent(case, prepared, chance)


def cases(operation: Any, mode: GenerationMode, count: int, number: int) -> list:
	"""Return what hypothesis makes of one operation; a mode that has nothing to offer gives none."""
	made: list = []

	@seed(number)
	@settings(
		max_examples=count,
		database=None,
		deadline=None,
		phases=[Phase.generate],
		suppress_health_check=list(HealthCheck),
	)
	@given(operation.as_strategy(generation_mode=mode))
	def collect(case):
		made.append(case)

	try:
		collect()
	except Exception as error:  # an operation without parameters cannot be violated
		if type(error).__name__ not in ("Unsatisfiable", "SkipTest", "Skipped"):
			raise
	return made[:count]


def as_sent(case: Any, prepared: Prepared, chance: random.Random) -> Sent:
	"""Write a case down, with names that exist in most of the places that take names."""
	path = case.formatted_path
	parts = path.split("/")
	doctype = unquote(parts[3]) if path.startswith("/api/resource/") and len(parts) > 3 else None
	if doctype and len(parts) > 4 and chance.randrange(100) < REAL_NAMES and prepared.names.get(doctype):
		path = "/".join(parts[:4]) + "/" + quote(str(chance.choice(prepared.names[doctype])), safe="")
	query = {key: as_text(value) for key, value in (case.query or {}).items()}
	sent = Sent(case.method, path, query=realistic(query, prepared, chance) or None, kind="described")
	headers = {key: value for key, value in (case.headers or {}).items() if is_header(key, value)}
	sent.headers = {key: value for key, value in headers.items() if key not in ("Authorization", "Cookie")}
	body = case.body
	if isinstance(body, NotSet):
		return sent
	if isinstance(body, bytes):
		sent.body = body
		sent.headers.setdefault("Content-Type", case.media_type or "application/json")
	elif case.media_type == "multipart/form-data" and isinstance(body, dict):
		sent.form = {key: as_text(value) for key, value in body.items() if value is not None}
	elif writable(body):
		sent.json = realistic(body, prepared, chance) if isinstance(body, dict) else body
	return sent


def realistic(values: dict, prepared: Prepared, chance: random.Random) -> dict:
	"""Return the values with DocTypes and documents that exist."""
	doctype = None
	for key in list(values):
		if key in NAMES and chance.randrange(100) < REAL_NAMES:
			doctype = values[key] = chance.choice(prepared.doctypes)
	for key in ("name", "docname", "reference_name", "dn", "document_name"):
		if key in values and prepared.names.get(doctype or "") and chance.randrange(100) < REAL_NAMES:
			values[key] = chance.choice(prepared.names[doctype])
	if "report_name" in values and chance.randrange(100) < REAL_NAMES:
		values["report_name"] = chance.choice(prepared.reports)
	return values


def as_text(value: Any) -> Any:
	"""Return a value as an address or a form carries it."""
	if isinstance(value, bytes):
		return value.decode("latin-1")
	return value if isinstance(value, str) else json.dumps(value, default=str)


def is_header(key: str, value: Any) -> bool:
	"""Say whether a header can be sent at all."""
	text = f"{key}{value}"
	return isinstance(value, str) and text.isascii() and text.isprintable()


def writable(value: Any) -> bool:
	"""Say whether JSON can carry the value."""
	try:
		json.dumps(value).encode()
	except (TypeError, ValueError):
		return False
	return True


Source = Callable[[Prepared, str, int, int], Iterator[Sent]]
