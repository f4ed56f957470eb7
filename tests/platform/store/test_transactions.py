"""Who may write, when, and what runs around the end of a transaction."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest

import frappe

from frappe_standalone.core.db import READ, WRITE, Database, ticket
from frappe_standalone.core.db.pool import POOL
from frappe_standalone.core.db.ticket import WriteQueue, queue_for, too_long
from frappe_standalone.core.errors import WriteInReadRequest, WriteQueueTimeout
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.site import database_path

INSERT = "insert into `tabThing` (name) values (%s)"


def names(folder) -> list[str]:
	with site_context(folder, mode=READ):
		return frappe.db.sql("select name from `tabThing` order by name", pluck=True)


def busy(folder) -> bool:
	return queue_for(database_path(folder)).busy


# What is kept


def test_what_was_not_committed_is_undone_at_the_end(folder):
	with site_context(folder):
		frappe.db.sql(INSERT, "a")
		frappe.db.commit()
		frappe.db.sql(INSERT, "b")
	assert names(folder) == ["a"]


def test_an_error_undoes_and_frees_the_turn(folder):
	with pytest.raises(ZeroDivisionError), site_context(folder):
		frappe.db.sql(INSERT, "a")
		_ = 1 / 0
	assert names(folder) == [] and not busy(folder)


def test_contexts_nest_and_the_outer_one_comes_back(folder, tmp_path):
	with site_context(folder, user="outer@example.org"):
		frappe.flags.mine = "outer"
		with site_context(folder, user="inner@example.org", mode=READ):
			assert frappe.session.user == "inner@example.org" and frappe.flags.mine is None
		assert (frappe.session.user, frappe.flags.mine) == ("outer@example.org", "outer")


# Modes


def test_a_reading_request_refuses_to_write(folder):
	with site_context(folder, write=False):
		with pytest.raises(WriteInReadRequest, match="POST|提交|只读"):
			frappe.db.sql(INSERT, "a")
		assert frappe.db.sql("select count(*) from `tabThing`") == ((0,),)


def test_a_reading_request_sees_one_moment(folder):
	with site_context(folder, write=False):
		frappe.db.sql("select 1 from `tabThing`")
		thread = threading.Thread(target=lambda: write(folder, "later"))
		thread.start()
		thread.join()
		assert frappe.db.sql("select name from `tabThing`") == ()
	assert names(folder) == ["later"]


def write(folder, name: str) -> None:
	with site_context(folder):
		frappe.db.sql(INSERT, name)
		frappe.db.commit()


def test_a_writing_request_takes_its_turn_with_the_first_statement(folder):
	with site_context(folder, mode=WRITE):
		assert not busy(folder)
		frappe.db.sql("select 1")
		assert busy(folder)
		frappe.db.commit()
		assert not busy(folder)


def test_a_console_takes_its_turn_with_the_first_write(bare):
	frappe.db.sql("select 1 from `tabThing`")
	assert not busy(bare)
	frappe.db.sql(INSERT, "a")
	assert busy(bare)
	frappe.db.rollback()
	assert not busy(bare)


def test_reading_for_update_takes_the_turn(bare):
	frappe.db.get_value("Thing", "a", for_update=True)
	assert busy(bare)
	frappe.db.rollback()


def test_a_request_can_change_from_reading_to_writing(folder):
	with site_context(folder, write=False):
		frappe.db.sql("select 1 from `tabThing`")
		frappe.db.set_mode(WRITE)
		frappe.db.sql(INSERT, "a")
		frappe.db.commit()
	assert names(folder) == ["a"]


def test_a_connection_given_back_by_a_reader_can_write_again(folder):
	with site_context(folder, write=False):
		frappe.db.sql("select 1")
	write(folder, "a")
	assert names(folder) == ["a"]


# The turn


def test_writers_take_turns_in_the_order_they_came(folder):
	queue = queue_for(database_path(folder))
	order: list[int] = []

	def writer(number: int) -> None:
		queue.acquire()
		order.append(number)
		queue.release()

	queue.acquire()
	threads = []
	for number in range(20):
		threads.append(threading.Thread(target=writer, args=(number,)))
		threads[-1].start()
		while queue.waiting <= number:
			time.sleep(0.001)
	queue.release()
	for thread in threads:
		thread.join()
	assert order == list(range(20))


def test_the_order_holds_across_processes(tmp_path):
	path = tmp_path / "x.db"
	code = (
		"import sys; from frappe_standalone.core.db.ticket import WriteQueue\n"
		"queue = WriteQueue(sys.argv[1]); sys.stdin.readline(); print('waits', flush=True)\n"
		"queue.acquire(); open(sys.argv[2], 'a').write(sys.argv[3]); queue.release()"
	)
	ours = WriteQueue(str(path))
	ours.acquire()
	others = []
	for number in "1234":
		command = [sys.executable, "-c", code, str(path), str(tmp_path / "order"), number]
		other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
		others.append(other)
		drawn = last_number(path)
		print(file=other.stdin, flush=True)
		assert other.stdout.readline() == "waits\n"
		while last_number(path) == drawn:
			time.sleep(0.001)
	ours.release()
	for other in others:
		other.communicate(timeout=20)
	assert (tmp_path / "order").read_text() == "1234"


def last_number(path) -> int:
	with open(f"{path}.turns", "rb") as file:
		return ticket.read_number(file.fileno(), ticket.COUNTER)


def test_who_gives_up_does_not_let_the_next_one_in(tmp_path):
	queue = WriteQueue(str(tmp_path / "x.db"))
	queue.acquire()
	with pytest.raises(WriteQueueTimeout):
		WriteQueue(str(tmp_path / "x.db")).acquire(timeout=0.02)
	with pytest.raises(WriteQueueTimeout):
		WriteQueue(str(tmp_path / "x.db")).acquire(timeout=0.02)
	queue.release()


def test_many_writers_lose_nothing(folder):
	write(folder, "counter")

	def add() -> None:
		for _ in range(10):
			with site_context(folder):
				count = frappe.db.get_value("Thing", "counter", "pieces")
				frappe.db.set_value("Thing", "counter", "pieces", count + 1)
				frappe.db.commit()

	threads = [threading.Thread(target=add) for _ in range(8)]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join()
	with site_context(folder, mode=READ):
		assert frappe.db.get_value("Thing", "counter", "pieces") == 80


def test_waiting_too_long_is_a_503_that_says_so(tmp_path):
	queue = WriteQueue(str(tmp_path / "x.db"))
	queue.acquire()
	failed: list[Exception] = []

	def impatient() -> None:
		try:
			queue.acquire(timeout=0.05)
		except WriteQueueTimeout as error:
			failed.append(error)

	thread = threading.Thread(target=impatient)
	thread.start()
	thread.join()
	queue.release()
	assert failed[0].http_status_code == 503 and "try again" in str(failed[0])
	queue.acquire(timeout=0.05)
	queue.release()


def test_the_refusal_speaks_the_users_language(bare, monkeypatch):
	queue = queue_for(database_path(bare))
	monkeypatch.setattr(type(queue), "acquire", lambda self: (_ for _ in ()).throw(too_long(20)))
	with pytest.raises(WriteQueueTimeout, match="20 秒"), site_context(bare, mode=WRITE):
		frappe.db.sql("select 1")


def test_another_process_waits_for_its_turn(tmp_path):
	path = tmp_path / "x.db"
	code = (
		"import sys; from frappe_standalone.core.db.ticket import WriteQueue\n"
		"queue = WriteQueue(sys.argv[1]); queue.acquire(); print('mine', flush=True); sys.stdin.read()"
	)
	holder = subprocess.Popen(
		[sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
	)
	with holder:
		assert holder.stdout.readline() == "mine\n"
		queue = WriteQueue(str(path))
		with pytest.raises(WriteQueueTimeout):
			queue.acquire(timeout=0.1)
		holder.kill()  # however it dies, the system frees the lock
		queue.acquire(timeout=5)
		queue.release()


def test_a_copied_file_is_opened_anew(folder):
	write(folder, "before")
	with closing(sqlite3.connect(folder / "site.db")) as plain:
		plain.execute("vacuum into ?", (str(folder / "copy.db"),))
	write(folder, "after")
	(folder / "copy.db").replace(folder / "site.db")
	for leftover in ("site.db-wal", "site.db-shm"):
		(folder / leftover).unlink(missing_ok=True)
	assert names(folder) == ["before"]
	POOL.close()


# Around the end


def test_callbacks_run_where_v15_runs_them(bare):
	seen: list[str] = []
	for event in ("before_commit", "after_commit", "before_rollback", "after_rollback"):
		getattr(frappe.db, event).add(lambda event=event: seen.append(event))
	frappe.db.commit()
	assert seen == ["before_commit", "after_commit"]
	for event in ("before_commit", "after_commit", "before_rollback", "after_rollback"):
		getattr(frappe.db, event).add(lambda event=event: seen.append(event))
	frappe.db.rollback()
	assert seen[2:] == ["before_rollback", "after_rollback"]


def test_a_record_of_the_refusal_outlives_the_rollback(bare):
	def record() -> None:
		frappe.db.sql(INSERT, "refusal")
		frappe.db.commit()

	frappe.db.sql(INSERT, "refused")
	frappe.db.after_rollback.add(record)
	frappe.db.rollback()
	assert names(bare) == ["refusal"]


def test_a_save_point_takes_back_a_part(bare):
	frappe.db.sql(INSERT, "a")
	frappe.db.savepoint("here")
	frappe.db.sql(INSERT, "b")
	frappe.db.rollback(save_point="here")
	frappe.db.release_savepoint("here")
	frappe.db.commit()
	assert names(bare) == ["a"]


def test_a_save_point_is_named_by_a_word(bare):
	with pytest.raises(ValueError, match="one word"):
		frappe.db.savepoint("a; drop table x")


def test_the_schema_changes_with_the_transaction(bare):
	frappe.db.sql("alter table `tabThing` add column extra text")
	assert frappe.db.has_column("Thing", "extra")
	frappe.db.rollback()
	assert not frappe.db.has_column("Thing", "extra")
	frappe.db.sql("alter table `tabThing` add column other text")
	frappe.db.commit()
	assert frappe.db.has_column("Thing", "other") and not frappe.db.has_column("Thing", "extra")


def test_too_many_writes_are_refused(bare, monkeypatch):
	monkeypatch.setattr(Database, "MAX_WRITES_PER_TRANSACTION", 3)
	for name in "abc":
		frappe.db.sql(INSERT, name)
	with pytest.raises(frappe.TooManyWritesError):
		frappe.db.sql(INSERT, "d")
