"""`township doctor`."""

from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import FAILURE, CommandFailed, exit_with
from frappe_standalone.cli.language import terminal_language
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


COMMANDS = (doctor,)
