"""What a form lets this person change, told with the document, so that the standalone desk draws it that way at once.

The guard refuses the rest anyway; here a person sees it before typing. `__onload.editing` holds `only` (field rights as
in a flow: `field`, `table`, `table.column`, `table:add`, `table:delete`, `*`), `never` (fields that `*` leaves out) and,
where there are any, `hidden` (fields that his step leaves out); `why` says why nothing is open.
"""

from __future__ import annotations

from frappe import _

from township_gov.workflows import published, standing


def onload(doc, method: str | None = None) -> None:
	"""Tell the form which fields are open to the session's user (hook `onload` of every doctype)."""
	if not doc.is_new() and doc.doctype in published.guarded():
		doc.set_onload("editing", allowed(doc, standing.of(doc)))


def allowed(doc, now: standing.Standing) -> dict[str, list[str] | str]:
	"""The rights of whoever `now` was asked for, as a desk reads them."""
	told: dict[str, list[str] | str] = {"only": sorted(now.rights), "never": published.status_fields(doc)}
	told |= {"hidden": list(now.hidden)} if now.hidden else {}
	return told | ({"why": text} if (text := why(now)) else {})


def why(now: standing.Standing) -> str:
	"""In one line, why nothing can be changed here now; nothing where something can."""
	if now.rights or now.instance is None:
		return ""
	if not now.running:
		return _("Its approval is over: it is kept as it was decided.")
	if now.state.suspended:
		return _("Its approval is suspended: nobody changes it until it goes on.")
	step = standing.node_label(now)
	if now.mine:
		return _("At the step {0} you decide; the contents stay as they are.").format(step)
	return _("It is in approval at the step {0}: you can read it, whoever has the task decides.").format(step)
