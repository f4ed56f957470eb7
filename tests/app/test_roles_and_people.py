"""Role profiles in words and for many at once; one person's rights; a temporary password; somebody leaves."""

from __future__ import annotations

import re

import pytest

import frappe

from tests.app.test_approval_acts import log_of, node, publish, replays
from township_gov.administration import first_sign_in, leaving_staff, people, rights
from township_gov.workflows import leaving


@pytest.fixture
def manager(world):
	"""A System Manager who is not Administrator, so that nobody is himself."""
	frappe.set_user("Administrator")
	email = "manager.people@example.org"
	if not frappe.db.exists("User", email):
		doc = frappe.new_doc("User")
		doc.update({"email": email, "first_name": "Manager", "send_welcome_email": 0})
		doc.insert()
		doc.add_roles("System Manager")
	frappe.set_user(email)
	return world


def profile(*roles: str) -> str:
	"""A new one: v15 locks a profile until its job has run, so each test has its own."""
	name = f"窗口组{frappe.generate_hash(length=8)}"
	people.save_profile(name, list(roles))
	return name


def roles_of(who: str) -> set[str]:
	return rights._roles_of([who])[who]


def test_a_profile_is_told_by_its_roles_and_what_they_may_do(manager):
	name = profile("Window Clerk", "Hall Manager")
	(told,) = [row for row in people.profiles() if row["name"] == name]
	assert set(told["roles"]) == {"Window Clerk", "Hall Manager"} and told["people"] == 0
	assert any("Service Case" in row["forms"] for row in rights.summary(told["roles"]))


def test_a_profile_goes_to_many_at_once_and_they_have_exactly_its_roles(manager, platform):
	name = profile("Window Clerk")
	users = [manager.mail("ann"), manager.mail("bob")]
	people.assign(name, users)
	assert all(roles_of(user) == {"Window Clerk"} for user in users)
	assert {row["people"] for row in people.profiles() if row["name"] == name} == {2}
	if platform.name != "bench":  # there a job brings the change, which no worker runs here
		people.save_profile(name, ["Window Clerk", "Mediator"])
		assert roles_of(users[0]) == {"Window Clerk", "Mediator"}


def test_what_each_would_gain_and_lose_is_shown_and_nothing_is_written(manager):
	name, bob = profile("Window Clerk"), manager.mail("bob")
	before = roles_of(bob)
	html = people.try_assign(name, [bob])["html"]
	assert "Office Head" in html and roles_of(bob) == before


def test_nobody_gives_himself_a_profile(manager):
	name = profile("Window Clerk")
	for user in (frappe.session.user, "Administrator"):
		with pytest.raises(people.NotAssignedError, match="Nobody gives a profile to himself"):
			people.assign(name, [user])


@pytest.mark.parametrize(("name", "roles"), [("", ["Window Clerk"]), ("窗口组", [])])
def test_a_profile_needs_a_name_and_a_role(manager, name, roles):
	with pytest.raises(people.NotAssignedError):
		people.save_profile(name, roles)


def test_a_persons_page_adds_his_rights_up(manager):
	found = people.person(manager.mail("bob"))
	assert found["roles"] and found["rights"] and found["enabled"]


def test_a_users_form_leads_a_manager_to_the_sum_of_his_rights(manager):
	doc = frappe.get_doc("User", manager.mail("bob"))
	doc.run_method("onload")
	urls = {link["url"] for link in doc.get("__onload")["links"]}
	assert "/role-profiles?user=" + manager.mail("bob").replace("@", "%40") in urls


def test_a_slip_shows_a_password_once_that_signs_in_and_leaves_an_entry(manager):
	from frappe.utils.password import check_password

	user = manager.mail("ann")
	html = people.password_slip(user)["html"]
	password = re.search(r'adm-code">([^<]+)<', html)[1]
	assert len(password) == 12 and check_password(user, password) == user
	assert first_sign_in.is_required(user)
	entry = frappe.get_all(
		"Audit Entry", {"about_name": user, "action": "password_slip"}, ["hashes", "details", "reason"]
	)
	assert len(entry) == 1 and password not in str(entry)


def test_clerks_neither_assign_nor_reset(manager):
	frappe.set_user(manager.mail("ann"))
	for act in (
		lambda: people.save_profile("x", ["Window Clerk"]),
		lambda: people.assign("x", [manager.mail("bob")]),
		lambda: people.password_slip(manager.mail("bob")),
		lambda: leaving_staff.leave(manager.mail("bob")),
	):
		with pytest.raises(rights.ManagersOnlyError):
			act()


def held_by_dan(world):
	"""A task that waits for dan alone."""
	frappe.set_user("Administrator")
	publish(world, node("leaders", "Township Leader", how="All"))
	doc = world.started()
	frappe.set_user("manager.people@example.org")
	return doc


def test_whoever_leaves_hands_his_task_to_the_colleague_chosen(manager):
	doc, dan = held_by_dan(manager), manager.mail("dan")
	held = leaving_staff.in_hand(dan)["tasks"]
	assert [task.reference_name for task in held].count(doc.name) == 1
	said = leaving_staff.leave(dan, colleague=manager.mail("bob"), disable=1)["said"]
	frappe.set_user("Administrator")
	assert f"{len(held)} tasks were handed over" in said
	assert ("leaders", "bob") in manager.open_tasks(doc) and replays(doc)
	assert not frappe.db.get_value("User", dan, "enabled") and log_of(doc).action == "reassign"
	assert leaving_staff.settled(dan)


def test_without_a_colleague_the_rules_of_the_flow_name_who_takes_over(manager):
	doc, dan = held_by_dan(manager), manager.mail("dan")
	leaving_staff.leave(dan, disable=1)
	frappe.set_user("Administrator")
	assert leaving.mend(frappe.db.get_value("Approval Instance", {"reference_name": doc.name}))
	assert "dan" not in {who for _node, who in manager.open_tasks(doc)}


def test_posts_end_with_the_person(manager):
	bob = manager.mail("bob")
	held = leaving_staff.in_hand(bob)
	with pytest.raises(frappe.PermissionError):  # posts are the Organisation Officer's
		leaving_staff.leave(bob, end_posts=1, disable=1)
	frappe.get_doc("User", frappe.session.user).add_roles("Organisation Officer")
	frappe.set_user(frappe.session.user)
	leaving_staff.leave(bob, end_posts=1, disable=1)
	assert held["posts"] and leaving_staff.in_hand(bob)["cadre"] == held["cadre"]
	assert frappe.db.get_value("Cadre", held["cadre"], "status") == "Left"
	ends = frappe.get_all(
		"Post Assignment", {"name": ("in", [row["name"] for row in held["posts"]])}, pluck="to_date"
	)
	assert all(ends)


def test_nobody_takes_over_from_himself(manager):
	dan = manager.mail("dan")
	for user, colleague in (
		(dan, dan),
		(frappe.session.user, None),
		("Administrator", None),
		("nobody@x", None),
	):
		with pytest.raises(leaving_staff.NotLeavingError):
			leaving_staff.leave(user, colleague=colleague)
