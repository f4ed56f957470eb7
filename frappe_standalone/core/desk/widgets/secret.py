"""Secrets: never sent to the browser; an untouched field keeps the stored value."""

from __future__ import annotations

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget


@widget("Password", kind="secret")
def draw_secret(control: Control) -> Markup:
	"""Stars stand for a stored value; `data-stored` carries them back so that the server knows nothing was typed.
	`title` is the masked value, where the DocType keeps one."""
	kind = (
		"text" if control.df.get("options") else "password"
	)  # a number is checked by eye, a password is not shown
	attrs = {"type": kind, "value": "", "data-stored": control.value or "", "autocomplete": "new-password"}
	stored = _("{0} (type to replace)").format(control.title or "••••••") if control.value else None
	return tag("input", {**control.attrs, **attrs, "placeholder": stored})
