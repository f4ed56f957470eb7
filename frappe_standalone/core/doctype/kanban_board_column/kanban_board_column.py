"""A column of a Kanban Board: one value of its field."""

from __future__ import annotations

from frappe_standalone.core.model.document import Document


class KanbanBoardColumn(Document):
	"""Fields only; an archived column is not shown."""
