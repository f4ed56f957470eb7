"""frappe.qb: the allowed functions and clauses, and the values and types they give."""

from __future__ import annotations

import datetime

import frappe
from frappe.query_builder import Case, Criterion, Order
from frappe.query_builder import functions as F
from frappe.query_builder.custom import ConstantColumn
from frappe.query_builder.terms import SubQuery

from tests.contract.make import area
from tests.contract.transcripts.cases import Family


def setup() -> None:
	area("North", rank=1)
	area("South", rank=2)
	rows = [
		("ant", 1, 10.5, "North", "2024-01-10", "2024-01-10 08:30:15", "08:30:15", "first", 1),
		("Bee", 2, 20, "North", "2024-02-29", "2024-02-29 23:59:59.999999", "23:59:59", None, 2),
		("cat", 3, -3.333, "South", "2023-12-31", "2023-12-31 00:00:00", "00:00:00", "", 0),
		("dog", 0, 0, None, None, None, "12:00:00", "it's 50%", 1),
	]
	for title, pieces, amount, place, day, moment, at_time, note, lines in rows:
		frappe.get_doc(
			{
				"doctype": "CT Order",
				"title": title,
				"pieces": pieces,
				"amount": amount,
				"area": place,
				"day": day,
				"moment": moment,
				"at_time": at_time,
				"note": note,
				"lines": [{"item": f"item {number}", "qty": number} for number in range(1, lines + 1)],
			}
		).insert()


FAMILY = Family("qb", setup)


def names() -> dict:
	orders, lines, areas = (frappe.qb.DocType(name) for name in ("CT Order", "CT Line", "CT Area"))
	return {
		"frappe": frappe, "qb": frappe.qb, "F": F, "Case": Case, "Criterion": Criterion, "Order": Order, "SubQuery": SubQuery, "Const": ConstantColumn,
		"o": orders, "l": lines, "a": areas, "date": datetime.date, "dt": datetime.datetime, "get": get, "where": where, "of": of, "ran": ran,
	}  # fmt: skip


def get(*terms):
	"""The terms for every order, in the order of titles."""
	orders = frappe.qb.DocType("CT Order")
	return frappe.qb.from_(orders).select(*terms).orderby(orders.pieces).run()


def of(title: str, term):
	"""One term for one order."""
	orders = frappe.qb.DocType("CT Order")
	return frappe.qb.from_(orders).select(term).where(orders.title == title).run()[0][0]


def where(*conditions):
	"""Titles of the orders that meet all conditions."""
	orders = frappe.qb.DocType("CT Order")
	query = frappe.qb.from_(orders).select(orders.title).orderby(orders.pieces)
	for condition in conditions:
		query = query.where(condition)
	return query.run(pluck=True)


def ran(query, **how):
	return query.run(**how)


FUNCTIONS = [
	"get(F.Abs(o.amount))", "get(F.Lower(o.title))", "get(F.Upper(o.title))", "get(F.Length(o.title))", "get(F.Round(o.amount, 1))", "get(F.Round(o.amount))", "get(F.Floor(o.amount))",
	"get(F.Truncate(o.amount, 1))", "get(F.Sqrt(o.pieces))", "get(F.Concat(o.title, '-', o.pieces))", "get(F.Concat(o.title, o.note))", "get(F.Concat_ws('/', o.title, o.note))", "get(F.Replace(o.title, 'a', 'A'))",
	"get(F.Reverse(o.title))", "get(F.Substring(o.title, 1, 2))", "get(F.Substring(o.title, 2, 5))", "get(F.Trim(F.Concat(' ', o.title, ' ')))", "get(F.Ascii(o.title))", "get(F.Locate('a', o.title))", "get(F.Insert(o.title, 1, 1, 'X'))",
	"get(F.IfNull(o.note, 'none'))", "get(F.Coalesce(o.note, o.area, 'x'))", "get(F.NullIf(o.note, ''))", "get(F.IsNull(o.note))", "get(F.Ifnull(o.note, 'none'))", "get(F.NVL(o.note, 'none'))",
	"get(F.Date(o.moment))", "get(F.Extract('year', o.day))", "get(F.Extract('month', o.day))", "get(F.Extract('day', o.moment))", "get(F.Extract('hour', o.moment))", "get(F.Extract('minute', o.moment))", "get(F.Extract('second', o.moment))", "get(F.Extract('quarter', o.day))", "get(F.Extract('week', o.day))",
	"get(F.DateFormat(o.day, '%Y-%m'))", "get(F.DateFormat(o.moment, '%H:%i'))", "get(F.DateFormat(o.day, '%d.%m.%y'))", "get(F.DateFormat(o.day, '%M %e, %W'))", "get(F.DateFormat(o.day, '%j %u %a %b'))",
	"get(F.UnixTimestamp(o.day))", "get(F.Timestamp(o.day))", "get(F.Timestamp(o.day, o.at_time))", "get(F.CombineDatetime(o.day, o.at_time))", "get(F.CombineDatetime('2024-01-01', '10:00:00'))", "get(F.TimeDiff(o.moment, '2024-01-01 00:00:00'))", "get(F.DateDiff('day', o.day, '2024-01-01'))",
	"get(F.Cast(o.pieces, 'char'))", "get(F.Cast(o.amount, 'signed'))", "get(F.Cast_(o.pieces, 'varchar'))", "get(F.Cast_(o.amount, 'int'))", "get(F.Cast(o.title, 'unsigned'))", "get(F.Signed(o.amount))", "get(F.Convert(o.pieces, 'char'))",
	"get(F.Bin(o.pieces))", "get(F.SplitPart(o.title, 'a', 1))", "get(F.DateAdd('day', 1, o.day))", "get(F.ToDate(o.day))",
	"get(F.Count('*'))", "get(F.Count(o.note))", "get(F.Count(o.area).distinct())", "get(F.Sum(o.amount))", "get(F.Sum(o.pieces))", "get(F.Avg(o.amount))", "get(F.Avg(o.pieces))", "get(F.Max(o.day))", "get(F.Min(o.moment))", "get(F.Max(o.title))", "get(F.Max(o.at_time))", "get(F.Min(o.amount))", "get(F.Sum(o.note))",
	"get(F.GroupConcat(o.area))", "get(F.Sum(o.pieces * 2))", "get(F.Max(o.pieces) - F.Min(o.pieces))", "get(F.Std(o.pieces))", "get(F.StdDev(o.pieces))", "get(F.Count('*') / 2)",
	"of('ant', o.moment)", "of('ant', o.at_time)", "of('ant', o.day)", "of('ant', o.amount)", "of('ant', o.pieces)", "of('ant', o.done)", "of('ant', o.note)", "of('ant', o.ratio)", "of('ant', o.creation)", "of('dog', o.moment)",
	"of('ant', F.Now()) is not None", "type(of('ant', F.Now())).__name__", "of('ant', F.CurDate()) is not None",
	"of('ant', F.Round(o.amount / 3, 4))", "of('ant', o.pieces / 2)", "of('ant', o.amount * 2 + 1)", "of('ant', o.pieces - 5)", "of('ant', o.pieces % 2)", "of('ant', (o.pieces + 1) * 3)", "of('ant', -o.pieces)", "of('cat', o.pieces / 0)", "of('cat', 7 / o.pieces)", "of('ant', o.title + 'x')",
	"of('ant', Const('x').as_('c'))", "of('ant', Const(5).as_('c'))", "of('ant', Case().when(o.pieces > 2, 'many').when(o.pieces > 0, 'few').else_('none'))", "of('ant', Case().when(o.pieces > 5, 1))", "get(Case().when(o.note.isnull(), 'null').when(o.note == '', 'empty').else_(o.note))",
	"of('ant', SubQuery(qb.from_(l).select(F.Count('*')).where(l.parent == o.name)))",
]  # fmt: skip

CONDITIONS = [
	"where(o.pieces == 1)", "where(o.pieces != 1)", "where(o.pieces > 1)", "where(o.pieces >= 1)", "where(o.pieces < 2)", "where(o.pieces <= 2)", "where(o.title == 'ANT')", "where(o.title == 'bee')", "where(o.title > 'b')",
	"where(o.title.like('%a%'))", "where(o.title.like('B%'))", "where(o.title.not_like('%a%'))", "where(o.title.ilike('%A%'))", "where(o.note.like('%50\\\\%%'))", "where(o.note.like('%''%'))", "where(o.title.isin(['ant', 'dog']))", "where(o.title.isin(('ant',)))", "where(o.title.notin(['ant']))", "where(o.area.notin(['North']))",
	"where(o.title.isin([]))", "where(o.pieces.between(1, 2))", "where(o.pieces[1:2])", "where(o.day.between('2024-01-01', '2024-12-31'))", "where(o.day[date(2024, 1, 1):date(2024, 12, 31)])", "where(o.moment > '2024-01-10')", "where(o.moment > dt(2024, 1, 10, 8, 30, 15))", "where(o.moment >= dt(2024, 1, 10, 8, 30, 15))", "where(o.day == date(2024, 1, 10))", "where(o.day > '2024-01-10')",
	"where(o.at_time > '10:00:00')", "where(o.at_time == '08:30:15')", "where(o.note.isnull())", "where(o.note.isnotnull())", "where(o.note == '')", "where(o.note != '')", "where((o.pieces == 1) | (o.pieces == 3))", "where((o.pieces > 0) & (o.area == 'North'))", "where((o.pieces == 1) ^ (o.pieces == 1))", "where(~(o.pieces == 1))", "where(o.pieces > 0, o.area == 'North')",
	"where(Criterion.any([o.pieces == 1, o.title == 'dog']))", "where(Criterion.all([o.pieces == 1, o.title == 'dog']))", "where(Criterion.all([]))", "where(o.done == True)", "where(o.done == 0)", "where(o.pieces == '1')", "where(o.pieces == 1.0)", "where(o.amount == 10.5)", "where(o.amount == '10.5')", "where(o.title.regexp('^[ab]'))", "where(o.title.rlike('t$'))",
	"where(F.Date(o.moment) == '2024-01-10')", "where(F.Lower(o.title) == 'bee')", "where(F.IfNull(o.note, '') == '')", "where(F.Coalesce(o.area, '') == '')", "where(F.Length(o.title) == 3)", "where(F.Extract('year', o.day) == 2024)", "where(o.name.isin(qb.from_(l).select(l.parent)))", "where(o.name.notin(qb.from_(l).select(l.parent)))", "where(o.pieces == SubQuery(qb.from_(o).select(F.Max(o.pieces))))",
	"where(o.title == \"it's\")", "where(o.note == \"it's 50%\")", "where(o.no_such == 1)", "where(o.title == None)", "where(o.title == o.title)", "where(o.pieces.bitwiseand(1) == 1)", "where(o.title.glob('a*'))",
]  # fmt: skip

CLAUSES = [
	"ran(qb.from_(o).select(o.title, o.pieces).orderby(o.pieces).limit(2), as_dict=True)", "ran(qb.from_(o).select(o.title).orderby(o.pieces).limit(1), as_list=True)", "ran(qb.from_(o).select('title').orderby('pieces', order=Order.desc))", "ran(qb.from_('CT Order').select('title').orderby('pieces'))", "ran(qb.from_(o).select('*').limit(0))",
	"ran(qb.from_(o).select(o.title).orderby(o.area, order=Order.asc).orderby(o.title, order=Order.desc))", "ran(qb.from_(o).select(o.title).orderby(o.day))", "ran(qb.from_(o).select(o.title).orderby(o.title))", "ran(qb.from_(o).select(o.title).orderby(o.pieces).limit(2).offset(1))", "ran(qb.from_(o).select(o.title).orderby(o.pieces)[1:2])", "ran(qb.from_(o).select(o.area).distinct().orderby(o.area))",
	"ran(qb.from_(o).select(o.area, F.Count('*').as_('n')).groupby(o.area).orderby(o.area), as_dict=True)", "ran(qb.from_(o).select(o.area, F.Sum(o.amount).as_('s')).groupby(o.area).having(F.Sum(o.amount) > 0))", "ran(qb.from_(o).select(o.area).groupby(o.area).having(F.Count('*') > 1))", "ran(qb.from_(o).select(F.DateFormat(o.day, '%Y').as_('y'), F.Count('*')).groupby('y').orderby('y'))",
	"ran(qb.from_(o).join(l).on(l.parent == o.name).select(o.title, l.item).orderby(o.pieces).orderby(l.idx))", "ran(qb.from_(o).left_join(l).on(l.parent == o.name).select(o.title, l.item).orderby(o.pieces).orderby(l.idx))", "ran(qb.from_(o).left_join(a).on(a.name == o.area).select(o.title, a.rank).orderby(o.pieces))", "ran(qb.from_(o).inner_join(a).on((a.name == o.area) & (a.rank > 1)).select(o.title))", "ran(qb.from_(o).cross_join(a).cross().select(F.Count('*')))", "ran(qb.from_(o).right_join(a).on(a.name == o.area).select(a.name, F.Count(o.name)).groupby(a.name).orderby(a.name))",
	"ran(qb.from_(o).join(a).on_field('name').select(F.Count('*')))", "ran(qb.from_(qb.from_(o).select(o.area, o.pieces).as_('s')).select(F.Sum(qb.Field('pieces'))))", "ran(qb.from_(o).select(o.title).where(o.pieces == 1) + qb.from_(o).select(o.title).where(o.pieces == 2))", "ran(qb.from_(o).select(o.area).where(o.area == 'North') * qb.from_(o).select(o.area).where(o.area == 'North'))", "ran(qb.from_(o).select(o.title).where(o.pieces == 99))", "ran(qb.from_(o).select(o.title).where(o.pieces == 99), as_dict=True)", "ran(qb.from_(o).select(o.title).where(o.pieces == 99), pluck=True)",
	"ran(qb.update(o).set(o.note, 'x').where(o.title == 'ant')), where(o.note == 'x')", "ran(qb.update(o).set(o.pieces, o.pieces + 10)), get(o.pieces)", "ran(qb.update('CT Order').set('note', None)), where(o.note.isnull())", "ran(qb.from_(l).delete().where(l.idx == 2)), ran(qb.from_(l).select(F.Count('*')))", "ran(qb.into(a).columns('name', 'area_name').insert('Q', 'Q')), frappe.db.exists('CT Area', 'Q')", "ran(qb.into(a).columns('name', 'area_name', 'rank').insert(('Q', 'Q', 1), ('R', 'R', 2))), frappe.db.count('CT Area')", "ran(qb.into(a).columns('name').insert('North'))",
	"ran(qb.from_(o).select(o.title).orderby(o.pieces).for_update())[0]", "ran(qb.from_(o).select(o.title.as_('t'), Const('k').as_('k')).orderby(o.pieces).limit(1), as_dict=True)", "ran(qb.from_(o).select(o.nothing))", "ran(qb.from_('No Such').select('name'))", "ran(qb.from_(o).select(F.Count('*')), pluck=True)", "ran(qb.from_(o).select(o.title, o.day).orderby(o.pieces).limit(2), as_dict=1)[1].day",
	"qb.get_query('CT Order', fields=['title'], filters={'pieces': ['>', 1]}, order_by='pieces').run()", "sorted(qb.get_query('CT Order', fields=['title', 'lines.item'], filters={'title': 'Bee'}).run())", "qb.get_query('CT Order', fields=['title', 'area.rank'], order_by='pieces', limit=2).run(as_dict=True)", "qb.get_query('CT Order', fields=['title', {'lines': ['item', 'qty']}], filters={'title': 'Bee'}).run(as_dict=True)", "qb.get_query('CT Order', fields='title, pieces', filters=[['pieces', 'in', [1, 2]]], order_by='pieces desc').run()", "qb.get_query('CT Order', filters={'area.rank': 2}, fields=['title']).run()", "qb.get_query('CT Order', fields=['count(*)']).run()", "qb.get_query('CT Order', filters={'title': 'ant'}, fields='pieces').run(pluck=True)", "qb.get_query('CT Order', fields=['area'], distinct=True, order_by='area').run()", "qb.get_query('CT Order', fields=['area', 'count(name) as n'], group_by='area', order_by='area').run(as_dict=True)", "qb.get_query('CT Order', fields=['title'], filters={'note': ['is', 'not set']}, order_by='pieces').run()", "qb.get_query('CT Order', fields=['title'], filters={'pieces': ['between', [1, 2]]}, order_by='pieces').run()", "qb.get_query('CT Order', fields=['title'], filters={'title': ['like', '%a%']}, order_by='pieces').run()", "qb.get_query('CT Order', fields=['title'], filters={'no_such': 1}).run()", "qb.get_query('CT Order', fields=['title'], filters={'pieces': ['nearly', 1]}).run()", "qb.get_query('CT Order', fields=['title; drop table x']).run()", "qb.get_query('CT Order', update=True, filters={'title': 'ant'}).set('note', 'z').run(), where(o.note == 'z')", "qb.get_query('CT Order', delete=True, filters={'title': 'ant'}).run(), frappe.db.count('CT Order')",
	"qb.max('CT Order', 'pieces')", "qb.min('CT Order', 'pieces')", "qb.sum('CT Order', 'pieces')", "qb.avg('CT Order', 'pieces')", "qb.sum('CT Order', 'pieces', {'area': 'North'})", "qb.sum('CT Order', 'amount', {'area': 'Nowhere'})", "qb.max('CT Order', 'day')",
]  # fmt: skip

for rows in (FUNCTIONS, CONDITIONS, CLAUSES):
	FAMILY.expressions(rows, names)
