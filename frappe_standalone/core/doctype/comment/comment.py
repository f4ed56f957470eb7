"""Comment: what people and the system say about a document."""

from __future__ import annotations

from frappe_standalone.core.context import db, session
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.utils.people import get_fullname


class Comment(Document):
	"""Comments of people are counted in the document's `_comments`, for lists."""

	def validate(self) -> None:
		self.comment_email = self.comment_email or session.user
		self.comment_by = self.comment_by or get_fullname(self.comment_email)

	def after_insert(self) -> None:
		self.count()
		if self.comment_type == "Comment":
			from frappe_standalone.core.desk.comments import tell_mentioned

			tell_mentioned(self)

	def on_update(self) -> None:
		self.count()

	def after_delete(self) -> None:
		self.count()

	def count(self) -> None:
		"""Write the last comments of a document to its `_comments`."""
		from frappe_standalone.core.utils.jsons import as_json

		if self.comment_type != "Comment" or not (self.reference_doctype and self.reference_name):
			return
		about = {"reference_doctype": self.reference_doctype, "reference_name": self.reference_name}
		filters = {**about, "comment_type": "Comment"}
		if not db.table_exists(self.reference_doctype) or not db.has_column(
			self.reference_doctype, "_comments"
		):
			return
		columns = ["name", "comment_email", "content"]
		rows = db.get_values("Comment", filters, columns, order_by="creation asc", as_dict=True)
		text = [{"comment": row.content, "by": row.comment_email, "name": row.name} for row in rows]
		db.set_value(
			self.reference_doctype,
			self.reference_name,
			"_comments",
			as_json(text, indent=None) if text else None,
			update_modified=False,
		)


def on_doctype_update() -> None:
	db.add_index("Comment", ["reference_doctype", "reference_name"])
