"""Who may do what: every right of every kind of person in every situation, and what lists show them.

One case is one person in one situation; its answer holds all rights, with and without a document, and the lists.
"""

from __future__ import annotations

import frappe
from frappe.permissions import add_permission, add_user_permission, update_permission_property

from tests.contract.forms import AUDITOR, CLERK, CLERK_TWO, HEAD, MANAGER_USER, OWNER, RIGHTS, STRANGER
from tests.contract.make import area, as_user
from tests.contract.trace import HERE, hooked
from tests.contract.transcripts.cases import Family
from tests.contract.transcripts.extra import DEPUTY, KEEPER, PICKER

FORM = "CT Case"
USERS = {
	"administrator": "Administrator",
	"manager": MANAGER_USER,
	"clerk": CLERK,
	"head": HEAD,
	"auditor": AUDITOR,
	"owner": OWNER,
	"deputy (clerk and auditor)": DEPUTY,
	"keeper (owner and picker)": KEEPER,
	"picker": PICKER,
	"stranger": STRANGER,
	"guest": "Guest",
}
# Which documents there are: title, owner, area, node of the tree.
CASES = (
	("of clerk", CLERK, "East", "Branch"),
	("of owner", OWNER, "East", "Leaf"),
	("of keeper", KEEPER, "West", "Root"),
	("of deputy", DEPUTY, None, None),
)


def setup() -> None:
	for name in ("East", "West"):
		area(name)
	for name, parent in (("Root", None), ("Branch", "Root"), ("Leaf", "Branch")):
		frappe.get_doc(
			{"doctype": "CT Tree", "tree_name": name, "parent_ct_tree": parent, "is_group": 1}
		).insert()
	for title, owner, place, node in CASES:
		doc = frappe.get_doc(
			{
				"doctype": FORM,
				"title": title,
				"area": place,
				"node": node,
				"level_one": "one",
				"level_two": "two",
				"rows": [{"item": "a", "area": place}],
			}
		).insert()
		frappe.db.set_value(FORM, doc.name, "owner", owner, update_modified=False)


FAMILY = Family("permissions", setup, rights=True)


def rights_of(user: str, doc=None) -> str:
	"""The rights somebody has, in one line."""
	return " ".join(right for right in RIGHTS if frappe.has_permission(FORM, right, doc=doc, user=user))


def shown(user: str, form: str = FORM, **more):
	"""The names a person's list holds, or why there is none."""
	with as_user(user):
		try:
			return sorted(frappe.get_list(form, pluck="name", **more))
		except Exception as error:
			return type(error).__name__


def picture(user: str) -> dict:
	"""Everything about one person."""
	answer = {"at all": rights_of(user), "list": shown(user)}
	for title, *_ in CASES:
		answer[title] = rights_of(user, frappe.get_doc(FORM, title))
	return answer


# Situations: what is changed before the picture is taken.


def only(user: str, allow: str, value: str, **more):
	add_user_permission(allow, value, user, ignore_permissions=True, **more)


def everybody(allow: str, value: str, **more):
	for user in USERS.values():
		if user not in ("Administrator", "Guest"):
			only(user, allow, value, **more)


def share(title: str, *rights: str, everyone: int = 0):
	for user in (STRANGER, PICKER, CLERK, AUDITOR):
		frappe.share.add_docshare(
			FORM,
			title,
			None if everyone else user,
			everyone=everyone,
			flags={"ignore_share_permission": True},
			**{right: 1 for right in rights},
		)
		if everyone:
			break


def strict():
	frappe.db.set_single_value("System Settings", "apply_strict_user_permissions", 1)
	frappe.clear_document_cache("System Settings", "System Settings")
	everybody("CT Area", "East")


def given(role: str, *rights: str, permlevel: int = 0):
	"""A Custom DocPerm, which replaces all rules of the form."""
	add_permission(FORM, role, permlevel)
	for right in rights:
		update_permission_property(FORM, role, permlevel, right, 1)


def without(role: str, right: str):
	update_permission_property(FORM, role, 0, right, 0)


SITUATIONS = {
	"as it is": lambda: None,
	"one area allowed to everybody": lambda: everybody("CT Area", "East"),
	"two areas allowed": lambda: (everybody("CT Area", "East"), everybody("CT Area", "West")),
	"an area allowed for this form": lambda: everybody("CT Area", "East", applicable_for=FORM),
	"an area allowed for another form": lambda: everybody("CT Area", "East", applicable_for="CT Paper"),
	"an area allowed as default": lambda: everybody("CT Area", "West", is_default=1),
	"an area with strict rules": strict,
	"a branch allowed": lambda: everybody("CT Tree", "Branch"),
	"a branch allowed without what is below": lambda: everybody("CT Tree", "Branch", hide_descendants=1),
	"an area and a branch allowed": lambda: (everybody("CT Area", "West"), everybody("CT Tree", "Root")),
	"one document allowed": lambda: everybody(FORM, "of owner"),
	"one document shared to read": lambda: share("of keeper", "read"),
	"one document shared to write": lambda: share("of keeper", "read", "write"),
	"one document shared to submit": lambda: share("of keeper", "read", "write", "submit"),
	"one document shared to share": lambda: share("of keeper", "read", "share"),
	"one document shared with everybody": lambda: share("of keeper", "read", everyone=1),
	"shared, but the area is not allowed": lambda: (everybody("CT Area", "East"), share("of keeper", "read")),
	"a custom rule for strangers": lambda: given("Desk User", "read"),
	"a custom rule for all": lambda: given("All", "read", "write"),
	"a custom rule for guests": lambda: given("Guest", "read"),
	"clerks may not write": lambda: without("CT Clerk", "write"),
	"clerks may not read": lambda: without("CT Clerk", "read"),
	"clerks may also delete": lambda: update_permission_property(FORM, "CT Clerk", 0, "delete", 1),
	"auditors only for their own": lambda: update_permission_property(FORM, "CT Auditor", 0, "if_owner", 1),
	"all submitted": lambda: [frappe.get_doc(FORM, title).submit() for title, *_ in CASES],
	"all cancelled": lambda: [frappe.get_doc(FORM, title).submit().cancel() for title, *_ in CASES],
	"clerk is disabled": lambda: frappe.db.set_value("User", CLERK, "enabled", 0),
	"clerk is also head": lambda: frappe.get_doc("User", CLERK).add_roles("CT Head"),
	"clerk is nothing": lambda: frappe.get_doc("User", CLERK).remove_roles("CT Clerk"),
}

for _text, _change in SITUATIONS.items():
	for _who, _user in USERS.items():

		def _run(change=_change, user=_user):
			change()
			for somebody in USERS.values():
				frappe.clear_cache(user=somebody)
			frappe.clear_cache(doctype=FORM)
			try:
				return picture(user)
			finally:
				frappe.set_user("Administrator")
				frappe.db.rollback()
				frappe.clear_cache(doctype=FORM)
				frappe.clear_document_cache("System Settings", "System Settings")

		FAMILY.add(f"{_text}: {_who}", _run)


# Hooks


def no_keeper(doc, ptype=None, user=None, debug=False):
	return False if doc.name == "of keeper" else None


def yes(doc, ptype=None, user=None, debug=False):
	return True


def no_write(doc, ptype=None, user=None, debug=False):
	return ptype != "write"


def only_east(user):
	return "`tabCT Case`.area = 'East'"


def nothing_at_all(user):
	return "1 = 0"


def by_user(user):
	return "" if user == "Administrator" else f"`tabCT Case`.owner = {frappe.db.escape(user)}"


def with_doctype(user, doctype=None):
	return f"'{doctype}' = 'CT Case'"


def two_ways(user):
	return "`tabCT Case`.area = 'West' or `tabCT Case`.area is null"


# Hooks may only name code of an installed app.
import sys  # noqa: E402

HOOKS = "frappe.contract_transcript_permissions"
sys.modules[HOOKS] = sys.modules[__name__]
HOOKED = {
	"a hook refuses one document": {"has_permission": {FORM: [f"{HOOKS}.no_keeper"]}},
	"a hook says yes": {"has_permission": {FORM: [f"{HOOKS}.yes"]}},
	"a hook refuses writing": {"has_permission": {FORM: [f"{HOOKS}.no_write"]}},
	"two hooks, one refuses": {"has_permission": {FORM: [f"{HOOKS}.yes", f"{HOOKS}.no_keeper"]}},
	"a hook of all forms": {"has_permission": {"*": [f"{HOOKS}.no_keeper"]}},
	"a condition on the list": {"permission_query_conditions": {FORM: [f"{HOOKS}.only_east"]}},
	"a condition that is never true": {"permission_query_conditions": {FORM: [f"{HOOKS}.nothing_at_all"]}},
	"a condition by user": {"permission_query_conditions": {FORM: [f"{HOOKS}.by_user"]}},
	"a condition with or": {"permission_query_conditions": {FORM: [f"{HOOKS}.two_ways"]}},
	"two conditions": {"permission_query_conditions": {FORM: [f"{HOOKS}.only_east", f"{HOOKS}.by_user"]}},
	"a condition that is told the form": {"permission_query_conditions": {FORM: [f"{HOOKS}.with_doctype"]}},
	"a condition of all forms": {"permission_query_conditions": {"*": [f"{HOOKS}.only_east"]}},
}
for _text, _hooks in HOOKED.items():
	for _who in ("administrator", "clerk", "head", "owner", "picker", "stranger"):

		def _run(hooks=_hooks, user=USERS[_who]):
			with hooked(**hooks):
				return picture(user)

		FAMILY.add(f"{_text}: {_who}", _run)


@FAMILY.case("a condition and a share")
def _():
	share("of keeper", "read")
	with hooked(permission_query_conditions={FORM: [f"{HOOKS}.nothing_at_all"]}):
		return {who: shown(user) for who, user in USERS.items()}


@FAMILY.case("a condition and get_all")
def _():
	with hooked(permission_query_conditions={FORM: [f"{HOOKS}.nothing_at_all"]}), as_user(CLERK):
		return sorted(frappe.get_all(FORM, pluck="name"))


# Levels


def levels(user: str) -> dict:
	"""What somebody reads and writes of each level."""
	with as_user(user):
		answer = {}
		doc = frappe.get_doc(FORM, "of clerk")
		doc.apply_fieldlevel_read_permissions()
		answer["document"] = {name: doc.get(name) for name in ("title", "level_one", "level_two")}
		try:
			answer["list"] = frappe.get_list(FORM, {"name": "of clerk"}, ["level_one", "level_two", "title"])
		except Exception as error:
			answer["list"] = type(error).__name__
		doc = frappe.get_doc(FORM, "of clerk")
		doc.level_one, doc.level_two = "new one", "new two"
		try:
			doc.save()
			answer["saved"] = "saved"
		except Exception as error:
			answer["saved"] = type(error).__name__
		answer["stored"] = frappe.db.get_value(FORM, "of clerk", ["level_one", "level_two"])
		answer["access"] = {
			kind: sorted(map(str, doc.get_permlevel_access(kind))) for kind in ("read", "write")
		}
		try:
			new = frappe.get_doc(
				{"doctype": FORM, "title": "new", "level_one": "a", "level_two": "b"}
			).insert()
			answer["new"] = frappe.db.get_value(FORM, new.name, ["level_one", "level_two"])
		except Exception as error:
			answer["new"] = type(error).__name__
		return answer


for _who, _user in USERS.items():
	FAMILY.add(f"levels: {_who}", lambda user=_user: levels(user))


# What each act asks for


def acts(user: str) -> dict:
	"""How each act on a document of somebody else ends."""
	answer = {}

	def attempt(name, act):
		frappe.db.savepoint("ct_act")
		with as_user(user):
			try:
				act()
				answer[name] = "done"
			except Exception as error:
				answer[name] = type(error).__name__
		frappe.db.rollback(save_point="ct_act")

	def on(title, method):
		return lambda: getattr(frappe.get_doc(FORM, title), method)()

	submitted = frappe.get_doc(FORM, "of deputy").submit()
	for title in ("of clerk", "of owner"):
		attempt(f"save {title}", on(title, "save"))
		attempt(f"submit {title}", on(title, "submit"))
		attempt(f"delete {title}", on(title, "delete"))
	attempt("cancel", on(submitted.name, "cancel"))
	attempt("update after submit", on(submitted.name, "save"))
	attempt("insert", lambda: frappe.get_doc({"doctype": FORM, "title": "x"}).insert())
	attempt(
		"insert submitted", lambda: frappe.get_doc({"doctype": FORM, "title": "x", "docstatus": 1}).insert()
	)
	attempt("rename", lambda: frappe.rename_doc(FORM, "of clerk", "y"))
	attempt("share", lambda: frappe.share.add(FORM, "of clerk", STRANGER))
	attempt("get_list", lambda: frappe.get_list(FORM))
	attempt("client.get", lambda: frappe.call("frappe.client.get", doctype=FORM, name="of clerk"))
	attempt(
		"client.get_value",
		lambda: frappe.call("frappe.client.get_value", doctype=FORM, fieldname="title", filters="of clerk"),
	)
	attempt("client.get_count", lambda: frappe.call("frappe.client.get_count", doctype=FORM))
	attempt(
		"client.set_value",
		lambda: frappe.call(
			"frappe.client.set_value", doctype=FORM, name="of clerk", fieldname="area", value="West"
		),
	)
	attempt("db_set", lambda: frappe.get_doc(FORM, "of clerk").db_set("area", "West"))
	attempt("add_comment", lambda: frappe.get_doc(FORM, "of clerk").add_comment("Comment", "x"))
	attempt("check_permission", lambda: frappe.get_doc(FORM, "of clerk").check_permission("read"))
	attempt("only_for", lambda: frappe.only_for("CT Clerk"))
	return answer


for _who, _user in USERS.items():
	FAMILY.add(f"acts: {_who}", lambda user=_user: acts(user))


# Writing under User Permissions: the values one may set.


def written(user: str, change, **values) -> list:
	change()
	answer = []
	for title, place in (("east", "East"), ("west", "West"), ("none", None)):
		with as_user(user):
			try:
				doc = frappe.get_doc({"doctype": FORM, "title": title, "area": place, **values}).insert()
				answer.append(f"{title}: {doc.area}")
			except Exception as error:
				answer.append(f"{title}: {type(error).__name__}")
	return answer


for _text in (
	"one area allowed to everybody",
	"an area allowed as default",
	"an area allowed for another form",
	"an area with strict rules",
):
	for _who in ("clerk", "head", "owner"):
		FAMILY.add(
			f"inserting where {_text}: {_who}",
			lambda change=SITUATIONS[_text], user=USERS[_who]: written(user, change),
		)


# Rows and their parents


@FAMILY.case("rows: who may read them")
def _():
	parent = frappe.get_doc(FORM, "of clerk")
	row = parent.rows[0]
	return {
		who: [
			right
			for right in ("read", "write", "create", "delete")
			if frappe.has_permission("CT Odd Row", right, doc=row, user=user, parent_doctype=FORM)
		]
		for who, user in USERS.items()
	}


@FAMILY.case("rows: without their parent's form")
def _():
	return {who: bool(frappe.has_permission("CT Odd Row", "read", user=user)) for who, user in USERS.items()}


@FAMILY.case("rows: lists")
def _():
	answer = {}
	for who, user in USERS.items():
		with as_user(user):
			try:
				answer[who] = len(frappe.get_list("CT Odd Row", parent_doctype=FORM))
			except Exception as error:
				answer[who] = type(error).__name__
	return answer


@FAMILY.case("roles of everybody")
def _():
	return {who: sorted(frappe.get_roles(user)) for who, user in USERS.items() if user != "Administrator"}


@FAMILY.case("get_user_permissions")
def _():
	only(CLERK, "CT Area", "East", is_default=1)
	only(CLERK, "CT Tree", "Branch", applicable_for=FORM)
	found = frappe.permissions.get_user_permissions(CLERK)
	return {form: sorted(map(dict, rows), key=str) for form, rows in found.items()}


@FAMILY.case("get_doc_permissions")
def _():
	doc = frappe.get_doc(FORM, "of clerk")
	return {
		who: {
			right: int(value)
			for right, value in frappe.permissions.get_doc_permissions(doc, user=user).items()
			if right in RIGHTS
		}
		for who, user in USERS.items()
	}


@FAMILY.case("get_role_permissions")
def _():
	meta = frappe.get_meta(FORM)
	return {
		who: {
			right: value
			for right, value in frappe.permissions.get_role_permissions(meta, user=user).items()
			if right in RIGHTS
		}
		for who, user in USERS.items()
	}


@FAMILY.case("a User Permission twice")
def _():
	only(CLERK, "CT Area", "East")
	frappe.get_doc(
		{
			"doctype": "User Permission",
			"user": CLERK,
			"allow": "CT Area",
			"for_value": "East",
			"apply_to_all_doctypes": 1,
		}
	).insert()


@FAMILY.case("two defaults of one form")
def _():
	only(CLERK, "CT Area", "East", is_default=1)
	frappe.get_doc(
		{
			"doctype": "User Permission",
			"user": CLERK,
			"allow": "CT Area",
			"for_value": "West",
			"apply_to_all_doctypes": 1,
			"is_default": 1,
		}
	).insert()


@FAMILY.case("a User Permission for what is not there")
def _():
	frappe.get_doc(
		{
			"doctype": "User Permission",
			"user": CLERK,
			"allow": "CT Area",
			"for_value": "Nowhere",
			"apply_to_all_doctypes": 1,
		}
	).insert()


for _rights in (
	("read",),
	("write",),
	("read", "write"),
	("submit",),
	("share",),
	("read", "write", "submit", "share"),
):

	@FAMILY.case(f"what a share of {' and '.join(_rights)} gives a second clerk's form")
	def _(rights=_rights):
		frappe.share.add_docshare(
			FORM, "of owner", STRANGER, flags={"ignore_share_permission": True}, **dict.fromkeys(rights, 1)
		)
		row = frappe.db.get_value(
			"DocShare",
			{"share_name": "of owner", "user": STRANGER},
			["read", "write", "share", "submit"],
			as_dict=True,
		)
		return {
			"row": row,
			"rights": rights_of(STRANGER, frappe.get_doc(FORM, "of owner")),
			"at all": rights_of(STRANGER),
			"list": shown(STRANGER),
		}


@FAMILY.case("a share taken back")
def _():
	frappe.share.add_docshare(FORM, "of owner", STRANGER, write=1, flags={"ignore_share_permission": True})
	frappe.share.remove(FORM, "of owner", STRANGER, flags={"ignore_share_permission": True})
	return {"rights": rights_of(STRANGER, frappe.get_doc(FORM, "of owner")), "list": shown(STRANGER)}


@FAMILY.case("sharing asks for the right to share")
def _():
	answer = {}
	for who, user in USERS.items():
		with as_user(user):
			try:
				frappe.share.add(FORM, "of clerk", CLERK_TWO)
				answer[who] = "done"
			except Exception as error:
				answer[who] = type(error).__name__
	return answer


@FAMILY.case("hooks and their arguments")
def _():
	from tests.contract.trace import CALLS

	with hooked(has_permission={FORM: [f"{HERE}.not_closed"]}):
		frappe.has_permission(FORM, "write", doc="of clerk", user=CLERK)
		frappe.has_permission(FORM, "read", user=CLERK)
		frappe.get_doc(FORM, "of clerk").has_permission("submit", user=HEAD)
		return [list(call) for call in CALLS]
