"""Bringing a site up to date with the code of its apps, in v15's order."""

from __future__ import annotations

from frappe_standalone.core import cache, initials
from frappe_standalone.core.apps import get_installed_apps
from frappe_standalone.core.context import db, flags
from frappe_standalone.core.db import statistics
from frappe_standalone.core.hooks import get_attr, get_hooks
from frappe_standalone.core.install.apps import record_versions
from frappe_standalone.core.install.jobs import move_old_jobs, sync_jobs
from frappe_standalone.core.install.patches import POST, PRE, run_patches
from frappe_standalone.core.install.progress import Progress, silent
from frappe_standalone.core.install.sync import bootstrap_tables, sync_all, sync_fixtures


def migrate(progress: Progress | None = None, force: bool = False) -> dict[str, int]:
	"""Migrate the current site and return how many files, patches and fixtures were new.

	Order: before_migrate · patches (pre) · DocTypes and documents · patches (post) · jobs · fixtures ·
	after_migrate. Custom Field, Property Setter and Custom DocPerm are never touched. Patches are
	committed one by one; the rest is committed at the end, or undone.

	Args:
		force: import all files, changed or not.
	"""
	progress = progress or silent
	flags.in_migrate = True
	try:
		run_app_hooks("before_migrate")
		cache.clear()
		bootstrap_tables()
		patched = run_patches(PRE, progress)
		files = sync_all(force, progress)
		patched += run_patches(POST, progress)
		move_old_jobs()
		sync_jobs()
		fixtures = sync_fixtures()
		record_versions()
		run_app_hooks("after_migrate")
		initials.fill()
		statistics.refresh()
		cache.clear()
		db.commit()
	except BaseException:
		db.rollback()
		cache.clear()
		raise
	finally:
		flags.in_migrate = False
	return {"files": files, "patches": patched, "fixtures": fixtures}


def run_app_hooks(hook: str) -> None:
	"""Call what apps registered for a moment of the migration, app by app."""
	for app in get_installed_apps():
		for method in get_hooks(hook, app_name=app):
			get_attr(method)()
