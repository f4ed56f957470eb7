"""What people write carries their own name."""

import frappe


def test_a_comment_cannot_be_signed_by_somebody_else(rest, town):
	doc = frappe.get_all("Service Item", pluck="name", limit=1)[0]
	user = town.mail("he")
	status, answer = rest.call(
		"POST",
		f"/api/resource/User/{user}",
		user,
		run_method="add_comment",
		text="同意",
		comment_email="Administrator",
		comment_by="乡长",
	)
	assert doc and status == 200, answer
	comment = frappe.get_last_doc("Comment", {"reference_name": user})
	assert comment.comment_email == user and comment.comment_by != "乡长"


def test_a_record_of_a_refusal_is_written_by_the_program_only(rest, town):
	status, answer = rest.call(
		"POST",
		"/api/resource/Refusal Record",
		"Administrator",
		action="save",
		reasons="invented",
		reference_doctype="ToDo",
		reference_name="x",
	)
	assert status == 403 and answer["exc_type"] == "DocumentGuarded", answer
