"""`township`: makes, serves and looks after sites. Exit codes: 0 done, 1 refused or failed, 2 used wrongly."""

import importlib
import importlib.util
import os
import sys

import click

from frappe_standalone.activation import ActivationRefused, activate

COMMAND_MODULES = (
	"site_commands",
	"service_commands",
	"bundle_commands",
	"serve_commands",
	"job_commands",
	"data_commands",
	"care_commands",
	"user_commands",
	"check_commands",
	"api_commands",
	"why_command",
)


def build() -> click.Group:
	"""Return the command with every group of ours and the commands of the installed apps."""
	from frappe import _

	@click.group(help=_("Make, serve and look after a township's site."))
	@click.option("--debug", is_flag=True, help=_("Show the traceback of an error."))
	@click.version_option(package_name="township_gov", prog_name="township")
	def township(debug: bool) -> None:
		pass

	for name in COMMAND_MODULES:
		module = importlib.import_module(f"frappe_standalone.cli.{name}")
		for command in module.COMMANDS:
			township.add_command(command)
	for command in app_commands():
		township.add_command(command)
	return township


def app_commands() -> list[click.Command]:
	"""Return the commands that apps bring in `<app>/commands.py` (v15: a list named `commands`)."""
	from frappe_standalone.core.apps import PLATFORM, available_apps

	found: list[click.Command] = []
	for app, package in available_apps().items():
		name = f"{package}.commands"
		if app != PLATFORM and importlib.util.find_spec(name):
			found.extend(getattr(importlib.import_module(name), "commands", ()))
	return found


def main(arguments: list[str] | None = None) -> None:
	"""Run the command line and leave with its exit code."""
	_use_utf8()
	arguments = list(sys.argv[1:] if arguments is None else arguments)
	debug = "--debug" in arguments
	# The flag may stand anywhere; click would want it before the command.
	arguments = [argument for argument in arguments if argument != "--debug"]
	try:
		activate()
	except ActivationRefused as error:
		click.secho(str(error), err=True, fg="red")
		sys.exit(1)
	from frappe_standalone.cli.errors import FAILURE, exit_with, explain
	from frappe_standalone.cli.language import use_terminal_language

	use_terminal_language()
	try:
		build().main(arguments, prog_name="township", standalone_mode=False)
	except click.ClickException as error:
		error.show()
		exit_with(error.exit_code)
	except (click.Abort, KeyboardInterrupt):
		click.echo("", err=True)
		exit_with(130)
	except Exception as error:
		explain(error, debug)
		exit_with(FAILURE)
	exit_with(0)


def _use_utf8() -> None:
	"""A Windows console in a legacy code page must not break on a name it cannot show."""
	for stream in (sys.stdout, sys.stderr):
		if hasattr(stream, "reconfigure"):
			stream.reconfigure(errors="replace", encoding=None if os.isatty(stream.fileno()) else "utf-8")
