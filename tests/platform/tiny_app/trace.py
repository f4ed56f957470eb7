"""What the hooks of the app saw, in order. Tests empty it first."""

import frappe

STEPS: list[str] = []


def add(step):
	STEPS.append(step)


def before_install():
	add(f"before_install, order exists: {bool(frappe.db.exists('DocType', 'Tiny Order'))}")


def after_install():
	fixture = bool(frappe.db.exists("Role", "Tiny Clerk From Fixture"))
	add(
		f"after_install, role of a permission: {bool(frappe.db.exists('Role', 'Tiny Clerk'))}, fixture: {fixture}"
	)


def after_sync():
	add(f"after_sync, fixture: {bool(frappe.db.exists('Role', 'Tiny Clerk From Fixture'))}")


def before_migrate():
	add("before_migrate")


def after_migrate():
	add("after_migrate")


def note_validate(doc, method):
	add(f"hook {method} {doc.doctype}")


def note_submit(doc, method):
	add(f"hook {method} {doc.doctype}")


def note_any_update(doc, method):
	if doc.doctype.startswith("Tiny"):
		add(f"any {method} {doc.doctype}")


def daily():
	"""Nothing to do; only its registration is tested."""


def nightly():
	"""Nothing to do; only its registration is tested."""


def closes_everything(doc, ptype=None, user=None, debug=False):
	"""A `has_permission` hook."""
	return False
