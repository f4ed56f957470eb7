"""Every form of the demo township, as the administrator sees it: at most 150 kB of HTML and 12 queries.

The tables of a document are a query each, so a form with many of them may ask as many more as it has above two.
"""

from __future__ import annotations

import pytest

import frappe

from tests.app.demo_visits import demo_visits

pytestmark = pytest.mark.standalone

MOST_QUERIES, MOST_BYTES, TABLES_WITHIN = 12, 150_000, 2


@pytest.fixture(scope="module")
def town(platform, tmp_path_factory):
	"""The demo township: a visitor signed in as Administrator, and the address of a record of each doctype."""
	with demo_visits(
		platform, tmp_path_factory.mktemp("forms"), ["Administrator"], lambda: dict(forms())
	) as (
		visitors,
		addresses,
	):
		yield visitors["Administrator"], addresses


def forms():
	"""(address, number of tables) of the longest-lived record of every doctype, and of every new form."""
	from frappe_standalone.core.desk.slugs import new_url, record_url

	for name in frappe.get_all("DocType", {"istable": 0, "is_virtual": 0}, pluck="name", order_by="name"):
		meta = frappe.get_meta(name)
		tables = len(meta.get_table_fields())
		record = name if meta.issingle else frappe.db.get_value(name, {}, "name", order_by="creation")
		if record:
			yield record_url(name, record), tables
		if not meta.issingle and not meta.get("in_create"):
			yield new_url(name), tables
	yield record_url("DocType", "Service Case"), len(frappe.get_meta("DocType").get_table_fields())
	yield record_url("Approval Flow", "Service Case Handling"), 3


def test_every_form_is_within_its_budget(town, monkeypatch):
	from frappe_standalone.core.db import Database

	visitor, addresses = town
	seen: list[str] = []
	plain = Database.execute

	def counted(self, statement, *args, **kwargs):
		seen.append(str(getattr(statement, "sql", statement)))
		return plain(self, statement, *args, **kwargs)

	monkeypatch.setattr(Database, "execute", counted)
	found, over = [], []
	for address, tables in addresses.items():
		visitor.call("GET", address)
		del seen[:]
		status, html, _response = visitor.call("GET", address)
		weight = len(html.encode()) if isinstance(html, str) else 0
		found.append((weight, len(seen), address, status))
		if status == 200 and (
			weight > MOST_BYTES or len(seen) > MOST_QUERIES + max(0, tables - TABLES_WITHIN)
		):
			over.append(f"{address}: {weight} bytes, {len(seen)} queries, {tables} tables")
		assert status in (200, 302, 403, 404), address  # some have pages of their own
	print("\n".join(map(str, sorted(found, reverse=True)[:12])))
	print("\n".join(map(str, sorted(found, key=lambda one: -one[1])[:12])))
	assert len(found) > 100
	assert not over, "\n".join(over)
