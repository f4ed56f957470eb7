"""How a person wants forms to behave: kept with the user, the same at every computer."""

from __future__ import annotations

import frappe

AUTOSAVE = "desk_autosave"


def saves_itself() -> bool:
	"""Whether forms of this user save by themselves; nobody's do unless he switched it on."""
	return frappe.defaults.get_user_default(AUTOSAVE) == "1"


@frappe.whitelist(methods=["POST"])
def set_autosave(on: int) -> bool:
	"""Switch the signed-in user's autosave on or off."""
	frappe.defaults.set_user_default(AUTOSAVE, "1" if int(on) else "0")
	return bool(int(on))
