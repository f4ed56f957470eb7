"""A template that an administrator writes ends, changes nothing, and sees no more than a document."""

import time

import pytest

import frappe

pytestmark = pytest.mark.standalone

ENDLESS = [
	"{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
	"{% for a in range(99999) %}{% for b in range(99999) %}xxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
	"{% for a in range(99999) %}{% for b in range(99999) %}{{ doc.name }}{% endfor %}{% endfor %}",
	"{% macro again() %}{{ again() }}{{ again() }}{% endmacro %}{{ again() }}",
]
HUGE = [
	"{{ 'a' * 9999999999 }}",
	"{{ 9999999999 * 'a' }}",
	"{{ [0] * 999999999 }}",
	"{{ 9 ** 999999999 }}",
	"{{ 'a'.ljust(9999999999) }}",
	"{{ 'a' | center(9999999999) }}",
	"{{ 'a\nb' | indent(999999999) }}",
	"{{ '%9999999999d' | format(1) }}",
	"{{ '%*d' | format(999999999, 1) }}",
	"{{ '%9999999999d' % 1 }}",
	"{{ '{:>9999999999}'.format(1) }}",
	"{{ '{:>{}}'.format(1, 999999999) }}",
]
USUAL = {
	"{{ '%.2f' | format(1234567.891) }}": "1234567.89",
	"{{ '%05d' % 42 }}": "00042",
	"{{ '{:,.2f}'.format(1234567.5) }}": "1,234,567.50",
	"{{ '=' * 3 }}": "===",
	"{{ 331126199001010000 * 1 }}": "331126199001010000",
	"{{ '331126205' | indent(2) }}": "331126205",
	"{% for n in range(3) %}{{ n }}{% endfor %}": "012",
	"{{ range(2) | list | length }}": "2",
	"{% set x = [] %}{% if x.append(1) %}{% endif %}{{ x | length }}": "1",
	"{{ 2 ** 10 }}": "1024",
}


def in_a_print(html: str, doctype: str = "Village") -> str:
	from frappe_standalone.core.desk.print_formats import render_print

	doc = frappe.get_all(doctype, pluck="name", limit=1)[0]
	return str(render_print(frappe.get_doc(doctype, doc), {"name": "x", "html": html}))


def in_a_mail(html: str, doctype: str = "Village") -> str:
	doc = frappe.get_doc(doctype, frappe.get_all(doctype, pluck="name", limit=1)[0])
	return frappe.render_template(html, {"doc": doc})


DOORS = (in_a_print, in_a_mail)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("html", ENDLESS)
def test_a_loop_without_end_ends(town, monkeypatch, door, html):
	from frappe_standalone.core.http import sandbox

	monkeypatch.setattr(sandbox, "SECONDS", 1)
	begun = time.monotonic()
	with pytest.raises(frappe.ValidationError):
		door(html)
	assert time.monotonic() - begun < 5


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("html", HUGE)
def test_a_few_letters_do_not_fill_the_memory(town, door, html):
	begun = time.monotonic()
	with pytest.raises(frappe.ValidationError):
		door(html)
	assert time.monotonic() - begun < 2


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("html", USUAL)
def test_what_prints_need_works(town, door, html):
	assert USUAL[html] in door(html)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
	"html",
	[
		"{{ doc.meta.fields.clear() }}",
		"{% set x = doc.meta.permissions[0].update({'role': 'All', 'write': 1}) %}",
		"{{ frappe.get_meta('Village').fields.clear() }}",
		"{{ (doc.meta.fields | first).set('permlevel', 9) }}",
		"{{ (doc | attr('meta')).fields.clear() }}",
		"{{ ([doc] | map(attribute='meta') | first).fields.clear() }}",
		"{{ doc['meta']['fields'].append(1) }}",
		"{{ meta.fields.clear() }}",
		"{{ doc.set('village_name', 'x') }}",
		"{{ doc.add_comment('Comment', 'x') }}",
	],
)
def test_the_forms_that_all_share_in_memory_stay_as_they_are(town, door, html):
	def as_it_is():
		meta = frappe.get_meta("Village")
		rules = [(row.role, row.write) for row in meta.permissions]
		return [(df.fieldname, df.permlevel) for df in meta.fields], rules

	before = as_it_is()
	try:
		door(html)
	except frappe.ValidationError:
		frappe.clear_messages()
	assert as_it_is() == before


@pytest.mark.parametrize(
	"html",
	[
		"{{ doc['_doc'] }}",
		"{{ doc['_doc']['name'] }}",
		"{{ [doc] | map(attribute='_doc') | list }}",
		"{{ doc['__class__'] }}",
	],
)
def test_what_stands_behind_the_document_is_not_reached_by_brackets(town, html):
	try:
		shown = in_a_print(html)
	except frappe.ValidationError:
		return
	name = frappe.get_all("Village", pluck="name", limit=1)[0]
	assert name not in shown and "class" not in shown and "Village" not in shown
