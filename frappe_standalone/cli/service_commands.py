"""`township service …`: a site that starts with the machine and is backed up each night."""

import datetime
import os
import sys
from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed
from frappe_standalone.cli.options import SITE

NAME = click.option("--name", default="township", show_default=True, help=_("Name of the service."))


@click.group(help=_("Let a site start with the machine, and be backed up each night (Linux with systemd)."))
def service() -> None:
	pass


@service.command("install", help=_("Install the service of a site, or change an installed one."))
@SITE
@NAME
@click.option(
	"--host",
	default="0.0.0.0",
	show_default=True,
	help=_("Address to listen on; 127.0.0.1 for this PC alone."),
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("Port."))
@click.option(
	"--workers", default=1, show_default=True, type=click.IntRange(1, 32), help=_("Number of processes.")
)
@click.option(
	"--user", default="township", show_default=True, help=_("Account that runs it; made if there is none.")
)
@click.option(
	"--backups",
	type=click.Path(path_type=Path),
	help=_("Folder of the nightly backups [default: DIR-backups]"),
)
@click.option(
	"--keep",
	default=14,
	show_default=True,
	type=click.IntRange(1, 3650),
	help=_("Backups to keep, besides one a month."),
)
@click.option("--backup-at", default="02:30", show_default=True, help=_("When to back up."))
@click.option("--dry-run", is_flag=True, help=_("Only print what would be written."))
def install(
	directory: Path,
	name: str,
	host: str,
	port: int,
	workers: int,
	user: str,
	backups: Path | None,
	keep: int,
	backup_at: str,
	dry_run: bool,
) -> None:
	from frappe_standalone.core.service.units import BadOptions, ServiceOptions, stable_python, units

	folder = (backups or directory.with_name(f"{directory.name}-backups")).absolute()
	if directory in folder.parents or folder == directory:
		raise CommandFailed(
			_("Backups inside the site would be lost with it. Choose another folder with --backups.")
		)
	try:
		options = ServiceOptions(
			name,
			directory,
			stable_python(Path(sys.executable)),
			user,
			host,
			port,
			workers,
			folder,
			keep,
			backup_at,
		)
	except BadOptions as error:
		raise CommandFailed(
			_("{0} cannot stand in a service. Choose another name, time (HH:MM) or path.").format(error)
		)
	if dry_run:
		for file, text in units(options).items():
			click.secho(f"# /etc/systemd/system/{file}", bold=True)
			click.echo(text)
		return
	_install(options)


def _install(options) -> None:
	host = _host()
	_try(host.check)
	_try(lambda: host.install(options))
	click.secho(
		_("The service {0} is installed and starts with the machine.").format(options.name), fg="green"
	)
	_tell_addresses(options.host, options.port)
	click.echo(_("A backup is made every night at {0} in {1}.").format(options.backup_at, options.backups))
	click.echo(_("What it does: journalctl -u {0}").format(options.name))


def _tell_addresses(host: str, port: int) -> None:
	from frappe_standalone.core.http.server import addresses

	found = addresses(host, port)
	click.echo(_("On this PC: {0}").format(found[0]))
	if len(found) > 1:
		click.secho(_("In the office: {0}").format(found[-1]), bold=True)
		click.echo(
			_("Let port {0} through the firewall if others cannot open it; docs/install.md says how.").format(
				port
			)
		)


@service.command("uninstall", help=_("Stop and remove the service. The site and its backups stay."))
@NAME
def uninstall(name: str) -> None:
	host = _host()
	_try(host.check)
	removed = _try(lambda: host.uninstall(name))
	click.echo(_("Removed: {0}. The site and its backups are where they were.").format(", ".join(removed)))


@service.command("status", help=_("Say whether the service runs, where, and when it was last backed up."))
@SITE
@NAME
def status(directory: Path, name: str) -> None:
	from frappe_standalone.core.backup.log import last_backup

	host = _host()
	from frappe_standalone.core.service.systemd import check_systemd

	_try(check_systemd)
	state = _try(lambda: host.state(name))
	click.echo(_("Running: {0}").format(_yes(state["active"] == "active", state["active"])))
	click.echo(
		_("Starts with the machine: {0}").format(_yes(state["enabled"] == "enabled", state["enabled"]))
	)
	words = state["unit"].split()
	_tell_addresses(words[words.index("--host") + 1], int(words[words.index("--port") + 1]))
	last = last_backup(directory)
	told = (
		_("{0} in {1}").format(f"{last.created.astimezone():%Y-%m-%d %H:%M}", last.file)
		if last
		else _("none yet")
	)
	click.echo(_("Last backup: {0}").format(told))
	click.echo(_("Next backup: {0}").format(state["next"] or "–"))
	if state["active"] != "active" or state["backup"] not in ("", "success"):
		raise CommandFailed(
			_("Something is not in order. Look with: journalctl -u {0} -u {0}-backup").format(name)
		)


@service.command(
	"backup", help=_("Back up now, try the backup out, remove old ones; what the timer runs each night.")
)
@SITE
@click.option(
	"--to", "folder", required=True, type=click.Path(path_type=Path), help=_("Folder of the backups.")
)
@click.option(
	"--keep",
	default=14,
	show_default=True,
	type=click.IntRange(1, 3650),
	help=_("Backups to keep, besides one a month."),
)
def backup(directory: Path, folder: Path, keep: int) -> None:
	from frappe_standalone.core.service.nightly import nightly

	file, removed = nightly(directory, folder, keep, datetime.datetime.now())
	click.echo(
		_("{0} was written and restored on trial; {1} old ones were removed.").format(file, len(removed))
	)


def _yes(well: bool, word: str) -> str:
	return _("yes") if well else _("no ({0})").format(word)


def _host():
	if os.name == "nt":
		raise CommandFailed(
			_(
				"Windows has no systemd. Let the Task Scheduler start “township serve” with the machine; docs/install.md says how."
			)
		)
	from frappe_standalone.core.service.systemd import Host

	return Host()


def _try(work):
	from frappe_standalone.core.service.systemd import ServiceRefused

	try:
		return work()
	except ServiceRefused as error:
		raise CommandFailed(str(error)) from error


COMMANDS = (service,)
