"""Who did what, when, to which record? The newest entries that the filters leave, as far as the reader's lists go.

Old and new values stand there for those who may read the record and the field; of closed records nothing does.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from township_gov import clock
from township_gov.audit import reading
from township_gov.report_columns import column

MOST = 500
FIELDS = ("name,at,kind,area,user,impersonated_by,channel,origin,ip,record_doctype,record_name,about_doctype,about_name,"
	"action,reason,details,hashes").split(",")  # fmt: skip
EQUAL = ("township", "kind", "area", "user", "about_doctype", "about_name")


def execute(filters: dict | None = None):
	"""Columns, rows and the question above them."""
	filters = frappe._dict(filters or {})
	frappe.has_permission("Audit Entry", "report", throw=True)
	entries = frappe.get_list(
		"Audit Entry",
		filters=conditions(filters),
		fields=FIELDS,
		order_by="modified desc, name desc",
		limit_page_length=MOST,
	)
	return columns(), rows(entries), question(len(entries))


def conditions(filters: frappe._dict) -> list[list]:
	"""The filters of the list: a day counts whole, without days the last seven."""
	found = [[name, "=", filters[name]] for name in EQUAL if filters.get(name)]
	begin, end = day(filters.from_date), day(filters.to_date)
	if not (begin or end or filters.about_name):
		begin = add_days(clock.today(), -6)
	# `modified` is the time an entry tells, and has the index
	if begin:
		found.append(["modified", ">=", str(begin)])
	if end:
		found.append(["modified", "<", str(add_days(end, 1))])
	return found


def day(value: str | date | None) -> date | None:
	"""A date of the filters, if it is given."""
	return getdate(value) if value else None


def question(count: int) -> str:
	"""What the report answers, and whether it had to stop."""
	text = _("Who did what, when, to which record?")
	if count < MOST:
		return text
	return text + " " + _("Only the newest {0} entries are shown: narrow the filters.").format(MOST)


def rows(entries: list[frappe._dict]) -> list[dict]:
	"""One row for each entry, in words."""
	plain = reading.plain_of([entry.name for entry in entries if entry.hashes])
	names = full_names({entry.user for entry in entries} | {entry.impersonated_by for entry in entries})
	reader = reading.Reader()
	reader.prepare({(entry.about_doctype, entry.about_name) for entry in entries if entry.hashes})
	return [row(entry, reader, plain.get(entry.name), names) for entry in entries]


def row(entry: frappe._dict, reader: reading.Reader, plain: str | None, names: dict[str, str]) -> dict:
	"""One entry as people read it."""
	who = names.get(entry.user, entry.user)
	if entry.impersonated_by:
		who = _("{0}, signed in as {1}").format(names.get(entry.impersonated_by, entry.impersonated_by), who)
	told = [reader.changes(entry, plain), *reading.facts(entry), reason(entry)]
	return {
		"at": entry.at,
		"who": who,
		"kind": _(entry.kind, context=reading.CONTEXT),
		"act": act(entry),
		"doctype": kind_of_record(entry),
		"document": document(entry),
		"told": "\n".join(text for text in told if text),
		"way": _(entry.channel, context=reading.CONTEXT),
		"ip": entry.ip,
		"user": entry.user,
		"entry": entry.name,
	}


def act(entry: frappe._dict) -> str:
	"""The word for what was done beyond the kind: an approval's action, what was refused, a file."""
	if entry.area == "Access":
		return ""
	known = entry.kind in ("Approval Act", "Refusal") and entry.action
	return _(entry.action, context="Approval") if known else entry.action


def kind_of_record(entry: frappe._dict) -> str:
	"""The document's type, and of which part of it the entry tells."""
	about, record = (_(name) if name else "" for name in (entry.about_doctype, entry.record_doctype))
	return about if about == record else f"{about} · {record}"


def document(entry: frappe._dict) -> str:
	"""The document's number; settings have the name of their type."""
	return _(entry.about_doctype) if entry.about_name == entry.about_doctype else entry.about_name


def reason(entry: frappe._dict) -> str:
	"""The reason with its label."""
	label = _("Reason", context=reading.CONTEXT)
	return _("{0}: {1}").format(label, entry.reason) if entry.reason else ""


def full_names(users: set[str]) -> dict[str, str]:
	"""Names of accounts as people know them."""
	rows = frappe.get_all("User", filters={"name": ("in", [*users, ""])}, fields=["name", "full_name"])
	return {row.name: row.full_name or row.name for row in rows}


def columns() -> list[dict]:
	"""The columns, in reading order."""
	return [
		column("at", _("At", context=reading.CONTEXT), "Datetime", 160),
		column("who", _("Who"), "Data", 110),
		column("kind", _("What Happened", context=reading.CONTEXT), "Data", 100),
		column("act", _("Act", context=reading.CONTEXT), "Data", 110),
		column("doctype", _("Document Type", context=reading.CONTEXT), "Data", 120),
		column("document", _("Document", context=reading.CONTEXT), "Data", 180),
		column("told", _("Values", context=reading.CONTEXT), "Small Text", 420),
		column("way", _("Way", context=reading.CONTEXT), "Data", 80),
		column("ip", _("Network Address"), "Data", 110),
		column("user", _("User", context=reading.CONTEXT), "Data", 160),
		column("entry", _("Audit Entry"), "Data", 200),
	]
