"""What belongs to one township is changed by nobody of another, whatever values a request carries."""

import json

import pytest

import frappe

from tests.app.registers_world import CODE, NEIGHBOUR


def whole(doctype: str, name: str) -> dict:
	frappe.set_user("Administrator")
	return json.loads(frappe.as_json(frappe.get_doc(doctype, name).as_dict()))


@pytest.mark.parametrize("doctype", ["Village", "Post", "Township Office", "Cadre", "Service Window"])
@pytest.mark.parametrize("door", ["save", "desk"])
def test_a_record_is_not_taken_over_by_naming_ones_own_township(rest, town, neighbour, doctype, door):
	name = frappe.get_all(doctype, {"township": CODE}, pluck="name", limit=1)
	if not name:
		pytest.skip(f"this world has no {doctype}")
	before = whole(doctype, name[0])
	sent = before | {"township": NEIGHBOUR}
	if door == "save":
		status, _answer = rest.method("frappe.client.save", neighbour, doc=sent)
	else:
		status, _answer = rest.method(
			"frappe.desk.form.save.savedocs", neighbour, doc=json.dumps(sent), action="Save"
		)
	assert status in (403, 417)
	assert whole(doctype, name[0]) == before


def test_nor_by_giving_ones_own_record_the_name_of_theirs(rest, town, neighbour):
	_status, answer = rest.call(
		"POST", "/api/resource/Village", neighbour, village_code="77", village_name="邻村", township=NEIGHBOUR
	)
	own = answer["data"]["name"]
	theirs = whole("Village", f"{CODE}-01")
	swap = {"name": theirs["name"], "modified": theirs["modified"], "village_name": "改名"}
	rest.call("PUT", f"/api/resource/Village/{own}", neighbour, **swap)
	rest.method("frappe.client.set_value", neighbour, doctype="Village", name=own, fieldname=swap)
	assert whole("Village", f"{CODE}-01") == theirs
	frappe.delete_doc("Village", own)
	frappe.db.commit()


def test_a_service_window_is_changed_at_home_only(rest, town, neighbour):
	assert not frappe.has_permission("Village", "write", f"{CODE}-01", user=neighbour)
	status, _answer = rest.call("PUT", f"/api/resource/Village/{CODE}-01", neighbour, village_name="x")
	assert status == 403


@pytest.mark.standalone
def test_a_bulk_act_tells_of_a_closed_record_no_more_than_of_none(rest, town, neighbour):
	theirs = frappe.get_all("Village", {"township": CODE}, pluck="name")[0]
	said = []
	for name in (theirs, "999-nowhere"):
		for method, more in (("tag", {"tag": "x"}), ("delete", {})):
			status, answer = rest.call(
				"POST",
				f"/api/method/frappe_standalone.core.desk.list_bulk.{method}",
				neighbour,
				doctype="Village",
				names=[name],
				**more,
			)
			assert status == 200 and not answer["message"][0]["ok"], answer
			said.append(answer["message"][0]["message"])
	assert len(set(said)) == 1, said


@pytest.mark.standalone
@pytest.mark.parametrize("kind", ["Update Existing Records", "Insert New and Update Existing"])
@pytest.mark.parametrize(
	("head", "hit", "miss"),
	[("ID", f"{CODE}-01", f"{CODE}-77"), ("Village Name", "竹溪村", "无此村")],
)
def test_an_import_answers_no_question_about_the_neighbours(town, neighbour, kind, head, hit, miss):
	"""The rows of a file are compared with records: one file would else tell of 60,000 names who is on record there."""
	from frappe_standalone.core.data_import import staged
	from frappe_standalone.core.data_import.staging import BAD, GOOD, Rows

	frappe.set_user(neighbour)
	heads = head if head == "Village Name" else f"{head},Village Name"
	said = []
	for value in (hit, miss):
		line = value if head == "Village Name" else f"{value},x"
		doc = staged.create("Village", "x.csv", f"{heads}\n{line}\n".encode(), kind)
		key = ["name"] if head == "ID" else ["village_name"]
		staged.choose(doc, {"ID": "name", "Village Name": "village_name"}, key, kind)
		rows = Rows(doc.name).page((GOOD, BAD))
		said.append([(row.state, str(row.reasons).replace(value, "…")) for row in rows])
	frappe.db.rollback()
	assert said[0] == said[1], said
