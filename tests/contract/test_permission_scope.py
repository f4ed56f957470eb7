"""Whatever roles, rules, user permissions, shares and rules of apps there are: a list is what one may open.

Random worlds of at most six documents. The first test leaves out what v15 itself contradicts (docs/deviations.md) and runs
on both platforms; the second takes everything and holds on the standalone.
"""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import frappe
from frappe.permissions import get_role_permissions

from tests.contract.forms import AUDITOR, CLERK, HEAD, ROLES
from tests.contract.make import as_user
from tests.contract.trace import HERE, hooked

pytestmark = pytest.mark.usefixtures("site")
FORM = "CT Scope"
USERS = (CLERK, HEAD, AUDITOR)
AREAS, NODES = ("North", "South"), ("Root", "Branch", "Twig", "Elsewhere")
LEVEL_0 = ("select", "read", "write", "create", "delete", "print", "export", "share")
FIELDS = ("title", "area", "home", "node", "inner")

rules = st.tuples(
	st.sampled_from(ROLES[:3]),
	st.sampled_from([0, 0, 0, 1]),
	st.sampled_from([0, 0, 1]),
	st.frozensets(st.sampled_from(LEVEL_0), min_size=1),
)
documents = st.fixed_dictionaries(
	{
		"owner": st.sampled_from([*USERS, "Administrator"]),
		"title": st.sampled_from(["open", "open", "closed"]),
		"area": st.sampled_from([None, *AREAS]),
		"home": st.sampled_from([None, *AREAS]),
		"node": st.sampled_from([None, *NODES]),
	}
)
user_permissions = st.tuples(
	st.sampled_from(USERS),
	st.sampled_from(
		[("CT Area", name) for name in AREAS] + [("CT Tree", name) for name in NODES] + [(FORM, 0)]
	),
	st.sampled_from([None, None, FORM, "CT Paper"]),
	st.booleans(),
	st.booleans(),
)
shares = st.tuples(
	st.integers(0, 5), st.sampled_from([*USERS, None]), st.sampled_from([{}, {"write": 1}, {"share": 1}])
)


def worlds(**more):
	"""Strategies of everything that decides; `more` is what v15 gets wrong."""
	return st.fixed_dictionaries(
		{
			"rules": st.lists(rules, max_size=5),
			"roles": st.tuples(*[st.frozensets(st.sampled_from(ROLES[:3])) for _user in USERS]),
			"documents": st.lists(documents, min_size=1, max_size=6),
			"user_permissions": st.lists(user_permissions, max_size=4),
			"shares": st.lists(shares, max_size=3),
			"strict": st.booleans(),
			**more,
		}
	)


as_on_v15 = worlds(rows=st.just([]), hook=st.just(False))
everything = worlds(
	rows=st.lists(st.tuples(st.integers(0, 5), st.sampled_from([None, *AREAS])), max_size=4),
	hook=st.booleans(),
)
QUIET = dict(deadline=None, suppress_health_check=list(HealthCheck))


@settings(max_examples=25, **QUIET)
@given(as_on_v15)
def test_a_list_shows_what_one_may_open(world):
	with built(world) as docs:
		for user in USERS:
			if not contradicted_by_v15(user, world):
				check(user, docs)


@pytest.mark.standalone
@settings(max_examples=120, **QUIET)
@given(everything)
def test_and_so_it_does_with_rows_hooks_and_every_mixture(world):
	with built(world) as docs:
		for user in USERS:
			check(user, docs)


def contradicted_by_v15(user: str, world: dict) -> bool:
	"""Who has no role but a share, and a user permission on the form itself, sees all records in v15's list."""
	may = get_role_permissions(frappe.get_meta(FORM), user=user)
	own = any(rule[0] == user and rule[1][0] == FORM for rule in world["user_permissions"])
	return own and not (may.get("read") or may.get("select"))


def check(user: str, docs: list) -> None:
	"""List, count and columns of a user are those of the documents he may open."""
	visible = {doc.name for doc in docs if may_see(user, doc)}
	with as_user(user):
		try:
			listed = frappe.get_list(FORM, pluck="name", limit_page_length=0)
			count = frappe.get_list(FORM, fields=["count(name) as n"], order_by=None)[0].n
		except frappe.PermissionError:
			listed, count = [], 0
		assert sorted(listed) == sorted(visible)
		assert count == len(visible)
		if listed and not only_selects(user):
			assert columns_of_list(listed[0]) == fields_of_form(listed[0])


def only_selects(user: str) -> bool:
	may = get_role_permissions(frappe.get_meta(FORM), user=user)
	return bool(may.get("select") and not may.get("read"))


def may_see(user: str, doc) -> bool:
	kinds = ("read", "select") if only_selects(user) else ("read",)
	return any(frappe.has_permission(FORM, kind, doc=doc.name, user=user) for kind in kinds)


def columns_of_list(name: str) -> set[str]:
	row = frappe.get_list(FORM, filters={"name": name}, fields=["*"])[0]
	return {fieldname for fieldname in FIELDS if row.get(fieldname) is not None}


def fields_of_form(name: str) -> set[str]:
	doc = frappe.get_doc(FORM, name)
	doc.apply_fieldlevel_read_permissions()
	return {fieldname for fieldname in FIELDS if doc.get(fieldname) is not None}


class built:
	"""The documents of a world; what it made is gone afterwards."""

	def __init__(self, world: dict):
		self.world = world
		self.hooks = closed_ones() if world["hook"] else nullcontext()

	def __enter__(self) -> list:
		world = self.world
		frappe.set_user("Administrator")
		frappe.db.savepoint("world")
		for user, roles in zip(USERS, world["roles"], strict=True):
			doc = frappe.get_doc("User", user)
			doc.set("roles", [{"role": role} for role in sorted(roles)])
			doc.save()
		frappe.db.set_single_value("System Settings", "apply_strict_user_permissions", int(world["strict"]))
		make_rules(world["rules"])
		docs = make_documents(world)
		make_user_permissions(world["user_permissions"], docs)
		for number, user, rights in world["shares"]:
			share(docs[number % len(docs)], user, rights)
		forget_all()
		self.hooks.__enter__()
		return docs

	def __exit__(self, *error) -> None:
		self.hooks.__exit__(*error)
		frappe.set_user("Administrator")
		frappe.db.rollback(save_point="world")
		forget_all()


def closed_ones():
	"""An app's pair of hooks, which say the same of list and document."""
	return hooked(
		permission_query_conditions={FORM: [f"{HERE}.only_open_ones"]},
		has_permission={FORM: [f"{HERE}.is_open"]},
	)


def make_rules(rules: list) -> None:
	"""Rules of the permission manager; a rule twice would be one too many for it."""
	seen = set()
	for role, level, if_owner, rights in [*rules, ("System Manager", 0, 0, ("read",))]:
		if (role, level, if_owner) in seen:
			continue
		seen.add((role, level, if_owner))
		given_rights = dict.fromkeys(LEVEL_0, 0) | dict.fromkeys(rights, 1)
		frappe.get_doc(
			{
				**given_rights,
				**dict.fromkeys(("report", "email"), 0),
				"doctype": "Custom DocPerm",
				"parent": FORM,
				"role": role,
				"permlevel": level,
				"if_owner": if_owner if level == 0 else 0,
			}
		).insert()


def make_documents(world: dict) -> list:
	for name in AREAS:
		frappe.get_doc({"doctype": "CT Area", "area_name": name}).insert()
	for name, above in (("Root", None), ("Branch", "Root"), ("Twig", "Branch"), ("Elsewhere", "Root")):
		frappe.get_doc(
			{"doctype": "CT Tree", "tree_name": name, "is_group": 1, "parent_ct_tree": above}
		).insert()
	docs = []
	for number, values in enumerate(world["documents"]):
		doc = frappe.get_doc({"doctype": FORM, "inner": "secret", **values})
		for place, area in world["rows"]:
			if place == number:
				doc.append("lines", {"item": "x", "area": area})
		doc.insert()
		doc.db_set("owner", values["owner"], update_modified=False)
		docs.append(doc)
	return docs


def make_user_permissions(rows: list, docs: list) -> None:
	seen = set()
	for user, (allow, value), applicable, is_default, hide in rows:
		value = docs[value % len(docs)].name if allow == FORM else value
		key = (user, allow, value)
		if key in seen or (is_default and (user, allow) in seen):
			continue
		seen.update({key, (user, allow)})
		frappe.get_doc(
			{
				"doctype": "User Permission",
				"user": user,
				"allow": allow,
				"for_value": value,
				"is_default": int(is_default),
				"applicable_for": applicable,
				"apply_to_all_doctypes": 0 if applicable else 1,
				"hide_descendants": int(hide and allow == "CT Tree"),
			}
		).insert()


def share(doc, user: str | None, rights: dict) -> None:
	import frappe.share

	whom = {"user": user} if user else {"everyone": 1}
	frappe.share.add_docshare(
		FORM, doc.name, **whom, read=1, **rights, flags={"ignore_share_permission": True}
	)


def forget_all() -> None:
	frappe.clear_cache(doctype=FORM)
	frappe.clear_document_cache("System Settings", "System Settings")
	for user in USERS:
		frappe.clear_cache(user=user)
	frappe.local.role_permissions = {}
