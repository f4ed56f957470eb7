"""`township serve` and `township demo`."""

import os
import webbrowser
from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed
from frappe_standalone.cli.language import keep_terminal_language, use_language_of
from frappe_standalone.cli.options import SITE
from frappe_standalone.cli.progress import progress
from frappe_standalone.cli.site_commands import PASSWORD_VARIABLE, make_site, tell_password
from frappe_standalone.core.http.server import PortInUse, ServerOptions, WorkersKeepFailing, addresses, serve
from frappe_standalone.core.utils.urls import SERVED_AT

DEMO_SITE = Path(".township/demo")


@click.command("serve", help=_("Serve a site until Ctrl-C. --host 0.0.0.0 opens it to the local network."))
@SITE
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen on."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("Port."))
@click.option(
	"--workers", default=1, show_default=True, type=click.IntRange(1, 32), help=_("Number of processes.")
)
def serve_command(directory: Path, host: str, port: int, workers: int) -> None:
	run_server(ServerOptions(directory, host, port, workers))


@click.command(help=_("Make a demo township if there is none, serve it, and open the browser."))
@click.option("--site", "directory", default=DEMO_SITE, show_default=True, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen on."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("Port."))
@click.option(
	"--workers", default=1, show_default=True, type=click.IntRange(1, 32), help=_("Number of processes.")
)
@click.option("--browser/--no-browser", default=True, show_default=True, help=_("Open the browser."))
def demo(directory: Path, host: str, port: int, workers: int, browser: bool) -> None:
	if (directory / "site.db").is_file():
		use_language_of(directory)
		click.echo(_("Using the demo site {0}. Delete the folder to start afresh.").format(directory))
	else:
		tell_password(make_site(directory, fill=load_demo))
	run_server(ServerOptions(directory.resolve(), host, port, workers), browser)


def load_demo(directory: Path) -> None:
	"""Call the apps' demo loaders (hook `standalone_demo`): each gets a progress callable, returns lines to print."""
	import frappe

	from frappe_standalone.core.runtime import site_context

	with site_context(directory, user="Administrator", write=True):
		keep_terminal_language()
		for loader in frappe.get_hooks("standalone_demo"):
			with progress(_("Loading the demo township")) as bar:
				lines = frappe.get_attr(loader)(bar)
			frappe.db.commit()
			for line in lines or ():
				click.echo(line)


def run_server(options: ServerOptions, browser: bool = False) -> None:
	"""Serve and say where; a taken port is a failure with a mend."""
	from frappe_standalone.core.upgrade.rollback import recover

	check_redis_libraries(options.site_dir)
	if recover(options.site_dir):
		click.echo(_("An upgrade that had been cut off was undone."))
	urls = addresses(options.host, options.port)
	os.environ.setdefault(SERVED_AT, urls[-1])

	def ready() -> None:
		click.echo(_("Serving {0}").format(options.site_dir))
		for url in urls:
			click.secho(f"  {url}", bold=True)
		click.echo(
			_(
				"Sign in as Administrator; the password is the one shown when the site was made, or {0}."
			).format(PASSWORD_VARIABLE)
		)
		click.echo(_("Stop with Ctrl-C."))
		if browser:
			webbrowser.open(urls[0])

	try:
		serve(options, ready)
	except PortInUse:
		raise CommandFailed(
			_("Port {0} is in use. Stop the other program, or choose another port with --port.").format(
				options.port
			)
		)
	except WorkersKeepFailing:
		raise CommandFailed(
			_("The worker processes die right after their start. Try --workers 1 to see why.")
		)
	except (KeyboardInterrupt, SystemExit):
		pass
	click.echo(_("Stopped."))


def check_redis_libraries(directory: Path) -> None:
	"""Refuse to start a site whose jobs would all wait."""
	from frappe_standalone.core.jobs import redis_queue
	from frappe_standalone.core.site import read_config

	if read_config(directory, directory.parent).redis_queue:
		try:
			redis_queue.libraries()
		except redis_queue.RedisLibraryMissing as error:
			raise CommandFailed(str(error)) from error


COMMANDS = (serve_command, demo)
