"""The hand-over list of somebody who leaves a post: what the system knows that he answers for (S46)."""

import frappe

from township_gov import clock, language
from township_gov.policies.spans import Span


def list_for(cadre: str, post: str, notes: str | None = None) -> str:
	"""One line for each thing to hand over, in the site's language; `notes` are the plan's common points."""
	lines = [language.stored("Files, seals, keys and accounts of the post")]
	lines += _duties(post) + _powers(post) + _portfolio(cadre) + _open_tasks(cadre)
	lines += [line for line in (notes or "").splitlines() if line.strip()]
	return "\n".join(f"□ {line}" for line in lines)


def _duties(post: str) -> list[str]:
	duties = frappe.db.get_value("Post", post, "duties") or ""
	return [line.strip() for line in duties.splitlines() if line.strip()]


def _powers(post: str) -> list[str]:
	powers = frappe.get_all(
		"Delegated Power", filters={"post": post, "status": "In Force"}, pluck="power_name", order_by="name"
	)
	return [language.stored("Delegated power: {0}").format(power) for power in powers]


def _portfolio(cadre: str) -> list[str]:
	rows = frappe.get_all(
		"Portfolio", filters={"leader": cadre}, fields=["name", "from_date", "to_date", "duties"]
	)
	today = clock.today()
	return [
		language.stored("Portfolio {0}: {1}").format(row.name, row.duties or "-")
		for row in rows
		if Span(row.from_date, row.to_date).has(today)
	]


def _open_tasks(cadre: str) -> list[str]:
	user = frappe.db.get_value("Cadre", cadre, "user_id")
	count = frappe.db.count("Approval Task", {"assigned_to": user, "status": "Open"}) if user else 0
	return [language.stored("{0} open approval tasks").format(count)] if count else []
