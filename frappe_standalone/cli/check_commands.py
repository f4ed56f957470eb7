"""`township check-app`: would somebody else's app run here?"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed

if TYPE_CHECKING:
	from frappe_standalone.core.app_check.check import AppCheck

SHOWN = 30
ENOUGH = 95.0


@click.command(
	"check-app",
	help=_(
		"Read the app in PATH, without running it, and say what of Frappe it uses that this platform lacks."
	),
)
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
	"--only", metavar="FOLDER", help=_("Read only Python below folders of this name, e.g. doctype.")
)
@click.option("--tests", is_flag=True, help=_("Read the app's tests too."))
@click.option("--all", "every", is_flag=True, help=_("Show every line instead of the most frequent."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the findings as JSON."))
@click.option(
	"--least",
	type=click.FloatRange(0, 100),
	default=ENOUGH,
	show_default=True,
	help=_("The percentage of supported uses below which the command fails."),
)
def check_app(path: Path, only: str | None, tests: bool, every: bool, as_json: bool, least: float) -> None:
	from frappe_standalone.core.app_check.check import NoApp
	from frappe_standalone.core.app_check.check import check_app as check

	try:
		found = check(path, tests=tests, only=only)
	except NoApp as error:
		raise CommandFailed(
			_("{0} holds no app: there is no hooks.py in it, nor in a folder of it.").format(path)
		) from error
	if as_json:
		click.echo(json.dumps(as_data(found), indent=1, ensure_ascii=False))
	else:
		tell(found, None if every else SHOWN)
	if found.share < least:
		raise CommandFailed(
			_("{0} % of the uses are supported, less than {1} %.").format(f"{found.share:.1f}", f"{least:g}")
		)


def tell(found: "AppCheck", limit: int | None) -> None:
	"""Print the findings, the most frequent first."""
	click.secho(
		_("{0}: {1} Python files, {2} uses of {3} names of Frappe").format(
			found.name, found.files, found.uses, len(found.names)
		),
		bold=True,
	)
	click.echo(
		_("supported: {0} uses ({1} %), refused: {2}").format(
			found.uses - found.refused_uses, f"{found.share:.1f}", found.refused_uses
		)
	)
	tell_refused(found, limit)
	tell_files(found, limit)
	section(
		_("Python packages that are not installed here"),
		(f"{count:>5}  {name}" for name, count in found.libraries.most_common()),
		limit,
	)
	tell_sql(found, limit)
	tell_features(found, limit)
	tell_hooks(found)
	tell_scripts(found)


def section(title: str, lines: Iterable[str], limit: int | None = None) -> None:
	"""A heading with lines below it; nothing if there are none."""
	lines = list(lines)
	if not lines:
		return
	click.echo()
	click.secho(title, bold=True)
	for line in lines[:limit]:
		click.echo(f"  {line}")
	if limit is not None and len(lines) > limit:
		click.echo("  " + _("… and {0} more (--all)").format(len(lines) - limit))


def tell_refused(found: "AppCheck", limit: int | None) -> None:
	from frappe_standalone.core.instead import instead_of

	def line(name: str, count: int) -> str:
		text = f"{count:>5}  {name}  ({found.where[name]})"
		advice = instead_of(name.partition("(")[0])
		return text + (_(" → {0}").format(_(advice)) if advice else "")

	section(_("Refused names"), (line(*pair) for pair in found.refused.most_common()), limit)


def tell_files(found: "AppCheck", limit: int | None) -> None:
	lines = [_("{0}: no {1}").format(where, name) for where, name in sorted(found.not_importable.items())] + [
		f"{where}: {reason}" for where, reason in found.unreadable.items()
	]
	section(_("Files that cannot be imported: {0} of {1}").format(len(lines), found.files), lines, limit)


def tell_sql(found: "AppCheck", limit: int | None) -> None:
	from frappe_standalone.core.app_check.sql import ADVICE

	def line(what: str, count: int) -> str:
		text = f"{count:>5}  {what}  ({found.where[f'sql {what}']})"
		advice = next((words for start, words in ADVICE.items() if what.startswith(start)), None)
		return text + (_(" → {0}").format(_(advice)) if advice else "")

	lines = (line(*pair) for pair in found.sql.most_common())
	refused = sum(found.sql.values())
	section(_("SQL the database would not read: {0} of {1}").format(refused, found.statements), lines, limit)


def tell_features(found: "AppCheck", limit: int | None) -> None:
	from frappe_standalone.core.app_check import definitions

	for state, title in (
		(definitions.WORKS, _("Definitions: supported")),
		(definitions.NOT_SHOWN, _("Definitions: kept, but without effect here")),
		(definitions.REFUSED, _("Definitions: refused")),
		(definitions.ELSEWHERE, _("DocTypes of other apps that must be there")),
	):
		kinds: dict[str, list[str]] = {}
		for (kind, name, found_state), count in found.features.most_common():
			if found_state == state:
				kinds.setdefault(kind, []).append(f"{name} {count}")
		section(title, (f"{_(kind)}: {', '.join(names)}" for kind, names in kinds.items()), limit)


def tell_hooks(found: "AppCheck") -> None:
	from frappe_standalone.core.app_check.hook_keys import NOT_READ

	section(_("Hooks that are read"), [", ".join(found.hooks_read)] if found.hooks_read else [])
	section(
		_("Hooks of Frappe that are not read"),
		(f"{key}" + _(" → {0}").format(_(NOT_READ[key])) for key in found.hooks_not_read),
	)
	section(
		_("Hooks for other apps (kept for `frappe.get_hooks`)"),
		[", ".join(found.hooks_unknown)] if found.hooks_unknown else [],
	)


def tell_scripts(found: "AppCheck") -> None:
	lines = [f"{count:>5}  {_(kind)}" for kind, count in found.scripts.most_common()]
	names = ", ".join(f"{name} {count}" for name, count in found.script_names.most_common(12))
	if names:
		lines.append(_("most used: {0}").format(names))
	section(_("JavaScript written for Frappe's desk, which does not run here"), lines)


def as_data(found: "AppCheck") -> dict:
	"""The findings as JSON takes them."""
	from frappe_standalone.core.instead import instead_of

	return {
		"app": found.name,
		"files": found.files,
		"uses": found.uses,
		"names": dict(found.names.most_common()),
		"supported_percent": round(found.share, 2),
		"refused": [
			{"name": n, "uses": c, "where": found.where[n], "instead": instead_of(n.partition("(")[0])}
			for n, c in found.refused.most_common()
		],
		"not_importable": found.not_importable,
		"unreadable": found.unreadable,
		"packages_missing": dict(found.libraries.most_common()),
		"sql": {"statements": found.statements, "refused": dict(found.sql.most_common())},
		"features": [
			{"kind": kind, "name": name, "state": state, "count": count}
			for (kind, name, state), count in found.features.most_common()
		],
		"hooks": {
			"read": found.hooks_read,
			"not_read": found.hooks_not_read,
			"of_other_apps": found.hooks_unknown,
		},
		"scripts": dict(found.scripts.most_common()),
		"script_names": dict(found.script_names.most_common()),
	}


COMMANDS = (check_app,)
