"""How documents get their names: every kind of rule, collisions, counters given back, amending, renaming."""

from __future__ import annotations

import re
from contextlib import contextmanager

import frappe
from frappe.model import naming

from tests.contract.make import area, order, paper
from tests.contract.transcripts.cases import Family

FAMILY = Family("naming")
FORM = "CT N Series"


@contextmanager
def named_by(autoname: str | None, form: str = FORM):
	"""The rule of a form, changed in memory for a block."""
	meta = frappe.get_meta(form)
	before = meta.autoname
	meta.autoname = autoname
	try:
		yield
	finally:
		meta.autoname = before


def shape(name) -> str:
	"""A name, or what a random one looks like."""
	if isinstance(name, int):
		return "a whole number"
	if name and len(name) == 10 and re.fullmatch("[0-9a-v]{10}", name):
		return "ten letters and digits"
	return name


def made(form: str = FORM, **values):
	return frappe.get_doc({"doctype": form, **values}).insert()


def names_of(autoname: str | None, documents: list[dict]) -> list:
	"""The names some documents get one after another under a rule; an error ends the list."""
	names = []
	with named_by(autoname):
		for values in documents:
			try:
				names.append(shape(made(**values).name))
			except Exception as error:
				names.append(type(error).__name__)
	return names


def counters() -> dict:
	"""The counters of the forms of these tests."""
	rows = frappe.db.sql("select name, current from `tabSeries` where name like 'CT%' order by name")
	return {name or "(empty)": current for name, current in rows}


THREE = [
	{"title": "One", "area_code": "A", "day": "2023-02-03"},
	{"title": "Two", "area_code": "B", "day": "2023-02-03"},
	{"title": "Three", "area_code": "A", "day": None},
]

RULES = [
	"CTA-.####", "CTA-.#", "CTA-.##########", "CTA.####", "CTA-####", "CTA-.####.-Z", "CTA-.##.-.##",
	"CTA-.YYYY.-.###", "CTA-.YY.-.###", "CTA-.MM.-.###", "CTA-.DD.-.###", "CTA-.WW.-.###", "CTA-.YYYY.MM.DD.-.##",
	"CTA-.YYYY.-.MM.-.DD.-.##", "CTA-.JJJ.-.##", "CTA-.FY.-.##", "CTA-.yyyy.-.##", "CTA-YYYY-.##",
	"CTA-.area_code.-.###", "CTA-.{area_code}.-.###", "CTA-.title.-.area_code.-.##", "CTA-.day.-.##", "CTA-.{day}.-.##",
	"CTA-.no_such.-.##", "CTA-.{no_such}.-.##", "CTA-.owner.-.##", "CTA-.doctype.-.##", "CTA/.YYYY./.##", "CTA .## ",
	"CTA-.{title}", "CTA-.title.#", "CT市-.###", "CTA-.%.##", "CTA-.$.##", "CTA-.(x).##",
	"hash", "Hash", "HASH", "", None, "random", "UUID", "CTA", "CTA-", "autoname", "Prompt", "prompt",
	"field:title", "field:area_code", "field:day", "field:no_such", "Field:title", "field: title",
	"format:CTF-{###}", "format:CTF-{area_code}-{##}", "format:CTF-{YYYY}-{MM}-{DD}-{#}", "format:CTF-{YY}-{##}-Z",
	"format:CTF-{title}", "format:CTF-{area_code}-{title}", "format:CTF-{WW}-{##}", "format:CTF-{no_such}-{##}",
	"format:CTF-{day}-{##}", "format:CTF-{#####}-{###}", "format:CTF", "format:{title}", "format:CTF-{ area_code }-{##}",
	"format:{area_code}{###}", "format:CTF.{area_code}.{##}", "FORMAT:CTF-{##}", "format:CTF-##", "format:CTF-{timestamp}"[:11] + "}",
	"naming_series:", "naming_series:CTA-.##",
]  # fmt: skip

for _rule in RULES:
	FAMILY.add(
		f"by the rule {_rule!r}", lambda rule=_rule: {"names": names_of(rule, THREE), "counters": counters()}
	)

TITLES = [
	"Plain", "  wide  ", "two  blanks", "tab\there", "line\nbreak", "a/b", "a\\b", "a<b", "a>b", "<b>bold</b>", "a'b", 'a"b', "a%b",
	"a#b", "a?b", "a&b", "a;b", "a.b", "100", "0", "-", "市政府", "é", "İ", "x" * 140, "x" * 141, "new ct n series", "New CT N Series 1",
	"New CT N Series", "CT N Series", "None", "null", " ", "\u200b", "a,b", "a:b", "{x}", "a`b", "😀",
]  # fmt: skip

for _title in TITLES:
	FAMILY.add(
		f"by the field's value {_title[:30]!r}{' …' if len(_title) > 30 else ''}{len(_title)}",
		lambda title=_title: names_of("field:title", [{"title": title}]),
	)


KEYS = [
	"CTK-.####", "CTK-.#####", "CTK-", "CTK", "CTK-.", ".CTK-.##", "CTK..##", "CTK-.YYYY.-", "CTK-.YY.MM.-.##", "CTK-.DD.##", "CTK-.WW.##",
	"CTK-####", "####", "CTK-.##.-.YYYY", "CTK-.YYYY.-.##.-.MM", "CTK$.##", "CTK@.##", "CTK .##", "CTK_.##", "CTK{x}.##", "CTK-.{x}.##", "市CT.##", "CTK;.##", "",
]  # fmt: skip

for _key in KEYS:
	FAMILY.add(
		f"make_autoname({_key!r}) twice", lambda key=_key: [naming.make_autoname(key) for _ in range(2)]
	)
	FAMILY.add(f"NamingSeries({_key!r}).get_prefix()", lambda key=_key: naming.NamingSeries(key).get_prefix())

FAMILY.add("make_autoname('hash')", lambda: shape(naming.make_autoname("hash")))
FAMILY.add("make_autoname('hash', 'CT Area')", lambda: shape(naming.make_autoname("hash", "CT Area")))

EXPRESSIONS = [
	"naming.getseries('CTG-', 3)",
	"[naming.getseries('CTG-', 3) for _ in range(12)][-1]",
	"naming.getseries('CTG-', 1), naming.getseries('CTG-', 5)",
	"[naming.getseries('CTG-', 0) for _ in range(2)]",
	"(naming.getseries('ctg-', 2), naming.getseries('CTG-', 2))",
	"naming.NamingSeries('CTK-.YYYY.-.###').get_preview()",
	"naming.NamingSeries('CTK-.{area_code}.-.###').get_preview(frappe._dict(area_code='A'))",
	"naming.NamingSeries('CTK-.area_code.-.###').get_preview(frappe._dict(area_code='A'))",
	"naming.NamingSeries('CTK-.###').get_current_value()",
	"(naming.NamingSeries('CTK-.###').update_counter(41), naming.make_autoname('CTK-.###'))",
	"(naming.NamingSeries('CTK-.###').update_counter(41), naming.NamingSeries('CTK-.###').get_current_value())",
	"naming.NamingSeries('CTK').validate()",
	"naming.NamingSeries('CTK-.###').validate()",
	"naming.NamingSeries('CTK!.###').validate()",
	"naming.parse_naming_series('CTK-.YY.-.##', number_generator=lambda prefix, digits: f'<{prefix}|{digits}>')",
	"naming.parse_naming_series(['CTK-', 'x', '##'], doc=frappe._dict(x='y'))",
	"naming.parse_naming_series('CTK-.x.##', doc=frappe._dict(x=None))",
	"naming.parse_naming_series('CTK-.x.##', doc=frappe._dict(x=5))",
	"naming.parse_naming_series('CTK-.x.##', doc=frappe._dict(x=5.5))",
	"naming.parse_naming_series('CTK-.x.##', doc=frappe._dict(x=frappe.utils.getdate('2024-01-02')))",
	"[naming.determine_consecutive_week_number(frappe.utils.get_datetime(day)) for day in ('2024-01-01', '2023-01-01', '2021-01-03', '2024-12-30', '2026-12-31', '2024-07-01')]",
	"naming.validate_name('CT Area', 'North')",
	"naming.validate_name('CT Area', ' North ')",
	"naming.validate_name('CT Area', '')",
	"naming.validate_name('CT Area', None)",
	"naming.validate_name('CT Area', 5)",
	"naming.validate_name('CT N Auto', 5)",
	"naming.validate_name('CT N Auto', '5')",
	"naming.validate_name('CT Area', 'New CT Area')",
	"naming.validate_name('CT Area', 'a<b')",
	"naming.validate_name('CT Area', 'a@b')",
	"naming.validate_name('DocType', 'a-b')",
	"naming.append_number_if_name_exists('CT Area', 'Free')",
	"(area('Taken'), naming.append_number_if_name_exists('CT Area', 'Taken'))[1]",
	"(area('Taken'), area('Taken-1'), naming.append_number_if_name_exists('CT Area', 'Taken'))[2]",
	"(area('Taken'), area('Taken-7'), naming.append_number_if_name_exists('CT Area', 'Taken'))[2]",
	"(area('Taken'), naming.append_number_if_name_exists('CT Area', 'Taken', separator='_'))[1]",
	"(area('Taken', head='X'), naming.append_number_if_name_exists('CT Area', 'X', fieldname='head'))[1]",
	"(area('Taken'), naming.append_number_if_name_exists('CT Area', 'Taken', filters={'head': 'nobody'}))[1]",
	"naming.get_default_naming_series('CT N Naming Series')",
	"naming.get_default_naming_series('CT Area')",
	"naming.is_autoincremented('CT N Auto'), naming.is_autoincremented('CT Area')",
]

FAMILY.expressions(EXPRESSIONS, lambda: {"naming": naming, "frappe": frappe, "area": area})


# Counters, given back or not.


def sequence(*steps: str, form: str = FORM, autoname: str = "CTA-.####") -> dict:
	"""`new` makes one, `last`, `first` and `middle` delete one of those there; the names made, and the counters."""
	made_names, there = [], []
	with named_by(autoname, form):
		for step in steps:
			if step == "new":
				there.append(made(form, title="T", area_code="A"))
				made_names.append(there[-1].name)
			else:
				there.pop({"last": -1, "first": 0, "middle": len(there) // 2}[step]).delete()
	return {"names": made_names, "counters": counters()}


ORDERS = {
	"the last deleted, then a new one": ("new", "new", "last", "new"),
	"the first deleted, then a new one": ("new", "new", "first", "new"),
	"the middle deleted, then a new one": ("new", "new", "new", "middle", "new"),
	"the only one deleted, then a new one": ("new", "last", "new"),
	"all deleted from behind, then a new one": ("new", "new", "new", "last", "last", "last", "new"),
	"all deleted from the front, then a new one": ("new", "new", "new", "first", "first", "first", "new"),
}
for _text, _steps in ORDERS.items():
	for _rule in (
		"CTA-.####",
		"CTA-.YYYY.-.###",
		"CTA-.{area_code}.-.##",
		"CTA-.area_code.-.##",
		"format:CTF-{##}",
		"format:CTF-{area_code}-{##}",
		"CTA-.##.-Z",
	):
		FAMILY.add(f"{_text}: {_rule}", lambda steps=_steps, rule=_rule: sequence(*steps, autoname=rule))
	FAMILY.add(
		f"{_text}: a naming series field",
		lambda steps=_steps: sequence(*steps, form="CT N Naming Series", autoname="naming_series:"),
	)

REVERTS = [
	("CTA-.####", "CTA-0002"), ("CTA-.####", "CTA-0001"), ("CTA-.####", "CTA-0003"), ("CTA-", "CTA-0002"), ("CTA-.", "CTA-00002"),
	("CTA-.####.-Z", "CTA-0002-Z"), ("CTA-.YYYY.-.####", "CTA-2024-0002"), ("CTB-.####", "CTB-0001"), ("CTA-.####", "CTA-x"), ("CTA-.####", ""),
]  # fmt: skip
for _key, _name in REVERTS:

	def _revert(key=_key, name=_name):
		for prefix in ("CTA-.####", "CTA-.YYYY.-.####"):
			for _ in range(2):
				naming.make_autoname(prefix)
		naming.revert_series_if_last(key, name)
		return counters()

	FAMILY.add(f"revert_series_if_last({_key!r}, {_name!r}) after two", _revert)


@FAMILY.case("the counter after an insert that failed")
def _():
	made()
	frappe.db.savepoint("ct")
	try:
		made("CT N Series", title="x" * 200)
	except Exception as error:
		frappe.db.rollback(save_point="ct")
		return [type(error).__name__, made().name]


# Names that are taken.


def twice(form: str, **values):
	made(form, **values)
	made(form, **values)


FAMILY.add("the same name twice by a field", lambda: twice("CT N Field", title="Same"))
FAMILY.add("the same name twice by prompt", lambda: twice("CT N Prompt", name="Same"))
FAMILY.add(
	"the same name in other case",
	lambda: (made("CT N Field", title="Same"), made("CT N Field", title="SAME")),
)
FAMILY.add("the same value of a unique field", lambda: (order(code="x"), order(code="x")))
FAMILY.add("a unique field twice empty", lambda: len([order(code=""), order(code="")]))
FAMILY.add("a unique field twice None", lambda: len([order(), order()]))
FAMILY.add(
	"a number that is taken", lambda: (frappe.get_doc({"doctype": FORM}).insert(set_name="CTA-0001"), made())
)
FAMILY.add(
	"ignore_if_duplicate of a taken name",
	lambda: (
		made("CT N Field", title="Same"),
		frappe.get_doc({"doctype": "CT N Field", "title": "Same"}).insert(ignore_if_duplicate=True).name,
	)[1],
)
FAMILY.add("a name given to get_doc with a series", lambda: made(name="Mine").name)
FAMILY.add("a name given to get_doc with a field", lambda: made("CT N Field", name="Mine", title="Its").name)
FAMILY.add("a name given to get_doc with a hash", lambda: shape(made("CT N Hash", name="Mine").name))
FAMILY.add("__newname with a series", lambda: made(__newname="Mine").name)
FAMILY.add(
	"set_name with a series",
	lambda: (frappe.get_doc({"doctype": FORM}).insert(set_name="Mine").name, counters()),
)
FAMILY.add(
	"set_name with an autoincrement",
	lambda: frappe.get_doc({"doctype": "CT N Auto"}).insert(set_name=77).name,
)
FAMILY.add("set_name with a sign", lambda: frappe.get_doc({"doctype": FORM}).insert(set_name="a<b").name)
FAMILY.add("prompt without a name", lambda: made("CT N Prompt", title="x"))
FAMILY.add("prompt with an empty name", lambda: made("CT N Prompt", name=""))
FAMILY.add("prompt with __newname", lambda: made("CT N Prompt", __newname=" Mine ").name)
FAMILY.add("field: without a value", lambda: made("CT N Field"))
FAMILY.add("field: with a number", lambda: made("CT N Field", title=5).name)
FAMILY.add("a row's name", lambda: shape(order(rows=1).lines[0].name))
FAMILY.add(
	"a row's given name",
	lambda: shape(
		frappe.get_doc({"doctype": "CT Order", "title": "x", "lines": [{"item": "a", "name": "CT mine"}]})
		.insert()
		.lines[0]
		.name
	),
)
FAMILY.add("a single's name", lambda: frappe.get_doc("CT Settings").name)
FAMILY.add("new_doc has no name", lambda: frappe.new_doc(FORM).name)
FAMILY.add(
	"autoincrement counts up", lambda: (lambda a, b: b - a)(made("CT N Auto").name, made("CT N Auto").name)
)
FAMILY.add(
	"autoincrement after a deletion",
	lambda: (lambda a: (a.delete(), made("CT N Auto").name - a.name)[1])(made("CT N Auto")),
)
FAMILY.add("autoincrement read back", lambda: shape(frappe.get_doc("CT N Auto", made("CT N Auto").name).name))
FAMILY.add(
	"autoincrement read by text", lambda: shape(frappe.get_doc("CT N Auto", str(made("CT N Auto").name)).name)
)
FAMILY.add(
	"autoincrement in get_all",
	lambda: (made("CT N Auto"), [shape(n) for n in frappe.get_all("CT N Auto", pluck="name")])[1],
)


class Own(frappe.model.document.Document):
	"""A controller with a name of its own."""

	def autoname(self):
		self.name = self.flags.wanted


def own(wanted, rule="CTA-.####"):
	doc = Own({"doctype": FORM, "title": "T"})
	doc.flags.wanted = wanted
	with named_by(rule):
		return shape(doc.insert().name)


for _wanted in ("Mine", " Mine ", "a<b", 5, "", None):
	FAMILY.add(f"a controller's autoname sets {_wanted!r}", lambda wanted=_wanted: own(wanted))
FAMILY.add("a controller's autoname with a hash", lambda: own("Mine", "hash"))
FAMILY.add("a controller's autoname with a prompt", lambda: own("Mine", "prompt"))
FAMILY.add("a controller's autoname with a format", lambda: own("Mine", "format:CTF-{##}"))


def series(value, **more):
	doc = frappe.get_doc({"doctype": "CT N Naming Series", "naming_series": value, **more})
	doc.insert()
	return [doc.name, doc.naming_series]


for _value in (
	"CTS-.YY.-.###",
	"CTT-.###",
	"CTT-",
	"",
	None,
	"CTX-.###",
	"CTT-.####.-",
	"CTT-.YYYY.-.title.-.##",
):
	FAMILY.add(f"naming_series {_value!r}", lambda value=_value: series(value, title="x"))


# Naming rules


def ruled(*rules: dict, documents=THREE) -> list:
	"""Names under Document Naming Rules."""
	for values in rules:
		frappe.get_doc(
			{"doctype": "Document Naming Rule", "document_type": FORM, "prefix_digits": 3, **values}
		).insert()
	frappe.clear_cache(doctype=FORM)
	try:
		return names_of("CTA-.####", documents)
	finally:
		frappe.db.rollback()
		frappe.cache.delete_value("document_naming_rule_map")
		frappe.clear_cache(doctype=FORM)


def condition(value, field="area_code", sign="="):
	return {"conditions": [{"field": field, "condition": sign, "value": value}]}


NAMING_RULES = {
	"one rule": [{"prefix": "CTR-"}],
	"a rule with a condition": [{"prefix": "CTR-", **condition("A")}],
	"a rule with a condition on a number": [{"prefix": "CTR-", **condition("B", sign="!=")}],
	"a disabled rule": [{"prefix": "CTR-", "disabled": 1}],
	"the higher priority wins": [{"prefix": "CTR-", "priority": 1}, {"prefix": "CTQ-", "priority": 5}],
	"the next one where the first does not fit": [
		{"prefix": "CTR-", "priority": 9, **condition("A")},
		{"prefix": "CTQ-", "priority": 1},
	],
	"five digits": [{"prefix": "CTR-", "prefix_digits": 5}],
	"a counter that stands at 7": [{"prefix": "CTR-", "counter": 7}],
	"a prefix with the year": [{"prefix": "CTR-.YYYY.-"}],
	"a prefix with a field": [{"prefix": "CTR-.area_code.-"}],
}
for _text, _rules in NAMING_RULES.items():
	FAMILY.add(f"naming rules: {_text}", lambda rules=_rules: ruled(*rules))


# Amending


def amended(times: int, between=lambda doc: None) -> list[str]:
	doc = made("CT N Amend").submit()
	names = [doc.name]
	for _ in range(times):
		doc.cancel()
		between(doc)
		copy = frappe.copy_doc(doc)
		copy.amended_from = doc.name
		doc = copy.insert().submit()
		names.append(doc.name)
	return names


FAMILY.add("amended once", lambda: amended(1))
FAMILY.add("amended three times", lambda: amended(3))
FAMILY.add(
	"amended twice from the same one",
	lambda: amended(1, lambda doc: frappe.copy_doc(doc).update({"amended_from": doc.name}).insert()),
)


@FAMILY.case("the counter after an amended document is deleted")
def _():
	doc = made("CT N Amend").submit()
	doc.cancel()
	copy = frappe.copy_doc(doc)
	copy.amended_from = doc.name
	copy.insert()
	copy.delete()
	return counters()


@FAMILY.case("amending under an own name")
def _():
	doc = frappe.get_doc({"doctype": "CT N Amend"}).insert(set_name="CT Own-9").submit()
	doc.cancel()
	copy = frappe.copy_doc(doc)
	copy.amended_from = doc.name
	return copy.insert().name


# Renaming and merging


def linked(name: str) -> dict:
	"""What points to an area."""
	return {
		"orders": sorted(frappe.get_all("CT Order", {"area": name}, pluck="title")),
		"rows": frappe.db.count("CT Line", {"area": name}),
		"papers": frappe.db.count("CT Paper", {"area": name}),
		"others": frappe.db.count("CT Paper", {"other_area": name}),
		"dynamic": frappe.db.count("CT Order", {"ref_type": "CT Area", "ref_name": name}),
		"field": frappe.db.get_value("CT Area", name, "area_name"),
		"comments": frappe.db.count(
			"Comment", {"reference_doctype": "CT Area", "reference_name": name, "comment_type": "Comment"}
		),
		"versions": frappe.db.count("Version", {"ref_doctype": "CT Area", "docname": name}),
	}


def world():
	north = area("North", head="h")
	north.add_comment("Comment", "text")
	doc = order("A", area="North", ref_type="CT Area", ref_name="North")
	doc.append("lines", {"item": "a", "area": "North"})
	doc.save()
	paper("p", area="North", other_area="North")
	return north


def renamed(*arguments, **more):
	world()
	result = frappe.rename_doc("CT Area", *arguments, **more)
	return {"result": result, "new": linked(result), "old": linked("North")}


FAMILY.add("rename moves everything that points there", lambda: renamed("North", "Nord"))
FAMILY.add(
	"rename and merge moves everything", lambda: (area("Nord"), renamed("North", "Nord", merge=True))[1]
)
FAMILY.add("rename by force", lambda: renamed("North", "Nord", force=True))
FAMILY.add("rename to the same name", lambda: renamed("North", "North"))
FAMILY.add("rename to another case", lambda: renamed("North", "NORTH"))
FAMILY.add("rename to a name with blanks", lambda: renamed("North", "  Nord  "))
FAMILY.add("rename to nothing", lambda: renamed("North", ""))
FAMILY.add("rename to a forbidden sign", lambda: renamed("North", "a<b"))
FAMILY.add("rename to a long name", lambda: renamed("North", "x" * 141))
FAMILY.add("rename to a taken name", lambda: (area("Nord"), renamed("North", "Nord")))
FAMILY.add("merge into what is not there", lambda: renamed("North", "Nord", merge=True))
FAMILY.add("rename what is not there", lambda: renamed("Nowhere", "Nord"))
FAMILY.add("rename what may not be renamed", lambda: frappe.rename_doc("CT Order", order().name, "x"))
FAMILY.add(
	"rename what may not be renamed, by force",
	lambda: frappe.rename_doc("CT Order", order().name, "x", force=True),
)
FAMILY.add(
	"rename an autoincrement", lambda: frappe.rename_doc("CT N Auto", made("CT N Auto").name, "x", force=True)
)
FAMILY.add("rename a single", lambda: frappe.rename_doc("CT Settings", "CT Settings", "x", force=True))
FAMILY.add("rename without showing an alert", lambda: renamed("North", "Nord", show_alert=False)["result"])
FAMILY.add(
	"rename keeps owner and creation",
	lambda: (
		world(),
		frappe.db.set_value("CT Area", "North", "owner", "x@example.org", update_modified=False),
		frappe.rename_doc("CT Area", "North", "Nord"),
		frappe.db.get_value("CT Area", "Nord", ["owner", "head"]),
	)[3],
)
FAMILY.add(
	"rename by the document's own method",
	lambda: (lambda doc: (doc.rename("Nord"), doc.name, frappe.db.exists("CT Area", "Nord"))[1:])(
		area("North")
	),
)
FAMILY.add(
	"rename a tree's node",
	lambda: (
		made("CT Tree", tree_name="R", is_group=1),
		made("CT Tree", tree_name="L", parent_ct_tree="R"),
		frappe.rename_doc("CT Tree", "R", "Q"),
		frappe.db.get_value("CT Tree", "L", ["parent_ct_tree", "lft", "rgt"]),
	)[3],
)
FAMILY.add(
	"delete the root of a tree",
	lambda: (made("CT Tree", tree_name="R", is_group=1).delete(), frappe.db.exists("CT Tree", "R"))[1],
)
FAMILY.add(
	"delete a node with nodes below it",
	lambda: (
		made("CT Tree", tree_name="R", is_group=1),
		made("CT Tree", tree_name="L", parent_ct_tree="R"),
		frappe.delete_doc("CT Tree", "R"),
	),
)
FAMILY.add("delete what is pointed to", lambda: world().delete())
FAMILY.add(
	"delete what only a row points to",
	lambda: (
		area("S"),
		frappe.get_doc({"doctype": "CT Order", "title": "x", "lines": [{"item": "a", "area": "S"}]}).insert(),
		frappe.delete_doc("CT Area", "S"),
	),
)
FAMILY.add(
	"delete what only a dynamic link points to",
	lambda: (area("S"), order(ref_type="CT Area", ref_name="S"), frappe.delete_doc("CT Area", "S")),
)
FAMILY.add(
	"delete what is pointed to, by force",
	lambda: (
		world(),
		frappe.delete_doc("CT Area", "North", force=True),
		frappe.db.exists("CT Area", "North"),
	)[2],
)
FAMILY.add(
	"update_document_title renames",
	lambda: (
		area("S"),
		frappe.call(
			"frappe.model.rename_doc.update_document_title", doctype="CT Area", docname="S", name="T"
		),
	)[1],
)
FAMILY.add(
	"update_document_title sets a title",
	lambda: (
		lambda doc: (
			frappe.call(
				"frappe.model.rename_doc.update_document_title",
				doctype="CT Order",
				docname=doc.name,
				title="T",
			),
			frappe.db.get_value("CT Order", doc.name, "title"),
		)[1]
	)(order()),
)
FAMILY.add(
	"bulk_rename",
	lambda: (
		area("S"),
		area("T"),
		[
			re.sub("<.*?>", "", line)
			for line in frappe.model.rename_doc.bulk_rename(
				"CT Area", [["S", "S2"], ["T", "T2"], ["Nowhere", "X"]]
			)
		],
		sorted(frappe.get_all("CT Area", pluck="name")),
	)[3],
)
