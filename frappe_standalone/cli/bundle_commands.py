"""`township bundle make`: the folder for a PC without network."""

from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed

PROJECT = Path(__file__).resolve().parents[2]


@click.group(help=_("Make the folder from which the program is installed without network."))
def bundle() -> None:
	pass


@bundle.command(
	"make", help=_("Write the offline bundle for this platform and Python into DIR. Needs the network once.")
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
	"--source", default=PROJECT, type=click.Path(path_type=Path), help=_("Checkout of the project.")
)
@click.option(
	"--python",
	type=click.Path(path_type=Path),
	help=_("Archive (.tar.gz) of a relocatable Python, for a PC that has none."),
)
def make(directory: Path, source: Path, python: Path | None) -> None:
	from frappe_standalone.core.bundle.make import BundleRefused, make_bundle

	try:
		about = make_bundle(directory.absolute(), source.resolve(), click.echo, python)
	except BundleRefused as error:
		raise CommandFailed(str(error)) from error
	size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) / 1024 / 1024
	click.secho(
		_("{0}: version {1}, {2} libraries, {3} MB, for {4} with Python {5}.").format(
			directory, about["app"], about["libraries"], f"{size:.1f}", about["platform"], about["python"]
		),
		fg="green",
	)
	click.echo(_("Copy the folder to the PC and run there: sudo sh install.sh"))


COMMANDS = (bundle,)
