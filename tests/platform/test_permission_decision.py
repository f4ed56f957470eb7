"""The one decision on permissions, and that lists agree with it."""

from __future__ import annotations

import pytest

import frappe
from frappe.permissions import add_user_permission, remove_user_permission

from frappe_standalone.core.permissions import decide

CLERK, HEAD, STRANGER = "clerk@example.com", "head@example.com", "stranger@example.com"


@pytest.fixture(autouse=True)
def site(tiny):
	for email, roles in ((CLERK, ["Tiny Clerk"]), (HEAD, ["Tiny Head"]), (STRANGER, [])):
		user = frappe.get_doc(doctype="User", email=email, first_name=email.split("@")[0])
		user.append_roles(*roles)
		user.insert()
	for code in ("N", "S"):
		frappe.get_doc(doctype="Tiny Zone", zone_code=code).insert()
	yield tiny
	frappe.set_user("Administrator")


def order(zone="N", **values):
	return frappe.get_doc({"doctype": "Tiny Order", "title": "x", "zone": zone, **values}).insert()


def test_every_decision_carries_its_reasons():
	assert decide("Administrator", "Tiny Order").reasons == ("Administrator may do everything",)
	refused = decide(STRANGER, "Tiny Order", "write")
	assert not refused
	assert "No role of user" in refused.reasons[-1]


def test_who_has_no_role_has_no_right():
	assert not any(
		decide(STRANGER, "Tiny Order", right, order()) for right in ("read", "write", "delete", "submit")
	)


def test_a_right_that_makes_no_sense_is_refused_as_such():
	assert decide(CLERK, "Tiny Zone", "submit").reasons == ("Document Type is not submittable",)


def test_a_user_permission_is_named_as_the_reason():
	doc = order("S")
	add_user_permission("Tiny Zone", "N", CLERK)
	decision = decide(CLERK, "Tiny Order", "read", doc)
	assert not decision
	assert "belongs to Tiny Zone “S”" in decision.reasons[0]


def test_a_share_opens_one_document():
	doc = order()
	frappe.share.add("Tiny Order", doc.name, STRANGER)
	assert decide(STRANGER, "Tiny Order", "read", doc).reasons[-1] == f"Shared with {STRANGER}"
	assert not decide(STRANGER, "Tiny Order", "write", doc)


@pytest.mark.parametrize("strict", [0, 1])
@pytest.mark.parametrize("permitted", [[], ["N"], ["N", "S"]])
def test_a_list_shows_what_the_decision_allows(permitted, strict):
	frappe.db.set_single_value("System Settings", "apply_strict_user_permissions", strict)
	names = [order("N").name, order("S").name, order(None, zone_code="x").name]
	for name in permitted:
		add_user_permission("Tiny Zone", name, CLERK)
	frappe.share.add("Tiny Order", names[1], CLERK)
	frappe.set_user(CLERK)
	listed = set(frappe.get_list("Tiny Order", pluck="name"))
	allowed = {
		name for name in names if decide(CLERK, "Tiny Order", "read", frappe.get_doc("Tiny Order", name))
	}
	assert listed == allowed


def test_a_user_permission_for_one_doctype_leaves_the_others_alone():
	add_user_permission("Tiny Zone", "N", CLERK, applicable_for="Tiny Order")
	assert not decide(CLERK, "Tiny Order", "read", order("S"))
	assert decide(CLERK, "Tiny Zone", "read", frappe.get_doc("Tiny Zone", "S"))


def test_nodes_below_a_permitted_node_are_permitted_unless_hidden():
	frappe.get_doc(doctype="Tiny Zone", zone_code="N1", parent_tiny_zone="N").insert()
	doc = order("N1")
	add_user_permission("Tiny Zone", "N", CLERK)
	assert decide(CLERK, "Tiny Order", "read", doc)
	remove_user_permission("Tiny Zone", "N", CLERK)
	add_user_permission("Tiny Zone", "N", CLERK, hide_descendants=1)
	assert not decide(CLERK, "Tiny Order", "read", doc)


def test_a_field_above_ones_level_is_not_read_and_not_written():
	doc = order(remark="for heads")
	frappe.set_user(CLERK)
	seen = frappe.get_doc("Tiny Order", doc.name)
	seen.apply_fieldlevel_read_permissions()
	assert seen.get("remark") is None
	mine = frappe.get_doc("Tiny Order", doc.name)
	mine.remark = "changed by a clerk"
	mine.save()
	assert frappe.db.get_value("Tiny Order", doc.name, "remark") == "for heads"
	frappe.set_user(HEAD)
	his = frappe.get_doc("Tiny Order", doc.name)
	his.remark = "changed by a head"
	his.save()
	assert frappe.db.get_value("Tiny Order", doc.name, "remark") == "changed by a head"


def test_the_right_to_submit_is_one_of_its_own():
	doc = order()
	frappe.set_user(CLERK)
	with pytest.raises(frappe.PermissionError):
		frappe.get_doc("Tiny Order", doc.name).submit()
	frappe.set_user(HEAD)
	assert frappe.get_doc("Tiny Order", doc.name).submit().docstatus == 1


def test_a_refusal_names_the_document_type():
	frappe.set_user(STRANGER)
	with pytest.raises(frappe.PermissionError, match="Tiny Order"):
		frappe.get_list("Tiny Order")
	with pytest.raises(frappe.PermissionError, match="Tiny Order"):
		frappe.has_permission("Tiny Order", "create", throw=True)


def test_a_role_that_is_disabled_gives_nothing():
	role = frappe.get_doc("Role", "Tiny Clerk")
	role.disabled = 1
	role.save()
	assert "Tiny Clerk" not in frappe.get_roles(CLERK)
	assert not decide(CLERK, "Tiny Order")


def test_a_role_profile_reaches_its_users():
	profile = frappe.get_doc(doctype="Role Profile", role_profile="Desk")
	profile.append("roles", {"role": "Tiny Clerk"})
	profile.insert()
	user = frappe.get_doc("User", STRANGER)
	user.role_profile_name = "Desk"
	user.save()
	assert "Tiny Clerk" in frappe.get_roles(STRANGER)
	profile.append("roles", {"role": "Tiny Head"})
	profile.save()
	assert "Tiny Head" in frappe.get_roles(STRANGER)


def test_who_has_a_role_with_desk_access_is_a_system_user():
	kinds = {user: frappe.db.get_value("User", user, "user_type") for user in (CLERK, STRANGER)}
	assert kinds == {CLERK: "System User", STRANGER: "Website User"}


def only_choosing(doctype: str, user: str) -> None:
	"""Let a user choose records of a DocType, no more."""
	from frappe.permissions import add_permission, update_permission_property

	add_permission(doctype, "Desk Worker", 0, "select")
	update_permission_property(doctype, "Desk Worker", 0, "read", 0)
	frappe.clear_cache(user=user)


@pytest.mark.parametrize(
	("question", "is_taken"),
	[
		({"filters": {"name": ("like", "T%")}}, True),
		({"filters": {"zone": "N"}}, True),
		({"filters": {"remark": ("like", "f%")}}, False),
		({"or_filters": {"remark": ("like", "f%"), "name": "x"}}, False),
		({"order_by": "amount desc"}, False),
	],
)
def test_who_may_only_choose_asks_by_what_a_link_box_shows(question, is_taken):
	frappe.get_doc(doctype="Role", role_name="Desk Worker").insert()
	only_choosing("Tiny Order", STRANGER)
	frappe.get_doc("User", STRANGER).add_roles("Desk Worker")
	name = order(remark="for heads").name
	frappe.set_user(STRANGER)
	if is_taken:
		frappe.get_list("Tiny Order", **question)
		assert frappe.get_list("Tiny Order", pluck="name") == [name]
	else:
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("Tiny Order", **question)


def test_a_closed_field_of_a_single_is_not_told():
	from frappe.client import get_single_value, get_value

	df = frappe.get_meta("Tiny Settings").get("fields")[0].fieldname
	frappe.make_property_setter(
		{
			"doctype": "Tiny Settings",
			"fieldname": df,
			"property": "permlevel",
			"value": 1,
			"property_type": "Int",
		}
	)
	frappe.get_doc(
		{
			"doctype": "Custom DocPerm",
			"parent": "Tiny Settings",
			"role": "Tiny Clerk",
			"read": 1,
			"permlevel": 0,
		}
	).insert()
	frappe.clear_cache(doctype="Tiny Settings")
	frappe.set_user(CLERK)
	with pytest.raises(frappe.PermissionError, match=df):
		get_single_value("Tiny Settings", df)
	with pytest.raises(frappe.PermissionError, match=df):
		get_value("Tiny Settings", df)


def test_an_apps_objection_beats_a_share():
	from frappe.tests.utils import patch_hooks

	doc = order()
	frappe.share.add("Tiny Order", doc.name, CLERK)
	with patch_hooks({"has_permission": {"Tiny Order": ["tiny_app.trace.closes_everything"]}}):
		decision = decide(CLERK, "Tiny Order", "read", doc)
	assert not decision
	assert "tiny_app.trace.closes_everything" in decision.reasons[-1]
