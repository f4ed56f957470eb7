"""What a document offers besides its life: comments, tags, locks, rounding, formatting, its address."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from werkzeug.exceptions import NotFound

from frappe_standalone.core.context import db, flags, local, session
from frappe_standalone.core.data import _dict
from frappe_standalone.core.errors import EmptyTableError, InvalidDates
from frappe_standalone.core.messages import bold, msgprint, throw
from frappe_standalone.core.model import locks, rows, tags
from frappe_standalone.core.password import get_decrypted_password, is_dummy_password
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.comparing import compare
from frappe_standalone.core.utils.dates import date_diff
from frappe_standalone.core.utils.numbers import flt
from frappe_standalone.core.utils.urls import get_absolute_url
from frappe_standalone.core.whitelist import is_whitelisted, whitelist

COMPARISONS = {
	"in": "{0} must be one of {1}",
	"not in": "{0} must be none of {1}",
	"^": "{0} must be beginning with '{1}'",
	"=": "{0} must be equal to '{1}'",
}


class DocumentExtras:
	"""Mixed into `Document`."""

	# titles and addresses -------------------------------------------------------------------------

	def get_title(self) -> str:
		return self.get(self.meta.get_title_field()) or ""

	def set_title_field(self) -> None:
		"""Fill the title from its template: `{customer} - {date}` in the options, or a default once."""
		if self.meta.title_field != "title":
			return
		df = self.meta.get_field("title")
		template = df.options or (df.default if self.is_new() and not self.get("title") else None)
		if template:
			values = {key: "" if value is None else value for key, value in self.as_dict().items()}
			self.set("title", template.format(**values))

	def get_url(self) -> str:
		"""Return the path of the document's form."""
		return get_absolute_url(self.doctype, self.name)

	def get_signature(self) -> str:
		"""Return a hash of DocType and name."""
		return hashlib.sha224(f"{self.doctype}:{self.name}".encode(), usedforsecurity=False).hexdigest()

	# numbers and dates ----------------------------------------------------------------------------

	def precision(self, fieldname: str, parentfield: str | None = None) -> int | None:
		"""Return the decimals of a number field (of a child table's field with `parentfield`)."""
		from frappe_standalone.core.meta import get_field_precision, get_meta

		if parentfield and not isinstance(parentfield, str):
			parentfield = parentfield.get("parentfield")
		meta = get_meta(self.meta.get_field(parentfield).options) if parentfield else self.meta
		df = meta.get_field(fieldname)
		return get_field_precision(df, self) if df.fieldtype in ("Currency", "Float", "Percent") else None

	def round_floats_in(self, doc: Any, fieldnames: Iterable[str] | None = None) -> None:
		"""Round the number fields of `doc` (this document or one of its rows)."""
		if not fieldnames:
			kinds = ("Currency", "Float", "Percent")
			fieldnames = [df.fieldname for df in doc.meta.fields if df.fieldtype in kinds]
		for fieldname in fieldnames:
			doc.set(fieldname, flt(doc.get(fieldname), self.precision(fieldname, doc.get("parentfield"))))

	def get_formatted(
		self,
		fieldname: str,
		doc: Any = None,
		currency: str | None = None,
		absolute_value: bool = False,
		translated: bool = False,
		format: str | None = None,
	) -> str:
		"""Return a value as it is shown to people."""
		from frappe_standalone.core.meta import get_default_df
		from frappe_standalone.core.utils.formatters import format_value

		df = self.meta.get_field(fieldname) or get_default_df(fieldname)
		if df and df.fieldtype == "Currency" and not currency and df.options and self.get(df.options):
			currency = self.get(df.options)
		value = self.get(fieldname)
		if translated:
			value = _(value)
		doc = doc or self.parent_doc or self
		if (absolute_value or doc.get("absolute_value")) and isinstance(value, int | float):
			value = abs(value)
		return format_value(value, df=df, doc=doc, currency=currency, format=format)

	def validate_value(
		self, fieldname: str, condition: str, val2: Any, doc: Any = None, raise_exception: Any = None
	) -> None:
		"""Refuse unless the value stands in the relation `condition` to `val2`."""
		doc = doc or self
		df = doc.meta.get_field(fieldname)
		if compare(doc.get_value(fieldname), condition, doc.cast(val2, df)):
			return
		text = COMPARISONS.get(condition)
		label = _(df.label)
		message = (
			_(text).format(label, val2) if text else _("{0} must be {1} {2}").format(label, condition, val2)
		)
		prefix = (
			_("Incorrect value in row {0}:").format(doc.idx)
			if doc.get("parentfield")
			else _("Incorrect value:")
		)
		msgprint(f"{prefix} {message}", raise_exception=raise_exception or True)

	def validate_table_has_rows(self, parentfield: str, raise_exception: Any = None) -> None:
		if not self.get(parentfield):
			label = _(self.meta.get_label(parentfield))
			throw(_("Table {0} cannot be empty").format(label), raise_exception or EmptyTableError)

	def validate_from_to_dates(self, from_date_field: str, to_date_field: str) -> None:
		"""Refuse a period that ends before it begins."""
		start, end = self.get(from_date_field), self.get(to_date_field)
		if start and end and date_diff(end, start) < 0:
			throw(
				_("{0} must be after {1}").format(
					bold(_(self.meta.get_label(to_date_field))), bold(_(self.meta.get_label(from_date_field)))
				),
				InvalidDates,
			)

	# secrets --------------------------------------------------------------------------------------

	def get_password(self, fieldname: str = "password", raise_exception: bool = True) -> str | None:
		"""Return the value behind the stars of a Password field."""
		value = self.get(fieldname)
		if value and not is_dummy_password(value):
			return value
		return get_decrypted_password(self.doctype, self.name, fieldname, raise_exception=raise_exception)

	def is_dummy_password(self, pwd: str) -> bool:
		return is_dummy_password(pwd)

	# comments, tags, assignments ------------------------------------------------------------------

	@whitelist()
	def add_comment(
		self,
		comment_type: str = "Comment",
		text: str | None = None,
		comment_email: str | None = None,
		comment_by: str | None = None,
	) -> Any:
		"""Add a comment to the document's history and return it."""
		from frappe_standalone.core.model.document import get_doc

		values = {
			"doctype": "Comment",
			"comment_type": comment_type,
			"comment_email": comment_email or session.user,
			"comment_by": comment_by,
			"reference_doctype": self.doctype,
			"reference_name": self.name,
			"content": text or comment_type,
		}
		return get_doc(values).insert(ignore_permissions=True)

	def add_tag(self, tag: str) -> None:
		tags.add(self.doctype, self.name, tag)

	def remove_tag(self, tag: str) -> None:
		tags.remove(self.doctype, self.name, tag)

	def get_tags(self) -> list[str]:
		return tags.of(self.doctype, self.name)

	def get_liked_by(self) -> list[str]:
		return json.loads(getattr(self, "_liked_by", None) or "[]")

	def get_assigned_users(self) -> set[str]:
		"""Return the users with a ToDo for this document that is not cancelled."""
		rows = db.get_values(
			"ToDo",
			{"reference_type": self.doctype, "reference_name": self.name, "status": ("!=", "Cancelled")},
			"allocated_to",
			pluck=True,
		)
		return set(rows)

	# seen and viewed ------------------------------------------------------------------------------

	def reset_seen(self) -> None:
		"""After a change nobody but the author has seen the document."""
		if self.meta.track_seen and not self.meta.issingle and not self.is_new():
			db.set_value(self.doctype, self.name, "_seen", json.dumps([session.user]), update_modified=False)

	def add_seen(self, user: str | None = None) -> None:
		user = user or session.user
		seen = json.loads(self.get("_seen") or "[]")
		if self.meta.track_seen and not self.meta.issingle and not flags.read_only and user not in seen:
			db.set_value(self.doctype, self.name, "_seen", json.dumps([*seen, user]), update_modified=False)
			local.flags.commit = True

	def add_viewed(self, user: str | None = None, force: bool = False, unique_views: bool = False) -> Any:
		"""Record that the user looked at the document, if its DocType tracks views."""
		from frappe_standalone.core.model.document import get_doc

		values = {
			"viewed_by": user or session.user,
			"reference_doctype": self.doctype,
			"reference_name": self.name,
		}
		if not (self.meta.track_views or force) or flags.read_only:
			return None
		if unique_views and db.exists("View Log", values):
			return None
		log = get_doc({"doctype": "View Log", **values}).insert(ignore_permissions=True)
		local.flags.commit = True
		return log

	# the browser ----------------------------------------------------------------------------------

	def set_onload(self, key: str, value: Any) -> None:
		"""Send a value to the form along with the document."""
		if not self.get("__onload"):
			self.set("__onload", _dict())
		self.get("__onload")[key] = value

	def get_onload(self, key: str | None = None) -> Any:
		onload = self.get("__onload") or _dict()
		return onload[key] if key else onload

	def notify_update(self) -> None:
		"""Tell the browsers that show this document. They learn of it when they ask next."""
		from frappe_standalone.core.realtime import publish_realtime

		if not flags.in_patch:
			message = {"modified": self.modified, "doctype": self.doctype, "name": self.name}
			publish_realtime(
				"doc_update", message, doctype=self.doctype, docname=self.name, after_commit=True
			)

	def is_whitelisted(self, method_name: str) -> None:
		"""Refuse a method that may not be called from outside."""
		method = getattr(self, method_name, None)
		if not method:
			raise NotFound(f"Method {method_name} not found")
		is_whitelisted(getattr(method, "__func__", method))

	def clear_cache(self) -> None:
		from frappe_standalone.core.document_cache import clear_document_cache

		clear_document_cache(self.doctype, self.name)

	def log_error(self, title: str | None = None, message: str | None = None) -> Any:
		"""Write an Error Log that refers to this document."""
		from frappe_standalone.core.error_log import log_error

		return log_error(title, message, reference_doctype=self.doctype, reference_name=self.name)

	# jobs -----------------------------------------------------------------------------------------

	@property
	def is_locked(self) -> bool:
		return locks.exists(self.get_signature())

	def lock(self, timeout: int | None = None) -> None:
		"""Lock the document for a job, waiting at most `timeout` seconds.

		Raises:
			DocumentLockedError
		"""
		locks.acquire(self.get_signature(), timeout)
		local.locked_documents.append(self)

	def unlock(self) -> None:
		locks.release(self.get_signature())
		if self in local.locked_documents:
			local.locked_documents.remove(self)

	def get_valid_columns(self) -> list[str]:
		return self.meta.get_valid_columns()

	def get_label_from_fieldname(self, fieldname: str) -> str | None:
		"""Return the label of a field, None if there is no such field."""
		df = self.meta.get_field(fieldname)
		return df.label if df else None

	def update_children(self) -> None:
		"""Make the rows of all tables in the database equal to those here: no checks, no hooks."""
		for df in self.meta.get_table_fields():
			self.update_child_table(df.fieldname, df)

	def update_child_table(self, fieldname: str, df: Any = None) -> None:
		"""Make the rows of one table in the database equal to those here: no checks, no hooks."""
		df = df or self.meta.get_field(fieldname)
		rows.write_children(self, df.fieldname, df.options)

	def is_child_table_same(self, fieldname: str) -> bool:
		"""True if a table has the rows it had when the document was read; time stamps do not count."""
		stamps = {"modified", "modified_by", "creation"}

		def plain(doc: Any) -> list[dict]:
			rows_of = (row.as_dict(convert_dates_to_str=True) for row in doc.get(fieldname))
			return [{key: value for key, value in row.items() if key not in stamps} for row in rows_of]

		return plain(self) == plain(self._doc_before_save)

	def queue_action(self, action: str, **kwargs: Any) -> Any:
		"""Run a method of the document in a job; `_submit` is preferred to `submit` if it exists."""
		from frappe_standalone.core.jobs import enqueue

		self.lock()
		kwargs.setdefault("enqueue_after_commit", True)
		return enqueue(
			"frappe_standalone.core.model.locks.execute_action",
			doctype=self.doctype,
			name=self.name,
			action=f"_{action}" if hasattr(self, f"_{action}") else action,
			**kwargs,
		)
