"""A demo township to break: its people with API keys, its secrets, and a trigger on each table that tells of changes."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

ADMIN_PASSWORD = "fuzz-Admin-2026"
SYSTEM_MANAGER = "system.manager@fuzz.example"
JOURNAL = "__fuzz_journal"
# Every one of these stands for a kind of caller; guest has no account.
ROLES = ("guest", "clerk", "township_admin", "system_manager", "administrator")


@dataclass
class Prepared:
	"""A site made ready: `tokens` of its callers, `names` of its documents, and the plain numbers of persons."""

	site_dir: Path
	tokens: dict[str, str] = field(default_factory=dict)
	users: dict[str, str] = field(default_factory=dict)
	names: dict[str, list[str]] = field(default_factory=dict)
	doctypes: list[str] = field(default_factory=list)
	numbers: list[str] = field(default_factory=list)
	reports: list[str] = field(default_factory=list)
	descriptions: dict[str, dict] = field(default_factory=dict)


def make(site_dir: Path, demo: bool = True) -> None:
	"""Make a site with the app and, with `demo`, half a year of the demo township."""
	import contextlib
	import io

	from frappe_standalone.cli.serve_commands import load_demo
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.install import new_site

	with contextlib.redirect_stdout(io.StringIO()):
		new_site(site_dir, admin_password=ADMIN_PASSWORD, apps=["township_gov"])
		if demo:
			load_demo(site_dir)
	POOL.close()


def prepare(site_dir: Path) -> Prepared:
	"""Give the callers API keys and read what the requests and the checks need."""
	import frappe

	from frappe_standalone.core.runtime import site_context

	prepared = Prepared(site_dir)
	with site_context(site_dir, user="Administrator", write=True):
		prepared.users = callers()
		for role, user in prepared.users.items():
			prepared.tokens[role] = give_key(user)
		frappe.db.commit()
		read_contents(prepared)
	with site_context(site_dir):
		describe_for(prepared)
	install_triggers(site_dir)
	return prepared


def callers() -> dict[str, str]:
	"""Return the account of each role; the demo's people, and a System Manager who is not the Administrator."""
	import frappe

	if not frappe.db.exists("User", SYSTEM_MANAGER):
		user = frappe.new_doc("User", email=SYSTEM_MANAGER, first_name="System", send_welcome_email=0)
		user.append("roles", {"role": "System Manager"})
		user.insert()
	return {
		"clerk": one_with("Window Clerk"),
		"township_admin": one_with("Township Administrator"),
		"system_manager": SYSTEM_MANAGER,
		"administrator": "Administrator",
	}


def one_with(role: str) -> str:
	"""Return a user who has the role; one is made on a site without the demo."""
	import frappe

	found = frappe.get_all(
		"Has Role",
		{"role": role, "parenttype": "User", "parent": ("not in", ("Administrator", "Guest"))},
		pluck="parent",
	)
	found = sorted(name for name in found if "System Manager" not in frappe.get_roles(name))
	if found:
		return found[0]
	email = f"{frappe.scrub(role)}@fuzz.example"
	user = frappe.new_doc("User", email=email, first_name=role, send_welcome_email=0)
	user.append("roles", {"role": role})
	user.insert()
	return email


def give_key(user: str) -> str:
	"""Set an API key and return `key:secret`."""
	import frappe

	doc = frappe.get_doc("User", user)
	doc.api_key, doc.api_secret = secrets.token_hex(8), secrets.token_hex(10)
	pair = f"{doc.api_key}:{doc.api_secret}"
	doc.flags.ignore_validate = True
	doc.save(ignore_permissions=True)
	return pair


def read_contents(prepared: Prepared) -> None:
	"""Read names of documents and every plain number that only few may see."""
	import frappe
	from frappe.utils.password import get_decrypted_password

	for row in frappe.get_all("DocType", fields=["name", "istable", "issingle"]):
		if row.istable:
			continue
		prepared.doctypes.append(row.name)
		prepared.names[row.name] = (
			[row.name] if row.issingle else frappe.get_all(row.name, pluck="name", limit=8, order_by="name")
		)
	prepared.reports = frappe.get_all("Report", pluck="name")
	for doctype, name, fieldname in frappe.db.sql(
		"select doctype, name, fieldname from `__Auth` where encrypted = 1 and doctype <> 'User'"
	):
		number = get_decrypted_password(doctype, name, fieldname, raise_exception=False)
		if number and len(number) >= 11 and number.isascii():
			prepared.numbers.append(number)


def describe_for(prepared: Prepared) -> None:
	"""Make the description for each caller; a guest gets the clerk's too, as somebody who has seen it would."""
	import frappe

	from frappe_standalone.core.openapi import describe

	for role, user in prepared.users.items():
		frappe.set_user(user)
		prepared.descriptions[role] = describe()
	prepared.descriptions["guest"] = prepared.descriptions["clerk"]
	frappe.set_user("Administrator")


def install_triggers(site_dir: Path) -> None:
	"""Let every table tell of its changes; a change that is rolled back leaves no entry."""
	connection = sqlite3.connect(site_dir / "site.db", timeout=10, isolation_level=None)
	try:
		connection.execute(
			f"create table if not exists `{JOURNAL}` (id integer primary key, tbl text, act text, row integer)"
		)
		tables = [
			row[0]
			for row in connection.execute(
				"select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> ?",
				(JOURNAL,),
			)
		]
		for table in tables:
			for act, row in (("insert", "new"), ("update", "new"), ("delete", "old")):
				connection.execute(
					f"create trigger if not exists `__fuzz {act} {table}` after {act} on `{table}` begin "
					f"insert into `{JOURNAL}` (tbl, act, row) values ('{table}', '{act}', {reference(connection, table, row)}); end"
				)
	finally:
		connection.close()


def reference(connection: sqlite3.Connection, table: str, row: str) -> str:
	"""Return what names the row in the journal: its name, if the table has one."""
	columns = {found[1] for found in connection.execute(f"pragma table_info(`{table}`)")}
	return f"{row}.`name`" if "name" in columns else "null"


def copy(prepared: Prepared, target: Path) -> Path:
	"""Copy the site; nothing may have it open."""
	shutil.copytree(prepared.site_dir, target)
	return target
