"""Enter and leave a site: `init`, `connect`, `destroy`, and one context for a request or a command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.local import release_local

from frappe_standalone.core import site, translate
from frappe_standalone.core.context import STORAGE, is_connected, local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.db import LAZY, READ, WRITE, Database

DEFAULT_LANG = "zh"
STANDARD_USERS = ("Guest", "Administrator")


def init(site: str, sites_path: str = ".", new_site: bool = False, force: bool = False) -> None:
	"""Prepare the context of a site without opening its database.

	Args:
		site: folder name of the site inside `sites_path`.
		new_site: allow a folder without configuration.
		force: start over in a context that is already prepared.

	Raises:
		IncorrectSitePath: if there is no such site.
	"""
	if getattr(local, "initialised", None) and not force:
		return
	enter(os.path.join(sites_path, site), sites_path=sites_path, new_site=new_site)


def enter(site_path: str, sites_path: str | None = None, new_site: bool = False) -> None:
	"""Fill `frappe.local` for the site in a folder."""
	from frappe_standalone.core import qb

	path = os.path.abspath(site_path)
	local.site = os.path.basename(path)
	local.sites_path = str(sites_path or os.path.dirname(path))
	local.site_path = path
	local.conf = site.read_config(path, local.sites_path, new_site)
	local.flags = fresh_flags(new_site)
	local.lang = local.conf.lang or DEFAULT_LANG
	local.qb = qb.builder()
	local.session = _dict()
	local.request = local.request_ip = local.job = local.task_id = None
	local.response = _dict({"docs": []})
	local.error_log, local.message_log, local.debug_log = [], [], []
	local.locked_documents = []
	local.test_objects = {}
	local.preload_assets = {"style": [], "script": [], "icons": []}
	local.valid_columns = {}
	local.db = None
	reset_user_state()
	local.initialised = True


def fresh_flags(new_site: bool = False) -> _dict:
	"""The flags v15 starts with."""
	names = ("in_install_db", "in_install_app", "in_import", "in_test", "mute_messages", "ignore_links")
	flags = dict.fromkeys((*names, "mute_emails", "has_dataurl", "read_only"), False)
	return _dict(flags, currently_saving=[], redirect_location="", new_site=new_site)


def reset_user_state() -> None:
	"""Forget what was computed for the previous user."""
	local.cache = {}
	local.form_dict = _dict()
	local.user = local.user_perms = None
	local.jenv = local.jloader = None
	local.role_permissions = {}
	local.new_doc_templates = {}


def connect(site: str | None = None, db_name: str | None = None, set_admin_as_user: bool = True) -> None:
	"""Open the site's database as `frappe.db`.

	Args:
		site: if given, `init(site)` first.
		db_name: v15's parameter; a site here has one database, so it must stay empty.
	"""
	if db_name:
		raise ValueError("a site has one database, site.db in its folder; connect() takes no db_name here")
	if site:
		init(site)
	open_database(LAZY)
	if set_admin_as_user:
		set_user("Administrator")
	local.lang = translate.site_language()


def open_database(mode: str) -> None:
	"""Open `frappe.db` in one of the modes of `core.db.transactions`."""
	local.db = Database(local.site_path, mode=mode)
	if mode == READ:
		local.db.begin(read_only=True)  # one snapshot for all of it, and the cache as of that snapshot
	else:
		local.db.refresh_cache()


def destroy() -> None:
	"""Close the database (what was not committed is undone) and forget the context."""
	if is_connected():
		local.db.close()
	release_local(local)


def set_user(username: str) -> None:
	"""Act as this user from now on."""
	local.session.user = username
	local.session.sid = username
	local.session.data = _dict()
	reset_user_state()


@contextmanager
def site_context(
	site_dir: str | Path, user: str = "Administrator", write: bool = True, *, mode: str | None = None
) -> Iterator[None]:
	"""One request or command on a site, as `user`. An outer context, if any, is restored afterwards.

	Nothing is committed here: the caller says `frappe.db.commit()`. What was not committed is undone.

	Args:
		site_dir: the site's folder.
		write: take the turn to write with the first statement; otherwise every write is refused.
		mode: a mode of `core.db.transactions` instead of these two.
	"""
	token = STORAGE.set({})
	try:
		enter(str(site_dir))
		open_database(LAZY)
		set_user(user)
		translate.set_user_lang(user)  # read before the turn to write could be taken
		local.db.set_mode(mode or (WRITE if write else READ))
		yield
	finally:
		destroy()
		STORAGE.reset(token)


@contextmanager
def acting_as(user: str) -> Iterator[None]:
	"""Act as another user for a while."""
	previous = local.session.user
	set_user(user)
	try:
		yield
	finally:
		set_user(previous)
