"""An answer is kept while nobody writes, and not a moment longer."""

import threading

import pytest

import frappe

from frappe_standalone.core.db import READ, WRITE, remembered
from frappe_standalone.core.runtime import site_context

COUNT = "select count(*) as n, sum(pieces) as pieces from `tabThing`"


@pytest.fixture
def runs(monkeypatch):
	"""The statements that were really run."""
	seen, run = [], remembered.run
	monkeypatch.setattr(remembered, "run", lambda statement: seen.append(statement.sql) or run(statement))
	return seen


def ask(folder, query=COUNT, values=None):
	with site_context(folder, mode=READ):
		return remembered.select(query, values)


def add(folder, name: str, end=lambda: frappe.db.commit()) -> None:
	with site_context(folder, mode=WRITE):
		frappe.db.sql("insert into `tabThing` (name, pieces) values (%s, 1)", name)
		end()


def elsewhere(work) -> None:
	thread = threading.Thread(target=work)
	thread.start()
	thread.join()


def test_it_is_computed_once_while_nobody_writes(folder, runs):
	assert ask(folder) == ask(folder) == [{"n": 0, "pieces": None}]
	assert len(runs) == 1


@pytest.mark.parametrize("somewhere", [lambda work: work(), elsewhere], ids=["same", "other"])
def test_it_is_computed_again_after_every_write(folder, runs, somewhere):
	found = []
	for number in range(4):
		somewhere(lambda number=number: add(folder, f"t{number}"))
		found += [ask(folder)[0].n, ask(folder)[0].n]

	assert found == [1, 1, 2, 2, 3, 3, 4, 4]
	assert len(runs) == 4


def test_a_write_while_it_is_read_is_seen_by_the_next_reader(folder):
	with site_context(folder, mode=READ):
		assert remembered.select(COUNT)[0].n == 0
		elsewhere(lambda: add(folder, "meanwhile"))
		assert remembered.select(COUNT)[0].n == 0, "one snapshot"
	assert ask(folder)[0].n == 1


def test_what_is_undone_was_never_answered(folder):
	assert ask(folder)[0].n == 0
	with site_context(folder, mode=WRITE):
		frappe.db.sql("insert into `tabThing` (name) values ('gone')")
		assert remembered.select(COUNT)[0].n == 1
		frappe.db.rollback()
		assert remembered.select(COUNT)[0].n == 0
	assert ask(folder)[0].n == 0


def test_each_value_has_its_own_answer_and_no_reader_changes_it(folder, runs):
	add(folder, "a")
	query = "select name, %(mark)s as mark from `tabThing` where pieces >= %(least)s"
	ask(folder, query, {"least": 0, "mark": "x"})[0].update(name="changed", mark="changed")

	assert ask(folder, query, {"least": 0, "mark": "x"}) == [{"name": "a", "mark": "x"}]
	assert ask(folder, query, {"least": 5, "mark": "x"}) == []
	assert ask(folder, query, {"least": 0, "mark": 1}) == [{"name": "a", "mark": 1}]
	assert len(runs) == 3


@pytest.mark.parametrize(
	"query",
	[
		"select now() as at",
		"select current_timestamp as at",
		"select random() as at",
		"select count(*) as n from `tabThing` where day < curdate()",
	],
)
def test_clock_and_chance_are_asked_every_time(folder, runs, query):
	ask(folder, query)
	ask(folder, query)

	assert len(runs) == 2


def test_only_so_much_is_kept(folder, runs, monkeypatch):
	monkeypatch.setattr(remembered, "MOST_ANSWERS", 2)
	for _ in range(2):
		for number in range(3):
			assert (
				ask(folder, "select count(*) as n, %s as mark from `tabThing`", (number,))[0].mark == number
			)

	assert len(runs) == 4
