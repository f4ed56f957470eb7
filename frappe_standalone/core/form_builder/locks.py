"""What may not be changed on a field of a form that an app brings, and why, in words."""

from __future__ import annotations

from typing import Any

from frappe import _

from frappe_standalone.core.form_builder.kinds import LAYOUT

STANDARD = "standard"


def locks_of(df: Any, mode: str) -> dict[str, str]:
	"""Property → why it is locked; nothing is locked on what was added here."""
	if mode != STANDARD or (df.get("is_custom_field") and not df.get("is_system_generated")):
		return {}
	works = _(
		"The program works with this field, so its kind and internal name stay. Hide it if nobody needs it."
	)
	locks = {"fieldtype": works, "fieldname": works, "remove": works, "table": works}
	if df.get("fieldtype") not in ("Select", "Data", "HTML"):
		locks["options"] = works
	if df.get("reqd"):
		locks["reqd"] = _("The program needs a value here, so the field stays required.")
		locks["hidden"] = _("A required field that nobody sees could never be filled in.")
	if df.get("read_only"):
		locks["read_only"] = _("The program writes this field itself, so nobody types into it.")
	if df.get("fieldtype") in LAYOUT:
		locks.pop("options", None)
	for key in ("unique", "length", "precision", "set_only_once", "fetch_from", "allow_on_submit"):
		locks[key] = _("The program decides this.")
	return locks
