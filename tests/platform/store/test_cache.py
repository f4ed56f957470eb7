"""What is kept between requests: copies, expiry, and forgetting at the right moment."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

import frappe

from frappe_standalone.core import cache
from frappe_standalone.core.db import READ, WRITE
from frappe_standalone.core.runtime import site_context


def fresh(folder, key: str):
	"""What another request of this process reads."""
	with site_context(folder, mode=READ):
		return frappe.cache.get_value(key)


def test_another_request_gets_a_copy(bare):
	value = {"a": [1]}
	frappe.cache.set_value("k", value)
	value["a"].append(2)
	assert fresh(bare, "k") == {"a": [1]}
	assert frappe.cache().get_value("k") == {"a": [1, 2]}


def test_values_expire(bare):
	frappe.cache.set_value("k", 1, expires_in_sec=0.02)
	assert frappe.cache.get_value("k", expires=True) == 1
	time.sleep(0.03)
	assert frappe.cache.get_value("k", expires=True) is None and not frappe.cache.exists("k")


def test_values_of_users_stand_apart(bare):
	frappe.cache.set_value("k", "mine", user="u@example.org")
	assert frappe.cache.get_value("k") is None
	assert frappe.cache.get_value("k", user="u@example.org") == "mine"


def test_keys_are_deleted_by_their_beginning(bare):
	for key in ("doc::a", "doc::b", "other"):
		frappe.cache.set_value(key, 1)
	frappe.cache.delete_keys("doc::")
	assert [frappe.cache.get_value(key) for key in ("doc::a", "doc::b", "other")] == [None, None, 1]


def test_what_is_computed_from_uncommitted_changes_stays_with_this_request(bare):
	frappe.db.sql("insert into `tabThing` (name) values ('a')")
	assert frappe.cache.get_value("count", lambda: frappe.db.count("Thing")) == 1
	assert fresh(bare, "count") is None
	frappe.db.rollback()
	assert frappe.cache.get_value("count", lambda: frappe.db.count("Thing")) == 0
	assert fresh(bare, "count") == 0


def test_what_is_computed_after_a_write_is_shared_by_the_commit(bare):
	frappe.db.sql("insert into `tabThing` (name) values ('a')")
	frappe.cache.get_value("kept", lambda: frappe.db.count("Thing"))
	frappe.cache.hget("hash", "kept", lambda: 1)
	frappe.cache.get_value("dropped later", lambda: 1)
	frappe.cache.delete_value("dropped later")
	frappe.cache.get_value("set later", lambda: 1)
	frappe.cache.set_value("set later", 2)
	assert fresh(bare, "kept") is None
	frappe.db.commit()
	assert [fresh(bare, key) for key in ("kept", "dropped later", "set later")] == [1, None, 2]
	assert cache.store().hashes["hash"].keys() == {"kept"}


def test_what_is_computed_before_a_savepoint_is_undone_is_not_shared(bare):
	frappe.db.savepoint("here")
	frappe.db.sql("insert into `tabThing` (name) values ('a')")
	frappe.cache.get_value("k", lambda: frappe.db.count("Thing"))
	frappe.db.rollback(save_point="here")
	frappe.db.commit()
	assert fresh(bare, "k") is None


def test_the_oldest_values_go_when_there_are_too_many(bare, monkeypatch):
	monkeypatch.setattr(cache, "MOST_VALUES", 2)
	for key in ("first", "second", "third"):
		frappe.cache.get_value(key, lambda: 1)
	assert list(cache.store().values) == ["second", "third"]


def test_a_live_object_that_was_dropped_is_not_shared_before_the_commit(bare):
	def live(made: str = "shared"):
		return cache.get_live("live", "key", lambda: made)

	assert live() == "shared"
	cache.drop_live("live", "key")
	assert live("mine") == "mine"
	with site_context(bare, mode=READ):
		assert live("theirs") == "theirs"
	frappe.db.rollback()
	assert live() == "theirs"


def test_a_deletion_is_repeated_after_the_commit(bare):
	frappe.cache.set_value("k", "old")
	frappe.db.sql("insert into `tabThing` (name) values ('a')")
	frappe.cache.delete_value("k")
	with site_context(bare, mode=READ):  # a request that still reads the old data keeps it once more
		frappe.cache.get_value("k", lambda: "old")
	assert fresh(bare, "k") == "old"
	frappe.db.commit()
	assert fresh(bare, "k") is None


def elsewhere(folder, *statements: str) -> None:
	"""Run statements in a request of another process, then commit."""
	code = (
		"import sys, frappe_standalone as f; f.activate(); import frappe\n"
		"from frappe_standalone.core.runtime import site_context\n"
		f"with site_context(sys.argv[1]): {'; '.join(statements)}; frappe.db.commit()"
	)
	subprocess.run([sys.executable, "-c", code, str(folder)], check=True)


def keep(**values) -> None:
	for key, value in values.items():
		frappe.cache.set_value(key, value)


def test_other_processes_forget_what_a_commit_dropped_and_nothing_else(bare):
	keep(dropped=1, other=2)
	frappe.cache.hset("hash", "dropped", 1)
	frappe.cache.hset("hash", "other", 2)
	elsewhere(bare, "frappe.cache.delete_value('dropped')", "frappe.cache.hdel('hash', 'dropped')")
	assert [fresh(bare, key) for key in ("dropped", "other")] == [None, 2]
	assert frappe.cache.hgetall("hash") == {"other": 2}


def test_other_processes_forget_by_beginning_what_the_one_who_dropped_never_knew(bare):
	keep(**{"doc::a": 1, "doc::b": 2, "other": 3})
	elsewhere(bare, "frappe.cache.delete_keys('doc::')")
	assert [fresh(bare, key) for key in ("doc::a", "doc::b", "other")] == [None, None, 3]


def test_a_process_that_missed_more_than_the_journal_keeps_starts_empty(bare):
	keep(k=1)
	elsewhere(bare, "[frappe.cache.delete_value(f'key {n}') for n in range(1100)]")
	assert frappe.db.sql("select count(*) from `__CacheDrop`") == ((1000,),)
	assert fresh(bare, "k") is None


def test_an_older_database_put_in_place_starts_empty(bare):
	frappe.cache.delete_value("something")
	frappe.db.commit()
	keep(k=1)
	frappe.db.sql("delete from `__CacheDrop`")
	frappe.db.commit()
	assert fresh(bare, "k") is None


def test_who_waited_to_write_knows_what_was_committed_meanwhile(bare):
	keep(k="old")
	with site_context(bare, mode=WRITE):
		elsewhere(bare, "frappe.cache.delete_value('k')")
		frappe.db.sql("select 1 from `tabThing`")  # the turn is taken here
		assert frappe.cache.get_value("k") is None


def test_a_document_that_is_saved_leaves_metadata_alone(bare):
	made = cache.get_live("meta", "Thing", lambda: ["meta"])
	elsewhere(bare, "frappe.db.set_value('Thing', 'a', 'title', 'x')")
	with site_context(bare, mode=READ):
		assert cache.get_live("meta", "Thing", lambda: ["anew"]) is made


def test_a_request_that_began_before_a_commit_keeps_what_the_commit_left_alone(bare):
	with site_context(bare, mode=READ):
		frappe.db.sql("select 1 from `tabThing`")
		with site_context(bare):
			frappe.cache.delete_value("k")
			frappe.db.commit()
		frappe.cache.get_value("k", lambda: "old")
		frappe.cache.get_value("other", lambda: "same")
	assert (fresh(bare, "k"), fresh(bare, "other")) == (None, "same")


def test_clearing_everything(bare):
	frappe.cache.set_value("k", 1)
	frappe.cache.hset("h", "k", 1)
	frappe.clear_cache()
	assert frappe.cache.get_value("k") is None and frappe.cache.hget("h", "k") is None


def test_counters(bare):
	assert [frappe.cache.incrby("n") for _ in range(3)] == [1, 2, 3]


def test_results_of_functions_are_kept(bare):
	from frappe.utils.caching import redis_cache, request_cache, site_cache

	calls: list[str] = []

	@request_cache
	def once(x):
		calls.append("request")
		return x

	@site_cache(ttl=60, maxsize=2)
	def per_site(x):
		calls.append("site")
		return x

	@redis_cache(ttl=60)
	def shared(x=1):
		calls.append("redis")
		return x

	for _ in range(2):
		assert (once(1), per_site(2), shared(x=3)) == (1, 2, 3)
	assert sorted(calls) == ["redis", "request", "site"]
	per_site.clear_cache()
	shared.clear_cache()
	assert (per_site(2), shared(x=3)) == (2, 3) and len(calls) == 5


@pytest.mark.parametrize(
	"call", [lambda: frappe.cache.get_value("nothing"), lambda: frappe.cache.hget("h", "x")]
)
def test_what_is_not_there_is_none(bare, call):
	assert call() is None


def test_a_request_that_began_before_a_commit_shares_nothing_it_still_reads(bare):
	frappe.cache.set_value("k", "old")
	frappe.db.commit()
	with site_context(bare, mode=READ):
		frappe.db.sql("select 1 from `tabThing`")  # its moment is fixed here
		with site_context(bare):
			frappe.db.sql("insert into `tabThing` (name) values ('a')")
			frappe.cache.delete_value("k")
			frappe.db.commit()
		assert frappe.cache.get_value("k", lambda: frappe.db.count("Thing")) == 0
	assert fresh(bare, "k") is None
