"""Documents with a page of their own on the website; v15's `WebsiteGenerator`."""

from __future__ import annotations

import re
from typing import Any

from frappe_standalone.core.data import _dict
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.modules import get_module_name

MAX_ROUTE = 139
_SIGNS = re.compile(r"""[~!@#$%^&*+()<>,."'?]""")
_BREAKS = re.compile(r"[:/]")


def cleanup_page_name(title: str | None) -> str:
	"""A title as part of an address: small letters, hyphens, no signs; at most 140 characters."""
	name = _BREAKS.sub("-", _SIGNS.sub("", (title or "").lower()))
	return re.sub("-+", "-", "-".join(name.split()))[:140]


class WebsiteGenerator(Document):
	"""Base class of DocTypes with `has_web_view`: a published document gets a `route`, and a page there."""

	website: Any = _dict()

	def get_website_properties(self, key: str | None = None, default: Any = None) -> Any:
		"""What the class says in `website` (or the document in `_website`) about its pages."""
		said = getattr(self, "_website", None) or getattr(self, "website", None)
		said = said if isinstance(said, dict) else {}
		return said.get(key, default) if key else said

	def autoname(self) -> None:
		if not self.name and self.meta.autoname != "hash":
			self.name = self.scrubbed_title()

	def onload(self) -> None:
		self.set_onload("is_website_generator", True)
		self.set_onload("published", self.is_website_published())

	def validate(self) -> None:
		self.set_route()

	def set_route(self) -> None:
		"""Give a published document its address."""
		if self.is_website_published() and not self.get("route"):
			self.route = self.make_route()
		if self.get("route"):
			self.route = self.route.strip("/.")[:MAX_ROUTE]

	def make_route(self) -> str:
		"""The address made from the title, below the DocType's `route` if it has one."""
		title = self.scrubbed_title()
		return f"{self.meta.route}/{title}" if self.meta.route else title

	def scrubbed_title(self) -> str:
		return self.scrub(self.get(self.get_title_field()))

	def scrub(self, text: str) -> str:
		"""A text as part of an address."""
		return cleanup_page_name(text).replace("_", "-")

	def get_title_field(self) -> str:
		"""The field with the page's title."""
		said = self.get_website_properties("page_title_field")
		return said or self.meta.title_field or ("title" if self.meta.has_field("title") else "name")

	def get_condition_field(self) -> str | None:
		"""The field that says whether the document is published; None if all are."""
		return self.get_website_properties("condition_field") or self.meta.is_published_field or None

	def is_website_published(self) -> bool:
		field = self.get_condition_field()
		return bool(self.get(field)) if field else True

	def get_parents(self, context: Any) -> Any:
		"""The pages above this one, for the page's breadcrumbs; for subclasses."""

	def get_page_info(self) -> _dict:
		"""What the page's template sees besides the document."""
		info = _dict(
			doc=self,
			page_or_generator="Generator",
			ref_doctype=self.doctype,
			idx=self.idx,
			docname=self.name,
			controller=get_module_name(self.doctype, self.meta.module),
		)
		info.update(self.get_website_properties())
		info.page_title = info.page_title or self.get(self.get_title_field())
		info.title = info.page_title
		return info
