"""What a document refuses: mandatory fields, links, values only once, unique ones, rows; and what it fetches."""

from __future__ import annotations

import datetime

import frappe

from tests.contract.make import new_order, order
from tests.contract.transcripts.cases import Family
from tests.contract.transcripts.odd import odd, setup, to

FAMILY = Family("validation", setup)


# Mandatory


MUST = {
	"text": "a",
	"whole": 1,
	"broken": 1.5,
	"yes": 1,
	"day": "2024-01-01",
	"rich": "<p>a</p>",
	"area": "East",
	"kind": "A",
	"rows": [{"item": "a"}],
}


def must(**values):
	doc = frappe.get_doc({"doctype": "CT Must", **MUST, **values})
	doc.insert()
	return "inserted"


FAMILY.add("mandatory: all given", must)
for _field in MUST:
	for _value in (None, "", 0, " ", [], "<p></p>", "<p> </p>", False):
		if (_field == "rows") == isinstance(_value, list):
			FAMILY.add(
				f"mandatory: {_field} = {_value!r}", lambda field=_field, value=_value: must(**{field: value})
			)
FAMILY.add("mandatory: a row's field", lambda: must(rows=[{"item": ""}]))
FAMILY.add("mandatory: everything missing", lambda: frappe.get_doc({"doctype": "CT Must"}).insert())
FAMILY.add(
	"mandatory: ignored", lambda: frappe.get_doc({"doctype": "CT Must"}).insert(ignore_mandatory=True).whole
)
FAMILY.add("mandatory: the message names the fields", lambda: mandatory_message())


def mandatory_message():
	try:
		frappe.get_doc(
			{
				"doctype": "CT Must",
				**{key: value for key, value in MUST.items() if key not in ("text", "kind")},
			}
		).insert()
	except frappe.MandatoryError as error:
		return str(error).replace(str(error).split(", ", 1)[1].split("]")[0], "<name>")


# Links


LINKS = {
	"to what is there": {"area": "East"},
	"to what is not there": {"area": "Nowhere"},
	"in another case": {"ref_type": "ct area", "ref_name": "east"},
	"dynamic": {"ref_type": "CT Area", "ref_name": "East"},
	"dynamic to what is not there": {"ref_type": "CT Area", "ref_name": "Nowhere"},
	"dynamic to an unknown form": {"ref_type": "No Such Form", "ref_name": "East"},
	"dynamic without a type": {"ref_name": "East"},
	"dynamic without a name": {"ref_type": "CT Area"},
	"dynamic to a single": {"ref_type": "CT Settings", "ref_name": "CT Settings"},
	"in a row": {"lines": [{"item": "a", "area": "East"}]},
	"in a row to what is not there": {"lines": [{"item": "a", "area": "Nowhere"}]},
	"to a name with blanks": {"area": " East "},
	"to a number": {"area": 5},
}
for _text, _values in LINKS.items():

	def _run(values=_values):
		doc = new_order("x", **values).insert()
		return [doc.area, doc.ref_type, doc.ref_name, [row.area for row in doc.get("lines")]]

	FAMILY.add(f"link {_text}", _run)
FAMILY.add(
	"link without fetched values to what is not there",
	lambda: frappe.get_doc({"doctype": "CT Paper", "other_area": "Nowhere"}).insert(),
)
FAMILY.add(
	"link ignored",
	lambda: frappe.get_doc({"doctype": "CT Paper", "other_area": "Nowhere"})
	.insert(ignore_links=True)
	.other_area,
)
FAMILY.add(
	"link ignored by a flag",
	lambda: frappe.get_doc({"doctype": "CT Paper", "other_area": "Nowhere"}, flags={"ignore_links": True})
	.insert()
	.other_area,
)


def flag_links():
	doc = frappe.get_doc({"doctype": "CT Paper", "other_area": "Nowhere"})
	doc.flags.ignore_links = True
	return doc.insert().other_area


FAMILY.add("link ignored by the document's flag", flag_links)


def link_to(docstatus: int, target_of: str):
	target = order("target")
	if docstatus:
		target.submit()
	if docstatus == 2:
		target.cancel()
	doc = new_order("x", ref_type="CT Order", ref_name=target.name)
	doc.insert()
	if target_of == "submit":
		doc.submit()
	return "done"


for _status in (0, 1, 2):
	for _act in ("insert", "submit"):
		FAMILY.add(
			f"dynamic link to a document of status {_status}, {_act}",
			lambda status=_status, act=_act: link_to(status, act),
		)


def cancel_linked(through: str):
	target = order("target").submit()
	other = new_order("x", ref_type="CT Order", ref_name=target.name).insert()
	if through == "submitted":
		other.submit()
	target.cancel()
	return "cancelled"


FAMILY.add("cancelling what a draft points to", lambda: cancel_linked("draft"))
FAMILY.add("cancelling what a submitted one points to", lambda: cancel_linked("submitted"))


# Fetched values


def fetched(change=lambda doc: None, **values) -> dict:
	doc = odd(**values).insert()
	change(doc)
	doc.save()
	names = ("area", "head_of_area", "rank_of_area", "kept_head")
	return {
		"in memory": {name: doc.get(name) for name in names},
		"stored": frappe.db.get_value("CT Odd", doc.name, names),
	}


FETCHES = {
	"nothing linked": ({}, to()),
	"linked": ({"area": "East"}, to()),
	"linked to one with empty values": ({"area": "West"}, to()),
	"values given besides": (
		{"area": "East", "head_of_area": "mine", "rank_of_area": 9, "kept_head": "mine"},
		to(),
	),
	"values given and nothing linked": (
		{"head_of_area": "mine", "rank_of_area": 9, "kept_head": "mine"},
		to(),
	),
	"linked to another later": ({"area": "East"}, to(area="West")),
	"link taken away": ({"area": "East"}, to(area=None)),
	"link set later": ({}, to(area="East")),
	"value changed later": ({"area": "East"}, to(head_of_area="mine", kept_head="mine")),
	"value emptied later": ({"area": "East"}, to(head_of_area="", kept_head="")),
	"the source changed meanwhile": (
		{"area": "East"},
		lambda doc: frappe.db.set_value("CT Area", "East", "head", "new"),
	),
	"kept value emptied, then another link": ({"area": "East"}, to(area="West", kept_head=None)),
}
for _text, (_values, _change) in FETCHES.items():
	FAMILY.add(f"fetch: {_text}", lambda values=_values, change=_change: fetched(change, **values))


@FAMILY.case("fetch: in a row")
def _():
	doc = odd(rows=[{"item": "a", "area": "East"}, {"item": "b", "head_of_area": "mine"}]).insert()
	return [row.head_of_area for row in doc.rows]


@FAMILY.case("fetch: after submit")
def _():
	doc = order("x", area="East").submit()
	frappe.db.set_value("CT Area", "East", "head", "new")
	doc.later = "x"
	doc.save()
	return [doc.area_head, frappe.db.get_value("CT Order", doc.name, "area_head")]


# Once only


ONCE = [
	("once", "a", "b"), ("once", "a", "a"), ("once", "a", ""), ("once", "a", None), ("once", "", "a"), ("once", None, "a"), ("once", "a", "A"), ("once", "a", " a "),
	("once_number", 5, 6), ("once_number", 5, 5), ("once_number", 5, "5"), ("once_number", 5, 0), ("once_number", 0, 5), ("once_number", None, 5), ("once_number", 5, None),
	("once_day", "2024-01-01", "2024-01-02"), ("once_day", "2024-01-01", "2024-01-01"), ("once_day", "2024-01-01", datetime.date(2024, 1, 1)), ("once_day", "2024-01-01", None), ("once_day", None, "2024-01-01"),
]  # fmt: skip


def once(field, before, after):
	doc = odd(**{field: before}).insert()
	doc.set(field, after)
	doc.save()
	return frappe.db.get_value("CT Odd", doc.name, field)


for _field, _before, _after in ONCE:
	FAMILY.add(
		f"once only: {_field} from {_before!r} to {_after!r}",
		lambda f=_field, b=_before, a=_after: once(f, b, a),
	)
FAMILY.add("once only: by db_set", lambda: odd(once="a").insert().db_set("once", "b"))
FAMILY.add("once only: in a row", lambda: once_in_row())


def once_in_row():
	doc = odd(rows=[{"item": "a", "once": "x"}]).insert()
	doc.rows[0].once = "y"
	doc.save()
	return frappe.db.get_value("CT Odd Row", doc.rows[0].name, "once")


# Unique


UNIQUE = [("alone", "a", "a"), ("alone", "a", "A"), ("alone", "a", "a "), ("alone", "", ""), ("alone", None, None), ("alone", "", None), ("alone", "a", "b"),
	("alone_number", 1, 1), ("alone_number", 0, 0), ("alone_number", None, None), ("alone_number", 1, "1"), ("alone_number", None, 0)]  # fmt: skip


def unique(field, first, second):
	odd(alone_number=1 if field == "alone" else first, alone=first if field == "alone" else None).insert()
	odd(alone_number=2 if field == "alone" else second, alone=second if field == "alone" else None).insert()
	return "both"


for _field, _first, _second in UNIQUE:
	FAMILY.add(
		f"unique: {_field} {_first!r} and {_second!r}", lambda f=_field, a=_first, b=_second: unique(f, a, b)
	)


@FAMILY.case("unique: set later to a taken value")
def _():
	odd(alone="a", alone_number=1).insert()
	doc = odd(alone="b", alone_number=2).insert()
	doc.alone = "a"
	doc.save()


@FAMILY.case("unique: by db_set")
def _():
	odd(alone="a", alone_number=1).insert()
	odd(alone="b", alone_number=2).insert().db_set("alone", "a")


# Rows


def rows(*given, act=lambda doc: None):
	doc = odd(rows=list(given)).insert()
	act(doc)
	doc.save()
	stored = frappe.get_all(
		"CT Odd Row",
		{"parent": doc.name},
		["item", "qty", "kind", "idx", "parentfield", "parenttype", "docstatus"],
		order_by="idx",
	)
	return {"in memory": [[row.item, row.idx] for row in doc.rows], "stored": stored}


A, B, C = {"item": "a"}, {"item": "b", "qty": 2}, {"item": "c", "kind": "A"}
ROWS = {
	"none": ((), lambda doc: None),
	"three": ((A, B, C), lambda doc: None),
	"one appended": ((A,), lambda doc: doc.append("rows", B)),
	"an empty one appended": ((A,), lambda doc: doc.append("rows", {})),
	"several extended": ((A,), lambda doc: doc.extend("rows", [B, C])),
	"one removed": ((A, B, C), lambda doc: doc.remove(doc.rows[1])),
	"set to a list of dicts": ((A, B), lambda doc: doc.set("rows", [C])),
	"set to nothing": ((A, B), lambda doc: doc.set("rows", [])),
	"set to None": ((A, B), lambda doc: doc.set("rows", None)),
	"turned round without numbers": ((A, B, C), lambda doc: doc.rows.reverse()),
	"numbered anew": ((A, B, C), lambda doc: [row.set("idx", 4 - row.idx) for row in doc.rows]),
	"one inserted in front": ((A, B), lambda doc: doc.rows.insert(0, doc.append("rows", C)) or doc.rows.pop()),
	"sorted": ((C, A, B), lambda doc: doc.rows.sort(key=lambda row: row.item)),
	"replaced by update": ((A, B), lambda doc: doc.update({"rows": [C]})),
	"a wrong option": (({"item": "a", "kind": "Z"},), lambda doc: None),
	"a negative number": (({"item": "a", "qty": -1},), lambda doc: None),
	"too long": (({"item": "a", "five": "123456"},), lambda doc: None),
	"an unknown field": (({"item": "a", "nothing": 1},), lambda doc: None),
	"one of another form": ((), lambda doc: doc.append("rows", {"item": "a", "doctype": "CT Line"})),
	"a number instead of a row": ((), lambda doc: doc.append("rows", 5)),
	"to a field that is none": ((), lambda doc: doc.append("nothing", {"item": "a"})),
}  # fmt: skip
for _text, (_given, _act) in ROWS.items():
	FAMILY.add(f"rows: {_text}", lambda given=_given, act=_act: rows(*given, act=act))


@FAMILY.case("rows of a Table MultiSelect")
def _():
	doc = odd(many=[{"area": "East"}, {"area": "West"}]).insert()
	return frappe.get_all("CT Odd Link", {"parent": doc.name}, ["area", "idx", "parentfield"], order_by="idx")


@FAMILY.case("a row that another session deleted")
def _():
	doc = odd(rows=[A, B]).insert()
	frappe.db.delete("CT Odd Row", {"name": doc.rows[0].name})
	doc.rows[0].item = "changed"
	doc.save()
	return frappe.get_all("CT Odd Row", {"parent": doc.name}, pluck="item", order_by="idx")


@FAMILY.case("a row of another document")
def _():
	first, second = odd(rows=[A]).insert(), odd(rows=[B]).insert()
	second.set("rows", [first.rows[0].as_dict()])
	second.save()
	return {
		"first": frappe.db.count("CT Odd Row", {"parent": first.name}),
		"second": frappe.db.count("CT Odd Row", {"parent": second.name}),
	}
