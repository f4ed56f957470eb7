"""List View Settings: what everybody's list of a DocType shows until he chooses himself."""

from __future__ import annotations

from frappe_standalone.core.model.document import Document


class ListViewSettings(Document):
	"""Named after its DocType; `fields` is a JSON list of {fieldname, width?}."""
