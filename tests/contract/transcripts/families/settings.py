"""Defaults, singles, translations, messages, meta and caches."""

from __future__ import annotations

import frappe
from frappe import _ as tr

from tests.contract.forms import CLERK, HEAD, STRANGER
from tests.contract.make import area, as_user, order
from tests.contract.transcripts.cases import Family

FAMILY = Family("settings", rights=True)


# Translations

TEXTS = ("CT open", "CT closed", "CT {0} of {1}", "CT 空", "CT <b>bold</b>")


def translate(language="zh", **texts):
	for key, target in texts.items():
		source, _sign, context = key.replace("_", " ").partition("  in  ")
		frappe.get_doc(
			{
				"doctype": "Translation",
				"language": language,
				"source_text": f"CT {source}",
				"translated_text": target,
				"context": context or None,
			}
		).insert()


def translated(setup, read):
	def run():
		try:
			setup()
			return read()
		finally:
			frappe.db.rollback()
			frappe.local.lang = "en"
			frappe.translate.clear_cache()

	return run


def records():
	if not frappe.db.exists("Language", "de"):
		frappe.get_doc({"doctype": "Language", "language_code": "de", "language_name": "Deutsch"}).insert()
	translate(open="打开", closed="关闭")
	translate(open="未结", **{"open__in__CT_Order": "待办"})
	translate("de", open="offen")


def in_language(language, function):
	frappe.local.lang = language
	return function()


READS = {
	"in Chinese": lambda: in_language("zh", lambda: [tr("CT open"), tr("CT closed"), tr("CT unknown")]),
	"in English": lambda: in_language("en", lambda: [tr("CT open"), tr("CT closed")]),
	"in German": lambda: in_language("de", lambda: [tr("CT open"), tr("CT closed")]),
	"in a variant falls back to its parent": lambda: in_language("zh-TW", lambda: [tr("CT open"), tr("CT closed")]),
	"in an unknown language": lambda: in_language("xx", lambda: [tr("CT open")]),
	"asked for by lang": lambda: [tr("CT open", lang="zh"), tr("CT open", "de"), tr("CT open", lang="en")],
	"with a context": lambda: in_language("zh", lambda: [tr("CT open", context="CT Order"), tr("CT open", context="other"), tr("CT closed", context="CT Order")]),
	"with blanks around": lambda: in_language("zh", lambda: [tr(" CT open "), tr("CT open\n")]),
	"with HTML": lambda: in_language("zh", lambda: [tr("<b>CT open</b>"), tr("<div>CT open</div>")]),
	"of nothing": lambda: in_language("zh", lambda: [tr(""), tr(None)]),
	"of a number": lambda: in_language("zh", lambda: tr(5)),
	"lazily": lambda: in_language("zh", lambda: [str(frappe._lt("CT open")), frappe._lt("CT open") == "未结", len(frappe._lt("CT open"))]),
	"lazily in another language later": lambda: (lambda text: [str(text), in_language("zh", lambda: str(text))])(frappe._lt("CT open")),
	"of the platform": lambda: in_language("zh", lambda: [tr("Save"), tr("Cancel"), tr("Submit"), tr("Delete"), tr("Yes"), tr("No"), tr("Status")]),
	"by get_all_translations": lambda: frappe.translate.get_all_translations("zh").get("CT closed"),
	"parent languages": lambda: [frappe.translate.get_parent_language(language) for language in ("zh-TW", "zh", "en-US", "pt-BR")],
}  # fmt: skip
for _text, _read in READS.items():
	FAMILY.add(f"translation {_text}", translated(records, _read))


@FAMILY.case("translation changed")
def _():
	def run():
		translate(open="一")
		doc = frappe.get_last_doc("Translation", {"source_text": "CT open"})
		doc.translated_text = "二"
		doc.save()
		return in_language("zh", lambda: frappe._("CT open"))

	return translated(lambda: None, run)()


@FAMILY.case("translation deleted")
def _():
	def run():
		translate(open="一")
		frappe.get_last_doc("Translation", {"source_text": "CT open"}).delete()
		return in_language("zh", lambda: frappe._("CT open"))

	return translated(lambda: None, run)()


@FAMILY.case("translation of a markup is cleaned")
def _():
	def run():
		translate(open="<b>打开</b><script>x</script>")
		return frappe.get_last_doc("Translation", {"source_text": "CT open"}).translated_text

	return translated(lambda: None, run)()


@FAMILY.case("languages of people")
def _():
	frappe.db.set_value("User", CLERK, "language", "zh")
	frappe.db.set_value("User", HEAD, "language", None)
	frappe.clear_cache(user=CLERK)
	return [frappe.translate.get_user_lang(user) for user in (CLERK, HEAD, STRANGER)]


@FAMILY.case("get_lang_dict of labels")
def _():
	frappe.local.lang = "zh"
	return [
		frappe._(label) for label in ("Name", "Owner", "Created On", "Last Updated On", "Document Status")
	]


# Defaults


DEFAULTS = [
	"db.get_default('ct_key')",
	"(db.set_default('ct_key', 'a'), db.get_default('ct_key'))[1]",
	"(db.set_default('ct_key', 5), db.get_default('ct_key'))[1]",
	"(db.set_default('ct_key', None), db.get_default('ct_key'))[1]",
	"(db.set_default('ct_key', 'a'), db.set_default('ct_key', 'b'), db.get_default('ct_key'))[2]",
	"(db.add_default('ct_key', 'a'), db.add_default('ct_key', 'b'), db.get_default('ct_key'))[2]",
	"(db.set_default('CT Key', 'a'), db.get_default('ct_key'), db.get_default('CT Key'))[1:]",
	"(d.set_user_default('ct_key', 'mine', clerk), d.get_user_default('ct_key', clerk), d.get_user_default('ct_key', head))[1:]",
	"(db.set_default('ct_key', 'all'), d.set_user_default('ct_key', 'mine', clerk), d.get_user_default('ct_key', clerk), d.get_user_default('ct_key', head), d.get_global_default('ct_key'))[2:]",
	"(d.add_user_default('ct_key', 'a', clerk), d.add_user_default('ct_key', 'b', clerk), d.get_user_default_as_list('ct_key', clerk), d.get_user_default('ct_key', clerk))[2:]",
	"(d.set_user_default('ct_key', 'a', clerk), d.clear_user_default('ct_key', clerk), d.get_user_default('ct_key', clerk))[2]",
	"(d.set_user_default('ct_key', 'a', clerk), d.clear_default('ct_key', parent=clerk), d.get_user_default('ct_key', clerk))[2]",
	"(d.set_global_default('ct_key', 'a'), d.get_global_default('ct_key'), d.clear_default('ct_key'), d.get_global_default('ct_key'))[1:]",
	"(d.add_global_default('ct_key', 'a'), d.add_global_default('ct_key', 'b'), d.get_global_default('ct_key'), sorted(d.get_defaults_for()['ct_key']))[2:]",
	"(d.set_user_default('ct_key', 'a', clerk), d.get_defaults(clerk).get('ct_key'), d.get_defaults(clerk).get('user'))[1:]",
	"d.get_user_default('nothing', clerk)",
	"(db.set_global('ct_g', 'x'), db.get_global('ct_g'))[1]",
	"(db.set_global('ct_g', 'x', clerk), db.get_global('ct_g', clerk), db.get_global('ct_g'))[1:]",
	"(d.set_user_default('company', 'A', clerk), as_user(clerk, lambda: frappe.defaults.get_user_default('company')))[1]",
	"(d.set_user_default('area', 'X', clerk), as_user(clerk, lambda: frappe.new_doc('CT Paper').area))[1]",
	"(area('X'), d.set_user_default('area', 'X', clerk), as_user(clerk, lambda: frappe.new_doc('CT Paper').area))[2]",
	"(area('X'), d.set_user_default('CT Area', 'X', clerk), as_user(clerk, lambda: frappe.new_doc('CT Paper').area))[2]",
	"(area('X'), frappe.permissions.add_user_permission('CT Area', 'X', clerk, ignore_permissions=True, is_default=1), as_user(clerk, lambda: frappe.new_doc('CT Paper').area))[2]",
	"(area('X'), frappe.permissions.add_user_permission('CT Area', 'X', clerk, ignore_permissions=True), as_user(clerk, lambda: frappe.new_doc('CT Paper').area))[2]",
	"d.get_user_default('user', clerk)",
]

SINGLES = [
	"db.get_single_value('CT Settings', 'limit')",
	"db.get_single_value('CT Settings', 'start')",
	"db.get_single_value('CT Settings', 'ratio')",
	"db.get_single_value('CT Settings', 'active')",
	"db.get_single_value('CT Settings', 'title')",
	"db.get_single_value('CT Settings', 'no_such')",
	"db.get_single_value('CT Area', 'rank')",
	"(single(limit='12'), db.get_single_value('CT Settings', 'limit'))[1]",
	"(single(start='2024-01-31'), db.get_single_value('CT Settings', 'start'))[1]",
	"(single(ratio='1.5'), db.get_single_value('CT Settings', 'ratio'))[1]",
	"(single(active=1), db.get_single_value('CT Settings', 'active'))[1]",
	"(single(title=''), db.get_single_value('CT Settings', 'title'))[1]",
	"(single(title=None), db.get_single_value('CT Settings', 'title'))[1]",
	"(single(title=5), db.get_single_value('CT Settings', 'title'))[1]",
	"(single(no_such=5), db.get_single_value('CT Settings', 'no_such'))[1]",
	"(db.set_value('CT Settings', None, 'title', 'a'), db.get_value('CT Settings', None, 'title'))[1]",
	"(db.set_value('CT Settings', 'CT Settings', 'title', 'a'), db.get_single_value('CT Settings', 'title'))[1]",
	"(db.set_value('CT Settings', 'CT Settings', {'title': 'a', 'limit': 3}), db.get_value('CT Settings', None, ['title', 'limit']))[1]",
	"(single(title='a', limit=3), db.get_value('CT Settings', 'CT Settings', ['title', 'limit'], as_dict=True))[1]",
	"(single(title='a', limit=3), db.get_singles_dict('CT Settings'))[1].get('limit')",
	"(single(title='a', limit=3, start='2024-01-31'), db.get_singles_dict('CT Settings', cast=True))[1].get('start')",
	"[getattr(frappe.get_doc('CT Settings'), name) for name in ('limit', 'start', 'ratio', 'active', 'title')]",
	"(single(limit='x'), frappe.get_doc('CT Settings').limit)[1]",
	"(saved(title='a', limit=5), [db.get_single_value('CT Settings', name) for name in ('title', 'limit', 'start')])[1]",
	"(saved(start='2024-01-31'), frappe.get_doc('CT Settings').start)[1]",
	"(saved(key='secret'), frappe.get_doc('CT Settings').key, frappe.get_doc('CT Settings').get_password('key'))[1:]",
	"(saved(title='a'), db.sql(\"select field, value from `tabSingles` where doctype = 'CT Settings' and field in ('title', 'limit', 'modified_by', 'idx', 'docstatus') order by field\"))[1]",
	"frappe.get_single('CT Settings').doctype",
	"frappe.get_single_value('CT Settings', 'limit')",
	"(single(title='a'), frappe.get_cached_doc('CT Settings').title)[1]",
	"(frappe.get_cached_doc('CT Settings'), single(title='a'), frappe.get_cached_doc('CT Settings').title)[2]",
	"(saved(title='a'), saved(title='b'), frappe.get_cached_value('CT Settings', 'CT Settings', 'title'))[2]",
	"(single(title='a'), db.exists('CT Settings', 'CT Settings'))[1]",
	"frappe.delete_doc('CT Settings', 'CT Settings')",
	"frappe.new_doc('CT Settings').name",
	"frappe.get_doc({'doctype': 'CT Settings', 'title': 'x'}).insert().name",
]

META = [
	"frappe.get_meta('CT Order').get_field('lines').options", "frappe.get_meta('CT Order').get_label('area')", "frappe.get_meta('CT Order').get_label('name')", "frappe.get_meta('CT Order').get_label('owner')", "frappe.get_meta('CT Order').get_label('no_such')", "frappe.get_meta('CT Order').has_field('area'), frappe.get_meta('CT Order').has_field('no_such')",
	"frappe.get_meta('CT Order').is_submittable, frappe.get_meta('CT Area').is_submittable", "frappe.get_meta('CT Order').get_options('status')", "frappe.get_meta('CT Order').get_field('no_such')", "[f.fieldname for f in frappe.get_meta('CT Order').get_table_fields()]", "[f.fieldname for f in frappe.get_meta('CT Order').get_link_fields()]", "frappe.get_meta('No Such Form')",
	"frappe.get_meta('CT Order').get_high_permlevel_fields()[0].fieldname",

	"frappe.get_precision('CT Order', 'amount')", "frappe.get_precision('CT Order', 'ratio')", "frappe.model.meta.get_field_precision(frappe.get_meta('CT Odd').get_field('exact'))", "frappe.get_meta('CT Odd').get_field('exact').precision",
]  # fmt: skip

MESSAGES = [
	"said(lambda: frappe.msgprint('a'))", "said(lambda: frappe.msgprint('a', title='T', indicator='green'))", "said(lambda: frappe.msgprint('a', alert=True))", "said(lambda: frappe.msgprint(['a', 'b'], as_list=True))", "said(lambda: frappe.msgprint([['a', 'b']], as_table=True))", "said(lambda: frappe.msgprint('a', raise_exception=True))", "said(lambda: frappe.msgprint('a', raise_exception=frappe.PermissionError))", "said(lambda: frappe.msgprint('a', primary_action={'label': 'x'}))", "said(lambda: frappe.msgprint('a', wide=True))", "said(lambda: frappe.msgprint('a', is_minimizable=True))", "said(lambda: frappe.msgprint(''))", "said(lambda: frappe.msgprint('<script>x</script>'))",
	"said(lambda: frappe.throw('a'))", "said(lambda: frappe.throw('a', frappe.PermissionError, 'T'))", "said(lambda: frappe.throw('a', title='T'))", "said(lambda: frappe.throw(['a', 'b'], as_list=True))", "said(lambda: frappe.throw('a', exc=ValueError))", "said(lambda: frappe.throw('a', exc=frappe.ValidationError('other')))", "said(lambda: (frappe.msgprint('a'), frappe.msgprint('b'), frappe.clear_last_message()))", "said(lambda: (frappe.msgprint('a'), frappe.clear_messages()))", "said(lambda: frappe.msgprint('a')) and frappe.get_message_log()[:0]", "said(lambda: (setattr(frappe.flags, 'mute_messages', True), frappe.msgprint('a'), setattr(frappe.flags, 'mute_messages', False)))",
]  # fmt: skip

CACHE = [
	"c.exists('ct_nothing')",
]  # fmt: skip


def names() -> dict:
	return {
		"frappe": frappe, "db": frappe.db, "d": frappe.defaults, "c": frappe.cache, "clerk": CLERK, "head": HEAD, "area": area, "order": order, "as_user": acting, "said": said, "saved": saved,
		"single": lambda **values: frappe.db.set_single_value("CT Settings", values),
	}  # fmt: skip


def acting(user, function):
	with as_user(user):
		return function()


def saved(**values):
	doc = frappe.get_doc("CT Settings")
	doc.update(values)
	doc.save()


def said(function) -> dict:
	frappe.clear_messages()
	ended = None
	try:
		function()
	except Exception as error:
		ended = type(error).__name__
	messages = [
		frappe.parse_json(message) if isinstance(message, str) else dict(message)
		for message in frappe.get_message_log()
	]
	for message in messages:
		message.pop("__frappe_exc_id", None)
	frappe.clear_messages()
	return {"messages": messages, "ended": ended}


for rows in (DEFAULTS, SINGLES, META, MESSAGES, CACHE):
	FAMILY.expressions(rows, names)
