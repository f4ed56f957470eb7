"""`township doctor` and `township upgrade`."""

from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import FAILURE, CommandFailed, exit_with
from frappe_standalone.cli.language import terminal_language
from frappe_standalone.cli.options import SITE
from frappe_standalone.cli.progress import progress
from frappe_standalone.core.site import CONFIG, DATABASE

COLOURS = {"error": "red", "warning": "yellow", "note": None}


def check_folder(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
	"""Refuse a folder that never was a site; one that lost a file is what the doctor is for."""
	from frappe_standalone.cli.language import use_language_of

	if not any((value / name).is_file() for name in (DATABASE, CONFIG)):
		raise CommandFailed(_("{0} is not a site. Make one with: township init {0}").format(value))
	try:
		use_language_of(value)
	except (LookupError, ValueError):
		pass  # no configuration, or a broken one: the doctor says so in the terminal's language
	return value.resolve()


FOLDER = click.argument("directory", metavar="DIR", type=click.Path(path_type=Path), callback=check_folder)


@click.command(help=_("Look for everything that is wrong with a site, and say how to mend it."))
@FOLDER
@click.option("--fix", is_flag=True, help=_("Mend what can be mended without losing anything."))
def doctor(directory: Path, fix: bool) -> None:
	from frappe_standalone.core.doctor import examine, mend

	language = terminal_language()
	found = examine(directory, language)
	if fix:
		for finding in mend(directory, found):
			click.echo(_("Mended: {0}").format(finding.text))
		found = examine(directory, language)
	tell(found)
	if any(finding.counts for finding in found):
		exit_with(FAILURE)


def tell(found: list) -> None:
	"""Print findings with their mends, and how many there are."""
	for finding in found:
		click.secho(f"{severity_label(finding.severity)}: {finding.text}", fg=COLOURS[finding.severity])
		click.echo(f"    → {finding.mend}")
	counted = sum(finding.counts for finding in found)
	if counted:
		click.echo(_("{0} findings to mend.").format(counted))
	else:
		click.secho(_("The site is well."), fg="green")


def severity_label(severity: str) -> str:
	"""The severity in the user's language."""
	return {"error": _("Error"), "warning": _("Warning"), "note": _("Note")}[severity]


@click.command(help=_("Back a site up, bring it to the installed version, check it; undo all if that fails."))
@SITE
def upgrade(directory: Path) -> None:
	from frappe_standalone.core.data_import.journal import undo_unfinished
	from frappe_standalone.core.upgrade.rollback import recover
	from frappe_standalone.core.upgrade.run import UpgradeFailed, UpgradeRefused
	from frappe_standalone.core.upgrade.run import upgrade as upgrade_site

	if recover(directory):
		click.echo(_("An upgrade that had been cut off was undone."))
	undone = undo_unfinished(directory)
	if undone:
		click.echo(_("An import that had been cut off was undone ({0} records).").format(undone))
	try:
		with progress(_("Upgrading")) as bar:
			result = upgrade_site(directory, progress=bar, say=bar)
	except (UpgradeFailed, UpgradeRefused) as error:
		raise CommandFailed(str(error)) from error
	counts = result.counts
	click.echo(
		_("{0} files, {1} patches and {2} fixtures were new.").format(
			counts["files"], counts["patches"], counts["fixtures"]
		)
	)
	click.echo(_("The state before is kept in {0}.").format(result.backup))
	click.secho(_("The site {0} is up to date and checked.").format(directory), fg="green")
	click.echo(_("If a server is running, restart it now: it still runs the old program."))


COMMANDS = (doctor, upgrade)
