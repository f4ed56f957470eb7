"""Version: what one save changed."""

from __future__ import annotations

import json
from typing import Any

from frappe_standalone.core.context import db
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.model.versions import get_diff, version_data
from frappe_standalone.core.utils.jsons import as_json

__all__ = ["Version", "get_diff"]


class Version(Document):
	"""`data` is the JSON that `get_diff` describes."""

	def update_version_info(self, old: Document | None, new: Document) -> bool:
		"""Fill in the difference of two states; False if there is none."""
		data = version_data(old, new)
		if data:
			self.ref_doctype = new.doctype
			self.docname = new.name
			self.data = as_json(data, indent=None, separators=(",", ":"))
		return bool(data)

	def get_data(self) -> dict[str, Any]:
		return json.loads(self.data)


def on_doctype_update() -> None:
	db.add_index("Version", ["ref_doctype", "docname"])
