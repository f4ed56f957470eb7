"""The records every site starts with."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db

STANDARD_ROLES = (
	("Administrator", 1),
	("System Manager", 1),
	("Guest", 0),
	("All", 0),
	("Desk User", 1),
	("Workspace Manager", 1),
	("Dashboard Manager", 1),
	("Report Manager", 1),
)
STANDARD_USERS = (
	("Administrator", "admin@example.com", "Administrator", "System User"),
	("Guest", "guest@example.com", "Guest", "Website User"),
)
LANGUAGES = (("zh", "简体中文"), ("en", "English"))
CURRENCIES = (("CNY", "¥", "分", 100), ("USD", "$", "Cent", 100))
COUNTRIES = (("China", "cn"),)
GENDERS = ("Female", "Male", "Other")
SALUTATIONS = ("Dr", "Madam", "Master", "Miss", "Mr", "Mrs", "Ms", "Mx", "Prof")
FOLDERS = (("Home", None, {"is_home_folder": 1}), ("Attachments", "Home", {"is_attachments_folder": 1}))


def add_standard_records(settings: dict[str, Any]) -> None:
	"""Add roles, the two standard users, languages, currencies, folders and the first settings."""
	for role, desk_access in STANDARD_ROLES:
		add("Role", role, role_name=role, desk_access=desk_access)
	for code, label in LANGUAGES:
		add("Language", code, language_code=code, language_name=label, enabled=1)
	for code, symbol, fraction, units in CURRENCIES:
		add(
			"Currency",
			code,
			currency_name=code,
			enabled=1,
			symbol=symbol,
			fraction=fraction,
			fraction_units=units,
		)
	for country, code in COUNTRIES:
		add("Country", country, country_name=country, code=code)
	for gender in GENDERS:
		add("Gender", gender, gender=gender)
	for salutation in SALUTATIONS:
		add("Salutation", salutation, salutation=salutation)
	for name, email, first_name, user_type in STANDARD_USERS:
		values = {"email": email, "first_name": first_name, "user_type": user_type, "enabled": 1}
		add("User", name, send_welcome_email=0, **values)
	for folder, parent, marks in FOLDERS:
		name = f"{parent}/{folder}" if parent else folder
		add("File", name, file_name=folder, folder=parent, is_folder=1, is_private=0, **marks)
	grant_all_roles()
	save_settings(
		{"country": "China", "setup_complete": 1, "enable_scheduler": 1, "app_name": "Frappe", **settings}
	)


def add(doctype: str, name: str, **values: Any) -> None:
	"""Add a record unless it exists."""
	from frappe_standalone.core.model.document import get_doc

	if db.exists(doctype, name):
		return
	doc = get_doc({"doctype": doctype, "name": name, **values})
	doc.flags.update({"ignore_validate": True, "ignore_mandatory": True, "in_install": True})
	doc.insert(ignore_permissions=True, ignore_links=True, set_name=name)


def grant_all_roles() -> None:
	"""Give System Manager to Administrator, who passes every check anyway, for the reader of the user's form."""
	from frappe_standalone.core.model.document import get_doc

	user = get_doc("User", "Administrator")
	if not user.roles:
		user.append("roles", {"role": "Administrator"})
		user.append("roles", {"role": "System Manager"})
		user.flags.update({"ignore_validate": True, "ignore_mandatory": True})
		user.save(ignore_permissions=True)


def save_settings(values: dict[str, Any]) -> None:
	"""Write the first System Settings on top of the defaults of their fields."""
	from frappe_standalone.core.model.document import get_doc

	doc = get_doc("System Settings")
	doc.update(values)
	doc.save(ignore_permissions=True, ignore_version=True)
