"""Rights of roles in words, what a change of a rule would do to whom, and the table of all rules."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _

from township_gov import clock

RIGHTS = (
	"read",
	"write",
	"create",
	"delete",
	"submit",
	"cancel",
	"amend",
	"print",
	"email",
	"report",
	"import",
	"export",
	"share",
	"select",
)
# What people ask about first; the rest follows from it
MAIN = ("read", "write", "create", "delete", "submit", "cancel", "export")
_NOT_ROLES = ("Administrator", "Guest", "All", "Desk User")


class ManagersOnlyError(frappe.PermissionError):
	"""Rules are changed and exported by System Managers."""


def check_manager() -> None:
	"""Raise `ManagersOnlyError` for whoever is no System Manager."""
	if "System Manager" not in frappe.get_roles():
		frappe.throw(_("Only a System Manager may do this."), ManagersOnlyError)


def word(right: str) -> str:
	"""A right as a verb: 查看, 修改 …"""
	return _(right.capitalize(), context="Right")


def roles() -> list[dict[str, str]]:
	"""The roles that can be given, by their names in the reader's language."""
	names = frappe.get_all("Role", {"disabled": 0, "name": ("not in", _NOT_ROLES)}, pluck="name", limit=0)
	return sorted(({"value": name, "label": _(name)} for name in names), key=lambda row: row["label"])


def rules(doctypes: Iterable[str] | None = None) -> dict[str, list[dict[str, Any]]]:
	"""DocType → its rules as they hold: the administrators' own where there are any, else the shipped ones."""
	wanted = {"parent": ("in", list(doctypes))} if doctypes is not None else {}
	fields = ["parent", "role", "permlevel", "if_owner", *(f"`{right}`" for right in RIGHTS)]
	fields = [field.strip("`") for field in fields]
	own: dict[str, list[dict[str, Any]]] = {}
	for row in frappe.get_all("Custom DocPerm", wanted, fields, order_by="idx asc", limit=0):
		own.setdefault(row.parent, []).append(row)
	shipped: dict[str, list[dict[str, Any]]] = {}
	for row in frappe.get_all(
		"DocPerm", {**wanted, "parenttype": "DocType"}, fields, order_by="idx asc", limit=0
	):
		shipped.setdefault(row.parent, []).append(row)
	return {**shipped, **own}


def doctypes() -> list[dict[str, str]]:
	"""The forms that have rules, by label; the platform's own, which hardly anybody asks about, after the others."""
	rows = frappe.get_all("DocType", {"istable": 0}, ["name", "module", "custom"], limit=0)
	inner = {row.name for row in rows if row.module != "Township Gov" and not row.custom}
	found = [{"value": row.name, "label": _(row.name), "module": row.module} for row in rows]
	return sorted(found, key=lambda row: (row["value"] in inner, row["label"]))


def given(rows: Iterable[dict[str, Any]], held: Iterable[str], *, own_only: bool = False) -> list[str]:
	"""The rights on whole documents that these rules give to these roles, in their order."""
	held = set(held)
	fitting = [
		row
		for row in rows
		if row["role"] in held and not row["permlevel"] and bool(row["if_owner"]) == own_only
	]
	return [right for right in RIGHTS if any(row.get(right) for row in fitting)]


def summary(held: Iterable[str]) -> list[dict[str, Any]]:
	"""What roles may do with the app's forms, gathered: a sentence of rights → the forms; the strongest first."""
	held = [*held, "All", "Desk User"]
	gathered: dict[tuple[str, ...], list[str]] = {}
	own_forms = set(
		frappe.get_all("DocType", {"istable": 0, "module": "Township Gov"}, pluck="name", limit=0)
	)
	for doctype, rows in rules().items():
		rights = [right for right in given(rows, held) if right in MAIN]
		if not rights and (own := [right for right in given(rows, held, own_only=True) if right in MAIN]):
			rights = ["own", *own]
		if rights and doctype in own_forms:
			gathered.setdefault(tuple(rights), []).append(_(doctype))
	return [
		{"rights": _sentence(rights), "forms": sorted(forms), "count": len(forms)}
		for rights, forms in sorted(gathered.items(), key=lambda item: (-len(item[0]), item[0]))
	]


def _sentence(rights: tuple[str, ...]) -> str:
	words = "、".join(word(right) for right in rights if right != "own")
	return _("{0} (own records only)").format(words) if rights[0] == "own" else words


def holders(role: str) -> dict[str, str]:
	"""The enabled accounts with a role, and their names."""
	names = frappe.get_all("Has Role", {"parenttype": "User", "role": role}, pluck="parent", limit=0)
	rows = frappe.get_all(
		"User", {"name": ("in", names or [""]), "enabled": 1}, ["name", "full_name"], limit=0
	)
	return {row.name: row.full_name or row.name for row in rows}


def effect(doctype: str, role: str, right: str, value: bool) -> dict[str, list[str]]:
	"""Who would gain and who would lose a right on a form if a role's rule gave it or not: names, sorted."""
	rows = [dict(row) for row in rules([doctype]).get(doctype, [])]
	before = {row["role"] for row in rows if row.get(right) and not row["permlevel"] and not row["if_owner"]}
	after = before | {role} if value else before - {role}
	people = holders(role)
	having = _roles_of(people)
	had = {user for user in people if having[user] & before}
	has = {user for user in people if having[user] & after}
	return {
		"gain": sorted(people[user] for user in has - had),
		"lose": sorted(people[user] for user in had - has),
		"keep": sorted(people[user] for user in had & has),
	}


def _roles_of(users: Iterable[str]) -> dict[str, set[str]]:
	found: dict[str, set[str]] = {user: set() for user in users}
	held = {"parenttype": "User", "parent": ("in", list(found) or [""])}
	for row in frappe.get_all("Has Role", held, ["parent", "role"], limit=0):
		found[row.parent].add(row.role)
	return found


@frappe.whitelist()
def what_if(doctype: str, role: str, right: str, value: int | str = 1) -> dict[str, Any]:
	"""Who would gain or lose by a change of a rule, in words and names; nothing is written."""
	check_manager()
	if right not in RIGHTS or not frappe.db.exists("DocType", doctype) or not frappe.db.exists("Role", role):
		frappe.throw(_("Choose a form, a role and a right."))
	found = effect(doctype, role, right, bool(int(value)))
	return {**found, "words": _effect_words(doctype, role, right, bool(int(value)), found)}


def _effect_words(doctype: str, role: str, right: str, value: bool, found: dict[str, list[str]]) -> list[str]:
	first = (
		_("“{0}” would get the right “{1}” on {2}.")
		if value
		else _("“{0}” would lose the right “{1}” on {2}.")
	)
	said = [first.format(_(role), word(right), _(doctype))]
	if found["gain"]:
		said.append(_("{0} people would gain it: {1}.").format(len(found["gain"]), "、".join(found["gain"])))
	if found["lose"]:
		said.append(_("{0} people would lose it: {1}.").format(len(found["lose"]), "、".join(found["lose"])))
	if found["keep"]:
		said.append(_("{0} people have it by another role as well and keep it.").format(len(found["keep"])))
	if not any(found.values()):
		said.append(_("Nobody holds this role, or nothing would change for its holders."))
	return said


@frappe.whitelist(methods=["POST"])
def try_out(doctype: str = "", role: str = "", right: str = "", value: int | str = 1) -> dict[str, str]:
	"""The same as HTML for the page."""
	context = {"words": what_if(doctype, role, right, value)["words"]}
	return {"html": frappe.render_template("templates/administration/setting_effect.html", context)}


@frappe.whitelist()
def matrix() -> None:
	"""Download the table of all rules, role × form, as XLSX; `audit.requests` records it as an export."""
	check_manager()
	frappe.response["type"] = "binary"
	frappe.response["filename"] = f"{_('Rights of roles')} {clock.today()}.xlsx"
	frappe.response["filecontent"] = matrix_file()


def matrix_file() -> bytes:
	"""Forms down, roles across; each cell says in words what the role may do, levels above 0 on a second sheet."""
	from openpyxl import Workbook
	from openpyxl.styles import Alignment, Font

	book = Workbook()
	sheet = book.active
	sheet.title = _("Rights of roles")
	columns = roles()
	sheet.append([_("Rights of roles, as of {0}").format(clock.today())])
	_append(sheet, [_("Form", context="Right"), _("Module"), *(role["label"] for role in columns)])
	known = rules()
	for form in doctypes():
		rows = known.get(form["value"])
		if rows:
			cells = [_cell(rows, role["value"]) for role in columns]
			_append(sheet, [form["label"], _(form["module"]), *cells])
	sheet["A1"].font = Font(bold=True, size=14)
	for cell in sheet[2]:
		cell.font = Font(bold=True)
		cell.alignment = Alignment(wrap_text=True, vertical="center")
	sheet.freeze_panes = "C3"
	sheet.column_dimensions["A"].width = 24
	_level_sheet(book.create_sheet(_("Fields of higher levels")), known)
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def _append(sheet: Any, values: list[Any]) -> None:
	"""A row of texts as they are: names that administrators gave are no formulas, and hold no signs that XLSX cannot."""
	from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

	sheet.append([ILLEGAL_CHARACTERS_RE.sub("", one) if isinstance(one, str) else one for one in values])
	for cell in sheet[sheet.max_row]:
		if cell.data_type == "f":
			cell.data_type = "s"


def _cell(rows: list[dict[str, Any]], role: str) -> str:
	whole, own = given(rows, [role]), given(rows, [role], own_only=True)
	words = "、".join(word(right) for right in whole)
	if own and set(own) - set(whole):
		words += "；" * bool(words) + _("{0} (own records only)").format(
			"、".join(word(right) for right in own)
		)
	return words


def _level_sheet(sheet: Any, known: dict[str, list[dict[str, Any]]]) -> None:
	sheet.append(
		[
			_("Form", context="Right"),
			_("Level", context="Right"),
			_("Fields", context="Right"),
			_("Role"),
			_("May", context="Right"),
		]
	)
	for form in doctypes():
		above = [row for row in known.get(form["value"], ()) if row["permlevel"]]
		names = level_fields(form["value"]) if above else {}
		for row in above:
			may = "、".join(word(right) for right in ("read", "write") if row.get(right))
			fields = names.get(row["permlevel"], "")
			_append(sheet, [form["label"], row["permlevel"], fields, _(row["role"]), may])


def level_fields(doctype: str) -> dict[int, str]:
	"""Level above 0 → the fields that stand on it, in words."""
	found: dict[int, list[str]] = {}
	for df in frappe.get_meta(doctype).fields:
		if df.permlevel and df.label:
			found.setdefault(int(df.permlevel), []).append(_(df.label, context=doctype))
	return {level: "、".join(labels) for level, labels in found.items()}
