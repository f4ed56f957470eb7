"""One text for one answer: types kept, and what differs from run to run (the moment of the run) taken out."""

from __future__ import annotations

import datetime
import json
import re
from decimal import Decimal

# The moment at which every case is played: Wednesday, 15 May 2024, 10:00 in the zone of the site.
MOMENT = datetime.datetime(2024, 5, 15, 2, 0, 0, 123456, tzinfo=datetime.timezone.utc)
NOW = re.compile(r"(2024-05-15[ T]10:0\d:\d\d(\.\d+)?)|\b10:00:\d\d?\.\d+")

SITE = re.compile(r"https?://[\w.-]*localhost(:\d+)?")


def plain(value):
	"""The value in terms of JSON; what JSON does not have becomes a pair of its type and a text."""
	if value is None or isinstance(value, bool | int | float | str):
		return value if not isinstance(value, int) or type(value) in (int, bool) else int(value)
	if isinstance(value, dict):
		return {key if isinstance(key, str) else f"<{key!r}>": plain(part) for key, part in value.items()}
	if isinstance(value, list):
		return [plain(part) for part in value]
	if isinstance(value, tuple):
		return {"tuple": [plain(part) for part in value]}
	if isinstance(value, set | frozenset):
		return {"set": sorted((plain(part) for part in value), key=str)}
	if isinstance(
		value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta | Decimal | bytes
	):
		return {type(value).__name__.lower(): str(value)}
	if hasattr(value, "as_dict"):
		return {"document": f"{value.doctype} {value.name}"}
	return {"object": type(value).__name__}


def canonical(value) -> str:
	"""The text that is recorded and compared."""
	text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True)
	return SITE.sub("<site>", NOW.sub("<now>", text))


# Where v15.41 does not refuse but falls over. Another platform has only to refuse, in whatever class.
FALLS = {"refused": "falls over"}


def refusal(error: BaseException) -> dict:
	"""An error as an answer: its class and status. What it says is each platform's own."""
	kind = type(error)
	if kind.__module__ in ("builtins", "sqlite3") or kind.__module__.startswith("pymysql"):
		return dict(FALLS)
	status = getattr(error, "http_status_code", None)
	return {"refused": kind.__name__, **({"status": status} if status else {})}


def agrees(recorded, answer) -> bool:
	"""Whether an answer (both as plain values) is the recorded one, to the type."""
	if recorded == FALLS:
		return isinstance(answer, dict) and ("refused" in answer or answer.get("status", 200) >= 400)
	return canonical(recorded) == canonical(answer)


def apart(recorded, answer) -> str:
	"""Both answers in two lines; of two objects only what differs."""
	if isinstance(recorded, dict) and isinstance(answer, dict) and recorded.keys() & answer.keys():
		keys = [key for key in sorted({*recorded, *answer}) if recorded.get(key) != answer.get(key)]
		recorded, answer = ({key: side.get(key) for key in keys} for side in (recorded, answer))
	return f"v15.41: {canonical(recorded)}\nhere:   {canonical(answer)}"
