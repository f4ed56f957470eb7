"""Where a text stands, in words: an administrator tells two equal texts apart by it."""

from __future__ import annotations

from collections import defaultdict

import frappe
from frappe import _

from frappe_standalone.core.translate import enumerated
from frappe_standalone.core.wording.texts import Text

NAMED = 3  # places that are named; more of them are dots


class Places:
	"""The places of some texts, read together."""

	def __init__(self, texts: list[Text]):
		names = {name for text in texts for name in (text.source, text.context) if name}
		self.doctypes = set(frappe.get_all("DocType", {"name": ("in", [*names, ""])}, pluck="name"))
		sources = {"label": ("in", [*(text.source for text in texts), ""])}
		self.parents: dict[str, set[str]] = defaultdict(set)
		for doctype, column in (("DocField", "parent"), ("Custom Field", "dt")):
			for label, parent in frappe.get_all(
				doctype, sources, ["label", column], as_list=True, limit_page_length=0
			):
				self.parents[label].add(parent)

	def of(self, text: Text) -> str:
		"""The forms whose name, field or choice it is; else that it is a message or button."""
		if text.source in self.doctypes and not text.context:
			return _("name of a form")
		parents = {parent for parent in self.parents[text.source] if text.context in ("", parent)}
		if parents:
			return _("field of {0}").format(listed(parents))
		if text.context in self.doctypes:
			return _("choice of {0}").format(_(text.context))
		return _("messages and buttons")


def listed(parents: set[str]) -> str:
	names = sorted({_(parent) for parent in parents})
	return enumerated(names[:NAMED]) + ("…" if len(names) > NAMED else "")
