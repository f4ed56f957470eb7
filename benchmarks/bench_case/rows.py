"""Rows of Bench Case, a pure function of their number: the same on every system and in every run."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

from benchmarks.bench_case import definition as bench

PLACES = tuple(f"Place {number:02}" for number in range(1, 13))
SUBJECTS = tuple(f"Subject {number:02}" for number in range(1, 25))
MATERIALS = ("Application form", "Identity card", "Photo", "Proof of residence", "Household register")
CITIZENS = 20_000
SINCE = datetime.date(2024, 1, 1)
DAYS = 720  # rows spread evenly over these days
STANDARD = ("name", "creation", "modified", "modified_by", "owner", "docstatus", "idx")
PARENT = ("parent", "parentfield", "parenttype")


def case(number: int) -> dict[str, Any]:
	"""The values of a case as a clerk types them, child rows included; dates are dates."""
	dice = random.Random(number)
	received = SINCE + datetime.timedelta(days=dice.randrange(DAYS))
	status = dice.choice(bench.STATES)
	closed = received + datetime.timedelta(days=dice.randrange(1, 15)) if status == "Delivered" else None
	return {
		"title": f"Case {number} of {received:%B %Y}",
		"citizen": citizen(dice.randrange(CITIZENS)),
		"place": dice.choice(PLACES),
		"subject": dice.choice(SUBJECTS),
		"handler": bench.CLERK,
		"status": status,
		"channel": dice.choice(bench.CHANNELS),
		"priority": dice.choice(bench.PRIORITIES),
		"applicant_name": f"Citizen {dice.randrange(CITIZENS):05}",
		"phone": f"136{dice.randrange(10**8):08}",
		"contact_code": f"{dice.randrange(10**12):012}",
		"address": f"House {dice.randrange(1, 400)}, Road {dice.randrange(1, 90)}",
		"received_on": received,
		"due_on": received + datetime.timedelta(days=dice.randrange(5, 60)),
		"closed_on": closed,
		"received_at": datetime.datetime.combine(received, datetime.time(9, dice.randrange(60))),
		"answered_at": datetime.datetime.combine(closed, datetime.time(15, 30)) if closed else None,
		"is_urgent": int(dice.random() < 0.1),
		"is_online": int(dice.random() < 0.3),
		"needs_visit": int(dice.random() < 0.2),
		"fee": float(dice.randrange(0, 500)),
		"deposit": float(dice.randrange(0, 100)),
		"visits": dice.randrange(4),
		"satisfaction": dice.randrange(10, 51) / 10,
		"request": f"Asks for number {number}, second sentence of the request.",
		"answer": f"Answered with number {number}." if closed else "",
		"remark": "",
		"materials": [material(dice, name, received) for name in MATERIALS],
	}


def material(dice: random.Random, name: str, day: datetime.date) -> dict[str, Any]:
	"""One child row."""
	return {
		"material_name": name,
		"copies": dice.randrange(1, 4),
		"is_required": int(dice.random() < 0.8),
		"status": dice.choice(bench.MATERIAL_STATES),
		"provided_on": day,
		"note": "",
	}


def citizen(number: int) -> str:
	"""The name of a citizen's record."""
	return f"C{number % CITIZENS:06}"


def case_name(number: int) -> str:
	"""The name of a filled row; the counter of its series stands after the last one."""
	return f"BC-2024-{number + 1:06}"


def new_case(number: int) -> dict[str, Any]:
	"""What a client posts: dates as texts, the status left to its default."""
	values = case(number)
	del values["status"]
	return {key: as_text(value) for key, value in values.items() if value not in (None, "")}


def as_text(value: Any) -> Any:
	"""Dates as REST takes them."""
	if isinstance(value, datetime.datetime):
		return value.strftime("%Y-%m-%d %H:%M:%S")
	if isinstance(value, datetime.date):
		return value.isoformat()
	if isinstance(value, list):
		return [{key: as_text(inner) for key, inner in row.items()} for row in value]
	return value


def parent_fields() -> list[str]:
	"""The columns that `parents` fills."""
	return [*STANDARD, *(df["fieldname"] for df in bench.case_fields() if df["fieldtype"] != "Table")]


def child_fields() -> list[str]:
	"""The columns that `children` fills."""
	return [*STANDARD, *PARENT, *(df["fieldname"] for df in bench.material_fields())]


def parents(first: int, last: int) -> Iterator[tuple]:
	"""Rows of the case's table, `last` not included."""
	fields = parent_fields()[len(STANDARD) :]
	for number in range(first, last):
		values = case(number)
		made = made_at(number, values)
		standard = (case_name(number), made, made, bench.CLERK, bench.CLERK, 0, 0)
		yield (*standard, *(values[name] for name in fields))


def children(first: int, last: int) -> Iterator[tuple]:
	"""Rows of the child table."""
	fields = [df["fieldname"] for df in bench.material_fields()]
	for number in range(first, last):
		values = case(number)
		made, parent = made_at(number, values), case_name(number)
		for idx, row in enumerate(values["materials"], 1):
			standard = (f"m{number:07}{idx:02}", made, made, bench.CLERK, bench.CLERK, 0, idx)
			yield (*standard, parent, "materials", bench.CASE, *(row[name] for name in fields))


def made_at(number: int, values: dict[str, Any]) -> datetime.datetime:
	"""When the row says it was made: on its day, no two at the same microsecond of a day."""
	return values["received_at"] + datetime.timedelta(microseconds=number)
