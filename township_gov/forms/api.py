"""Taking a form out and bringing one in, for whoever may make forms: `/form-package`."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import quote

import frappe
from frappe import _
from frappe.utils import escape_html

from township_gov.forms import package

LARGEST = 5_000_000  # letters of a file; a form is some ten thousand


def check_maker() -> None:
	"""Raise PermissionError for whoever may not make forms."""
	frappe.has_permission("DocType", "create", throw=True)


@frappe.whitelist()
def export(doctype: str) -> None:
	"""A form made here as a file (JSON); the audit records the download."""
	check_maker()
	content = frappe.as_json(package.packed(doctype))
	frappe.response.update({"type": "download", "filename": f"{_(doctype)}.json", "filecontent": content})
	frappe.response["content_type"] = "application/json"


@frappe.whitelist(methods=["POST"])
def look(file_name: str = "", file_content: str = "") -> dict[str, str]:
	"""What a file would make on this site, in words; writes nothing."""
	check_maker()
	found = package.checked(content_of(file_content))
	lines = "".join(f"<li>{escape_html(line)}</li>" for line in package.summary(found))
	return {
		"html": f'<section class="adm-card"><h2>{escape_html(_("This will be made"))}</h2><ul class="adm-list">{lines}</ul></section>'
	}


@frappe.whitelist(methods=["POST"])
def bring_in(file_name: str = "", file_content: str = "") -> dict[str, str]:
	"""Make the form that a file holds."""
	check_maker()
	name = package.bring_in(package.checked(content_of(file_content)))
	said = _("“{0}” was brought in. Look at its rights and its flow, then publish the flow.").format(_(name))
	return {"said": said, "url": f"/app/{quote(name.lower().replace(' ', '-'))}"}


def content_of(file_content: Any) -> bytes:
	"""The file that a page sends as Base64."""
	if not file_content or len(file_content) > LARGEST:
		frappe.throw(_("Choose the file that the export made."), package.NotAPackageError)
	try:
		return base64.b64decode(file_content, validate=True)
	except (binascii.Error, ValueError):
		frappe.throw(_("Choose the file that the export made."), package.NotAPackageError)
