"""`township why`: may this user do that, and why."""

from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.options import SITE, open_site

SIGNS = {"gives": "+", "takes": "-", "notes": " "}


@click.command(
	"why",
	help=_("Say whether a user may do something, and why. Without a name: with records of the form at all."),
)
@SITE
@click.argument("user")
@click.argument("doctype")
@click.argument("name", required=False)
@click.argument("action", default="read")
def why(directory: Path, user: str, doctype: str, name: str | None, action: str) -> None:
	from frappe_standalone.core.desk.why import answer

	with open_site(directory):
		found = answer(user, doctype, name, action)
		click.echo(_("Yes", context="permission") if found.allowed else _("No", context="permission"))
		for reason in found.reasons:
			click.echo(f"{SIGNS[reason.verdict]} {reason.text}")
		for remedy in found.remedies:
			click.echo(f"→ {remedy.text}")


COMMANDS = [why]
