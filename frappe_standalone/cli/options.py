"""Arguments and helpers that several commands share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed
from frappe_standalone.cli.language import keep_terminal_language, use_language_of
from frappe_standalone.core.context import local


def check_site(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
	"""Refuse a folder that holds no site."""
	if not (value / "site.db").is_file():
		raise CommandFailed(_("{0} is not a site. Make one with: township init {0}").format(value))
	use_language_of(value)
	local.site_path = str(value.resolve())  # faults name it after the site was left
	return value.resolve()


SITE = click.argument("directory", metavar="DIR", type=click.Path(path_type=Path), callback=check_site)


@contextmanager
def open_site(directory: Path) -> Iterator[None]:
	"""Work in a site as Administrator; the caller commits."""
	from frappe_standalone.core.runtime import site_context

	with site_context(directory, user="Administrator", write=True):
		keep_terminal_language()
		yield
