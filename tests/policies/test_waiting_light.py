"""The light of an open task."""

import datetime

import pytest

from township_gov.policies.waiting_light import light

NOW = datetime.datetime(2026, 3, 10, 9)


def ago(**span) -> datetime.datetime:
	return NOW - datetime.timedelta(**span)


@pytest.mark.parametrize(
	("opened", "due", "fired", "shown"),
	[
		(ago(hours=1), None, 0, "green"),
		(ago(days=2), None, 0, "yellow"),
		(ago(days=5), None, 0, "red"),
		(ago(days=30), ago(days=-3), 0, "green"),  # with a timer its age does not count
		(ago(hours=1), ago(hours=-20), 0, "yellow"),
		(ago(hours=1), ago(minutes=1), 0, "red"),
		(ago(hours=1), ago(days=-3), 1, "red"),  # reminded already
		(ago(hours=1), None, 1, "red"),
	],
)
def test_a_timer_gives_the_light_and_without_one_the_age_does(opened, due, fired, shown):
	assert light(NOW, opened, due, fired) == shown
