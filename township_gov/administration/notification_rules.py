"""Notification rules (v15's `Notification`) made without code: when, of what, on which condition, to whom, how, in what words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import frappe
from frappe import _

from township_gov import sent as sent_values
from township_gov.administration import notice_text, rights
from township_gov.policies import notice_conditions as conditions
from township_gov.policies.refusal import RuleError

PAGE = "/notification-rules"
EVENTS = ("New", "Save", "Submit", "Cancel", "Value Change", "Days Before", "Days After")
CHANNELS = ("System Notification", "Email")
_RECEIVERS = ("role", "field")


class BadRuleError(frappe.ValidationError):
	"""A rule that cannot be kept; the message says what is missing."""


def listed() -> list[dict[str, Any]]:
	"""Every rule in a sentence."""
	names = frappe.get_all("Notification", pluck="name", order_by="document_type asc, name asc", limit=500)
	return [told(frappe.get_doc("Notification", name)) for name in names]


def told(doc: Any) -> dict[str, Any]:
	"""One rule in words."""
	return {
		"name": doc.name,
		"enabled": bool(doc.enabled),
		"when": _when(doc),
		"to": "、".join(_receivers(doc)) or "—",
		"how": _(doc.channel, context="Notification"),
		"is_plain": is_plain(doc),
	}


def _when(doc: Any) -> str:
	form = _(doc.document_type)
	if doc.event in ("Days Before", "Days After"):
		field = _label(doc.document_type, doc.date_changed)
		text = (
			_("{1} days before “{2}” of {0}")
			if doc.event == "Days Before"
			else _("{1} days after “{2}” of {0}")
		)
		return text.format(form, doc.days_in_advance or 0, field)
	if doc.event == "Value Change":
		return _("{0}: “{1}” is changed").format(form, _label(doc.document_type, doc.value_changed))
	return _("{0}: {1}", context="Notification").format(form, _(doc.event, context="Notification"))


def _label(doctype: str, field: str | None) -> str:
	df = frappe.get_meta(doctype).get_field(field) if field else None
	return _(df.label, context=doctype) if df else str(field or "")


def _receivers(doc: Any) -> list[str]:
	found = []
	for row in doc.recipients:
		if row.receiver_by_role:
			found.append(_(row.receiver_by_role))
		if row.receiver_by_document_field:
			found.append(_receiver_label(doc.document_type, row.receiver_by_document_field))
	return found


def _receiver_label(doctype: str, field: str) -> str:
	return _("who made it", context="Notification") if field == "owner" else _label(doctype, field)


def is_plain(doc: Any) -> bool:
	"""Whether the page can show and change it: its condition and texts are of the kind that the page writes."""
	texts = (notice_text.plain(doc.document_type, text) for text in (doc.subject, doc.message))
	return conditions.read(doc.condition) is not None and None not in texts and doc.event in EVENTS


def editor(name: str | None, doctype: str | None) -> dict[str, Any]:
	"""What the page shows of one rule, or of a new one for a form."""
	doc = frappe.get_doc("Notification", name) if name else frappe.new_doc("Notification")
	doctype = doc.document_type or doctype
	return {
		"name": doc.name if name else "",
		"doctype": doctype,
		"form": _(doctype),
		"event": doc.event or "New",
		"enabled": bool(doc.enabled) if name else True,
		"days": doc.days_in_advance or 0,
		"date_field": doc.date_changed or "",
		"changed_field": doc.value_changed or "",
		"channel": doc.channel if name else "System Notification",
		"subject": notice_text.plain(doctype, doc.subject) or "",
		"message": (notice_text.plain(doctype, doc.message) or "") if name else "",
		"conditions": [
			{**vars(row), "value": notice_text.shown_values(doctype, row.field, row.value)}
			for row in conditions.read(doc.condition) or []
		],
		"receivers": [_receiver(row) for row in doc.recipients],
		"fields": notice_text.fields(doctype),
		"dates": [row for row in notice_text.fields(doctype) if row["kind"] in notice_text.DATES],
		"people": people_fields(doctype),
		"roles": rights.roles(),
	}


def _receiver(row: Any) -> str:
	return (
		f"role:{row.receiver_by_role}" if row.receiver_by_role else f"field:{row.receiver_by_document_field}"
	)


def people_fields(doctype: str) -> list[dict[str, str]]:
	"""The fields that name a person: links to users and addresses; and who made the record."""
	rows = [
		{"value": row["value"], "label": row["label"]}
		for row in notice_text.fields(doctype)
		if row["options"] in ("User", "Email")
	]
	return [{"value": "owner", "label": _("who made it", context="Notification")}, *rows]


@frappe.whitelist(methods=["POST"])
def save(rule: dict | str | None = None, **sent: Any) -> dict[str, str]:
	"""Keep a rule.

	Raises:
		BadRuleError, UnknownPlaceError, PermissionError
	"""
	rights.check_manager()
	values = _sent(rule, sent)
	doc = _filled(values)
	doc.save() if values.get("name") else doc.insert()
	return {
		"said": _("The rule {0} is saved.").format(doc.name),
		"url": f"{PAGE}?{urlencode({'rule': doc.name})}",
	}


@frappe.whitelist(methods=["POST"])
def try_on_me(rule: dict | str | None = None, **sent: Any) -> dict[str, str]:
	"""Send what the rule would say about a record to oneself alone; tells whether the condition holds, and who would get it."""
	rights.check_manager()
	values = _sent(rule, sent)
	doc = _filled(values)
	about = _record(doc.document_type, values.get("record"))
	context = {"doc": about, "alert": doc, "comments": None}
	subject = frappe.render_template(doc.subject, context)
	message = frappe.render_template(doc.message or "", context)
	_send_to_me(doc, about, subject, message)
	shown = {
		"subject": subject,
		"message": message,
		"record": f"{_(about.doctype)} {about.name}",
		"holds": _holds(doc, about),
		"to": _receivers(doc),
		"channel": _(doc.channel, context="Notification"),
	}
	return {"html": frappe.render_template("templates/administration/notice_tried.html", shown)}


@frappe.whitelist(methods=["POST"])
def remove(name: str) -> dict[str, str]:
	"""Delete a rule."""
	rights.check_manager()
	frappe.delete_doc("Notification", name)
	return {"said": _("The rule was deleted."), "url": PAGE}


def _sent(rule: dict | str | None, sent: dict[str, Any]) -> dict[str, Any]:
	return sent_values.object_of(rule) or sent_values.object_of(sent)


def _filled(values: dict[str, Any]) -> Any:
	"""The Notification that a form describes, not saved."""
	doctype = str(values.get("document_type") or "")
	if not frappe.db.exists("DocType", {"name": doctype, "istable": 0, "issingle": 0}):
		frappe.throw(_("Choose the form that the rule is about."), BadRuleError)
	name = values.get("name")
	doc = frappe.get_doc("Notification", name) if name else frappe.new_doc("Notification")
	if name and not is_plain(doc):
		frappe.throw(_("This rule was written with code. Change it on its own form."), BadRuleError)
	if not name:
		_name_it(doc, str(values.get("title") or "").strip())
	doc.update(
		{
			"document_type": doctype,
			"enabled": sent_values.number_of(values.get("enabled")),
			"channel": _one_of(values.get("channel"), CHANNELS),
			"event": _one_of(values.get("event"), EVENTS),
			"is_standard": 0,
			"message_type": "Plain Text"
			if frappe.get_meta("Notification").has_field("message_type")
			else None,
			"subject": notice_text.template(
				doctype, _needed(values.get("subject"), _("Enter the first line of the message."))
			),
			"message": notice_text.template(doctype, str(values.get("message") or "")),
			"condition": _condition(doctype, values),
		}
	)
	_set_moment(doc, values)
	doc.set("recipients", _recipients(values))
	return doc


def _name_it(doc: Any, title: str) -> None:
	doc.name = _needed(title, _("Give the rule a name."))
	doc.flags.name_set = True
	if frappe.db.exists("Notification", doc.name):
		frappe.throw(_("There is a rule {0} already. Choose another name.").format(doc.name), BadRuleError)


def _needed(value: Any, refusal: str) -> str:
	text = str(value or "").strip()
	if not text:
		frappe.throw(refusal, BadRuleError)
	return text


def _one_of(value: Any, possible: tuple[str, ...]) -> str:
	if value not in possible:
		frappe.throw(_("Choose when and how the message is sent."), BadRuleError)
	return str(value)


def _condition(doctype: str, values: dict[str, Any]) -> str:
	sent = zip(_list(values, "field"), _list(values, "comparison"), _list(values, "value"), strict=False)
	rows = [
		{
			"field": field,
			"comparison": how,
			"value": notice_text.stored_values(doctype, field, str(value).replace("，", ",")),
		}
		for field, how, value in sent
	]
	known = frozenset(row["value"] for row in notice_text.fields(doctype))
	numbers = notice_text.numbers(doctype)
	try:
		return conditions.expression(conditions.rows_from(rows, numbers, known), numbers)
	except RuleError as error:
		frappe.throw(error.refusal.text(_), BadRuleError)


def _list(values: dict[str, Any], key: str) -> list[Any]:
	found = values.get(key) or []
	return found if isinstance(found, list) else [found]


def _set_moment(doc: Any, values: dict[str, Any]) -> None:
	"""What the event needs besides: a date and a number of days, or a field that changes."""
	is_dated = doc.event in ("Days Before", "Days After")
	doc.date_changed = values.get("date_field") if is_dated else None
	doc.days_in_advance = sent_values.number_of(values.get("days")) if is_dated else 0
	doc.value_changed = values.get("changed_field") if doc.event == "Value Change" else None
	if is_dated and not doc.date_changed:
		frappe.throw(_("Choose the date from which the days are counted."), BadRuleError)
	if doc.event == "Value Change" and not doc.value_changed:
		frappe.throw(_("Choose the field whose change is told."), BadRuleError)


def _recipients(values: dict[str, Any]) -> list[dict[str, str]]:
	rows = []
	for receiver in _list(values, "receiver"):
		kind, _colon, name = str(receiver).partition(":")
		if kind == "role" and frappe.db.exists("Role", name):
			rows.append({"receiver_by_role": name})
		elif kind == "field" and name in {row["value"] for row in people_fields(values["document_type"])}:
			rows.append({"receiver_by_document_field": name})
	if not rows:
		frappe.throw(_("Choose at least one receiver."), BadRuleError)
	return rows


def _record(doctype: str, name: str | None) -> Any:
	"""The record to try on: the one named, else the newest that the user may read."""
	found = name or next(
		iter(frappe.get_list(doctype, pluck="name", order_by="creation desc", limit=1)), None
	)
	if not found or not frappe.db.exists(doctype, found):
		frappe.throw(_("There is no record to try it on. Enter the number of one."), BadRuleError)
	doc = frappe.get_doc(doctype, found)
	doc.check_permission("read")
	return doc


def _holds(doc: Any, about: Any) -> bool:
	return bool(frappe.safe_eval(doc.condition, None, {"doc": about})) if doc.condition else True


def _send_to_me(doc: Any, about: Any, subject: str, message: str) -> None:
	user = frappe.session.user
	if doc.channel == "Email":
		address = frappe.db.get_value("User", user, "email")
		frappe.sendmail(
			recipients=[address],
			subject=subject,
			message=message,
			reference_doctype=about.doctype,
			reference_name=about.name,
		)
		return
	values = {
		"for_user": user,
		"type": "Alert",
		"subject": subject,
		"email_content": message,
		"document_type": about.doctype,
		"document_name": about.name,
	}
	frappe.get_doc({"doctype": "Notification Log", **values}).insert(ignore_permissions=True)
