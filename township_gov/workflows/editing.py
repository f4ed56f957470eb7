"""What a form lets this person change, told with the document, so that the standalone desk draws it that way at once.

The guard refuses the rest anyway; here a person sees it before typing. `__onload.editing` holds `only` (field rights as
in a flow: `field`, `table`, `table.column`, `table:add`, `table:delete`, `*`), `never` (fields that `*` leaves out) and,
where there are any, `hidden` (fields that his step leaves out).
"""

from __future__ import annotations

from township_gov.workflows import published, standing


def onload(doc, method: str | None = None) -> None:
	"""Tell the form which fields are open to the session's user (hook `onload` of every doctype)."""
	if not doc.is_new() and doc.doctype in published.guarded():
		doc.set_onload("editing", allowed(doc, standing.of(doc)))


def allowed(doc, now: standing.Standing) -> dict[str, list[str]]:
	"""The rights of whoever `now` was asked for, as a desk reads them."""
	told = {"only": sorted(now.rights), "never": published.status_fields(doc)}
	return told | ({"hidden": list(now.hidden)} if now.hidden else {})
