"""Version rows: what a change leaves behind, for fields of each type, rows and states."""

from __future__ import annotations

import frappe

from tests.contract.make import order
from tests.contract.transcripts.cases import Family

FAMILY = Family("versions")


def changes(doc) -> list[dict]:
	rows = frappe.get_all(
		"Version", {"ref_doctype": doc.doctype, "docname": str(doc.name)}, ["data"], order_by="creation, name"
	)
	return [hidden(frappe.parse_json(row.data), doc) for row in rows]


def hidden(value, doc):
	"""Random names taken out."""
	text = frappe.as_json(value, indent=None)
	for number, row in enumerate(doc.get("rows") or doc.get("lines") or [], 1):
		text = text.replace(row.name, f"<row {number}>") if row.name else text
	return drop_names(frappe.parse_json(text))


def drop_names(value):
	if isinstance(value, dict):
		return {
			key: drop_names(part)
			for key, part in value.items()
			if key not in ("name", "parent", "updater_reference", "data_import")
		}
	return [drop_names(part) for part in value] if isinstance(value, list) else value


def versions(before: dict, after: dict, form: str = "CT Odd") -> list[dict]:
	"""The versions after one change."""
	doc = frappe.get_doc({"doctype": form, "title": "t", **before}).insert().reload()
	frappe.db.delete("Version", {"docname": doc.name})
	doc.update(after)
	doc.save(ignore_version=False)
	return changes(doc)


FIELDS = {
	"title": ("a", "b", "", None), "day": ("2024-01-01", "2024-01-02", None), "moment": ("2024-01-01 10:00:00", "2024-01-02 10:00:00", None),
	"at_time": ("10:00:00", "11:00:00"), "whole": (1, 2, 0, None, "2"), "broken": (1.5, 1.50001, 2, "2"), "money": (1.005, 2, 1.0049), "yes": (0, 1, True), "kind": ("A", "B", None),
	"lasting": (60, 120, None), "extra": ('{"a": 1}', '{"a": 2}'), "rich": ("<p>a</p>", "<p>b</p>"), "small": ("a", "a\nb"), "part": (10, 10.5), "stars": (0.2, 0.4),
}  # fmt: skip
for _field, (_before, *_afters) in FIELDS.items():
	for _after in [_before, *_afters]:
		FAMILY.add(
			f"{_field} from {_before!r} to {_after!r}",
			lambda f=_field, b=_before, a=_after: versions({f: b}, {f: a}),
		)

A, B = {"item": "a", "qty": 1, "day": "2024-01-01"}, {"item": "b", "qty": 2}


def row_versions(act) -> list[dict]:
	doc = frappe.get_doc({"doctype": "CT Odd", "title": "t", "rows": [A, B]}).insert().reload()
	frappe.db.delete("Version", {"docname": doc.name})
	act(doc)
	doc.save(ignore_version=False)
	return changes(doc)


ROWS = {
	"nothing": lambda doc: None,
	"a row added": lambda doc: doc.append("rows", {"item": "c"}),
	"a row removed": lambda doc: doc.remove(doc.rows[0]),
	"a row changed": lambda doc: doc.rows[1].set("item", "changed"),
	"a row's date changed": lambda doc: doc.rows[0].set("day", "2024-02-02"),
	"a row's number to the same text": lambda doc: doc.rows[0].set("qty", "1"),
	"two fields of a row": lambda doc: doc.rows[0].update({"item": "x", "qty": 9}),
	"both rows changed": lambda doc: [row.set("item", "x") for row in doc.rows],
	"rows turned round": lambda doc: doc.rows.reverse(),
	"all rows removed": lambda doc: doc.set("rows", []),
	"all rows replaced": lambda doc: doc.set("rows", [{"item": "x"}]),
	"a row and the title": lambda doc: (doc.set("title", "x"), doc.rows[0].set("item", "y")),
	"a row added, one removed, one changed": lambda doc: (
		doc.remove(doc.rows[0]),
		doc.rows[0].set("item", "x"),
		doc.append("rows", {"item": "c"}),
	),
	"a row of a MultiSelect": lambda doc: doc.append("many", {"area": None}),
}
for _text, _act in ROWS.items():
	FAMILY.add(f"rows: {_text}", lambda act=_act: row_versions(act))


def life(*steps) -> list:
	doc = order("t", rows=1, note="a", pin="secret").reload()
	frappe.db.delete("Version", {"docname": doc.name})
	for step in steps:
		doc = step(doc) or doc
	return changes(doc)


def saved(**values):
	def step(doc):
		doc.update(values)
		doc.save(ignore_version=False)

	return step


LIVES = {
	"submit": [lambda doc: doc.submit()],
	"submit and cancel": [lambda doc: doc.submit(), lambda doc: doc.cancel()],
	"update after submit": [lambda doc: doc.submit(), saved(later="x")],
	"two saves": [saved(note="b"), saved(note="c")],
	"there and back": [saved(note="b"), saved(note="a")],
	"a save without a change": [saved()],
	"a new password": [saved(pin="other")],
	"db_set": [lambda doc: doc.db_set("note", "x")],
	"set_value": [lambda doc: frappe.db.set_value("CT Order", doc.name, "note", "x")],
	"ignored": [lambda doc: (doc.set("note", "x"), doc.save(ignore_version=True))[1]],
	"ignored by a flag": [
		lambda doc: (doc.set("note", "x"), doc.flags.update({"ignore_version": True}), doc.save())[2]
	],
	"a hidden level": [saved(inner="x")],
	"no_copy and once": [saved(copied_not="x", once="y")],
	"owner changed": [
		lambda doc: (setattr(doc, "owner", "x@example.org"), doc.save(ignore_version=False))[1]
	],
	"workflow of nothing": [lambda doc: doc.notify_update()],
}
for _text, _steps in LIVES.items():
	FAMILY.add(f"life: {_text}", lambda steps=_steps: life(*steps))


@FAMILY.case("an insert leaves none")
def _():
	doc = frappe.get_doc({"doctype": "CT Order", "title": "t"})
	doc.flags.ignore_version = False
	return changes(doc.insert())


@FAMILY.case("a form that does not track")
def _():
	doc = frappe.get_doc({"doctype": "CT Area", "area_name": "t"}).insert()
	doc.head = "x"
	doc.save(ignore_version=False)
	return changes(doc)


@FAMILY.case("an amended document")
def _():
	doc = order("t", rows=2, note="a").submit()
	doc.cancel()
	copy = frappe.copy_doc(doc)
	copy.amended_from, copy.note = doc.name, "b"
	copy.flags.ignore_version = False
	copy.insert()
	return [[name for name, *_ in version["changed"]] for version in changes(copy)]


@FAMILY.case("a renamed document keeps its versions")
def _():
	doc = frappe.get_doc({"doctype": "CT Paper", "title": "t"}).insert()
	doc.title = "u"
	doc.save(ignore_version=False)
	frappe.rename_doc("CT Paper", doc.name, "CT New Name")
	return [
		frappe.db.count("Version", {"docname": "CT New Name"}) > 0,
		frappe.db.count("Version", {"docname": doc.name}),
	]


@FAMILY.case("a deleted document loses its versions")
def _():
	doc = order("t")
	doc.note = "x"
	doc.save(ignore_version=False)
	doc.delete()
	return frappe.db.count("Version", {"docname": doc.name})


@FAMILY.case("a deleted document is kept as a Deleted Document")
def _():
	doc = frappe.get_doc({"doctype": "CT Area", "area_name": "gone", "head": "h"}).insert()
	doc.delete()
	row = frappe.get_all(
		"Deleted Document",
		{"deleted_doctype": "CT Area", "deleted_name": "gone"},
		["deleted_name", "restored", "data"],
	)[0]
	return [
		row.deleted_name,
		row.restored,
		{
			key: value
			for key, value in frappe.parse_json(row.data).items()
			if key in ("doctype", "name", "head", "docstatus")
		},
	]


@FAMILY.case("deleted for good leaves nothing")
def _():
	frappe.get_doc({"doctype": "CT Area", "area_name": "gone"}).insert().delete(delete_permanently=True)
	return frappe.db.count("Deleted Document", {"deleted_name": "gone"})
