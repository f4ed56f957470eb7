"""The thread that runs jobs and keeps the schedule, in exactly one process of a site."""

import logging
import threading
from pathlib import Path

from frappe_standalone.core.http.single_holder import SingleHolder

logger = logging.getLogger("frappe_standalone.jobs")

# How soon another worker takes over after the one that ran the jobs has died.
TAKE_OVER_SECONDS = 5


def keepers_lock(site_dir: Path) -> SingleHolder:
	"""The lock of the one process that keeps a site: a server's, or that of `township schedule`."""
	return SingleHolder(Path(site_dir) / "runtime" / "jobs.lock")


class Background:
	"""Waits for its turn, then works until stopped."""

	def __init__(self, site_dir: Path):
		self.site_dir = site_dir
		self.holder = keepers_lock(site_dir)
		self.stopping = threading.Event()
		self.thread = threading.Thread(target=self._run, name="jobs", daemon=True)

	def start(self) -> None:
		"""Start the thread."""
		self.thread.start()

	def stop(self) -> None:
		"""Stop after the running job, and wait for it a little."""
		self.stopping.set()
		if self.thread.is_alive():
			self.thread.join(timeout=10)
		self.holder.release()

	def _run(self) -> None:
		from frappe_standalone.core import jobs

		while not self._is_our_turn():
			if self.stopping.wait(TAKE_OVER_SECONDS):
				return
		self._undo_unfinished_imports()
		while not self.stopping.is_set():
			try:
				jobs.work(self.site_dir, self.stopping)
			except Exception:
				logger.exception("The job thread failed; it goes on")
				self.stopping.wait(TAKE_OVER_SECONDS)

	def _is_our_turn(self) -> bool:
		"""Take the lock; on a full or read-only disk it is tried again like one that somebody else holds."""
		try:
			return self.holder.acquire()
		except OSError as error:
			logger.warning("Jobs wait until the disk can be written: %s", error)
			return False

	def _undo_unfinished_imports(self) -> None:
		from frappe_standalone.core.data_import.journal import undo_unfinished

		try:
			undo_unfinished(self.site_dir)
		except Exception:
			logger.exception("An unfinished import could not be undone; `township migrate` tries again")
