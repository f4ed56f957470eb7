"""What must work after an upgrade: the server answers, and every DocType can be listed and opened."""

from __future__ import annotations

from pathlib import Path

from werkzeug.test import Client

from frappe_standalone.core.context import local
from frappe_standalone.core.db import READ
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.translate import _

ADDRESSES = ("/api/method/ping", "/login")


class SmokeTestFailed(RuntimeError):
	"""Something that worked before every release does not."""


def smoke_test(site_dir: Path) -> None:
	"""Ask for the first pages; read the newest document of each DocType as its form would.

	Raises:
		SmokeTestFailed: naming the page or the document.
	"""
	ask_for_pages(site_dir)
	with site_context(site_dir, mode=READ):
		for doctype in sorted(
			local.db.get_values("DocType", {"is_virtual": 0, "istable": 0}, "name", pluck=True)
		):
			open_newest(doctype)


def ask_for_pages(site_dir: Path) -> None:
	"""Ask the application as a browser does."""
	from frappe_standalone.core.http.app import Application

	client = Client(Application(site_dir))
	for address in ADDRESSES:
		response = client.get(address)
		response.close()
		if response.status_code != 200:
			text = _("The page {0} answers {1}.")
			raise SmokeTestFailed(text.format(address, response.status))


def open_newest(doctype: str) -> None:
	"""List a DocType and load its newest document with all rows."""
	from frappe_standalone.core.meta import get_meta
	from frappe_standalone.core.model.document import get_doc
	from frappe_standalone.core.query.listing import get_list

	try:
		if get_meta(doctype).issingle:
			get_doc(doctype)
			return
		for row in get_list(doctype, fields=["name"], order_by="modified desc", limit_page_length=1):
			get_doc(doctype, row.name).as_dict()
	except Exception as error:
		raise SmokeTestFailed(_("{0} cannot be opened: {1}").format(_(doctype), error)) from error
