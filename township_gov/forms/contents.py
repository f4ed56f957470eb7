"""What a packed form may hold. The file comes from somebody else, and an administrator brings it in with all his rights.

What the export of this program never writes is refused whole: code that would run here (SQL and script reports, buttons
that call the server, computed fields), rights for people who are not signed in, words of other pages, flows of other forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _

LISTS = ("tables", "permissions", "translations", "prints", "reports", "flows")
# Properties that reach beyond a form of fields; the export writes 0 or nothing for them
_OF_FORM = ("actions", "allow_guest_to_view", "email_append_to", "has_web_view", "is_virtual", "issingle")
_OF_FIELD = ("ignore_xss_filter", "is_virtual")
_OF_REPORT = ("javascript", "query", "report_script")
_NOBODY = ("Administrator", "Guest")


def is_packed_form(package: Any) -> bool:
	"""Whether a file's content has the parts of a packed form, each of its kind."""
	if not isinstance(package, dict) or not isinstance(package.get("title"), str):
		return False
	if not all(_are_objects(package.get(part)) for part in LISTS):
		return False
	forms = [package.get("form"), *package["tables"]]
	named = [*package["prints"], *package["reports"]]
	return (
		all(_is_form(form) for form in forms)
		and all(isinstance(one.get("name"), str) for one in named)
		and all(isinstance(row.get("role"), str) for row in package["permissions"])
		and all(isinstance(row.get("source_text"), str) for row in package["translations"])
		and all(isinstance(one.get("flow_name"), str) for one in package["flows"])
	)


def _is_form(form: Any) -> bool:
	return (
		isinstance(form, dict)
		and isinstance(form.get("name"), str)
		and _are_objects(form.get("fields"))
		and _are_objects(form.get("permissions", []))
	)


def _are_objects(rows: Any) -> bool:
	return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def beyond_a_form(package: dict[str, Any]) -> list[str]:
	"""What a packed form holds that no export writes, in words; an empty list for an honest file."""
	return list(dict.fromkeys(_beyond(package)))


def _beyond(package: dict[str, Any]) -> Iterator[str]:
	forms = [package["form"], *package["tables"]]
	for form in forms:
		yield from _beyond_fields(form)
	for row in [*package["permissions"], *(row for form in forms for row in form.get("permissions") or [])]:
		if row.get("role") in _NOBODY:
			yield _("rights for {0}").format(_(row["role"]))
	for row in package["reports"]:
		if row.get("report_type") != "Report Builder" or any(row.get(name) for name in _OF_REPORT):
			yield _("a report with code ({0})").format(row["name"])
	yield from _of_others(package, {form["name"] for form in forms})


def _beyond_fields(form: dict[str, Any]) -> Iterator[str]:
	if any(form.get(name) for name in _OF_FORM):
		yield _("a form with buttons, pages or computed records of its own ({0})").format(form["name"])
	for df in form["fields"]:
		if any(df.get(name) for name in _OF_FIELD):
			yield _("a field that computes or shows what it is not told ({0})").format(df.get("label"))


def _of_others(package: dict[str, Any], names: set[str]) -> Iterator[str]:
	for row in package["translations"]:
		if row["source_text"] not in names:
			yield _("wording of other pages ({0})").format(row["source_text"][:60])
	for row in package["flows"]:
		if row.get("applies_to") != package["form"]["name"]:
			yield _("an approval flow of another form ({0})").format(row["flow_name"])


def cleaned(package: dict[str, Any]) -> dict[str, Any]:
	"""The same with the explaining words of its forms freed of everything that a browser would run."""
	for form in (package["form"], *package["tables"]):
		for df in form["fields"]:
			if df.get("fieldtype") == "HTML" and df.get("options"):
				df["options"] = frappe.utils.sanitize_html(str(df["options"]))
	return package
