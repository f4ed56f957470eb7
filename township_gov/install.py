"""Setting a site up, and keeping it up to date; both may be run again at any time."""

from __future__ import annotations

import json
from pathlib import Path

import frappe
import frappe.defaults

from township_gov import calendars, frappe_desk
from township_gov.audit import watching
from township_gov.shipped import sync

TIME_ZONE, LANGUAGE, CURRENCY = "Asia/Shanghai", "zh", "CNY"
# The name in the corner of the desk; Frappe's own is kept where an administrator has given another
PRODUCT, FRAPPES_NAME = "乡镇政务", "Frappe"


def after_install() -> None:
	"""A new site: China's time and language, then everything shipped."""
	create_roles()
	set_locale()
	frappe_desk.close_workspaces()
	after_migrate()


def before_migrate() -> None:
	"""Look what administrators made of the documents that the platform is about to import."""
	if frappe.db.exists("DocType", "Shipped Record") and frappe.db.has_column("Shipped Record", "kept"):
		sync.remember()


def after_migrate() -> None:
	"""Load calendars and bring shipped records in line; what administrators changed or deleted stays so."""
	calendars.ensure_national_calendars()
	for record, action in sync.sync_all().items():
		print(f"{record}: {action}")
	frappe.flags.shipped_remembered = False
	watching.upgraded()


def create_roles() -> None:
	"""The roles that flows name. Frappe loads the same fixture, but only after `after_install`."""
	path = Path(__file__).parent / "fixtures" / "role.json"
	for role in json.loads(path.read_text(encoding="utf-8")):
		if not frappe.db.exists("Role", role["name"]):
			frappe.get_doc(role).insert(ignore_permissions=True)


def set_locale() -> None:
	"""Due days are computed in China's time (v15 falls back to Asia/Kolkata); a site starts in Chinese."""
	settings = frappe.get_doc("System Settings")
	settings.update({"time_zone": TIME_ZONE, "language": LANGUAGE})
	if settings.app_name in (None, "", FRAPPES_NAME):
		settings.app_name = PRODUCT
	settings.flags.ignore_mandatory = True
	settings.save(ignore_permissions=True)
	set_currency()


def set_currency() -> None:
	"""Amounts in yuan: without a default v15 shows them with the sign of the first currency of its list."""
	if not frappe.defaults.get_global_default("currency"):
		frappe.defaults.set_global_default("currency", CURRENCY)
	if frappe.db.exists("DocType", "Currency") and frappe.db.exists("Currency", CURRENCY):
		frappe.db.set_value("Currency", CURRENCY, "enabled", 1)
