"""The definitions an app ships as JSON: DocTypes with their fields, reports, and everything else in modules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from frappe_standalone.core import fieldtypes

WORKS, NOT_SHOWN, REFUSED, ELSEWHERE = "works", "kept without effect", "refused", "of other apps"

NOT_ACTED_ON = "kept in the definition; the desk does not act on it"
# Properties of a DocType and of a field that are stored and given back, and change nothing here.
QUIET_DOCTYPE = frozenset(
	"""
	editable_grid quick_entry is_calendar_and_gantt beta queue_in_background naming_rule documentation
	hide_toolbar allow_copy allow_events_in_timeline allow_auto_repeat make_attachments_public default_view
	force_re_route_to_default_view show_preview_popup show_title_field_in_link restrict_to_domain subject_field
	sender_field sender_name_field default_email_template email_append_to
	index_web_pages_for_search website_search_field
	""".split()
)
QUIET_FIELD = frozenset(
	"""
	in_preview report_hide print_width hide_seconds hide_border sort_options
	show_dashboard remember_last_selected_value allow_bulk_edit in_filter show_on_timeline max_height
	documentation_url oldfieldname
	""".split()
)
HARMLESS = frozenset(("editable_grid", "beta", "naming_rule", "documentation", "index_web_pages_for_search"))
REFUSED_DOCTYPE = frozenset(("is_virtual",))
# folder in a module → what it holds; True if this platform reads it
FOLDERS = {
	**dict.fromkeys(("report", "print_format", "notification", "number_card", "dashboard_chart"), True),
	**dict.fromkeys(("dashboard", "workspace", "custom_field", "property_setter"), True),
	**dict.fromkeys(("web_form", "web_page", "website_theme", "client_script", "server_script"), False),
	**dict.fromkeys(("page", "form_tour", "module_onboarding", "onboarding_step", "print_style"), False),
	**dict.fromkeys(("dashboard_chart_source", "web_template", "workflow", "workflow_state"), False),
	**dict.fromkeys(("workflow_action", "email_template", "letter_head", "custom"), False),
}
REPORT_TYPES = {"Script Report": True, "Query Report": True, "Report Builder": False, "Custom Report": False}
# spelling → example; the rest of v15's forms is covered by the same code
NAMINGS = (
	("field:", "field"),
	("naming_series:", "naming series"),
	("format:", "format"),
	("prompt", "prompt"),
	("hash", "random"),
	("autoincrement", "autoincrement"),
	("uuid", "uuid"),
)


@dataclass(frozen=True)
class Feature:
	"""One feature of a definition, and whether the platform has it."""

	kind: str
	name: str
	state: str
	where: str


def features_of(module_folder: Path, root: Path) -> Iterator[Feature]:
	"""The features of everything that stands as `<module>/<folder>/<name>/<name>.json`."""
	for path in sorted(module_folder.glob("*/*/*.json")):
		if path.stem != path.parent.name:
			continue
		folder, where = path.parent.parent.name, str(path.relative_to(root))
		values = read(path)
		if folder == "doctype" and values.get("doctype") == "DocType":
			yield from of_doctype(values, where)
		elif folder in FOLDERS:
			yield Feature("shipped record", folder, WORKS if FOLDERS[folder] else REFUSED, where)
		if folder == "report":
			kind = values.get("report_type") or "?"
			yield Feature("report type", kind, WORKS if REPORT_TYPES.get(kind) else REFUSED, where)


def fixtures_of(package: Path) -> Iterator[Feature]:
	"""The DocTypes of which an app ships records as fixtures."""
	for path in sorted((package / "fixtures").glob("*.json")):
		try:
			rows = json.loads(path.read_text(encoding="utf-8"))
		except ValueError:
			continue
		names = {row.get("doctype") for row in (rows if isinstance(rows, list) else [rows])}
		for name in sorted(name for name in names if name):
			known = name in core_doctypes() or name in own_doctypes(package)
			yield Feature("fixture", name, WORKS if known else REFUSED, str(path.relative_to(package)))


@lru_cache(maxsize=1)
def core_doctypes() -> frozenset[str]:
	"""The DocTypes of the platform."""
	folder = Path(__file__).parents[1] / "doctype"
	return frozenset(read(path)["name"] for path in folder.glob("*/*.json") if path.stem == path.parent.name)


@lru_cache(maxsize=8)
def own_doctypes(package: Path) -> frozenset[str]:
	"""The DocTypes of an app."""
	found = (read(path) for path in package.glob("*/doctype/*/*.json"))
	return frozenset(values["name"] for values in found if values.get("doctype") == "DocType")


def targets_of(package: Path) -> Iterator[Feature]:
	"""The DocTypes that fields of an app's DocTypes point to and that are neither its own nor the platform's."""
	for path in sorted(package.glob("*/doctype/*/*.json")):
		for df in read(path).get("fields") or ():
			name = df.get("options")
			if (
				df.get("fieldtype") not in ("Link", "Table", "Table MultiSelect")
				or not name
				or name == "[Select]"
			):
				continue
			if name not in core_doctypes() and name not in own_doctypes(package):
				yield Feature("link to", name, ELSEWHERE, str(path.relative_to(package)))


def read(path: Path) -> dict[str, Any]:
	"""The document in a JSON file; an empty one if it holds something else."""
	try:
		values = json.loads(path.read_text(encoding="utf-8"))
	except ValueError:
		return {}
	return values if isinstance(values, dict) else {}


def of_doctype(values: dict[str, Any], where: str) -> Iterator[Feature]:
	"""The features of a DocType: its naming, its properties, its fields' types and properties."""
	kind, known = naming_of(str(values.get("autoname") or ""))
	yield Feature("naming", kind, WORKS if known else REFUSED, where)
	for key in switched_on(values):
		yield Feature("DocType property", key, state_of(key, QUIET_DOCTYPE, REFUSED_DOCTYPE), where)
	for df in values.get("fields") or ():
		fieldtype = df.get("fieldtype") or "?"
		has = fieldtype in fieldtypes.FIELD_TYPES
		yield Feature("field type", fieldtype, WORKS if has else REFUSED, where)
		for key in switched_on(df):
			yield Feature("field property", key, state_of(key, QUIET_FIELD), where)


def switched_on(values: dict[str, Any]) -> list[str]:
	"""The plain properties that say something; lists are looked into elsewhere."""
	return [
		key
		for key, value in values.items()
		if value not in (None, 0, "", "0") and not isinstance(value, list | dict) and key in PROPERTIES
	]


def state_of(key: str, quiet: frozenset[str], refused: frozenset[str] = frozenset()) -> str:
	"""Whether a property works."""
	if key in refused:
		return REFUSED
	return NOT_SHOWN if key in quiet and key not in HARMLESS else WORKS


def naming_of(autoname: str) -> tuple[str, bool]:
	"""The kind of naming, and whether the platform has it."""
	for start, kind in NAMINGS:
		if autoname.lower().startswith(start):
			return kind, kind != "uuid"
	if not autoname:
		return "random, or by the controller", True
	return "expression", bool(re.search(r"[.#]", autoname))


def properties() -> frozenset[str]:
	"""The names of the properties a DocType and a field can have."""
	folder = Path(__file__).parents[1] / "doctype"
	names: set[str] = set()
	for name in ("doctype", "docfield"):
		names.update(df["fieldname"] for df in read(folder / name / f"{name}.json")["fields"])
	return frozenset(names) - {"module", "fieldname", "fieldtype", "label", "autoname"}


PROPERTIES = properties()
