"""Who may do what: roles, levels, owners, User Permissions, shares and hooks."""

from __future__ import annotations

import pytest

import frappe
from frappe.permissions import add_permission, add_user_permission, update_permission_property

from tests.contract.forms import AUDITOR, CLERK, CLERK_TWO, HEAD, OWNER, RIGHTS, STRANGER
from tests.contract.make import area, as_user, new_order, order, paper
from tests.contract.trace import CALLS, HERE, hooked

pytestmark = pytest.mark.usefixtures("site")


def may(user: str, ptype: str, doc) -> bool:
	return bool(frappe.has_permission(doc.doctype, ptype, doc=doc, user=user))


# Roles


@pytest.mark.parametrize(
	("user", "allowed"),
	[
		(CLERK, "read write create"),
		(HEAD, "read write create submit cancel amend delete"),
		(AUDITOR, "read report"),
		(STRANGER, ""),
		("Guest", ""),
		("Administrator", "read write create submit cancel amend delete report export share"),
	],
)
def test_roles_give_rights(user, allowed):
	rights = "read write create submit cancel amend delete report export share".split()
	assert [
		right for right in rights if frappe.has_permission("CT Order", right, user=user)
	] == allowed.split()


def test_every_action_of_a_document_asks_for_its_right():
	doc = order()
	with as_user(AUDITOR):
		read = frappe.get_doc("CT Order", doc.name)
		for action in (read.save, read.submit, read.delete, new_order().insert):
			with pytest.raises(frappe.PermissionError):
				action()
	with as_user(CLERK):
		mine = frappe.get_doc("CT Order", doc.name)
		mine.save()
		with pytest.raises(frappe.PermissionError):
			mine.submit()


def test_get_doc_does_not_ask_but_check_permission_does():
	doc = order()
	with as_user(STRANGER):
		seen = frappe.get_doc("CT Order", doc.name)
		assert not seen.has_permission("read")
		with pytest.raises(frappe.PermissionError):
			seen.check_permission("read")


def test_ignoring_permissions():
	with as_user(STRANGER):
		doc = new_order().insert(ignore_permissions=True)
		doc.note = "x"
		doc.save(ignore_permissions=True)
		fresh = frappe.get_doc("CT Order", doc.name)
		fresh.flags.ignore_permissions = True
		fresh.save()
		frappe.delete_doc("CT Order", doc.name, ignore_permissions=True)


def test_has_permission_can_throw():
	with as_user(STRANGER):
		with pytest.raises(frappe.PermissionError):
			frappe.has_permission("CT Order", "read", throw=True)


def test_only_for_asks_for_one_of_the_roles():
	with as_user(HEAD):
		frappe.only_for("CT Head")
		frappe.only_for(["CT Clerk", "CT Head"])
		with pytest.raises(frappe.PermissionError):
			frappe.only_for("System Manager")
	frappe.only_for("No Such Role")


def test_get_roles_always_has_all_and_guest():
	assert sorted(frappe.get_roles(CLERK)) == ["All", "CT Clerk", "Desk User", "Guest"]
	assert frappe.get_roles("Guest") == ["Guest"]
	assert "System Manager" in frappe.get_roles("Administrator")
	with as_user(HEAD):
		assert "CT Head" in frappe.get_roles()


def test_get_list_asks_and_get_all_does_not():
	order()
	with as_user(STRANGER):
		assert len(frappe.get_all("CT Order")) == 1
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("CT Order")
		assert len(frappe.get_list("CT Order", ignore_permissions=True)) == 1


def test_create_needs_the_role_without_a_document():
	assert frappe.has_permission("CT Paper", "create", user=CLERK)
	assert not frappe.has_permission("CT Order", "create", user=AUDITOR)


# Permission levels


def test_a_field_of_a_higher_level_is_written_only_by_those_who_may():
	with as_user(CLERK):
		doc = new_order(inner="secret").insert()
		assert not doc.inner
		doc.inner = "again"
		doc.save()
	assert not doc.reload().inner
	with as_user(HEAD):
		doc = frappe.get_doc("CT Order", doc.name)
		doc.inner = "by head"
		doc.save()
	assert frappe.db.get_value("CT Order", doc.name, "inner") == "by head"


def test_a_clerks_save_keeps_the_value_he_may_not_write():
	doc = order(inner="kept")
	with as_user(CLERK):
		mine = frappe.get_doc("CT Order", doc.name)
		mine.inner, mine.note = "overwritten", "fine"
		mine.save()
	assert frappe.db.get_value("CT Order", doc.name, ["inner", "note"]) == ("kept", "fine")


def test_levels_hold_in_rows():
	doc = order(rows=1)
	frappe.db.set_value("CT Line", doc.lines[0].name, "cost", 5)
	with as_user(CLERK):
		mine = frappe.get_doc("CT Order", doc.name)
		mine.lines[0].cost = 99
		mine.save()
	assert frappe.db.get_value("CT Line", doc.lines[0].name, "cost") == 5


def test_reading_a_field_of_a_higher_level():
	doc = order(inner="hidden")
	with as_user(CLERK):
		mine = frappe.get_doc("CT Order", doc.name)
		mine.apply_fieldlevel_read_permissions()
		assert mine.get("inner") is None
		row = frappe.get_list("CT Order", filters={"name": doc.name}, fields=["name", "inner"])[0]
		assert "inner" not in row
		everything = frappe.get_list("CT Order", filters={"name": doc.name}, fields=["*"])[0]
		assert everything.get("inner") is None
	with as_user(AUDITOR):
		seen = frappe.get_doc("CT Order", doc.name)
		seen.apply_fieldlevel_read_permissions()
		assert seen.inner == "hidden"
		row = frappe.get_list("CT Order", filters={"name": doc.name}, fields=["name", "inner"])[0]
		assert row.inner == "hidden"


def test_get_permlevel_access():
	doc = order()
	with as_user(HEAD):
		assert sorted(doc.get_permlevel_access("write")) == [0, 1]
	with as_user(AUDITOR):
		assert sorted(doc.get_permlevel_access("read")) == [0, 1]
		assert doc.get_permlevel_access("write") == []
		assert doc.has_permlevel_access_to("inner") and not doc.has_permlevel_access_to(
			"inner", permission_type="write"
		)


# Owners


def test_if_owner_gives_rights_over_ones_own_only():
	other = paper()
	with as_user(OWNER):
		mine = frappe.get_doc({"doctype": "CT Paper", "title": "mine"}).insert()
	assert [may(OWNER, right, mine) for right in ("read", "write", "delete")] == [True] * 3
	assert [may(OWNER, right, other) for right in ("read", "write", "delete")] == [False] * 3
	with as_user(OWNER):
		assert frappe.get_list("CT Paper", pluck="name") == [mine.name]


def test_if_owner_says_yes_without_a_document():
	assert frappe.has_permission("CT Paper", "read", user=OWNER)
	assert frappe.has_permission("CT Paper", "create", user=OWNER)


# User Permissions


def allow(user: str, value: str, **more):
	return frappe.get_doc(
		{
			"doctype": "User Permission",
			"user": user,
			"allow": more.pop("allow", "CT Area"),
			"for_value": value,
			"apply_to_all_doctypes": 1,
			**more,
		}
	).insert()


@pytest.fixture
def papers(site):
	area("North")
	area("South")
	return {
		"north": paper("north", area="North"),
		"south": paper("south", area="South"),
		"none": paper("none"),
	}


def listed(user: str, doctype: str = "CT Paper", field: str = "title") -> list[str]:
	with as_user(user):
		return sorted(frappe.get_list(doctype, pluck=field))


def test_without_user_permissions_everything_is_seen(papers):
	assert listed(CLERK) == ["none", "north", "south"]


def test_a_user_permission_limits_lists_and_documents(papers):
	allow(CLERK, "North")
	assert listed(CLERK) == ["none", "north"]
	assert listed(CLERK_TWO) == ["none", "north", "south"]
	assert may(CLERK, "read", papers["north"]) and not may(CLERK, "read", papers["south"])
	assert may(CLERK, "read", papers["none"])


def test_a_user_permission_limits_the_allowed_form_itself(papers):
	allow(CLERK, "North")
	assert listed(CLERK, "CT Area", "name") == ["North"]


def test_it_limits_creating_too(papers):
	allow(CLERK, "North")
	with as_user(CLERK):
		frappe.get_doc({"doctype": "CT Paper", "title": "x", "area": "North"}).insert()
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc({"doctype": "CT Paper", "title": "x", "area": "South"}).insert()


def test_several_values_widen(papers):
	allow(CLERK, "North")
	allow(CLERK, "South")
	assert listed(CLERK) == ["none", "north", "south"]


def test_every_link_field_counts_unless_it_ignores_user_permissions(papers):
	paper("other", area="North", other_area="South")
	paper("home", area="North", home="South")
	allow(CLERK, "North")
	assert listed(CLERK) == ["home", "none", "north"]


def test_a_user_permission_for_one_form_only(papers):
	area_order = order(area="South")
	allow(CLERK, "North", apply_to_all_doctypes=0, applicable_for="CT Order")
	assert listed(CLERK) == ["none", "north", "south"]
	assert not may(CLERK, "read", area_order)


def test_strict_user_permissions_hide_empty_links(papers):
	frappe.db.set_single_value("System Settings", "apply_strict_user_permissions", 1)
	frappe.clear_document_cache("System Settings", "System Settings")
	try:
		allow(CLERK, "North")
		paper("full", area="North", other_area="North")
		assert listed(CLERK) == ["full"]
		assert not may(CLERK, "read", papers["none"])
		assert not may(CLERK, "read", papers["north"])
	finally:
		frappe.db.set_single_value("System Settings", "apply_strict_user_permissions", 0)
		frappe.clear_document_cache("System Settings", "System Settings")


def test_user_permissions_reach_the_rows():
	area("North")
	area("South")
	doc = order(rows=1)
	frappe.db.set_value("CT Line", doc.lines[0].name, "area", "South")
	doc.reload()
	allow(CLERK, "North")
	assert not may(CLERK, "read", doc)


def test_a_tree_value_includes_what_is_below(site):
	for name, above in (("Root", None), ("Branch", "Root"), ("Twig", "Branch"), ("Elsewhere", "Root")):
		frappe.get_doc(
			{"doctype": "CT Tree", "tree_name": name, "is_group": 1, "parent_ct_tree": above}
		).insert()
	for node in ("Branch", "Twig", "Elsewhere"):
		frappe.get_doc({"doctype": "CT Leaf", "title": node, "node": node}).insert()
	allow(CLERK, "Branch", allow="CT Tree")
	assert listed(CLERK, "CT Leaf") == ["Branch", "Twig"]
	frappe.db.delete("User Permission", {"user": CLERK})
	frappe.clear_cache(user=CLERK)
	allow(CLERK, "Branch", allow="CT Tree", hide_descendants=1)
	assert listed(CLERK, "CT Leaf") == ["Branch"]


def test_administrator_is_never_limited(papers):
	allow("Administrator", "North")
	assert listed("Administrator") == ["none", "north", "south"]


def test_the_same_user_permission_twice_is_refused(papers):
	allow(CLERK, "North")
	with pytest.raises(frappe.DuplicateEntryError):
		allow(CLERK, "North")


def test_a_default_user_permission_fills_the_link(papers):
	allow(CLERK, "North", is_default=1)
	with as_user(CLERK):
		assert frappe.new_doc("CT Paper").area == "North"


def test_add_user_permission_and_get_user_permissions(papers):
	add_user_permission("CT Area", "South", CLERK)
	assert listed(CLERK) == ["none", "south"]
	from frappe.core.doctype.user_permission.user_permission import get_user_permissions

	assert [row.doc for row in get_user_permissions(CLERK)["CT Area"]] == ["South"]


# Shares


def test_a_share_gives_single_rights_on_one_document():
	import frappe.share

	doc = paper()
	frappe.share.add("CT Paper", doc.name, STRANGER, write=1)
	assert may(STRANGER, "read", doc) and may(STRANGER, "write", doc)
	assert not may(STRANGER, "delete", doc)
	assert listed(STRANGER) == ["open"]
	frappe.share.remove("CT Paper", doc.name, STRANGER)
	assert not may(STRANGER, "read", doc)


def test_a_share_overrides_user_permissions(papers):
	import frappe.share

	allow(CLERK, "North")
	frappe.share.add("CT Paper", papers["south"].name, CLERK)
	assert may(CLERK, "read", papers["south"])
	assert not may(CLERK, "write", papers["south"])
	assert listed(CLERK) == ["none", "north", "south"]


def test_a_share_with_everyone():
	import frappe.share

	doc = paper()
	frappe.share.add("CT Paper", doc.name, everyone=1)
	assert may(STRANGER, "read", doc)
	assert not may("Guest", "read", doc)


# Hooks


def test_a_has_permission_hook_refuses_but_does_not_give():
	closed, open_one = paper("closed"), paper("open")
	with hooked(has_permission={"CT Paper": [f"{HERE}.not_closed"]}):
		assert may(CLERK, "read", open_one) and not may(CLERK, "read", closed)
		assert ("has_permission", "read", CLERK) in CALLS
	with hooked(has_permission={"CT Paper": [f"{HERE}.always"]}):
		assert not may(STRANGER, "read", open_one)


def test_a_has_permission_hook_does_not_bind_the_administrator():
	closed = paper("closed")
	with hooked(has_permission={"CT Paper": [f"{HERE}.not_closed"]}):
		assert may("Administrator", "read", closed)


def test_a_has_permission_hook_does_not_filter_lists():
	paper("closed")
	with hooked(has_permission={"CT Paper": [f"{HERE}.not_closed"]}):
		assert listed(CLERK) == ["closed"]


def test_a_query_conditions_hook_filters_get_list_but_not_get_all():
	paper("open")
	paper("closed")
	with hooked(permission_query_conditions={"CT Paper": [f"{HERE}.only_open"]}):
		assert listed(CLERK) == ["open"]
		with as_user(CLERK):
			assert len(frappe.get_all("CT Paper")) == 2


def test_a_query_conditions_hook_is_asked_for_the_administrator_too():
	paper("open")
	with hooked(permission_query_conditions={"CT Paper": [f"{HERE}.note_query"]}):
		frappe.get_list("CT Paper")
		asked = [user for what, user in CALLS if what == "query"]
	assert asked == ["Administrator"]


# Changing permissions


def test_a_new_permission_row_has_some_rights_by_default():
	row = frappe.new_doc("DocPerm")
	on = [right for right in RIGHTS if row.get(right)]
	assert on == "read write create delete report export share print email".split()


def test_custom_permissions_replace_those_of_the_form(changed_meta):
	add_permission("CT Paper", "CT Auditor", 0)
	assert frappe.has_permission("CT Paper", "read", user=AUDITOR)
	assert not frappe.has_permission("CT Paper", "write", user=AUDITOR)
	update_permission_property("CT Paper", "CT Auditor", 0, "write", 1)
	assert frappe.has_permission("CT Paper", "write", user=AUDITOR)
	assert frappe.has_permission("CT Paper", "read", user=CLERK)
	roles = {row.role for row in frappe.get_meta("CT Paper").permissions}
	assert roles == {"CT Clerk", "CT Owner", "System Manager", "CT Auditor"}


def test_a_right_can_be_taken_away(changed_meta):
	update_permission_property("CT Order", "CT Clerk", 0, "write", 0)
	assert not frappe.has_permission("CT Order", "write", user=CLERK)
	assert frappe.has_permission("CT Order", "read", user=CLERK)


def test_a_role_given_to_a_user_counts_at_once():
	doc = frappe.get_doc("User", STRANGER)
	doc.add_roles("CT Clerk")
	assert frappe.has_permission("CT Order", "write", user=STRANGER)
	doc.remove_roles("CT Clerk")
	assert not frappe.has_permission("CT Order", "write", user=STRANGER)


def test_set_user_changes_the_session():
	frappe.set_user(CLERK)
	assert frappe.session.user == CLERK
	assert order().owner == CLERK
	frappe.set_user("Administrator")


def test_get_users_with_role():
	from frappe.utils.user import get_users_with_role

	assert set(get_users_with_role("CT Clerk")) == {CLERK, CLERK_TWO}
