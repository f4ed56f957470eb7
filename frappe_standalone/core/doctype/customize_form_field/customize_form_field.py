"""Controller of Customize Form Field."""

from frappe_standalone.core.model.document import Document


class CustomizeFormField(Document):
	"""A field of the form that Customize Form is changing; never stored."""
