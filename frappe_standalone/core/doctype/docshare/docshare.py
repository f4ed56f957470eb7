"""DocShare: a document opened to one more user, or to everybody."""

from __future__ import annotations

from frappe_standalone.core.context import db
from frappe_standalone.core.messages import throw
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.permissions.shares import check_share_permission
from frappe_standalone.core.translate import _


class DocShare(Document):
	"""Who shares must have the right to share."""

	def validate(self) -> None:
		if self.everyone:
			self.user = None
		elif not self.user:
			throw(_("Choose a user to share with, or share with everyone"))
		if self.share or self.write or self.submit:
			self.read = 1
		if self.submit:
			self.write = 1
		if not self.flags.ignore_share_permission:
			check_share_permission(self.share_doctype, self.share_name)
		if self.submit and not get_doc(self.share_doctype, self.share_name).meta.is_submittable:
			throw(
				_("{0} is not submittable, so the right to submit cannot be shared").format(
					_(self.share_doctype)
				)
			)

	def on_update(self) -> None:
		"""Who got the right in this request has it in this request (`shared_rights` keeps what it read)."""
		db.value_cache.pop("DocShare", None)


def on_doctype_update() -> None:
	db.add_index("DocShare", ["user", "share_doctype"])
	db.add_index("DocShare", ["share_doctype", "share_name"])
