"""Somebody who came before is found again while his name or a number is typed, and need not tell everything twice.

Numbers are compared by their keyed hash and shown masked; what is taken over is copied on the server, still encrypted,
so nobody sees a number in full for it (个人信息保护法 Art. 6).
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import cstr

from township_gov import secret_fields
from township_gov.policies import petition_rules

MOST_READ, MOST_SHOWN = 40, 5
SEARCHES_AN_HOUR = 600
NUMBERS = ("id_number", "phone")
# What a window asks everybody and an earlier case knows
OF_CASE = ("applicant_name", "applicant_type", "resident_type", "village", "address")
OF_PETITIONER = ("petitioner_name", "address")


@frappe.whitelist(methods=["POST"])
@rate_limit(limit=SEARCHES_AN_HOUR, seconds=3600)
def find(doctype: str, township: str, person: str = "", id_number: str = "", phone: str = "") -> list[dict]:
	"""The people of earlier records that you may read, newest first, each once.

	Each: `record` (what `numbers_from` takes), `open` (doctype and name of the document), `values` (plain fields to take
	over), `masked` (numbers), `same` (by what he was found) and `last` (his latest matter, in words).
	"""
	if doctype not in _READERS or not cstr(township):
		return []
	read, owner = _READERS[doctype]
	hashes = {
		f"{field}_hash": found
		for field, value in (("id_number", id_number), ("phone", phone))
		if (found := secret_fields.searched_hash(owner, field, cstr(value)))
	}
	person = cstr(person).strip()
	if not hashes and len(person) < 2:
		return []
	return _each_once(read(cstr(township), person, hashes))[:MOST_SHOWN]


def _cases(township: str, person: str, hashes: dict[str, str]) -> list[dict]:
	same = [[field, "=", value] for field, value in hashes.items()]
	same += [["applicant_name", "=", person]] if len(person) >= 2 else []
	# The keyed hashes are nobody's to read (whoever could compare them would find a number by trying); the program finds by
	# them, and the person gets those that he may open
	wanted = {"filters": {"township": township}, "or_filters": same, "order_by": "creation desc"}
	known = {
		row.name: row
		for row in frappe.get_all(
			"Service Case", fields=["name", *_hashes()], limit_page_length=MOST_READ, **wanted
		)
	}
	rows = frappe.get_list(
		"Service Case",
		filters={"name": ("in", list(known) or [""])},
		fields=["name", "item_name", "received_on", "status", *OF_CASE, *_masks()],
		order_by="creation desc",
		limit_page_length=MOST_READ,
	)
	for row in rows:
		row.update(known[row.name])
	return [
		_person(row, "Service Case", row.name, OF_CASE, hashes)
		| {"last": f"{row.item_name} {row.received_on} {_(row.status)}"}
		for row in rows
	]


def _petitioners(township: str, person: str, hashes: dict[str, str]) -> list[dict]:
	same = [[field, "=", value] for field, value in hashes.items()]
	same += [["petitioner_name", "=", person]] if len(person) >= 2 else []
	rows = frappe.get_all(
		"Petition Petitioner",
		filters={"parenttype": "Petition"},
		or_filters=same,
		fields=["name", "parent", *OF_PETITIONER, *_masks(), *_hashes()],
		order_by="creation desc",
		limit_page_length=MOST_READ,
	)
	# Who reported somebody is told to nobody, and the rest to those who may read it
	readable = {
		row.name: row
		for row in frappe.get_list(
			"Petition",
			filters={
				"name": ("in", [row.parent for row in rows] or [""]),
				"township": township,
				"category": ("!=", petition_rules.REPORT),
			},
			fields=["name", "subject", "received_on"],
		)
	}
	return [
		_person(row, "Petition", row.parent, OF_PETITIONER, hashes)
		| {"last": f"{readable[row.parent].subject} {readable[row.parent].received_on}"}
		for row in rows
		if row.parent in readable
	]


def _masks() -> list[str]:
	return [f"{field}_masked" for field in NUMBERS]


def _hashes() -> list[str]:
	return [f"{field}_hash" for field in NUMBERS]


def _person(row, doctype: str, name: str, fields: tuple[str, ...], hashes: dict[str, str]) -> dict:
	reasons = {"id_number_hash": _("same ID number"), "phone_hash": _("same telephone")}
	by = [reasons[field] for field, value in hashes.items() if row.get(field) == value]
	return {
		"record": row.name,
		"open": [doctype, name],
		"values": {field: row.get(field) for field in fields if row.get(field)},
		"masked": {field: row.get(f"{field}_masked") for field in NUMBERS if row.get(f"{field}_masked")},
		"same": by or [_("same name")],
		"is_certain": bool(by),
		"key": row.get("id_number_hash") or row.get("phone_hash") or row.name,
	}


def _each_once(people: list[dict]) -> list[dict]:
	"""One line for each person: those found by a number first, of each the newest record."""
	known: dict[str, dict] = {}
	for person in sorted(people, key=lambda one: not one["is_certain"]):
		known.setdefault(person.pop("key"), person)
	return list(known.values())


# doctype → who reads its people, and the doctype that holds their numbers
_READERS = {
	"Service Case": (_cases, "Service Case"),
	"Petition": (_petitioners, "Petition Petitioner"),
}


def texts() -> dict[str, str]:
	"""What the browser shows around it."""
	return {
		"Was here before:": _("Was here before:"),
		"Take over": _("Take over"),
		"Look": _("Look"),
		"Not this person": _("Not this person"),
		"Last: {0}": _("Last: {0}"),
		"taken over from {0}": _("taken over from {0}"),
	}


@frappe.whitelist(methods=["GET"])
def words() -> dict[str, str]:
	"""The texts of the browser part, in the reader's language."""
	return texts()
