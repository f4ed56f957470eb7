"""Has Role: a role of a user, report, workspace …"""

from frappe_standalone.core.context import db
from frappe_standalone.core.model.document import Document


class HasRole(Document):
	"""A row; the roles of users are kept in memory and read again when the user is saved."""


def on_doctype_update() -> None:
	db.add_index("Has Role", ["parent", "role"])
