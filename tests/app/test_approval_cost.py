"""What an act asks of the database, in everyday flows: it holds the site's one turn to write while it does."""

import pytest

import frappe

from township_gov.workflows import api, notifying

pytestmark = pytest.mark.standalone


def statements(world, who, doc) -> list[str]:
	"""Every statement of one approval, without the notices that follow from it; what is cached is warm."""
	frappe.set_user(world.mail(who))
	task, seen = world.task_of(who, doc), str(world.fresh(doc).modified)
	frappe.db.transaction_writes = 0  # as in a request of its own
	asked: list[str] = []
	frappe.db.connection.set_trace_callback(asked.append)
	try:
		with notifying.silence():
			api.act(task, "approve", seen=seen)
	finally:
		frappe.db.connection.set_trace_callback(None)
	return asked


def test_an_approval_that_asks_the_next_or_ends_it_costs_few_statements(world):
	warm, doc = world.started(), world.started()
	for one in (warm, doc):
		first, last = statements(world, "bob", one), statements(world, "dan", one)
	assert world.fresh(doc).docstatus == 1
	assert len(first) <= 27, "\n".join(first)
	assert len(last) <= 22, "\n".join(last)
	assert not any(
		"Cadre Kin" in one for one in (*first, *last)
	), "relatives are looked up only where they count"
