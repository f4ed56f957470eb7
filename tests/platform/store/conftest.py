"""A bare site: the platform's own tables and two made by hand, no DocTypes and no app."""

from __future__ import annotations

import pytest

from frappe_standalone.core import schema, site
from frappe_standalone.core.db import LAZY, Database
from frappe_standalone.core.db.pool import POOL
from frappe_standalone.core.logger import close_loggers
from frappe_standalone.core.meta import Meta, read_definition
from frappe_standalone.core.runtime import site_context

THING = (
	"create table `tabThing` (name varchar(140) collate nocase not null primary key, creation datetime, "
	"modified datetime, modified_by varchar(140), owner varchar(140), docstatus integer not null default 0, "
	"idx integer not null default 0, title varchar(140) collate nocase, note text collate nocase, day DATE, "
	"moment DATETIME, clock TIME, pieces INTEGER NOT NULL DEFAULT 0, amount REAL NOT NULL DEFAULT 0)"
)


@pytest.fixture
def folder(tmp_path):
	"""The folder of a new bare site."""
	path = tmp_path / "bare"
	site.ensure_encryption_key(path)
	Database(path, create=True).close()
	with site_context(path, mode=LAZY) as _:
		import frappe

		schema.create_platform_tables()
		frappe.db.sql(THING)
		frappe.db.sql("create table `tabDocType` (name varchar(140) primary key)")
		for doctype in ("RQ Job", "Scheduled Job Type"):
			schema.sync_table(Meta(read_definition(doctype)))
		frappe.db.commit()
	yield path
	POOL.close()
	close_loggers()


@pytest.fixture
def bare(folder):
	"""Inside the bare site as Administrator; reads are single statements until something is written."""
	with site_context(folder, mode=LAZY):
		yield folder


@pytest.fixture
def things(bare):
	"""Five rows of known values."""
	import frappe

	frappe.db.bulk_insert(
		"Thing",
		["name", "title", "note", "day", "moment", "clock", "pieces", "amount", "modified"],
		[
			("a", "ant", "x", "2026-01-10", "2026-01-10 08:00:00", "08:00", 1, 10.5, "2026-01-01"),
			("b", "bee", "", "2026-02-10", None, None, 2, 20, "2026-01-02"),
			("c", "cat", None, None, "2026-03-10 12:00:00.5", "23:59:59.999999", 3, 30, "2026-01-03"),
			("d", "Dog's", "50%", "2026-03-10", "2026-03-10", None, 4, 40, "2026-01-04"),
			("e", None, "a_b", "2026-03-11", None, "0:00", 5, 50, "2026-01-05"),
		],
	)
	return bare
