"""The light of an open task: by its timer where the step has one, else by its age."""

from __future__ import annotations

import datetime

GREEN, YELLOW, RED = "green", "yellow", "red"
# Without a timer: calendar days after which an open task is shown yellow, then red
YELLOW_AFTER, RED_AFTER = 2, 5
# With a timer: how long before the next rung falls due the light turns yellow
WARN_BEFORE = datetime.timedelta(days=1)


def light(
	now: datetime.datetime, opened: datetime.datetime, due: datetime.datetime | None = None, fired: int = 0
) -> str:
	"""`due`: when the timer's next rung falls due; `fired`: how many of its rungs were climbed already."""
	if fired or (due and due <= now):
		return RED
	if due:
		return YELLOW if due - now <= WARN_BEFORE else GREEN
	age = (now - opened).days
	return RED if age >= RED_AFTER else YELLOW if age >= YELLOW_AFTER else GREEN
