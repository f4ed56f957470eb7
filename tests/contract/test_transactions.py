"""Commit, rollback, save points, and what runs after them."""

from __future__ import annotations

import pytest

import frappe

from tests.contract.make import area

pytestmark = pytest.mark.usefixtures("site", "committed")


def test_rollback_takes_everything_back():
	area("Gone")
	frappe.db.rollback()
	assert not frappe.db.exists("CT Area", "Gone")


def test_commit_keeps():
	area("Kept")
	frappe.db.commit()
	frappe.db.rollback()
	assert frappe.db.exists("CT Area", "Kept")


def test_save_points_take_back_a_part():
	area("First")
	frappe.db.savepoint("ct_point")
	area("Second")
	frappe.db.rollback(save_point="ct_point")
	frappe.db.release_savepoint("ct_point")
	assert frappe.db.exists("CT Area", "First") and not frappe.db.exists("CT Area", "Second")


def test_savepoint_as_a_block_takes_back_what_failed():
	from frappe.database.database import savepoint

	area("First")
	with savepoint(catch=frappe.ValidationError):
		area("Second")
		frappe.throw("no")
	assert frappe.db.exists("CT Area", "First") and not frappe.db.exists("CT Area", "Second")


def test_after_commit_runs_once_and_not_after_rollback():
	seen = []
	frappe.db.after_commit.add(lambda: seen.append("commit"))
	frappe.db.after_rollback.add(lambda: seen.append("rollback"))
	frappe.db.commit()
	assert seen == ["commit"]
	frappe.db.commit()
	frappe.db.rollback()
	assert seen == ["commit"]


def test_after_rollback_runs_once_and_clears_after_commit():
	seen = []
	frappe.db.after_commit.add(lambda: seen.append("commit"))
	frappe.db.after_rollback.add(lambda: seen.append("rollback"))
	frappe.db.rollback()
	assert seen == ["rollback"]
	frappe.db.commit()
	assert seen == ["rollback"]


def test_before_commit_is_part_of_the_transaction():
	frappe.db.before_commit.add(lambda: area("Before"))
	area("Any")
	frappe.db.commit()
	frappe.db.rollback()
	assert frappe.db.exists("CT Area", "Before")


def test_before_rollback_still_sees_the_work():
	seen = []
	area("Any")
	frappe.db.before_rollback.add(lambda: seen.append(bool(frappe.db.exists("CT Area", "Any"))))
	frappe.db.rollback()
	assert seen == [True]


def test_the_record_of_a_refusal_can_outlive_the_rollback():
	def record():
		area("Refusal")
		frappe.db.commit()

	area("Refused")
	frappe.db.after_rollback.add(record)
	frappe.db.rollback()
	assert frappe.db.exists("CT Area", "Refusal") and not frappe.db.exists("CT Area", "Refused")


def test_callbacks_run_in_the_order_they_were_added():
	seen = []
	for number in range(3):
		frappe.db.after_commit.add(lambda number=number: seen.append(number))
	frappe.db.commit()
	assert seen == [0, 1, 2]


def test_rolling_back_to_a_save_point_does_not_run_callbacks():
	seen = []
	frappe.db.savepoint("ct_point")
	frappe.db.after_rollback.add(lambda: seen.append(1))
	frappe.db.rollback(save_point="ct_point")
	assert seen == []
