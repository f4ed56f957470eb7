"""`township init` and `township migrate`."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed
from frappe_standalone.cli.language import use_language_of
from frappe_standalone.cli.options import SITE, open_site
from frappe_standalone.cli.progress import progress

PASSWORD_VARIABLE = "TOWNSHIP_ADMIN_PASSWORD"


@click.command(help=_("Make a new site in DIR."))
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--app", "apps", multiple=True, help=_("An app to install; by default every app that is here."))
def init(directory: Path, apps: tuple[str, ...]) -> None:
	password = make_site(directory, apps)
	click.echo(_("The site {0} is ready.").format(directory))
	tell_password(password)
	click.echo(_("Start it with: township serve {0}").format(directory))


@click.command(help=_("Bring a site's tables and records up to the installed version."))
@SITE
def migrate(directory: Path) -> None:
	from frappe_standalone.core.data_import.journal import undo_unfinished
	from frappe_standalone.core.install import migrate as migrate_site
	from frappe_standalone.core.upgrade.rollback import recover

	if recover(directory):
		click.echo(_("An upgrade that had been cut off was undone."))
	undone = undo_unfinished(directory)
	if undone:
		click.echo(_("An import that had been cut off was undone ({0} records).").format(undone))
	with open_site(directory):
		import frappe

		with progress(_("Migrating")) as bar:
			migrate_site(progress=bar)
		frappe.db.commit()
		click.echo(_("The site {0} is up to date.").format(directory))


def make_site(
	directory: Path, apps: tuple[str, ...] = (), fill: Callable[[Path], None] | None = None
) -> tuple[str, bool]:
	"""Make a site in an empty place; nothing half-made stays when it fails.

	`fill(site)` may load data before the site is put in its place. Returns the Administrator's password and whether
	it was made up here.
	"""
	from frappe_standalone.core.apps import PLATFORM, available_apps
	from frappe_standalone.core.install import new_site

	if directory.exists() and any(directory.iterdir()):
		raise CommandFailed(_("{0} is not empty. Name a new folder for the site.").format(directory))
	wanted = list(apps) or [app for app in available_apps() if app != PLATFORM]
	unknown = sorted(set(wanted) - set(available_apps()))
	if unknown:
		raise CommandFailed(
			_("There is no app {0} here. Apps found: {1}.").format(
				", ".join(unknown), ", ".join(available_apps())
			)
		)
	given = os.environ.get(PASSWORD_VARIABLE)
	password = given or secrets.token_urlsafe(9)
	directory.parent.mkdir(parents=True, exist_ok=True)
	draft = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent.resolve()))
	try:
		(draft / "logs").mkdir()
		# What apps print while they are installed is kept, but nobody has to read it.
		with (
			progress(_("Making the site")) as bar,
			(draft / "logs" / "install.log").open("w", encoding="utf-8") as log,
			redirect_stdout(log),
		):
			new_site(draft, admin_password=password, apps=wanted, progress=bar)
		if fill:
			fill(draft)
		_put_in_place(draft, directory)
	finally:
		shutil.rmtree(draft, ignore_errors=True)
	use_language_of(directory)
	return password, not given


def _put_in_place(draft: Path, directory: Path) -> None:
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	# Windows renames no folder with open files in it.
	POOL.close()
	close_stores()
	if directory.exists():
		directory.rmdir()
	os.replace(draft, directory)


def tell_password(password: tuple[str, bool]) -> None:
	"""Show a password made up here, once; one given by the environment is not repeated."""
	text, made_up = password
	click.echo(_("Sign in as: {0}").format("Administrator"))
	if made_up:
		click.secho(_("Password (shown only now, write it down): {0}").format(text), bold=True)
	else:
		click.echo(_("Password: as set in {0}").format(PASSWORD_VARIABLE))


COMMANDS = (init, migrate)
