"""`township import`, `backup` and `restore`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed
from frappe_standalone.cli.options import SITE, open_site
from frappe_standalone.cli.progress import progress

if TYPE_CHECKING:
	from frappe_standalone.core.data_import.run import ImportResult

SHOWN_ROWS = 50


@click.command("import", help=_("Load a CSV or XLSX file into DOCTYPE by a mapping."))
@SITE
@click.argument("doctype")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "map_name", help=_("Mapping: a JSON file, or the name of one that an app brings."))
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help=_("A parameter of the mapping."))
@click.option(
	"--dry-run", is_flag=True, help=_("Check every row and show what would happen; change nothing.")
)
@click.option("--skip-bad", is_flag=True, help=_("Load the good rows although some are bad."))
def import_command(
	directory: Path,
	doctype: str,
	file: Path,
	map_name: str | None,
	settings: tuple[str, ...],
	dry_run: bool,
	skip_bad: bool,
) -> None:
	from frappe_standalone.core.data_import.run import ImportOptions, run_import

	parameters = dict(_pair(text) for text in settings)
	options = ImportOptions(parameters=parameters, dry_run=dry_run, skip_bad=skip_bad)
	with open_site(directory):
		with progress(_("Importing")) as bar:
			result = run_import(doctype, file, map_name, options, bar)
		tell(result)
		if result.bad and not skip_bad:
			raise CommandFailed(
				_("Nothing was loaded. Correct the rows above, or use --skip-bad to load the others.")
			)
		if dry_run:
			click.echo(_("Nothing was changed (--dry-run)."))


def tell(result: "ImportResult") -> None:
	"""Print bad rows and figures."""
	for bad in result.bad[:SHOWN_ROWS]:
		click.echo(_("Line {0}: {1}").format(bad.line, bad.reason), err=True)
	if len(result.bad) > SHOWN_ROWS:
		click.echo(_("… and {0} more").format(len(result.bad) - SHOWN_ROWS), err=True)
	for name, counts in result.counts.items():
		click.echo(
			_("{0}: {1} created, {2} updated, {3} unchanged").format(
				_(name), counts.created, counts.updated, counts.unchanged
			)
		)
	click.echo(
		_("{0} rows read, {1} not meant by the mapping, {2} refused.").format(
			result.rows, result.filtered, len(result.bad)
		)
	)


def _pair(text: str) -> tuple[str, str]:
	name, separator, value = text.partition("=")
	if not separator:
		raise click.UsageError(_("--set wants NAME=VALUE, not {0}.").format(text))
	return name.strip(), value.strip()


@click.command(help=_("Write a consistent copy of a site, with its files, to FILE. The site may be in use."))
@SITE
@click.argument("file", type=click.Path(path_type=Path))
def backup(directory: Path, file: Path) -> None:
	from frappe_standalone.core.backup.create import create_backup

	with progress(_("Backing up")) as bar:
		manifest = create_backup(directory, file, bar)
	size = file.stat().st_size / 1024 / 1024
	click.echo(
		_("{0}: {1} files, {2} MB, read back and verified.").format(file, len(manifest.files), f"{size:.1f}")
	)
	click.secho(
		_("It contains the key of all secret fields. Keep it as safe as the records themselves."), fg="yellow"
	)


@click.command(help=_("Make the site DIR from a backup FILE."))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
def restore(file: Path, directory: Path) -> None:
	from frappe_standalone.core.backup.restore import restore_backup

	with progress(_("Restoring")) as bar:
		manifest = restore_backup(file, directory, bar)
	click.echo(_("{0} holds the state of {1}. Everybody signs in again.").format(directory, manifest.created))
	click.echo(_("Bring it up to this version, then start it: township upgrade {0}").format(directory))


COMMANDS = (import_command, backup, restore)
