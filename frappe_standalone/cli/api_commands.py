"""`township openapi`."""

import json
from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed
from frappe_standalone.cli.options import SITE, open_site


@click.command(help=_("Write a description of the site's REST (OpenAPI 3.1)."))
@SITE
@click.option(
	"--user", default="Administrator", show_default=True, help=_("For whom: it names what they may call.")
)
@click.option(
	"--output", type=click.Path(path_type=Path, dir_okay=False), help=_("A file; left out: the terminal.")
)
def openapi(directory: Path, user: str, output: Path | None) -> None:
	import frappe

	from frappe_standalone.core.openapi import describe

	with open_site(directory):
		if not frappe.db.exists("User", user):
			raise CommandFailed(
				_("There is no user {0}. List them with: township user list DIR").format(user)
			)
		frappe.set_user(user)
		text = json.dumps(describe(), ensure_ascii=False, indent=1, default=str)
	if output:
		output.write_text(text + "\n", encoding="utf-8")
	else:
		click.echo(text)


COMMANDS = (openapi,)
