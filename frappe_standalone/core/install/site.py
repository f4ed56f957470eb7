"""A new site: folder, database, the platform's own DocTypes and the records every site has."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.apps import PLATFORM
from frappe_standalone.core.context import db, flags
from frappe_standalone.core.db import Database
from frappe_standalone.core.install.apps import add_module_defs, install_app, record_versions, register
from frappe_standalone.core.install.progress import Progress, silent
from frappe_standalone.core.install.records import add_standard_records
from frappe_standalone.core.install.sync import sync_app
from frappe_standalone.core.password import update_password
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.schema import create_platform_tables
from frappe_standalone.core.site import DATABASE, create_folders, ensure_encryption_key, update_config


class SiteExists(FileExistsError):
	"""The folder holds a site already."""


def new_site(
	site_dir: str | Path,
	admin_password: str | None = None,
	apps: Iterable[str] = (),
	progress: Progress | None = None,
	language: str = "zh",
	time_zone: str = "Asia/Shanghai",
) -> str:
	"""Make a site in a folder, install apps on it, and return Administrator's password.

	Args:
		admin_password: a random one is made if left out.

	Raises:
		SiteExists: if the folder has a database already.
	"""
	site_dir = Path(site_dir)
	if (site_dir / DATABASE).exists():
		raise SiteExists(f"{site_dir} holds a site already. Choose another folder, or migrate that site.")
	progress = progress or silent
	password = admin_password or secrets.token_urlsafe(9)
	create_folders(site_dir)
	ensure_encryption_key(site_dir)
	update_config(site_dir, lang=language)
	Database(site_dir, create=True).close()
	with site_context(site_dir):
		create_platform_tables()
		install_platform(progress, {"language": language, "time_zone": time_zone})
		update_password("Administrator", password)
		db.commit()
		for app in apps:
			install_app(app, progress=progress)
	return password


def install_platform(progress: Progress, settings: dict[str, Any]) -> None:
	"""Install the platform as the app `frappe`."""
	flags.in_install = PLATFORM
	try:
		sync_app(PLATFORM, progress=progress)
		register(PLATFORM)
		add_module_defs(PLATFORM)
		add_standard_records(settings)
		record_versions()
	finally:
		flags.in_install = False
	cache.clear()
