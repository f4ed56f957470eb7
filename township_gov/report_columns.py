"""The small pieces every report is put together from."""

import frappe
from frappe import _


def column(fieldname: str, label: str, fieldtype: str, width: int, options: str | None = None) -> dict:
	"""One column of a report."""
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": fieldtype,
		"width": width,
		"options": options,
	}


def hidden_links(**doctypes: str) -> list[dict]:
	"""Columns that hold links by their codes without being shown: User Permissions narrow a report by them, and the names
	beside them are what is read, printed and exported (v15 exports links as codes)."""
	return [
		{**column(fieldname, _(doctype), "Link", 100, doctype), "hidden": 1}
		for fieldname, doctype in doctypes.items()
	]


def leading_to(found: dict, doctype: str, *filters: list) -> dict:
	"""The column, its numbers leading to the records of a list that they count (the standalone's desk; v15 ignores it).

	`filters` are [field, operator, value]; those of a row (its key `drill`) are put before them.
	"""
	return {**found, "drill": {"doctype": doctype, "filters": list(filters)}}


def card(label: str, value: float | str, indicator: str, datatype: str = "Int") -> dict:
	"""One figure above the table."""
	return {"label": label, "value": value, "indicator": indicator, "datatype": datatype}


def share_card(label: str, value: float | None) -> dict:
	"""A percentage above the table; a dash where there is nothing to count yet."""
	return card(label, "–", "Grey", "Data") if value is None else card(label, value, "Green", "Percent")


def share(part: int, whole: int) -> float | None:
	"""Percent with one decimal; None where there is nothing to divide by."""
	return round(part * 100 / whole, 1) if whole else None


def average(values: list[int]) -> float | None:
	"""Mean with one decimal; None of nothing."""
	return round(sum(values) / len(values), 1) if values else None


def group_names(doctype: str | None, title: str | None, keys, context: str) -> dict[str, str]:
	"""Readable names of the groups of a report: the linked record's title, or the translated option of the doctype
	`context`."""
	nothing = {"": _("Not Given")}
	if not doctype:
		return {**{key: _(key, context=context) for key in keys if key}, **nothing}
	found = frappe.get_all(
		doctype, filters={"name": ["in", [*keys, ""]]}, fields=["name", f"{title} as title"]
	)
	return {**{row.name: row.title for row in found}, **nothing}
