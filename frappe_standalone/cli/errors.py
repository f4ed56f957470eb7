"""Failures of a command: one line that says what is wrong and what to do; no traceback without `--debug`."""

import re
import sys
import traceback

import click

from frappe import _

from frappe_standalone.core.context import local
from frappe_standalone.core.faults import fault_of

FAILURE = 1


class CommandFailed(click.ClickException):
	"""A refusal with its own words; exit code 1."""

	exit_code = FAILURE

	def show(self, file=None) -> None:
		click.secho(_("Error: {0}").format(self.format_message()), err=True, fg="red")


def explain(error: Exception, debug: bool) -> None:
	"""Print an unexpected error: the last message of the site if there is one, else the error itself."""
	if debug:
		traceback.print_exception(error)
		return
	fault = fault_of(error)
	if fault:
		click.secho(_("Error: {0}").format(str(fault)), err=True, fg="red")
		return
	messages = getattr(local, "message_log", None) or []
	text = str(messages[-1].get("message")) if messages else str(error)
	text = re.sub(r"<[^>]+>", " ", text).strip()
	text = text or type(error).__name__
	click.secho(_("Error: {0}").format(text), err=True, fg="red")
	if not is_refusal(error):
		click.echo(_("Run the command again with --debug to see where it happened."), err=True)


def is_refusal(error: Exception) -> bool:
	"""Say whether the error is one of our own refusals, whose message already names the mend."""
	from frappe_standalone.activation import ActivationRefused
	from frappe_standalone.core.backup.errors import BackupError

	return isinstance(error, ActivationRefused | BackupError) or hasattr(error, "http_status_code")


def exit_with(code: int) -> None:
	"""Flush what was printed and leave."""
	sys.stdout.flush()
	sys.exit(code)
