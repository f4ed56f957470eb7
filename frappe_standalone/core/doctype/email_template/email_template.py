"""Email Template: subject and text of a mail, in Jinja, filled from a document."""

from __future__ import annotations

import json
from typing import Any

from frappe_standalone.core.http.templates import render_template, validate_template
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.whitelist import whitelist


class EmailTemplate(Document):
	"""Its text is `response`, or `response_html` with `use_html`."""

	@property
	def response_(self) -> str | None:
		"""The text in use."""
		return self.response_html if self.use_html else self.response

	def validate(self) -> None:
		validate_template(self.subject)
		validate_template(self.response_)

	def get_formatted_subject(self, doc: Any) -> str:
		return render_template(self.subject, doc)

	def get_formatted_response(self, doc: Any) -> str:
		return render_template(self.response_, doc)

	def get_formatted_email(self, doc: Any) -> dict[str, str]:
		"""{subject, message}, filled from a dictionary (or its JSON)."""
		doc = json.loads(doc) if isinstance(doc, str) else doc
		return {"subject": self.get_formatted_subject(doc), "message": self.get_formatted_response(doc)}


@whitelist()
def get_email_template(template_name: str, doc: Any) -> dict[str, str]:
	"""A template the user may read, filled from a document."""
	template = get_doc("Email Template", template_name)
	template.check_permission("read")
	return template.get_formatted_email(doc)
