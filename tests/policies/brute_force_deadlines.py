"""An independent, slow and simple count of deadlines, written against the rules and not against our code.

It shares nothing with `township_gov.policies`: working days come from the library's own `is_workday`, months from
`dateutil`, and every day is walked one by one. `golden_deadlines.json` was written by running this file.
"""

import json
import random
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar import is_workday
from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
GOLDEN = Path(__file__).with_name("golden_deadlines.json")


def last_day(start, unit, limit, pauses, rolls):
	"""(unrolled day, due day); pauses are pairs of closed days."""
	paused = set()
	for first, last in pauses:
		while first <= last:
			if first != start:
				paused.add(first)
			first += DAY
	if unit == "Months":
		wanted = (start + relativedelta(months=limit) - start).days
	else:
		wanted = limit
	day, counted = start, 0
	while counted < wanted:
		day += DAY
		if day in paused:
			continue
		if unit == "Working Days" and not is_workday(day):
			continue
		counted += 1
	due = day
	if rolls and unit != "Working Days":
		while not is_workday(due):
			due += DAY
	return day, due


def cases():
	"""300 cases over 2020-2026: the national holidays' neighbourhood first, then random days; always the same ones."""
	chance = random.Random(20260501)
	starts = [
		date(y, m, d)
		for y in range(2020, 2027)
		for m, d in ((1, 1), (1, 20), (2, 1), (4, 3), (4, 30), (9, 28))
	]
	starts += [date(2020, 1, 31), date(2021, 1, 31), date(2024, 2, 29), date(2023, 12, 31), date(2024, 1, 31)]
	while len(starts) < 300:
		starts.append(date(2020, 1, 1) + timedelta(days=chance.randrange(365 * 6)))
	for number, start in enumerate(starts):
		unit = ("Working Days", "Calendar Days", "Months")[number % 3]
		limit = chance.choice({"Months": [1, 2, 3]}.get(unit, [1, 3, 5, 7, 15, 20, 30, 45, 60]))
		pauses = []
		for _ in range(chance.choice([0, 0, 1, 2])):
			first = start + timedelta(days=chance.randrange(0, 25))
			pauses.append((first, first + timedelta(days=chance.randrange(0, 15))))
		rolls = chance.random() < 0.8
		unrolled, due = last_day(start, unit, limit, pauses, rolls)
		if due.year > 2026:
			continue
		yield {
			"start": str(start),
			"unit": unit,
			"limit": limit,
			"pauses": [[str(first), str(last)] for first, last in pauses],
			"rolls": rolls,
			"unrolled": str(unrolled),
			"due": str(due),
		}


if __name__ == "__main__":
	found = list(cases())
	GOLDEN.write_text("[\n" + ",\n".join(json.dumps(case) for case in found) + "\n]\n", encoding="utf-8")
	print(f"{len(found)} cases written to {GOLDEN.name}")
