"""What the linter is told of this site: fields with their types, and who would be asked in each township."""

from __future__ import annotations

from collections.abc import Collection

import frappe

from township_gov.workflows import people
from township_gov.workflows.core.site import Field, Site
from township_gov.workflows.core.staffing import Resolver
from township_gov.workflows.definition import Approver, Flow
from township_gov.workflows.linter import Problem, lint, lint_people

_DISPLAY = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold", "Image")


def problems(flow: Flow) -> list[Problem]:
	"""What is wrong with a flow on this site: itself, the names it uses, the people it would ask."""
	found = lint(flow, site=site_of(flow.applies_to))
	if any(problem.error for problem in found) or not frappe.db.exists("DocType", flow.applies_to):
		return found
	return found + lint_people(flow, townships(flow), resolver(flow), is_sound=True)


def site_of(doctype: str) -> Site:
	"""The document type's fields; an unknown type is a problem of its own."""
	if not doctype:
		return Site()
	if not frappe.db.exists("DocType", doctype):
		return Site(doctypes=())
	return Site(fields=fields_of(doctype))


def fields_of(doctype: str) -> dict[str, Field]:
	"""Fields of a doctype by name, with the columns of its tables as `table.column`."""
	found = {
		"name": Field("Data", required=True),
		"owner": Field("Link", required=True),
		"docstatus": Field("Int"),
	}
	for df in frappe.get_meta(doctype).fields:
		if df.fieldtype in _DISPLAY:
			continue
		found[df.fieldname] = _field(df)
		if df.fieldtype in ("Table", "Table MultiSelect"):
			for column in frappe.get_meta(df.options).fields:
				if column.fieldtype not in _DISPLAY:
					found[f"{df.fieldname}.{column.fieldname}"] = _field(column)
	return found


def _field(df) -> Field:
	options = (df.options or "").split("\n") if df.fieldtype == "Select" else []
	named = tuple(option for option in options if option)
	return Field(df.fieldtype, named, bool(df.reqd) and "" not in options[1:])


def townships(flow: Flow) -> dict[str, str]:
	"""The townships that the flow serves, name by label; one without a name where the document belongs to none."""
	scoped = any(
		frappe.get_meta(flow.applies_to).has_field(rule.township_field)
		for node in flow.nodes
		for rule in node.rules
	)
	if not scoped:
		return {"": ""}
	filters = {"name": flow.township} if flow.township else {}
	rows = frappe.get_all("Township", filters=filters, fields=["name", "township_name"], order_by="name asc")
	return {row.township_name or row.name: row.name for row in rows}


def resolver(flow: Flow) -> Resolver:
	"""Who would be asked today by a rule that does not look at the document."""
	names, towns = _Names(), townships(flow)
	known: dict[tuple[str, Approver], Collection[str] | None] = {}

	def resolve(town: str, rule: Approver) -> Collection[str] | None:
		if (town, rule) not in known:
			known[town, rule] = _resolved(rule, towns[town], names)
		return known[town, rule]

	return resolve


def _resolved(rule: Approver, township: str, names: _Names) -> Collection[str] | None:
	fixed = rule.rule in ("Role in Scope", "Named User") or (rule.rule == "Holder of a Post" and rule.post)
	if not fixed:
		return None
	values = frappe._dict({rule.township_field: township})
	asked = people.candidates([rule], values, None)
	found = frozenset(names.of(row) for row in asked)
	# The holders of a role in an office are some of those in the township: which, the document says.
	return None if rule.office_field and found else found


class _Names(dict):
	"""What to call natural persons: by their names, and two of the same name apart."""

	def of(self, row: dict) -> str:
		label = row["name"]
		if self.setdefault(label, row["person"]) != row["person"]:
			label = f"{label} ({row['user']})"
		return label
