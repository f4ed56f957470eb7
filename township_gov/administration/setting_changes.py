"""Changing a setting: a new value from a day on, with what it would touch shown first."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.utils import getdate

from township_gov import clock
from township_gov.administration import access, setting_book
from township_gov.administration import setting_words as words
from township_gov.audit import entries, kinds
from township_gov.audit.place import Place
from township_gov.policies.parameters import parameter
from township_gov.policies.refusal import RuleError
from township_gov.township_gov.doctype.petition import daily as petitions
from township_gov.township_gov.doctype.rule_setting.rule_setting import EVERYWHERE, InvalidSettingError
from township_gov.township_gov.doctype.service_case import daily as service_cases

PAGE = "/rule-settings"
# Beginning of the key → the register whose open records go on under the old value, and which are open
_REGISTERS = (
	("X", "Petition", petitions.OPEN),
	("max_representatives", "Petition", petitions.OPEN),
	("L", "Service Case", service_cases.OPEN),
	("A", "Service Case", service_cases.OPEN),
	("licence_verifiers", "Service Case", service_cases.OPEN),
	("incoming_", "Incoming Document", None),
	("leave_", "Leave Request", None),
)


@frappe.whitelist(methods=["POST"])
def try_out(
	setting_key: str,
	value: Any = None,
	valid_from: str | None = None,
	township: str | None = None,
	source: str | None = None,
) -> dict:
	"""What a new value would do, as HTML for the page; nothing is written."""
	access.check()
	new = _new(setting_key, value, valid_from, township)
	context = {"words": effect(**new)}
	return {"html": frappe.render_template("templates/administration/setting_effect.html", context)}


def effect(setting_key: str, value: str, valid_from: date, township: str) -> list[str]:
	"""What a new value would do, in sentences."""
	entry = parameter(setting_key)
	line = setting_book.detail(setting_key, township)
	said = [
		_("Now: {0}. From {1}: {2}.").format(
			line["value"], valid_from, words.value(entry, entry.parse(value))
		)
	]
	if not setting_book.is_dated(setting_key):
		return [*said, _("It holds for everything that is looked at from that day on.")]
	said.append(_("It holds for what begins on that day or later."))
	doctype, count = running(setting_key, township)
	if doctype:
		said.append(
			_("{0}: {1} running now keep the value of the day on which they began.").format(_(doctype), count)
		)
	later = [row for row in line["next"] if row["since"] > str(valid_from)]
	said += [
		_("From {0} the value {1} follows, as entered.").format(row["since"], row["value"]) for row in later
	]
	return said


def running(setting_key: str, township: str = "") -> tuple[str, int]:
	"""The register that a setting is for, and how many of its records are running."""
	found = next((row for row in _REGISTERS if words.begins_with(setting_key, row[0])), None)
	if not found:
		return "", 0
	_beginning, doctype, states = found
	own = {"township": township} if township else {}
	if states:
		return doctype, frappe.db.count(doctype, {"status": ("in", states), **own})
	return doctype, frappe.db.count(
		"Approval Instance", {"reference_doctype": doctype, "status": "Running", **own}
	)


@frappe.whitelist(methods=["POST"])
def save(
	setting_key: str,
	value: Any = None,
	valid_from: str | None = None,
	source: str | None = None,
	township: str | None = None,
) -> dict[str, str]:
	"""Enter a value that holds from a day on; one entered before for the same day is replaced.

	Raises:
		InvalidSettingError, PermissionError
	"""
	access.check()
	new = _new(setting_key, value, valid_from, township)
	if not (source or "").strip():
		frappe.throw(
			_("Enter the law or document that sets this value, with its number."), InvalidSettingError
		)
	_write(new, str(source).strip())
	entry = parameter(setting_key)
	said = _("Saved: {0} from {1} on: {2}.").format(
		_(entry.title), new["valid_from"], words.value(entry, entry.parse(new["value"]))
	)
	return {"said": said, "url": address(setting_key, new["township"])}


def _write(new: dict[str, Any], source: str) -> None:
	place = {
		"setting_key": new["setting_key"],
		"scope": new["township"] or EVERYWHERE,
		"valid_from": new["valid_from"],
	}
	there = frappe.db.get_value("Rule Setting", place)
	doc = frappe.get_doc("Rule Setting", there) if there else frappe.new_doc("Rule Setting")
	doc.update({**new, "source": source})
	doc.save() if there else doc.insert()


@frappe.whitelist(methods=["POST"])
def take_back(name: str) -> dict[str, str]:
	"""Delete a value that has not come into force yet.

	Raises:
		InvalidSettingError, PermissionError
	"""
	access.check()
	doc = frappe.get_doc("Rule Setting", name)
	if getdate(doc.valid_from) <= clock.today():
		frappe.throw(
			_("This value is in force already, so it stays in the history. Enter a new one instead."),
			InvalidSettingError,
		)
	frappe.delete_doc("Rule Setting", name)
	return {"said": _("The value was taken back."), "url": address(doc.setting_key, doc.township or "")}


@frappe.whitelist(methods=["POST"])
def printed(setting_key: str | None = None) -> None:
	"""Record that the history of a setting, or the whole list, is printed."""
	access.check()
	entries.write(kinds.PRINT, about=Place("Rule Setting", ""), action=setting_key or _("All settings"))


def _new(setting_key: str, value: Any, valid_from: str | None, township: str | None) -> dict[str, Any]:
	"""What a form sends, checked as far as the record does not do it itself."""
	try:
		text = words.entered(setting_key, value)
		parameter(setting_key).parse(text)
	except RuleError as error:
		frappe.throw(error.refusal.text(_), InvalidSettingError)
	first = setting_book.earliest(setting_key)
	day = getdate(valid_from) if valid_from else first
	if day < first:
		frappe.throw(
			_(
				"A new value may hold from {0} at the earliest: what began before was decided by the old one. "
				"Choose that day or a later one."
			).format(first),
			InvalidSettingError,
		)
	return {
		"setting_key": setting_key,
		"value": text,
		"valid_from": day,
		"township": access.own_township(township),
	}


def address(key: str, township: str = "") -> str:
	"""The page of one setting."""
	return f"{PAGE}?{urlencode({'key': key, **({'township': township} if township else {})})}"
