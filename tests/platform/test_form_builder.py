"""Making and changing forms without code: what the builder's methods read, write, ask and refuse."""

from __future__ import annotations

import pytest

import frappe

from frappe_standalone.core.doctype.customize_form.customize_form import NotCustomizableError
from frappe_standalone.core.form_builder import api, names
from frappe_standalone.core.form_builder.changes import WouldLoseValuesError
from frappe_standalone.core.form_builder.condition_rows import expression_of, rows_of
from frappe_standalone.core.form_builder.numbering import autoname_of, choice_of
from frappe_standalone.core.form_builder.reading import blank_form
from frappe_standalone.core.form_builder.saving import ChangedMeanwhileError, IncompleteFormError
from frappe_standalone.core.form_builder.titles import title_of

ROOM = "会议室使用申请"


@pytest.fixture(autouse=True)
def site(tiny):
	yield tiny


def field(label, fieldtype="Data", **values):
	return {"key": label, "was": None, "label": label, "fieldtype": fieldtype, "fieldname": "", **values}


def room(*fields, **values):
	form = blank_form()
	form.update(title=ROOM, **values)
	form["fields"] = list(fields) or [
		field("会议名称", reqd=1, in_list_view=1, searchable=1),
		field("会议室", "Select", options="一楼\n二楼"),
		field("人数", "Int"),
		field("原因", "Small Text", conditions={"show": [{"field": "人数", "operator": ">", "value": "20"}]}),
		field("设备", "Table", table={"name": "", "own": 1, "fields": [field("名称"), field("数量", "Int")]}),
	]
	return form


def test_a_form_from_nothing_is_an_ordinary_custom_doctype():
	made = api.save(room())
	doc = frappe.get_doc("DocType", made["name"])
	assert (doc.name, doc.custom, doc.module) == ("Hui Yi Shi Shi Yong Shen Qing", 1, "Custom")
	assert [df.fieldname for df in doc.fields] == [
		"hui_yi_ming_cheng",
		"hui_yi_shi",
		"ren_shu",
		"yuan_yin",
		"she_bei",
	]
	assert doc.autoname == "HYSSYSQ-.YYYY.-.####"
	assert (doc.title_field, doc.search_fields) == ("hui_yi_ming_cheng", "hui_yi_ming_cheng")
	assert doc.fields[3].depends_on == "eval:doc.ren_shu>20"
	assert title_of(doc.name) == ROOM
	child = frappe.get_doc("DocType", doc.fields[4].options)
	assert (child.istable, child.custom, [df.label for df in child.fields]) == (1, 1, ["名称", "数量"])


def test_what_was_made_can_be_filled_in_at_once():
	name = api.save(room())["name"]
	values = {
		"hui_yi_ming_cheng": "党委会",
		"hui_yi_shi": "一楼",
		"she_bei": [{"ming_cheng": "投影仪", "shu_liang": 2}],
	}
	doc = frappe.get_doc({"doctype": name, **values}).insert()
	assert doc.name.startswith("HYSSYSQ-20") and doc.name.endswith("-0001")
	assert frappe.get_doc(name, doc.name).she_bei[0].shu_liang == 2


@pytest.mark.parametrize(
	("form", "text"),
	[
		(lambda: {**room(), "title": " "}, "Give the form a name"),
		(lambda: room(field("表", "Section Break")), "at least one field"),
		(lambda: room(field("")), "has no name yet"),
		(lambda: room(field("甲"), field("甲")), "Two fields are called"),
		(lambda: room(field("甲", "Select", options=" \n")), "Type what can be chosen"),
		(lambda: room(field("甲", "Link")), "Choose the form"),
		(lambda: room(field("甲", "Table", table={"own": 1, "fields": []})), "at least one column"),
		(lambda: room(permissions=[{"role": "System Manager", "read": 0}]), "at least one role"),
		(lambda: {**room(), "title": "Tiny Zone"}, "already"),
	],
)
def test_a_form_that_lacks_something_says_what(form, text):
	frappe.local.lang = "en"
	with pytest.raises(IncompleteFormError, match=text):
		api.save(form())


def test_names_come_from_labels_by_pinyin():
	assert names.field_name("申请人", {"shen_qing_ren"}) == "shen_qing_ren_2"
	assert names.field_name("name") == "name_field"
	assert names.field_name("2024年") == "n_2024_nian"
	assert names.form_name("!!") == "Form"
	assert names.initials("会议室使用申请") == "HYSSYSQ"


@pytest.mark.parametrize("period", ["none", "year", "month", "day"])
def test_a_number_said_in_words_reads_the_same_again(period):
	choice = {"kind": "series", "prefix": "HYS", "period": period, "digits": 5}
	autoname, rule = autoname_of(choice, {})
	assert rule == "Expression (old style)"
	assert choice_of(autoname, rule) == choice


def test_a_pattern_that_has_no_words_stays():
	choice = choice_of("format:{township}-{####}", "Expression")
	assert choice["kind"] == "other"
	assert autoname_of(choice, {}) == ("format:{township}-{####}", "Expression")


def test_conditions_are_rows_and_read_the_same_again():
	rows = [
		{"field": "amount", "operator": ">=", "value": "1000"},
		{"field": "kind", "operator": "==", "value": '公"务'},
		{"field": "note", "operator": "not set", "value": ""},
	]
	text = expression_of(rows, {"amount", "kind", "note"})
	assert text == 'eval:doc.amount>=1000 && doc.kind=="公\\"务" && !doc.note'
	assert rows_of(text) == rows
	assert rows_of("eval:doc.a || doc.b") is None


# changing a form in use


@pytest.fixture
def used(site):
	name = api.save(room())["name"]
	for number in (5, 30):
		values = {"hui_yi_ming_cheng": f"第{number}次", "hui_yi_shi": "一楼", "ren_shu": number}
		frappe.get_doc({"doctype": name, **values, "yuan_yin": "人多"}).insert()
	return name


def changed(name, at, **values):
	form = api.load(name)
	next(df for df in form["fields"] if df["fieldname"] == at).update(values)
	return form


def without(name, fieldname):
	form = api.load(name)
	form["fields"] = [df for df in form["fields"] if df["fieldname"] != fieldname]
	return form


def test_a_field_with_values_leaves_after_a_question_and_its_values_stay(used):
	form = without(used, "ren_shu")
	form["fields"][2]["conditions"]["show"] = []
	asked = api.save(form)["ask"]
	assert len(asked) == 1 and "2" in asked[0] and "ren_shu" in asked[0]
	assert frappe.get_meta(used).has_field("ren_shu"), "nothing is written before the answer"
	api.save(form, confirmed=1)
	assert not frappe.get_meta(used, cached=False).has_field("ren_shu")
	assert sorted(frappe.db.sql_list(f"select `ren_shu` from `tab{used}`")) == [5, 30]


def test_a_new_label_keeps_the_values(used):
	api.save(changed(used, "ren_shu", label="参会人数"))
	assert frappe.get_meta(used).get_label("ren_shu") == "参会人数"
	assert frappe.get_all(used, pluck="ren_shu", order_by="name") == [5, 30]


def test_a_new_internal_name_takes_the_values_along(used):
	form = changed(used, "ren_shu", fieldname="can_hui_ren_shu")
	api.save(form)
	assert frappe.get_all(used, pluck="can_hui_ren_shu", order_by="name") == [5, 30]
	assert frappe.get_meta(used).get_field("yuan_yin").depends_on == "eval:doc.can_hui_ren_shu>20"


def test_another_kind_that_holds_every_value_is_asked_for(used):
	form = changed(used, "ren_shu", fieldtype="Data")
	assert "kept" in api.save(form)["ask"][0] or "保留" in api.save(form)["ask"][0]
	api.save(form, confirmed=1)
	assert sorted(frappe.get_all(used, pluck="ren_shu")) == ["30", "5"]


def test_another_kind_that_would_lose_a_value_is_refused(used):
	with pytest.raises(WouldLoseValuesError, match="人多"):
		api.save(changed(used, "yuan_yin", fieldtype="Int"), confirmed=1)


def test_no_repetition_is_refused_where_there_is_some(used):
	with pytest.raises(WouldLoseValuesError, match="一楼"):
		api.save(changed(used, "hui_yi_shi", unique=1), confirmed=1)


def test_a_choice_that_records_hold_is_told(used):
	assert "一楼" in api.save(changed(used, "hui_yi_shi", options="二楼\n三楼"))["ask"][0]


def test_required_tells_how_many_lack_it(used):
	assert "2" in api.save(without_table_rows(used))["ask"][0]


def without_table_rows(used):
	form = api.load(used)
	form["fields"].append(field("联系电话", reqd=0))
	api.save(form)
	return changed(used, "lian_xi_dian_hua", reqd=1)


def test_two_who_change_the_same_form_do_not_overwrite_each_other(used):
	first, second = changed(used, "ren_shu", label="甲"), changed(used, "ren_shu", label="乙")
	first["modified"] = "2020-01-01 00:00:00"
	with pytest.raises(ChangedMeanwhileError):
		api.save(first)
	api.save(second)


def test_the_preview_is_the_form_and_writes_nothing():
	html = api.preview(room())
	assert "会议名称" in html and "一楼" in html and "数量" in html
	assert not frappe.db.exists("DocType", "Hui Yi Shi Shi Yong Shen Qing")


def test_the_form_stands_in_the_menu(used):
	frappe.get_doc(
		{"doctype": "Workspace", "label": "Rooms", "title": "Rooms", "public": 1, "content": "[]"}
	).insert()
	assert [c["has"] for c in api.put_into_menu(used, "Rooms") if c["name"] == "Rooms"] == [1]
	content = frappe.db.get_value("Workspace", "Rooms", "content")
	assert '"shortcut_name": "' + used in content
	assert [c["has"] for c in api.put_into_menu(used, "Rooms", there=0) if c["name"] == "Rooms"] == [0]
	assert used not in frappe.db.get_value("Workspace", "Rooms", "content")


def test_only_who_may_write_doctypes_comes_here(used):
	frappe.set_user("Guest")
	try:
		for call in (lambda: api.load(used), lambda: api.save(room()), lambda: api.preview(room())):
			with pytest.raises(frappe.PermissionError):
				call()
	finally:
		frappe.set_user("Administrator")


# forms that an app brings


def test_customizing_writes_what_v15_keeps():
	form = changed("Tiny Zone", first_field(), description="说明")
	form["fields"].insert(1, field("备注", in_list_view=1, is_custom=1))
	api.save(form)
	assert (
		frappe.db.get_value("Property Setter", {"doc_type": "Tiny Zone", "property": "description"}, "value")
		== "说明"
	)
	custom = frappe.get_doc("Custom Field", "Tiny Zone-custom_bei_zhu")
	assert (custom.insert_after, custom.is_system_generated) == (first_field(), 0)
	names = [df.fieldname for df in frappe.get_meta("Tiny Zone").fields]
	assert names[:2] == [first_field(), "custom_bei_zhu"]


def first_field():
	return frappe.get_all("DocField", {"parent": "Tiny Zone"}, pluck="fieldname", order_by="idx")[0]


def test_saving_without_a_change_writes_nothing():
	api.save(api.load("Tiny Zone"))
	assert not frappe.db.exists("Property Setter", {"doc_type": "Tiny Zone"})
	assert not frappe.db.exists("Custom Field", {"dt": "Tiny Zone"})


def test_what_the_program_needs_is_refused():
	with pytest.raises(NotCustomizableError):
		api.save(without("Tiny Zone", first_field()), confirmed=1)
	with pytest.raises(NotCustomizableError):
		api.save(changed("Tiny Zone", first_field(), fieldtype="Int"), confirmed=1)


def test_back_to_the_original_takes_only_our_changes_back():
	frappe.make_property_setter(
		{"doctype": "Tiny Zone", "fieldname": first_field(), "property": "bold", "value": 1}
	)
	api.save(changed("Tiny Zone", first_field(), label="区域名"))
	assert api.load("Tiny Zone")["fields"][0]["label"] == "区域名"
	api.reset("Tiny Zone")
	assert api.load("Tiny Zone")["fields"][0]["label"] != "区域名"
	assert frappe.db.exists("Property Setter", {"doc_type": "Tiny Zone", "property": "bold"})


def test_customize_form_works_by_v15s_methods():
	doc = frappe.get_doc("Customize Form")
	doc.doc_type = "Tiny Zone"
	doc.run_method("fetch_to_customize")
	doc.fields[0].hidden = 1
	doc.label = "片区"
	doc.run_method("save_customization")
	assert frappe.get_meta("Tiny Zone").fields[0].hidden == 1
	assert frappe.db.get_value("Translation", {"source_text": "Tiny Zone"}, "translated_text") == "片区"
	doc.run_method("reset_to_defaults")
	assert not frappe.get_meta("Tiny Zone").fields[0].hidden


def test_forms_made_here_and_settings_are_not_customized():
	name = api.save(room())["name"]
	for doctype in (name, "DocType", "System Settings"):
		doc = frappe.new_doc("Customize Form")
		doc.doc_type = doctype
		with pytest.raises(NotCustomizableError):
			doc.fetch_to_customize()


@pytest.mark.parametrize(
	("sent", "words"),
	[
		("", "not valid JSON"),
		("[" * 3000, "not valid JSON"),
		("[]", "has to be an object"),
		("null", "is missing"),
		("{}", "fields is missing"),
		({"fields": {}}, "fields has to be a list"),
		({"fields": [[]]}, "fields 1 has to be an object"),
		({"fields": [{"label": "A"}]}, "fieldtype is missing"),
		({"fields": [{"fieldtype": "Data", "label": 1}]}, "label has to be a text"),
		({"fields": [{"fieldtype": "Data", "length": 10**30}]}, "too large"),
		({"fields": [{"fieldtype": "Data"}] * 1001}, "more than 1000"),
		({"fields": [{"fieldtype": "Data", "conditions": {"show": "x"}}]}, "show has to be a list"),
		({"fields": [{"fieldtype": "Table", "table": {"fields": "x"}}]}, "fields has to be a list"),
	],
)
@pytest.mark.parametrize("act", [api.preview, api.save])
def test_a_form_of_another_shape_is_refused_in_words(act, sent, words):
	frappe.local.lang = "en"
	with pytest.raises(frappe.ValidationError, match=words):
		act(sent)


def test_a_form_travels_to_the_page_and_back_in_its_shape():
	name = api.save(room())["name"]
	for one in (name, "ToDo"):
		assert api.parsed(frappe.as_json(api.load(one)))["name"] == one


# ---- dates in order ----


def trip(**values):
	fields = [
		field("用途"),
		field("用车日期", "Date"),
		field("归还日期", "Date", not_before="用车日期"),
		field("行程", "Table", table={"name": "", "own": 1, "fields": [field("日期", "Date")]}),
	]
	return room(*fields, **values)


def test_a_date_that_is_not_earlier_than_another_is_refused_on_every_way_of_writing():
	from frappe_standalone.core.model.date_order import DateOrderError

	name = api.save(trip())["name"]
	values = {"doctype": name, "yong_tu": "调研", "yong_che_ri_qi": "2026-11-20"}
	with pytest.raises(DateOrderError, match="“归还日期” may not be earlier than “用车日期”"):
		frappe.get_doc({**values, "gui_hai_ri_qi": "2026-11-19"}).insert()
	frappe.get_doc(values).insert()  # not back yet
	doc = frappe.get_doc({**values, "gui_hai_ri_qi": "2026-11-20"}).insert()
	doc.gui_hai_ri_qi = "2026-11-01"
	with pytest.raises(DateOrderError):
		doc.save()
	with pytest.raises(DateOrderError):
		frappe.client.set_value(name, doc.name, "yong_che_ri_qi", "2026-12-01")


def test_the_rule_of_two_dates_is_read_back_and_follows_a_renamed_field():
	made = api.save(trip())
	assert [df["not_before"] for df in made["fields"]][:3] == ["", "", "yong_che_ri_qi"]
	made["fields"][1]["fieldname"] = "start_on"
	made = api.save(made, confirmed=1)
	assert made["fields"][2]["not_before"] == "start_on"
	made["fields"][2]["not_before"] = ""
	assert api.save(made)["fields"][2]["not_before"] == ""
