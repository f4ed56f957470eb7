"""`township worker` and `township schedule`: jobs outside the server."""

import signal
import threading
from pathlib import Path

import click

from frappe import _

from frappe_standalone.cli.errors import CommandFailed
from frappe_standalone.cli.language import keep_terminal_language
from frappe_standalone.cli.options import SITE

STANDARD_QUEUES = "short,default,long"


@click.command(
	help=_(
		"Run a site's jobs in a process of its own, until Ctrl-C: as an RQ worker where redis_queue is set."
	)
)
@SITE
@click.option(
	"--queue", "names", default=STANDARD_QUEUES, show_default=True, help=_("Queues, separated by commas.")
)
@click.option("--burst", is_flag=True, help=_("Stop when nothing waits."))
def worker(directory: Path, names: str, burst: bool) -> None:
	import frappe

	from frappe_standalone.core.jobs import queues, redis_queue
	from frappe_standalone.core.runtime import site_context

	with site_context(directory, write=False):
		keep_terminal_language()
		conf = frappe.local.conf
		chosen = queues.check([name.strip() for name in names.split(",")])
	click.echo(_("Running jobs of {0} ({1}). Stop with Ctrl-C.").format(directory, ", ".join(chosen)))
	if not conf.redis_queue:
		run_own(directory, chosen, burst)
		return
	try:
		redis_queue.work(directory, conf, chosen, burst)
	except (redis_queue.RedisUnreachable, redis_queue.RedisLibraryMissing) as error:
		raise CommandFailed(str(error)) from error


def run_own(directory: Path, names: list[str], burst: bool) -> None:
	"""Run jobs of the site's file in this process; a signal stops it after the running job."""
	from frappe_standalone.core.jobs import run_pending
	from frappe_standalone.core.jobs.workers import run_queues

	if burst:
		click.echo(_("{0} jobs ran.").format(run_pending(directory, names)))
		return
	run_queues(directory, names, stopped_by_signal())


@click.command(help=_("Queue a site's scheduled jobs until Ctrl-C, where no server of the site does."))
@SITE
def schedule(directory: Path) -> None:
	from frappe_standalone.core.http.background import TAKE_OVER_SECONDS, keepers_lock
	from frappe_standalone.core.jobs import keep

	stop, lock = stopped_by_signal(), keepers_lock(directory)
	if not lock.acquire():
		click.echo(
			_("Another process keeps the schedule of {0}; this one takes over when it ends.").format(
				directory
			)
		)
		while not lock.acquire():
			if stop.wait(TAKE_OVER_SECONDS):
				return
	click.echo(_("Keeping the schedule of {0}. Stop with Ctrl-C.").format(directory))
	keep(directory, stop)


def stopped_by_signal() -> threading.Event:
	"""An event that Ctrl-C or SIGTERM sets."""
	stop = threading.Event()
	for number in (signal.SIGINT, signal.SIGTERM):
		signal.signal(number, lambda _number, _frame: stop.set())
	return stop


COMMANDS = (worker, schedule)
