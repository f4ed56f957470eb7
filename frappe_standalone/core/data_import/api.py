"""The import as the desk's page uses it: `upload`, `preview`, `apply`, `mappings`."""

import json
from pathlib import Path

import frappe
from frappe import _

from frappe_standalone.core.data_import.mapping import Mapping, find_shipped_mapping, imports_folder
from frappe_standalone.core.data_import.readers import Table, read_content
from frappe_standalone.core.data_import.run import ImportOptions, ImportResult, choose_mapping, import_table

SAMPLE_ROWS = 20
SHOWN_BAD_ROWS = 200


@frappe.whitelist()
def mappings(doctype: str | None = None) -> list[dict]:
	"""Return the mappings the apps bring: name, doctype, description, parameters."""
	found = []
	for app in frappe.get_installed_apps():
		for path in sorted(imports_folder(app).glob("*.json")):
			data = json.loads(path.read_text(encoding="utf-8"))
			if doctype in (None, data["doctype"]) and frappe.has_permission(data["doctype"], "import"):
				found.append(
					{
						"name": path.stem,
						"doctype": data["doctype"],
						"description": _(data.get("description") or path.stem),
						"parameters": data.get("parameters") or {},
					}
				)
	return found


@frappe.whitelist(methods=["POST"])
def upload(doctype: str) -> dict:
	"""Store the file of the request privately and return its address and first rows."""
	check_permission(doctype)
	sent = frappe.local.request.files.get("file")
	if not sent:
		frappe.throw(_("Choose a file to import."))
	content = sent.stream.read()
	table = read_content(sent.filename, content)
	file = frappe.get_doc(
		{"doctype": "File", "file_name": sent.filename, "is_private": 1, "content": content}
	).save(ignore_permissions=True)
	return {"file": file.name, "file_name": file.file_name, **sample(table)}


@frappe.whitelist(methods=["POST"])
def preview(doctype: str, file: str, map: str | None = None, parameters: str | dict | None = None) -> dict:
	"""Check every row without changing anything; returns figures and bad rows."""
	return _run(doctype, file, map, parameters, dry_run=True)


@frappe.whitelist(methods=["POST"])
def apply(
	doctype: str,
	file: str,
	map: str | None = None,
	parameters: str | dict | None = None,
	skip_bad: bool | int | str = False,
) -> dict:
	"""Load the file; nothing stays loaded when a row is refused, unless `skip_bad`."""
	return _run(doctype, file, map, parameters, skip_bad=bool(frappe.utils.sbool(skip_bad)))


def _run(doctype: str, file: str, map_name: str | None, parameters, **how) -> dict:
	check_permission(doctype)
	doc = frappe.get_doc("File", file)
	doc.check_permission("read")
	table = read_content(doc.file_name, Path(doc.get_full_path()).read_bytes())
	map_file = find_shipped_mapping(map_name, frappe.get_installed_apps()) if map_name else None
	mapping_for = choose_mapping(doctype, map_file)

	def checked(table: Table) -> Mapping:
		mapping = mapping_for(table)
		for target in mapping.targets:
			check_permission(target.doctype)
		return mapping

	options = ImportOptions(frappe.parse_json(parameters) or {}, **how)
	return {**sample(table), **as_dict(import_table(table, checked, options), how)}


def check_permission(doctype: str) -> None:
	"""Refuse without the right to import this doctype."""
	frappe.has_permission(doctype, "import", throw=True)


def sample(table: Table) -> dict:
	"""Return the columns and first rows of a table."""
	return {
		"columns": table.columns,
		"encoding": table.encoding,
		"rows": len(table.rows),
		"sample": [
			[row.line, *(row.values.get(column, "") for column in table.columns)]
			for row in table.rows[:SAMPLE_ROWS]
		],
	}


def as_dict(result: ImportResult, how: dict) -> dict:
	"""Return a result as plain values."""
	return {
		"loaded": not how.get("dry_run") and not (result.bad and not how.get("skip_bad")),
		"filtered": result.filtered,
		"counts": [
			{"doctype": name, "label": _(name), **vars(counts)} for name, counts in result.counts.items()
		],
		"bad_count": len(result.bad),
		"bad": [{"line": bad.line, "reason": bad.reason} for bad in result.bad[:SHOWN_BAD_ROWS]],
	}
