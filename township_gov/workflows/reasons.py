"""Why a person was asked, as people read it."""

from __future__ import annotations

from typing import Any

from frappe import _

_ADDED = {
	"transfer": "Given the task by {0}",
	"delegate": "Asked for an opinion by {0}",
	"copy": "Sent a copy by {0}",
	"reassign": "Given the task by {0}",
}
_SENTENCES = {
	"Head of Office": ("Head of {0}", "office_name"),
	"Head of Initiator": ("Head of {0}", "office_name"),
	"Deputy of Office": ("Deputy of {0}", "office_name"),
	"Leader by Portfolio": ("In charge of {0} by the division of work since {1}", "place", "since"),
	"Holder of a Post": ("Holds the post {0} since {1}", "post_name", "since"),
	"Previous Handler": ("Handled the step before",),
	"Named User": ("Named in the approval flow",),
}


def explain(why: dict[str, Any], language: str | None = None) -> str:
	"""Why a person was asked, as a sentence in a language (default: the reader's)."""
	rule = why.get("rule")
	if rule == "Role in Scope":
		return _role_sentence(why, language)
	if rule == "Added":
		return _(_ADDED.get(why.get("how", ""), "Added as a signer by {0}"), language).format(why["by"])
	if rule == "Document Field":
		return _("Named in the document's field {0}", language).format(_(why["label"], language))
	if rule in _SENTENCES:
		text, *names = _SENTENCES[rule]
		return _(text, language).format(*(why[name] for name in names))
	return _("Started the approval", language)


def brief(why: dict[str, Any]) -> str:
	"""The same in a few words, without since when: for where several people stand one below the other."""
	rule = why.get("rule")
	if rule == "Role in Scope":
		role, office = _(why["role"]), why.get("office_name")
		return _("{0}, {1}", context="Flow Designer").format(office, role) if office else role
	if rule == "Leader by Portfolio":
		return _("In charge of {0}", context="Approval").format(why["place"])
	if rule == "Holder of a Post":
		return why["post_name"]
	return explain(why)


def _role_sentence(why: dict[str, Any], language: str | None) -> str:
	since, role = why["since"], _(why["role"], language)
	place = why.get("office_name") or why.get("township_name")
	if place:
		return _("Holds the role {0} in {1} since {2}", language).format(role, place, since)
	return _("Holds the role {0} since {1}", language).format(role, since)
