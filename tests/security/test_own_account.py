"""One's own account is shared with its holder to write; what others rely on is not his to change."""

import pytest

import frappe
from frappe.share import add_docshare


@pytest.mark.parametrize(
	("field", "value"),
	[("first_name", "张乡长"), ("last_name", "乡长"), ("username", "zhang.registers@example.org")],
)
def test_nobody_takes_a_colleagues_name(rest, town, field, value):
	who = town.mail("wang")
	before = frappe.db.get_value("User", who, [field, "full_name"])
	status, answer = rest.call("PUT", f"/api/resource/User/{who}", who, **{field: value})
	assert status == 403 and answer["exc_type"] == "OwnNameError", answer
	assert frappe.db.get_value("User", who, [field, "full_name"]) == before


def test_his_language_is_his_own(rest, town):
	who = town.mail("wang")
	status, answer = rest.call("PUT", f"/api/resource/User/{who}", who, bio="窗口三号")
	assert status == 200, answer


@pytest.mark.parametrize(
	("field", "value"),
	[
		("reset_password_key", "known"),
		("last_reset_password_key_generated_on", "2099-01-01 00:00:00"),
		("role_profile_name", "窗口岗"),
		("roles", [{"role": "System Manager"}]),
		("api_key", "known"),
		("user_type", "Website User"),
		("restrict_ip", "10."),
	],
)
def test_what_opens_the_account_is_written_by_administrators(rest, town, field, value):
	who = town.mail("wang")
	before, roles = (
		frappe.db.get_value("User", who, field) if field != "roles" else None,
		frappe.get_roles(who),
	)
	rest.call("PUT", f"/api/resource/User/{who}", who, **{field: value})
	if field != "roles":
		assert frappe.db.get_value("User", who, field) == before
	assert frappe.get_roles(who) == roles


@pytest.fixture
def shared(rest, town):
	"""An account whose holder shared it with a colleague to write."""
	holder, colleague = town.mail("wang"), town.mail("lin")
	frappe.set_user("Administrator")
	add_docshare("User", holder, colleague, read=1, write=1, flags={"ignore_share_permission": True})
	frappe.db.commit()
	yield holder, colleague
	frappe.set_user("Administrator")
	frappe.db.delete("DocShare", {"share_doctype": "User", "share_name": holder, "user": colleague})
	frappe.db.commit()


@pytest.mark.parametrize("change", [{"new_password": "Quite-Long-2931!"}, {"first_name": "张乡长"}])
def test_an_account_shared_with_a_colleague_is_not_taken_over(rest, shared, change):
	holder, colleague = shared
	status, answer = rest.call("PUT", f"/api/resource/User/{holder}", colleague, **change)
	assert status == 403 and answer["exc_type"] == "OwnNameError", answer
