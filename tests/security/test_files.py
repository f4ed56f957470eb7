"""Private files: who knows the address of one still cannot read it, replace it, or hang his own on others' documents."""

import pytest

import frappe

from tests.app.registers_world import CODE
from tests.app.test_petition import report
from tests.security.conftest import forget

SECRET = "反映何某的证据"


@pytest.fixture
def evidence(town):
	"""A private file of a Report, put there by its handler; committed."""
	with town.at("2026-03-02"):
		matter = report(town)
		town.act_as("ji")
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"evidence-{frappe.generate_hash(length=6)}.txt",
				"content": f"{SECRET} {frappe.generate_hash(length=8)}",
				"is_private": 1,
				"attached_to_doctype": "Petition",
				"attached_to_name": matter.name,
			}
		).insert()
	frappe.set_user("Administrator")
	frappe.db.commit()
	yield file
	forget("Petition", matter.name)


def downloads(rest, file, user) -> bool:
	"""Whether the content comes out by either address."""
	direct = rest.call("GET", file.file_url, user)
	method = rest.call("GET", "/api/method/download_file", user, file_url=file.file_url)
	return any(SECRET in str(answer) for _status, answer in (direct, method))


@pytest.mark.parametrize("who", ["he", "xu", "shi"])
def test_who_may_not_read_the_report_does_not_get_its_file(rest, town, evidence, who):
	assert not downloads(rest, evidence, town.mail(who))
	assert downloads(rest, evidence, town.mail("ji"))


@pytest.mark.parametrize("who", ["he", "xu"])
def test_a_file_of_ones_own_cannot_point_to_somebody_elses_private_content(rest, town, evidence, who):
	user, claim = town.mail(who), {"file_url": evidence.file_url, "is_private": 1}
	rest.call("POST", "/api/resource/File", user, file_name="mine.txt", **claim)
	rest.method("upload_file", user, **claim)
	_status, answer = rest.call(
		"POST", "/api/resource/File", user, file_name="mine.txt", content="mine " + user, is_private=1
	)
	own = answer["data"]["name"]
	rest.call("PUT", f"/api/resource/File/{own}", user, file_url=evidence.file_url)
	rest.method(
		"frappe.client.set_value", user, doctype="File", name=own, fieldname={"file_url": evidence.file_url}
	)
	assert not downloads(rest, evidence, user)


def test_the_administrators_desk_does_not_get_it_either(rest, town, evidence):
	assert not downloads(rest, evidence, "Administrator")


def test_the_lists_of_files_name_the_files_of_a_report_to_its_handlers_only(town, evidence):
	frappe.set_user("Administrator")
	assert not frappe.get_list("File", {"name": evidence.name})


def test_nobody_hangs_a_file_on_a_document_he_may_not_change(rest, town, evidence):
	status, _answer = rest.call(
		"POST",
		"/api/resource/File",
		town.mail("shi"),
		file_name="fake.txt",
		content="fake",
		is_private=1,
		attached_to_doctype="Petition",
		attached_to_name=evidence.attached_to_name,
	)
	assert status == 403
	about = {"attached_to_name": evidence.attached_to_name, "file_name": ("like", "fake%")}
	assert not frappe.get_all("File", about)


def test_a_file_still_belonging_to_nothing_is_not_drawn_in_through_a_field(rest, town):
	town.act_as("ji")
	loose = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"loose-{frappe.generate_hash(length=6)}.txt",
			"content": f"{SECRET} {frappe.generate_hash(length=8)}",
			"is_private": 1,
		}
	).insert()
	frappe.set_user("Administrator")
	user = frappe.get_doc("User", town.mail("xu"))
	rest.call("PUT", f"/api/resource/User/{user.name}", user.name, user_image=loose.file_url)
	assert not downloads(rest, loose, user.name)
	assert CODE  # the world is built


def test_a_private_file_of_nobody_else_is_its_owners(rest, town):
	town.act_as("ji")
	mine = frappe.get_doc(
		{"doctype": "File", "file_name": "mine.txt", "content": frappe.generate_hash(), "is_private": 1}
	).insert()
	frappe.set_user("Administrator")
	path = f"/api/resource/File/{mine.name}"
	for verb, body in (("GET", {}), ("PUT", {"is_private": 0}), ("DELETE", {})):
		status, answer = rest.call(verb, path, town.mail("xu"), **body)
		assert status == 403, (verb, answer)
	note = frappe.get_doc({"doctype": "ToDo", "description": "x", "allocated_to": town.mail("ji")})
	note.insert()
	assert not frappe.has_permission("ToDo", "write", note.name, user=town.mail("xu"))
