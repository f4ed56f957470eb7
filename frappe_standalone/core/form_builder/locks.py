"""What may not be changed on a field of a form that an app brings; each value is the key of its reason in `words`."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.form_builder.kinds import LAYOUT

STANDARD = "standard"
WORKS, NEEDS, UNSEEN, WRITES, DECIDES = (
	"lock_works",
	"lock_needs",
	"lock_unseen",
	"lock_writes",
	"lock_decides",
)
DECIDED = ("unique", "length", "precision", "set_only_once", "fetch_from", "allow_on_submit")


def locks_of(df: Any, mode: str) -> dict[str, str]:
	"""Property → why it is locked; nothing is locked on what was added here."""
	if mode != STANDARD or (df.get("is_custom_field") and not df.get("is_system_generated")):
		return {}
	locks = dict.fromkeys(("fieldtype", "fieldname", "remove", "table"), WORKS) | dict.fromkeys(
		DECIDED, DECIDES
	)
	if df.get("fieldtype") not in ("Select", "Data", "HTML", *LAYOUT):
		locks["options"] = WORKS
	if df.get("reqd"):
		locks |= {"reqd": NEEDS, "hidden": UNSEEN}
	if df.get("read_only"):
		locks["read_only"] = WRITES
	return locks
