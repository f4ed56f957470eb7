"""Secret fields: identity numbers, telephone numbers, bank accounts.

How a doctype gets one, with no other code than one line in its controller:

1. In the doctype's JSON three fields in a row (for `phone`):
   `phone` fieldtype Password, `options` one of `KINDS` below, `no_copy` 1;
   `phone_masked` Data, read-only, `no_copy` 1 (shown in lists, prints and reports);
   `phone_hash` Data, read-only, hidden, `no_copy` 1, `print_hide` 1, `search_index` 1.
2. In the controller: `def validate(self): secret_fields.protect(self)`; it covers the child tables too.

The platform keeps a Password value encrypted apart from the table, so nothing that reads the table (lists, reports,
exports, versions) shows it. The mask is for people. The keyed hash finds the same person again; without the site's
encryption key it cannot be reversed by trying all numbers.
Source: 个人信息保护法 Art. 6, 28, 51.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import add_to_date, cstr, escape_html, get_url_to_form
from frappe.utils.password import get_decrypted_password, get_encryption_key

from township_gov import clock, form_actions, language, settings
from township_gov.audit import entries, kinds
from township_gov.policies import identity
from township_gov.policies.refusal import RuleError


class InvalidSecretError(frappe.ValidationError):
	"""The number typed fails its check (check digit, length …)."""


class UnmaskRefusedError(frappe.PermissionError):
	"""The user may not see the plain value, or gave no reason."""


class TooManyShownError(frappe.RateLimitExceededError):
	"""The user had as many numbers shown within an hour as the township allows."""


MODULE = "Township Gov"
SEARCHES_AN_HOUR = 120


@dataclass(frozen=True)
class SecretKind:
	"""How one kind of number is checked (returns its normal form, or raises `RuleError`) and masked."""

	check: Callable[[str], str]
	mask: Callable[[str], str]


KINDS = {
	"ID Number": SecretKind(
		lambda value: identity.read_id_number(value, clock.today()).number, identity.mask_id
	),
	"Identity": SecretKind(lambda value: identity.check_identity(value, clock.today()), identity.mask_id),
	"Phone": SecretKind(identity.check_phone, identity.mask_phone),
	"Bank Account": SecretKind(identity.check_bank_account, identity.mask_bank_account),
}


def protect(doc) -> None:
	"""Check, mask and hash every secret field of a document and of its child rows; call it from `validate`.

	Raises `InvalidSecretError`. Mask and hash are always computed here, whatever a client sent for them.
	"""
	for record in (doc, *doc.get_all_children()):
		for fieldname, kind in secret_fields_of(record.doctype):
			_protect_field(record, fieldname, kind)


def secret_fields_of(doctype: str) -> Iterator[tuple[str, str]]:
	"""(fieldname, kind) of each secret field of a doctype, read from its meta."""
	for field in frappe.get_meta(doctype).fields:
		if field.fieldtype == "Password" and field.options in KINDS:
			yield field.fieldname, field.options


def _protect_field(record, fieldname: str, kind: str) -> None:
	value = cstr(record.get(fieldname)).strip()
	if value and set(value) == {"*"}:
		_keep_stored(record, fieldname)
		return
	normal = _checked(record, fieldname, kind, value) if value else ""
	record.set(fieldname, normal)
	record.set(f"{fieldname}_masked", KINDS[kind].mask(normal))
	record.set(f"{fieldname}_hash", hash_of(kind, normal) if normal else "")


def _checked(record, fieldname: str, kind: str, value: str) -> str:
	try:
		return KINDS[kind].check(value)
	except RuleError as error:
		label = _(record.meta.get_label(fieldname))
		text = error.refusal.text(_)
		if record.get("parentfield"):
			frappe.throw(_("Row {0}, {1}: {2}").format(record.idx, label, text), InvalidSecretError)
		frappe.throw(_("{0}: {1}").format(label, text), InvalidSecretError)


def _keep_stored(record, fieldname: str) -> None:
	"""Stars mean "unchanged": restore mask and hash from the database, whatever the client sent."""
	columns = [f"{fieldname}_masked", f"{fieldname}_hash"]
	stored = None if record.is_new() else frappe.db.get_value(record.doctype, record.name, columns)
	if not stored and record.meta.has_field("amended_from") and record.get("amended_from"):
		stored = frappe.db.get_value(record.doctype, record.amended_from, columns)
		record.set(fieldname, reveal(record.doctype, record.amended_from, fieldname))
	if not stored and record.is_new() and record.get("numbers_from"):
		stored = _taken_over(record, fieldname, columns)
	if not stored:
		label = _(record.meta.get_label(fieldname))
		frappe.throw(
			_("{0} of a copied record is hidden and cannot be copied. Type the number again.").format(label),
			InvalidSecretError,
		)
	record.update(dict(zip(columns, stored, strict=True)))


def _taken_over(record, fieldname: str, columns: list[str]) -> tuple | None:
	"""Copy the number of an earlier record of the same kind (`numbers_from`, which is no field and is not stored) that the
	user may read; it stays encrypted, so nobody sees it in full for that. Raises PermissionError."""
	source = record.get("numbers_from")
	if not isinstance(source, str) or not frappe.db.exists(record.doctype, source):
		return None
	document = _document_of(record.doctype, source)
	document.check_permission("read")
	field = record.meta.get_field(fieldname)
	plain = reveal(record.doctype, source, fieldname)
	if not plain or not document.has_permlevel_access_to(fieldname, field):
		return None
	record.set(fieldname, plain)
	return frappe.db.get_value(record.doctype, source, columns)


def searched_hash(doctype: str, fieldname: str, value: str) -> str | None:
	"""The hash under which a typed number would be stored in a secret field; None for what fails its check."""
	kind = dict(secret_fields_of(doctype))[fieldname]
	try:
		normal = KINDS[kind].check(value) if value.strip() else ""
	except RuleError:
		return None
	return hash_of(kind, normal) if normal else None


def hash_of(kind: str, value: str) -> str:
	"""Keyed hash (HMAC-SHA-256, 64 hex digits) of a normalised number; the same in every doctype of a site."""
	key = hmac.new(get_encryption_key().encode(), b"township_gov secret field index", hashlib.sha256).digest()
	return hmac.new(key, f"{_index_of(kind)}:{value}".encode(), hashlib.sha256).hexdigest()


def _index_of(kind: str) -> str:
	"""An identity number is found again whether it was stored as "ID Number" or as "Identity"."""
	return "Identity" if kind == "ID Number" else kind


def forget_hashes(version, method: str | None = None) -> None:
	"""Take the hashes out of a history entry (hook `before_insert` of Version): Frappe shows it to all readers of the document."""
	data = frappe.parse_json(version.data or "{}")
	if not isinstance(data, dict) or not frappe.db.exists("DocType", version.ref_doctype):
		return
	hashes = _hashes_of(version.ref_doctype)
	if hashes and (kept := _without(data, hashes)) != data:
		version.data = frappe.as_json(kept, indent=None)


def check_computed(field, method: str | None = None) -> None:
	"""Refuse a custom field that computes on a form with numbers (hook `validate` of Custom Field).

	Its expression may call any method of the document on a bench, and what it says is shown to everybody, unrecorded.
	"""
	if field.get("is_virtual") and field.options and _hashes_of(field.dt):
		frappe.throw(
			_("{0} holds numbers of people and takes no computed fields. Make an ordinary field.").format(
				_(field.dt)
			),
			UnmaskRefusedError,
		)


def _hashes_of(doctype: str) -> set[str]:
	tables = [field.options for field in frappe.get_meta(doctype).get_table_fields()]
	return {f"{fieldname}_hash" for name in (doctype, *tables) for fieldname, _kind in secret_fields_of(name)}


def _without(data: dict, hashes: set[str]) -> dict:
	"""v15's history: `changed` [[field, old, new]], `row_changed` [[table, number, row, changed]], `added`, `removed` [[table, row]]."""
	kept = {**data, "changed": [row for row in data.get("changed") or [] if row[0] not in hashes]}
	kept["row_changed"] = [
		[*row[:3], [one for one in row[3] if one[0] not in hashes]] for row in data.get("row_changed") or []
	]
	for part in ("added", "removed"):
		kept[part] = [
			[table, {name: value for name, value in row.items() if name not in hashes}]
			for table, row in data.get(part) or []
		]
	return kept


def masked_of(doc) -> list[dict[str, str]]:
	"""Where a document holds numbers, for who may read it: doctype, name and field as `unmask` takes them, label and mask."""
	return [
		{
			"doctype": record.doctype,
			"name": record.name,
			"fieldname": fieldname,
			"label": _(record.meta.get_label(fieldname)),
			"masked": record.get(f"{fieldname}_masked"),
		}
		for record in (doc, *doc.get_all_children())
		for fieldname, _kind in secret_fields_of(record.doctype)
		if record.get(f"{fieldname}_masked")
	]


def onload(doc, method: str | None = None) -> None:
	"""The form of a record with numbers leads to the page that shows them with a reason (hook `onload`)."""
	if not doc.is_new() and doc.meta.module == MODULE and masked_of(doc):
		query = urlencode({"doctype": doc.doctype, "name": doc.name})
		form_actions.link(doc, _("Full Numbers"), f"/secret-numbers?{query}")


def find_by_hash(doctype: str, fieldname: str, value: str, filters: dict | None = None) -> list[str]:
	"""Names of the records (for a child doctype: of its rows) whose secret field holds `value`, newest first.

	Checks no permission: server-side rules such as "the same applicant is found again" use it. A value that
	fails its check is found nowhere.
	"""
	kind = dict(secret_fields_of(doctype))[fieldname]
	try:
		normal = KINDS[kind].check(value)
	except RuleError:
		return []
	wanted = {**(filters or {}), f"{fieldname}_hash": hash_of(kind, normal)}
	return frappe.get_all(doctype, filters=wanted, pluck="name", order_by="creation desc")


@frappe.whitelist(methods=["POST"])
@rate_limit(limit=SEARCHES_AN_HOUR, seconds=3600)
def find(number: str, doctype: str | None = None) -> list[dict[str, str]]:
	"""The records that hold a number and that you may read: doctype, name, label, title and route, newest first.

	A POST, so that the number stands in no address and no log of addresses; limited, so that nobody tries all numbers.
	"""
	found = []
	for name, fieldname in _searched(doctype):
		for record in dict.fromkeys(_documents_with(name, fieldname, cstr(number))):
			if frappe.has_permission(record[0], "read", record[1]):
				title = frappe.get_meta(record[0]).get_title_field()
				found.append(
					{
						"doctype": record[0],
						"name": record[1],
						"label": _(record[0]),
						"title": cstr(frappe.db.get_value(*record, title)),
						"route": get_url_to_form(*record),
					}
				)
	return list({(row["doctype"], row["name"]): row for row in found}.values())


def _searched(doctype: str | None) -> Iterator[tuple[str, str]]:
	"""Every secret field of the app's doctypes, or of one doctype and its tables."""
	names = frappe.get_all("DocType", {"module": MODULE}, pluck="name", order_by="name asc")
	if doctype:
		tables = {field.options for field in frappe.get_meta(doctype).get_table_fields()}
		names = [name for name in names if name == doctype or name in tables]
	for name in names:
		for fieldname, _kind in secret_fields_of(name):
			yield name, fieldname


def _documents_with(doctype: str, fieldname: str, number: str) -> Iterator[tuple[str, str]]:
	names = find_by_hash(doctype, fieldname, number)
	if not frappe.get_meta(doctype).istable:
		yield from ((doctype, name) for name in names)
	elif names:
		yield from frappe.get_all(
			doctype, {"name": ("in", names)}, ["parenttype", "parent"], order_by="creation desc", as_list=True
		)


def reveal(doctype: str, name: str, fieldname: str) -> str | None:
	"""The plain value for the server's own use (a rule, a printed decision); checks no right, records nothing."""
	return get_decrypted_password(doctype, name, fieldname, raise_exception=False)


@frappe.whitelist(methods=["POST"])
def unmask(doctype: str, name: str, fieldname: str, reason: str) -> str:
	"""The plain value of one secret field, for a person with the right and a reason; an Audit Entry records who, when
	and why, and the document's timeline tells it.

	`doctype` and `name` may be those of a child row. Right: read access to the document and to the field's
	level, and a role named in the setting "unmask_roles". Raises `UnmaskRefusedError`.
	"""
	if fieldname not in dict(secret_fields_of(doctype)):
		frappe.throw(_("{0} is no secret field of {1}.").format(fieldname, _(doctype)), UnmaskRefusedError)
	document = _document_of(doctype, name)
	_check_right(document, doctype, fieldname)
	reason = cstr(reason).strip()
	if len(reason) < 4:
		frappe.throw(_("Say for what work you need the full number: it is recorded."), UnmaskRefusedError)
	_check_pace(document.get("township"))
	label = language.stored(frappe.get_meta(doctype).get_label(fieldname))
	entries.write(
		kinds.UNMASK,
		document,
		action=fieldname,
		reason=reason,
		details={"doctype": doctype, "name": name, "field": fieldname},
	)
	document.add_comment(
		"Info", language.stored("Full {0} shown. Reason: {1}").format(label, escape_html(reason))
	)
	return reveal(doctype, name, fieldname) or ""


def _check_pace(township: str | None) -> None:
	"""Whoever copies the register number by number is stopped, and what was shown stays on record."""
	limit = settings.get("unmask_hourly_limit", township=township)
	an_hour_ago = add_to_date(clock.now(), hours=-1)
	shown = {"user": frappe.session.user, "kind": kinds.UNMASK, "at": (">", an_hour_ago)}
	if frappe.db.count("Audit Entry", shown) >= limit:
		frappe.throw(
			_("You have had {0} full numbers shown within an hour, which is the limit. Go on later.").format(
				limit
			),
			TooManyShownError,
		)


def _document_of(doctype: str, name: str):
	"""The document itself, or the parent of a child row."""
	record = frappe.get_doc(doctype, name)
	if record.meta.istable:
		return frappe.get_doc(record.parenttype, record.parent)
	return record


def _check_right(document, doctype: str, fieldname: str) -> None:
	document.check_permission("read")
	field = frappe.get_meta(doctype).get_field(fieldname)
	allowed = {
		role.strip() for role in settings.get("unmask_roles", township=document.get("township")).split(",")
	}
	if not document.has_permlevel_access_to(fieldname, field) or not allowed.intersection(frappe.get_roles()):
		frappe.throw(
			_("You may see this number only masked. Ask an officer with one of these roles: {0}.").format(
				", ".join(_(role) for role in sorted(allowed))
			),
			UnmaskRefusedError,
		)
