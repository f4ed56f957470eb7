"""A form that a township makes for itself: it is an ordinary custom DocType, and an approval flow guards it like any other."""

import pytest

import frappe

from township_gov import date_order
from township_gov.forms import api as forms_api
from township_gov.forms import opinions, package, ready_fields, steps
from township_gov.workflows import api, errors, published
from township_gov.workflows.definition import Flow
from township_gov.workflows.form import values_of

ROOM, LINE = "Hui Yi Shi Shi Yong Shen Qing", "Hui Yi Shi She Bei"
FLOW = "会议室使用申请审批"


@pytest.fixture
def room(world):
	"""What the builder writes, and what an administrator makes in Frappe's own DocType form."""
	frappe.set_user("Administrator")
	columns = [
		{"fieldname": "ming_cheng", "label": "名称", "fieldtype": "Data", "in_list_view": 1},
		{"fieldname": "jie_chu", "label": "借出", "fieldtype": "Date"},
		{"fieldname": "gui_hai", "label": "归还", "fieldtype": "Datetime", "options": ">=jie_chu"},
	]
	doctype(LINE, columns, istable=1)
	fields = [
		{"fieldname": "hui_yi_ming_cheng", "label": "会议名称", "fieldtype": "Data", "reqd": 1},
		{"fieldname": "ren_shu", "label": "参会人数", "fieldtype": "Int"},
		{"fieldname": "she_bei", "label": "设备", "fieldtype": "Table", "options": LINE},
		{"fieldname": "kai_shi", "label": "开始日期", "fieldtype": "Date"},
		{"fieldname": "jie_shu", "label": "结束日期", "fieldtype": "Date", "options": ">=kai_shi"},
		*({**field, "description": ""} for field in ready_fields.ready_fields()),
	]
	rights = {"read": 1, "write": 1, "create": 1, "delete": 1, "print": 1, "report": 1, "export": 1}
	permissions = [{"role": role, **rights} for role in ("Window Clerk", "Office Head", "Township Leader")]
	doctype(
		ROOM, fields, autoname="HYS-.YYYY.-.####", permissions=permissions, title_field="hui_yi_ming_cheng"
	)
	publish(world)
	yield ROOM
	# MariaDB commits with each change of a table, so nothing of this may be left to a rollback
	frappe.set_user("Administrator")
	frappe.db.rollback()
	tear_down()


def doctype(name, fields, **values):
	made = {"doctype": "DocType", "name": name, "module": "Custom", "custom": 1, "fields": fields, **values}
	frappe.get_doc(made).insert()


def publish(world):
	nodes = [
		{"key": "start", "type": "Start", "label": "填写", "status": "草稿"},
		{
			"key": "head",
			"type": "Approval",
			"label": "办公室负责人",
			"status": "审批中",
			"approvers": [{"rule": "Head of Office", "field": "department"}],
			"ladder": [{"rule": "Role in Scope", "role": "Township Leader"}],
			"fields": ["she_bei"],
		},
		{"key": "end", "type": "End", "label": "已批准", "status": "已批准"},
	]
	definition = {
		"schema": 1,
		"flow_name": FLOW,
		"title": FLOW,
		"applies_to": ROOM,
		"status_field": "status",
		"statuses": {"approved": "已批准", "rejected": "不同意", "withdrawn": "已撤回"},
		"starts_from": ["草稿"],
		"nodes": nodes,
		"transitions": [{"from": "start", "to": "head"}, {"from": "head", "to": "end"}],
	}
	flow = frappe.new_doc("Approval Flow")
	flow.update(values_of(Flow.parse(definition)))
	flow.insert()
	api.publish(flow.name)


def tear_down():
	for table in ("Approval Task", "Approval Log", "Approval Instance"):
		frappe.db.delete(table, {"reference_doctype": ROOM})
	frappe.db.delete("DocShare", {"share_doctype": ROOM})
	for version in frappe.get_all("Approval Flow Version", {"applies_to": ROOM}, pluck="name"):
		frappe.db.delete("Approval Flow Version", {"name": version})
	for name in frappe.get_all("Approval Flow", {"applies_to": ROOM}, pluck="name"):
		for table in frappe.get_meta("Approval Flow").get_table_fields():
			frappe.db.delete(table.options, {"parent": name})
		frappe.db.delete("Approval Flow", {"name": name})
	published.changed()
	for name in (ROOM, LINE):
		frappe.delete_doc("DocType", name, force=True, ignore_missing=True)
		frappe.db.sql_ddl(f"drop table if exists `tab{name}`")
	frappe.db.commit()


def filed(world, who="ann", **values):
	frappe.set_user(world.mail(who))
	return frappe.get_doc({"doctype": ROOM, "hui_yi_ming_cheng": "党委会", "ren_shu": 5, **values}).insert()


def test_the_applicant_his_office_and_township_fill_themselves(world, room):
	doc = filed(world)
	cadre = frappe.db.get_value("Cadre", {"user_id": world.mail("ann")}, ["name", "department"], as_dict=True)
	assert (doc.employee, doc.department, doc.township) == (cadre.name, cadre.department, world.CODE)
	assert doc.status == "草稿" and doc.name.startswith("HYS-")


def test_one_files_for_oneself_as_in_the_apps_own_requests(world, room):
	other = frappe.db.get_value("Cadre", {"user_id": world.mail("cid")})
	with pytest.raises(frappe.ValidationError, match="for yourself"):
		filed(world, employee=other)


def test_it_is_approved_by_the_head_of_the_applicants_office(world, room):
	doc = filed(world)
	api.start(ROOM, doc.name)
	frappe.set_user(world.mail("bob"))
	task = frappe.db.get_value("Approval Task", {"reference_name": doc.name, "status": "Open"}, "name")
	doc.reload()
	assert doc.status == "审批中"
	api.act(task=task, action="approve", opinion="同意", seen=str(doc.modified))
	assert frappe.db.get_value(ROOM, doc.name, "status") == "已批准"
	said = opinions.approval_opinions(ROOM, doc.name)
	assert [row["opinion"] for row in said if row["opinion"]] == ["同意"]


def test_who_is_asked_may_open_it_even_where_all_see_their_own_only(world, room):
	frappe.set_user("Administrator")
	form = frappe.get_doc("DocType", ROOM)
	for row in form.permissions:
		row.if_owner = 1
	form.save()
	doc = filed(world)
	assert not frappe.has_permission(ROOM, "read", doc=doc, user=world.mail("bob"))
	api.start(ROOM, doc.name)
	frappe.set_user(world.mail("bob"))
	doc = frappe.get_doc(ROOM, doc.name)
	assert frappe.has_permission(ROOM, "write", doc=doc)
	task = frappe.db.get_value("Approval Task", {"reference_name": doc.name, "status": "Open"}, "name")
	api.act(task=task, action="approve", opinion="同意", seen=str(doc.modified))
	doc = frappe.get_doc(ROOM, doc.name)
	doc.ren_shu = 99
	with pytest.raises(errors.DocumentGuarded):
		doc.save()
	frappe.set_user(world.mail("dan"))
	assert not frappe.has_permission(ROOM, "read", doc=doc)


def test_a_date_that_its_form_puts_after_another_is_refused_before_it(world, room):
	filed(world, jie_shu="2026-11-19")
	doc = filed(world, kai_shi="2026-11-20", jie_shu="2026-11-20")
	doc.kai_shi = "2026-11-21"
	with pytest.raises(
		date_order.DateOrderError, match="“结束日期” may not be earlier than “开始日期”"
	) as refused:
		doc.save()
	assert "(2026-11-21)" in str(refused.value)


def test_so_are_dates_in_the_rows_of_its_tables(world, room):
	row = {"ming_cheng": "投影仪", "jie_chu": "2026-11-20"}
	filed(world, she_bei=[{**row, "gui_hai": "2026-11-20 08:00:00"}])
	with pytest.raises(date_order.DateOrderError, match="Row 2: “归还” may not be earlier than “借出”"):
		filed(world, she_bei=[row, {**row, "gui_hai": "2026-11-19 23:00:00"}])


def test_nobody_writes_its_status_by_hand(world, room):
	doc = filed(world)
	doc.status = "已批准"
	with pytest.raises(errors.DocumentGuarded):
		doc.save()


def test_what_another_process_kept_of_the_time_before_opens_nothing(world, request):
	guarded = published.guarded()
	kept = frappe.cache.hget(published._CACHE_KEY, "all")
	assert ROOM not in guarded and kept
	request.getfixturevalue("room")
	# a transaction that began before the flow was published keeps what it sees
	frappe.cache.hset(published._CACHE_KEY, "all", kept)
	frappe.set_user("Administrator")
	assert "status" in published.guarded()[ROOM]
	with pytest.raises(errors.DocumentGuarded):
		filed(world, status="已批准")


def test_a_new_one_cannot_begin_as_approved(world, room):
	with pytest.raises(errors.DocumentGuarded):
		filed(world, status="已批准")


def test_in_approval_only_the_fields_of_the_step_are_open(world, room):
	doc = filed(world)
	api.start(ROOM, doc.name)
	doc.reload()
	doc.ren_shu = 50
	with pytest.raises(errors.DocumentGuarded):
		doc.save()
	frappe.set_user(world.mail("bob"))
	doc = frappe.get_doc(ROOM, doc.name)
	doc.append("she_bei", {"ming_cheng": "投影仪"})
	doc.save()
	assert frappe.get_doc(ROOM, doc.name).she_bei[0].ming_cheng == "投影仪"


def test_what_was_approved_cannot_be_deleted(world, room):
	doc = filed(world)
	api.start(ROOM, doc.name)
	with pytest.raises(errors.DocumentGuarded):
		frappe.delete_doc(ROOM, doc.name)


def test_a_field_that_the_flow_uses_cannot_leave_the_form(world, room):
	frappe.set_user("Administrator")
	form = frappe.get_doc("DocType", ROOM)
	form.fields = [df for df in form.fields if df.fieldname != "department"]
	with pytest.raises(errors.DocumentGuarded, match="department"):
		form.save()


def test_the_form_leads_to_its_flow(world, room):
	assert steps.steps(ROOM)[0]["url"] == "/flow-designer?flow=" + quoted(FLOW)
	assert steps.steps("ToDo")[0]["url"] == "/flow-designer?document_type=ToDo"


def quoted(text):
	from urllib.parse import quote_plus

	return quote_plus(text)


def test_it_travels_to_another_site_as_one_file(world, room):
	frappe.set_user("Administrator")
	values = {
		"doctype": "Print Format",
		"name": "会议室审批单",
		"doc_type": ROOM,
		"standard": "No",
		"custom_format": 1,
	}
	frappe.get_doc(
		{**values, "html": "<p>{{ doc.name }}</p>", "print_format_type": "Jinja", "module": "Custom"}
	).insert()
	translation = {
		"doctype": "Translation",
		"source_text": ROOM,
		"translated_text": "会议室使用申请",
		"language": "zh",
	}
	frappe.get_doc(translation).insert()
	content = frappe.as_json(package.packed(ROOM))
	with pytest.raises(package.FormThereError, match="already"):
		package.checked(content)
	frappe.delete_doc("Print Format", "会议室审批单", force=True)
	tear_down()
	found = package.checked(content)
	assert any("会议室审批单" in line for line in package.summary(found))
	assert package.bring_in(found) == ROOM
	meta = frappe.get_meta(ROOM, cached=False)
	assert (meta.custom, meta.get_field("she_bei").options) == (1, LINE)
	assert {row.role for row in meta.permissions} >= {"Window Clerk", "Office Head"}
	assert frappe.db.get_value("Print Format", {"doc_type": ROOM}, "html") == "<p>{{ doc.name }}</p>"
	flow = frappe.get_doc("Approval Flow", {"applies_to": ROOM})
	assert (flow.name, flow.status) == (FLOW, "Draft")
	api.publish(flow.name)
	frappe.delete_doc("Print Format", "会议室审批单", force=True)
	frappe.db.delete("Translation", {"source_text": ROOM})


def test_a_file_of_something_else_is_refused(world, room):
	for content in ("no json", "[]", '{"mark": "township form", "version": 99}'):
		with pytest.raises(package.NotAPackageError):
			package.checked(content)
	with pytest.raises(package.NotAPackageError):
		package.packed("Leave Request")


def test_a_form_is_brought_in_only_by_who_may_make_forms(world, room):
	frappe.set_user(world.mail("ann"))
	with pytest.raises(frappe.PermissionError):
		forms_api.export(ROOM)
	with pytest.raises(frappe.PermissionError):
		forms_api.bring_in(file_content="e30=")


def test_what_a_missing_link_needs_is_named(world, room):
	frappe.set_user("Administrator")
	values = package.packed(ROOM)
	values["form"]["name"], values["tables"] = "Elsewhere", []
	values["form"]["fields"].append(
		{"fieldname": "x", "fieldtype": "Link", "options": "No Such Form", "label": "X"}
	)
	with pytest.raises(package.FormThereError, match="No Such Form"):
		package.checked(frappe.as_json(values))
