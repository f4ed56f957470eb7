"""The forms, roles and people of the contract tests, made through the public API only.

Every name starts with "CT ", so that nothing on a site is touched but what these tests made.
"""

from __future__ import annotations

import frappe

ROLES = ("CT Clerk", "CT Head", "CT Auditor", "CT Owner")
CLERK, CLERK_TWO = "ct-clerk@example.org", "ct-clerk2@example.org"
HEAD, AUDITOR, OWNER, STRANGER = (
	"ct-head@example.org",
	"ct-auditor@example.org",
	"ct-owner@example.org",
	"ct-stranger@example.org",
)
# The first, because v15 makes a new user a System Manager where there is none beside the Administrator.
MANAGER_USER = "ct-manager@example.org"
PEOPLE = {
	MANAGER_USER: ["System Manager"],
	CLERK: ["CT Clerk"],
	CLERK_TWO: ["CT Clerk"],
	HEAD: ["CT Head"],
	AUDITOR: ["CT Auditor"],
	OWNER: ["CT Owner"],
	STRANGER: [],
}


def field(label: str, fieldtype: str = "Data", options: str | None = None, **more) -> dict:
	"""One DocField; the field name is the scrubbed label."""
	return {
		"label": label,
		"fieldname": more.pop("fieldname", frappe.scrub(label)),
		"fieldtype": fieldtype,
		"options": options,
		**more,
	}


RIGHTS = "select read write create delete submit cancel amend report export import share print email".split()


def grant(role: str, *rights: str, permlevel: int = 0, if_owner: int = 0) -> dict:
	"""One DocPerm; the rights not named are switched off, because some of them are on by default."""
	given = {right: int(right in rights) for right in RIGHTS}
	return {"role": role, "permlevel": permlevel, "if_owner": if_owner, **given}


CLERKS = grant("CT Clerk", "read", "write", "create")
HEADS = grant("CT Head", "read", "write", "create", "submit", "cancel", "amend", "delete")
MANAGER = grant(
	"System Manager",
	*("read", "write", "create", "submit", "cancel", "amend", "delete", "report", "export", "share"),
)
PLAIN_MANAGER = grant("System Manager", "read", "write", "create", "delete", "report", "export", "share")


def form(name: str, fields: list[dict], permissions: list[dict] | None = None, **more) -> dict:
	"""A custom DocType."""
	return {
		"doctype": "DocType",
		"custom": 1,
		"module": "Custom",
		"name": name,
		"fields": fields,
		"permissions": permissions if permissions is not None else [dict(PLAIN_MANAGER)],
		**more,
	}


def named(name: str, autoname: str | None, *fields: dict, **more) -> dict:
	"""A small form to try one way of naming."""
	given = list(fields) or [field("Title"), field("Area Code"), field("Day", "Date")]
	return form(name, given, autoname=autoname, **more)


def base_forms() -> list[dict]:
	"""What the others link to, or hold as rows."""
	return [
		form(
			"CT Area",
			[
				field("Area Name", reqd=1, unique=1),
				field("Head"),
				field("Disabled", "Check"),
				field("Rank", "Int"),
			],
			[
				CLERKS,
				dict(HEADS, submit=0, cancel=0, amend=0, report=1),
				grant("CT Auditor", "read"),
				dict(PLAIN_MANAGER),
			],
			autoname="field:area_name",
			allow_rename=1,
		),
		form(
			"CT Line",
			[
				field("Item", reqd=1, in_list_view=1),
				field("Qty", "Float", default="1"),
				field("Rate", "Currency"),
				field("Kind", "Select", "\nPaper\nStamp"),
				field("Area", "Link", "CT Area"),
				field("Secret", "Password"),
				field("Note", allow_on_submit=1),
				field("Cost", "Currency", permlevel=1),
			],
			[],
			istable=1,
			editable_grid=1,
		),
	]


def order_fields() -> list[dict]:
	"""One field of nearly every type and rule."""
	return [
		field("Title", reqd=1),
		field("Area", "Link", "CT Area"),
		field("Area Head", fetch_from="area.head"),
		field("Kept Head", fetch_from="area.head", fetch_if_empty=1),
		field("Status", "Select", "Open\nWorking\nClosed", default="Open"),
		field("Amount", "Currency"),
		field("Count", "Int", fieldname="pieces"),
		field("Ratio", "Float"),
		field("Share", "Percent", fieldname="share_of"),
		field("Day", "Date"),
		field("Made On", "Date", default="Today"),
		field("Moment", "Datetime"),
		field("At", "Time", fieldname="at_time"),
		field("Done", "Check"),
		field("Note", "Small Text"),
		field("Long Note", "Text"),
		field("Body", "Text Editor"),
		field("Settings", "JSON", fieldname="extra"),
		field("Pin", "Password"),
		field("Code", unique=1),
		field("Once", set_only_once=1),
		field("Short", length=10),
		field("Mail", options="Email"),
		field("Phone", options="Phone"),
		field("Site", options="URL"),
		field("Positive", "Int", non_negative=1),
		field("Later", allow_on_submit=1),
		field("Inner", permlevel=1),
		field("Copied Not", no_copy=1),
		field("Ref Type", "Link", "DocType"),
		field("Ref Name", "Dynamic Link", "ref_type"),
		field("Lines", "Table", "CT Line"),
		field("Amended From", "Link", "CT Order", read_only=1, no_copy=1, print_hide=1),
	]


def work_forms() -> list[dict]:
	"""The forms whose behaviour the tests look at."""
	inner = [grant("CT Head", "read", "write", permlevel=1), grant("CT Auditor", "read", permlevel=1)]
	return [
		form(
			"CT Order",
			order_fields(),
			[CLERKS, HEADS, grant("CT Auditor", "read", "report"), MANAGER, *inner],
			autoname="CTO-.#####",
			is_submittable=1,
			track_changes=1,
			title_field="title",
			allow_rename=0,
			search_fields="status,area",
		),
		form(
			"CT Paper",
			[
				field("Title"),
				field("Area", "Link", "CT Area"),
				field("Home", "Link", "CT Area", ignore_user_permissions=1),
				field("Other Area", "Link", "CT Area"),
			],
			[
				dict(CLERKS, share=1),
				grant("CT Owner", "read", "write", "create", "delete", if_owner=1),
				dict(PLAIN_MANAGER),
			],
			autoname="hash",
			track_changes=1,
			allow_rename=1,
		),
		form(
			"CT Settings",
			[
				field("Title"),
				field("Limit", "Int", default="7"),
				field("Start", "Date"),
				field("Ratio", "Float"),
				field("Active", "Check"),
				field("Key", "Password"),
			],
			[CLERKS, dict(PLAIN_MANAGER)],
			issingle=1,
		),
		form(
			"CT Tree",
			[field("Tree Name", reqd=1, unique=1), field("Is Group", "Check")],
			[CLERKS, dict(PLAIN_MANAGER)],
			autoname="field:tree_name",
			is_tree=1,
			allow_rename=1,
		),
		form(
			"CT Leaf",
			[
				field("Title"),
				field("Node", "Link", "CT Tree"),
				field("Loud Title", options="(doc.title or '').upper()", is_virtual=1, read_only=1),
			],
			[CLERKS, dict(PLAIN_MANAGER)],
			autoname="hash",
		),
		form(
			"CT Scope Row",
			[field("Item"), field("Area", "Link", "CT Area"), field("Cost", "Currency", permlevel=1)],
			[],
			istable=1,
		),
		form(
			"CT Scope",
			[
				field("Title"),
				field("Area", "Link", "CT Area"),
				field("Home", "Link", "CT Area", ignore_user_permissions=1),
				field("Node", "Link", "CT Tree"),
				field("Inner", permlevel=1),
				field("Other", "Link", "CT Scope"),
				field("Lines", "Table", "CT Scope Row"),
				field("Closed Lines", "Table", "CT Scope Row", permlevel=1),
			],
			[dict(PLAIN_MANAGER)],
			autoname="hash",
		),
	]


def naming_forms() -> list[dict]:
	"""One form for each way of naming."""
	rule = {"naming_rule": "Expression (old style)"}
	return [
		named("CT N Series", "CTA-.####", **rule),
		named("CT N Dotted", "CTX-.{area_code}.-.YYYY.-.#####", **rule),
		named("CT N Format", "format:CTF-{area_code}-{YYYY}-{MM}-{###}"),
		named("CT N Field", "field:title"),
		named("CT N Prompt", "prompt"),
		named("CT N Hash", "hash"),
		named("CT N None", None),
		named(
			"CT N Naming Series",
			"naming_series:",
			field("Naming Series", "Select", "CTS-.YY.-.###\nCTT-.###", default="CTS-.YY.-.###"),
			field("Title"),
		),
		named("CT N Auto", "autoincrement", naming_rule="Autoincrement"),
		named(
			"CT N Amend",
			"CTM-.###",
			field("Title"),
			field("Amended From", "Link", "CT N Amend", read_only=1, no_copy=1),
			is_submittable=1,
			permissions=[MANAGER],
			**rule,
		),
	]


def all_forms() -> list[dict]:
	return [*base_forms(), *work_forms(), *naming_forms()]


FORMS = (
	"CT N Amend,CT N Auto,CT N Naming Series,CT N None,CT N Hash,CT N Prompt,CT N Field,CT N Format,"
	"CT N Dotted,CT N Series,CT Scope,CT Scope Row,CT Leaf,CT Tree,CT Settings,CT Paper,CT Order,CT Line,CT Area"
).split(",")


# What dates and numbers look like is a matter of the site, so these tests choose.
SETTINGS = {
	"rounding_method": "Banker's Rounding",
	"first_day_of_the_week": "Sunday",
	"number_format": "#,###.##",
	"float_precision": "",
	"currency_precision": "",
	"date_format": "yyyy-mm-dd",
	"time_format": "HH:mm:ss",
	"time_zone": "Asia/Shanghai",
	"language": "en",
	"apply_strict_user_permissions": 0,
}


# Kept beside the settings as defaults of the site: a request before it knows its user reads the language there.
DEFAULTS = {"lang": "en", "currency": ""}


def use_settings(values: dict) -> dict:
	"""Set System Settings, and `defaults` among them as defaults of the site; gives what stood there before."""
	values = dict(values)
	defaults = values.pop("defaults", DEFAULTS)
	before = {key: frappe.db.get_single_value("System Settings", key) for key in values}
	before["defaults"] = {key: frappe.db.get_default(key) or "" for key in defaults}
	frappe.db.set_single_value("System Settings", values)
	for key, value in defaults.items():
		frappe.db.set_default(key, value)
	frappe.db.commit()
	frappe.clear_cache()
	return before


def build() -> None:
	"""Make roles, people and forms, and commit."""
	remove()
	for role in ROLES:
		frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert()
	for email, roles in PEOPLE.items():
		frappe.get_doc(
			{
				"doctype": "User",
				"email": email,
				"first_name": email.split("@")[0],
				"send_welcome_email": 0,
				"language": "en",
				"roles": [{"role": role} for role in roles],
			}
		).insert()
	for spec in all_forms():
		frappe.get_doc(spec).insert()
	frappe.db.commit()
	frappe.clear_cache()


def remove_person(email: str) -> None:
	"""Delete a user's rows; the controller refuses where no other System Manager is left."""
	frappe.db.delete("User", {"name": email})
	frappe.db.delete("Has Role", {"parent": email, "parenttype": "User"})
	for doctype, key in (("Notification Settings", "name"), ("Contact", "email_id")):
		if frappe.db.table_exists(doctype):
			frappe.db.delete(doctype, {key: email})


# What other forms keep about documents, and the field that names the form.
TRACES = {
	"Version": "ref_doctype",
	"Deleted Document": "deleted_doctype",
	"Comment": "reference_doctype",
	"ToDo": "reference_type",
	"DocShare": "share_doctype",
	"User Permission": "allow",
	"Notification Log": "document_type",
}


def remove_rows() -> None:
	"""Delete the rows of every form, and what others keep about them."""
	for name in FORMS:
		if name != "CT Settings" and frappe.db.table_exists(name):
			frappe.db.delete(name)
	for doctype, key in TRACES.items():
		frappe.db.delete(doctype, {key: ("in", FORMS)})
	frappe.db.delete("Singles", {"doctype": "CT Settings"})
	frappe.db.delete("Series", {"name": ("like", "CT%")})
	frappe.db.commit()


def remove() -> None:
	"""Take away every trace of these tests, and commit."""
	remove_rows()
	for name in FORMS:
		if frappe.db.exists("DocType", name):
			frappe.delete_doc("DocType", name, force=True, ignore_permissions=True)
			frappe.db.commit()
			frappe.db.sql_ddl(f"drop table if exists `tab{name}`")
	for email in PEOPLE:
		frappe.db.delete("User Permission", {"user": email})
		frappe.db.delete("DocShare", {"user": email})
		remove_person(email)
	for role in ROLES:
		if frappe.db.exists("Role", role):
			frappe.delete_doc("Role", role, force=True, ignore_permissions=True)
	frappe.db.commit()
	frappe.clear_cache()
