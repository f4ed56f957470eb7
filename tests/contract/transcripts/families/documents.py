"""A document as its code sees it: defaults, as_dict, and what it offers to its controller."""

from __future__ import annotations

import frappe

from tests.contract.make import order
from tests.contract.transcripts.cases import Family
from tests.contract.transcripts.odd import odd, setup

FAMILY = Family("documents", setup)


# Defaults


@FAMILY.case("defaults of a new document")
def _():
	doc = frappe.new_doc("CT Odd")
	return {
		name: doc.get(name)
		for name in (
			"by_user",
			"by_today",
			"by_now",
			"by_value",
			"by_number",
			"by_check",
			"by_choice",
			"kind",
			"yes",
			"whole",
			"day",
			"rows",
			"docstatus",
			"name",
			"owner",
		)
	}


@FAMILY.case("defaults of a document from a dict, before the insert")
def _():
	doc = odd()
	return {
		name: doc.get(name)
		for name in ("by_user", "by_today", "by_value", "by_number", "by_check", "by_choice")
	}


@FAMILY.case("defaults of a document from a dict, after the insert")
def _():
	doc = odd().insert()
	return {
		name: doc.get(name)
		for name in (
			"by_user",
			"by_today",
			"by_now",
			"by_value",
			"by_number",
			"by_check",
			"by_choice",
			"yes",
			"whole",
			"broken",
			"day",
			"title",
			"once",
			"alone",
		)
	}


@FAMILY.case("what is stored of an empty document")
def _():
	doc = odd().insert()
	row = frappe.db.get_value("CT Odd", doc.name, "*", as_dict=True)
	return {key: value for key, value in row.items() if key not in ("name",)}


@FAMILY.case("as_dict of an empty document")
def _():
	doc = odd().insert()
	return {key: value for key, value in doc.as_dict().items() if key != "name"}


@FAMILY.case("as_dict of a document with a row")
def _():
	doc = odd(title="x", rows=[{"item": "a"}]).insert()
	row = doc.as_dict()["rows"][0]
	return {key: value for key, value in row.items() if key not in ("name", "parent")}


for _options in (
	{"no_nulls": True},
	{"no_default_fields": True},
	{"convert_dates_to_str": True},
	{"no_child_table_fields": True},
	{"no_private_properties": True},
):

	@FAMILY.case(f"as_dict({', '.join(f'{key}={value}' for key, value in _options.items())})")
	def _(options=_options):
		doc = odd(
			title="x",
			day="2024-01-01",
			moment="2024-01-01 10:00:00",
			at_time="10:00:00",
			rows=[{"item": "a"}],
		).insert()
		answer = frappe.get_doc("CT Odd", doc.name).as_dict(**options)
		for part in (answer, *answer["rows"]):
			part.pop("name", None)
			part.pop("parent", None)
		return answer


@FAMILY.case("get_valid_dict of a stored document")
def _():
	doc = odd(title="x", day="2024-01-01", at_time="10:00:00", lasting=60).insert()
	values = frappe.get_doc("CT Odd", doc.name).get_valid_dict(convert_dates_to_str=True)
	return {key: value for key, value in values.items() if key != "name"}


# What the document offers to its controller


EXPRESSIONS = [
	"odd(title='a').get_title()",
	"order(title='a').get_title()",
	"odd().insert().get_formatted('money')",
	"odd(money=1234.5, day='2024-01-31', yes=1, part=5).insert().get_formatted('day')",
	"odd(money=1234.5).insert().get_formatted('money')",
	"odd(broken=1234.5678).insert().get_formatted('broken')",
	"odd(part=12.345).insert().get_formatted('part')",
	"odd(whole=1234567).insert().get_formatted('whole')",
	"odd(lasting=3661).insert().get_formatted('lasting')",
	"odd(at_time='10:11:12').insert().get_formatted('at_time')",
	"odd(moment='2024-01-31 10:11:12').insert().get_formatted('moment')",
	"odd(small='a\\nb').insert().get_formatted('small')",
	"odd(title='<b>').insert().get_formatted('title')",
	"odd(area='East').insert().get_formatted('area')",
	"odd().precision('money'), odd().precision('broken'), odd().precision('exact'), odd().precision('fine_money'), odd().precision('part'), odd().precision('whole')",
	"odd(title='x').validate_value('title', '=', 'y')",
	"odd(title='x').validate_value('title', '=', 'x')",
	"odd(whole=5).validate_value('whole', '>', 7)",
	"odd(whole=5).validate_value('whole', 'in', [1, 5])",
	"odd(title='x').validate_table_has_rows('rows')",
	"odd(rows=[{'item': 'a'}]).validate_table_has_rows('rows')",
	"odd(day='2024-01-02', once_day='2024-01-01').validate_from_to_dates('day', 'once_day')",
	"odd(day='2024-01-01', once_day='2024-01-01').validate_from_to_dates('day', 'once_day')",
	"odd(day='2024-01-01').validate_from_to_dates('day', 'once_day')",
	"odd().insert().has_value_changed('title')",
	"changed('title', 'a', 'b')",
	"changed('title', 'a', 'a')",
	"changed('whole', 1, '1')",
	"changed('day', '2024-01-01', '2024-01-01')",
	"changed('day', '2024-01-01', '2024-01-02')",
	"changed('yes', 0, False)",
	"changed('broken', 1, 1.0)",
	"changed('title', '', None)",
	"changed('moment', '2024-01-01 10:00:00', '2024-01-01 10:00:00')",
	"changed('at_time', '10:00:00', '10:00:00')",
	"rounded(broken=1.123456789, money=1.005)",
	"odd(title='a').is_new(), odd(title='a').insert().is_new()",
	"odd(title='a').get('title'), odd().get('nothing'), odd().get('nothing', 'x')",
	"odd(rows=[{'item': 'a'}, {'item': 'b'}]).get('rows', {'item': 'b'})[0].idx",
	"odd(rows=[{'item': 'a'}, {'item': 'b'}]).get('rows', limit=1)[0].item",
	"odd(rows=[{'item': 'a'}]).getone('rows', {'item': 'a'}).idx",
	"odd().meta.get_label('of_name'), odd().meta.has_field('day'), odd().meta.has_field('nothing')",
	"odd().get_label_from_fieldname('of_name')",
	"[field.fieldname for field in odd().meta.get_table_fields()], [field.fieldname for field in odd().meta.get_link_fields()]",
	"[field.fieldname for field in odd().meta.get_dynamic_link_fields()], odd().meta.get_options('area'), odd().meta.get_field('kind').options",
	"sorted(odd().meta.get_valid_columns())[:12]",
	"odd().meta.get_title_field(), order().meta.get_title_field()",
	"odd().meta.get_search_fields(), order().meta.get_search_fields()",
	"[field.fieldname for field in order().meta.get_set_only_once_fields()], [f.fieldname for f in order().meta.get('fields', {'unique': 1})]",
	"order().meta.is_submittable, order().meta.track_changes, order().meta.istable, order().meta.issingle",
	"odd(title='a').as_json().count('title')",
	"frappe.copy_doc(order(code='x', copied_not='y', rows=2)).as_dict(no_nulls=True).keys() & {'code', 'copied_not', 'lines', 'title', 'name', 'amended_from', 'owner'}",
	"frappe.copy_doc(order(copied_not='y'), ignore_no_copy=False).copied_not",
	"[row.get('name') for row in frappe.copy_doc(order(rows=2)).lines]",
	"odd().get_db_value('title')",
	"odd(title='a').insert().get_db_value('title')",
	"odd(title='a').insert().db_get('title')",
	"odd().insert().get_permissions() is not None",
	"str(odd(title='a')), repr(odd(title='a'))",
	"odd(title='a').insert(), odd(title='a').get_password('nothing')",
	"odd(extra={'b': 1}).insert().extra",
	"odd(rows='text').insert()",
	"odd(rows={'item': 'a'}).insert()",
	"order(pin='secret').get_password('pin')",
	"order(pin='secret').pin",
	"order().get_password('pin', raise_exception=False)",
	"order().get_password('pin')",
]


def changed(field, before, after):
	doc = odd(**{field: before}).insert().reload()
	doc.set(field, after)
	doc.save()
	return doc.has_value_changed(field)


def rounded(**values):
	doc = odd(**values)
	doc.round_floats_in(doc)
	return {field: doc.get(field) for field in values}


FAMILY.expressions(
	EXPRESSIONS,
	lambda: {"odd": odd, "order": order, "frappe": frappe, "changed": changed, "rounded": rounded},
)
