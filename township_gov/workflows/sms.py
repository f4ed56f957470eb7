"""Text messages through an adapter: the site's gateway, or (by default) one file for each message.

An adapter is a function `(number, text, key) -> None` named under the hook `sms_adapters` (name → dotted path); the
setting `sms_adapter` chooses one. It raises when the message was not taken. Called again with a `key` that it has sent, it
does nothing: a message may be tried twice and must arrive once.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import frappe
from frappe import _

from township_gov import secret_fields, settings
from township_gov.policies import identity

FOLDER = "sms"


class NoNumberError(frappe.ValidationError):
	"""The person's record holds no telephone number."""


class NoAdapterError(frappe.ValidationError):
	"""The setting names an adapter that no app offers."""


def send(user: str, text: str, key: str) -> str:
	"""Send a text message to a person; the masked number.

	Raises `NoNumberError`, `NoAdapterError`, or what the adapter raises.
	"""
	cadre = frappe.db.get_value(
		"Cadre", {"user_id": user}, ["name", "employee_name", "township"], as_dict=True
	)
	number = secret_fields.reveal("Cadre", cadre.name, "cell_number") if cadre else None
	if not number:
		text = _("{0} has no telephone number in the Cadre record; enter it there.")
		frappe.throw(text.format(cadre.employee_name if cadre else user), NoNumberError)
	masked = identity.mask_phone(number)
	_adapter(cadre.township)(number, text, key)
	frappe.logger("township_sms").info("text message %s to %s", _digest(key), masked)
	return masked


def _adapter(township: str | None):
	name = settings.get("sms_adapter", township=township)
	paths = frappe.get_hooks("sms_adapters", {}).get(name) or []
	if not paths:
		text = _("No app offers the text message adapter {0}; correct the setting sms_adapter.")
		frappe.throw(text.format(name), NoAdapterError)
	return frappe.get_attr(paths[-1])


def write_file(number: str, text: str, key: str) -> None:
	"""The default adapter: a file in the site's private folder, which a gateway of the township's own picks up.

	First line the number, then the text. Only the program's own account may read it.
	"""
	folder = Path(frappe.get_site_path("private", FOLDER))
	folder.mkdir(mode=0o700, parents=True, exist_ok=True)
	target = folder / f"{_digest(key)}.txt"
	if target.exists() or (folder / f"{_digest(key)}.done").exists():
		return
	part = target.with_suffix(".part")
	descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
	with os.fdopen(descriptor, "w", encoding="utf-8") as file:
		file.write(f"{number}\n{text}\n")
	os.replace(part, target)


def _digest(key: str) -> str:
	return hashlib.sha256(key.encode()).hexdigest()[:24]
