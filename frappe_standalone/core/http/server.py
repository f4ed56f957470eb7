"""`township serve`: waitress on one socket, in one process or in several that share it.

Each worker is a process of its own: forked from one that has imported everything, or spawned on Windows. The parent
only watches: a worker that dies is started again, and when the parent goes, however it goes, the pipe to its workers
closes and they stop.
"""

import _thread
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

from frappe_standalone.core.http.sharing import Shares, share

THREADS = 12
# The thread that talks to the network shall not wait long for those that compute (Python's own choice is 5 ms).
SWITCH_SECONDS = 0.0005
# Long enough for a browser to finish its page, short enough that old connections do not pile up.
CHANNEL_TIMEOUT = 60
# A worker that dies this soon after its start is broken, not unlucky.
BROKEN_AFTER_SECONDS = 3
MAX_BROKEN_STARTS = 3
# Not broken: killed from outside (by the system when memory is short), or its forkserver was and nobody knows more.
KILLED = (-9, 255)
# A killed process closes its files before it counts as dead; only then is another one started in its place.
FORKSERVER_DIES_SECONDS = 0.2


class WorkersKeepFailing(RuntimeError):
	"""Raised when worker processes die right after their start, again and again."""


class PortInUse(RuntimeError):
	"""Raised when another program already listens on the port."""


Place = tuple[Shares, int]  # what the workers share, and the number of one of them


@dataclass(frozen=True)
class ServerOptions:
	"""Where to listen and with how much strength."""

	site_dir: Path
	host: str = "127.0.0.1"
	port: int = 8000
	workers: int = 1


def bind(host: str, port: int) -> socket.socket:
	"""Return a listening socket; raises PortInUse when the port is taken."""
	family = socket.AF_INET6 if ":" in host else socket.AF_INET
	listener = socket.socket(family, socket.SOCK_STREAM)
	# On Windows this option would let two servers share a port.
	if hasattr(signal, "SIGHUP"):
		listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
	try:
		listener.bind((host, port))
	except OSError as error:
		listener.close()
		raise PortInUse(str(error)) from error
	listener.listen(1024)
	return listener


def addresses(host: str, port: int) -> list[str]:
	"""Return the URLs under which people reach the server; the LAN address last."""
	if host not in ("0.0.0.0", "::"):
		return [f"http://{host}:{port}"]
	found = [f"http://127.0.0.1:{port}"]
	lan = _lan_address()
	if lan and lan != "127.0.0.1":
		found.append(f"http://{lan}:{port}")
	return found


def _lan_address() -> str | None:
	"""Return the address of the network card that leads out; no packet is sent."""
	with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
		try:
			probe.connect(("192.0.2.1", 9))
			return probe.getsockname()[0]
		except OSError:
			return None


def serve(options: ServerOptions, on_ready: Callable[[], None] | None = None) -> None:
	"""Serve the site until Ctrl-C or SIGTERM; `on_ready` is called once the port accepts connections."""
	listener = bind(options.host, options.port)
	try:
		if options.workers <= 1:
			_stop_on_sigterm()
			if on_ready:
				on_ready()
			run_worker(listener, str(options.site_dir))
		else:
			Supervisor(listener, options).run(on_ready)
	finally:
		listener.close()


def run_worker(
	listener: socket.socket, site_dir: str, lifeline: Connection | None = None, place: Place | None = None
) -> None:
	"""Answer requests in this process until it is told to stop; `lifeline` closes when the parent is gone."""
	from waitress.server import create_server

	from frappe_standalone.core.http.app import Application

	_stop_on_sigterm()
	sys.setswitchinterval(SWITCH_SECONDS)
	if lifeline:
		threading.Thread(target=_stop_when_closed, args=(lifeline,), daemon=True).start()
	# Requests that wait for a thread are normal under load, not worth a line each.
	logging.getLogger("waitress.queue").setLevel(logging.ERROR)
	application = Application(site_dir)
	# What a proxy says arrives as it was sent: the site's `trust_proxy` decides what of it is believed.
	server = create_server(
		application,
		sockets=[listener],
		threads=THREADS,
		channel_timeout=CHANNEL_TIMEOUT,
		ident=None,
		clear_untrusted_proxy_headers=False,
	)
	if place:
		share(server, *place)
	application.start_background()
	try:
		server.run()
	finally:
		application.stop_background()
		server.close()


def _stop_on_sigterm() -> None:
	def stop(_signal, _frame):
		raise SystemExit(0)

	if threading.current_thread() is threading.main_thread():
		signal.signal(signal.SIGTERM, stop)


def _stop_when_closed(lifeline: Connection) -> None:
	try:
		lifeline.recv()
	except (EOFError, OSError):
		_thread.interrupt_main()


def worker_context() -> multiprocessing.context.BaseContext:
	"""How workers are started: forked from a process without threads where the system can, or else spawned."""
	# glibc would give each thread a heap of its own, none of which shrinks again; read when a process starts
	os.environ.setdefault("MALLOC_ARENA_MAX", "2")
	if "forkserver" not in multiprocessing.get_all_start_methods():
		return multiprocessing.get_context("spawn")
	context = multiprocessing.get_context("forkserver")
	context.set_forkserver_preload(["frappe_standalone.core.http.preloaded"])
	return context


class Running(NamedTuple):
	"""A worker at work: its place among them, what it dies with, when it was started."""

	number: int
	lifeline: Connection
	since: float


class Supervisor:
	"""Starts the workers, starts dead ones again, stops all of them in the end."""

	def __init__(self, listener: socket.socket, options: ServerOptions):
		self.listener = listener
		self.options = options
		self.context = worker_context()
		self.shares = Shares(self.context, options.workers)
		self.workers: dict[multiprocessing.Process, Running] = {}
		self.broken_starts = 0

	def run(self, on_ready: Callable[[], None] | None = None) -> None:
		"""Keep the wished number of workers alive until interrupted."""
		_stop_on_sigterm()
		try:
			for _number in range(self.options.workers):
				self.start_worker()
			if on_ready:
				on_ready()
			while True:
				wait([worker.sentinel for worker in self.workers], timeout=5)
				self.replace_dead()
		finally:
			self.stop()

	def start_worker(self) -> None:
		"""Start one worker that shares the listening socket; again if the process it is forked from dies meanwhile."""
		taken = {running.number for running in self.workers.values()}
		number = next(number for number in range(self.options.workers) if number not in taken)
		for attempts_left in reversed(range(MAX_BROKEN_STARTS)):
			child_end, parent_end = self.context.Pipe(duplex=False)
			worker = self.context.Process(
				target=_worker_main,
				args=(self.listener, str(self.options.site_dir), child_end, (self.shares, number)),
			)
			try:
				worker.start()
			except (EOFError, OSError):
				parent_end.close()
				if not attempts_left:
					raise WorkersKeepFailing()
				time.sleep(FORKSERVER_DIES_SECONDS)
				continue
			finally:
				child_end.close()
			self.workers[worker] = Running(number, parent_end, time.monotonic())
			return

	def replace_dead(self) -> None:
		"""Start a new worker for each that died; gives up when new ones die at once."""
		for worker in [worker for worker in self.workers if not worker.is_alive()]:
			running = self.workers.pop(worker)
			running.lifeline.close()
			worker.join()
			short_lived = time.monotonic() - running.since < BROKEN_AFTER_SECONDS
			broken = short_lived and worker.exitcode not in KILLED
			self.broken_starts = self.broken_starts + 1 if broken else 0
			if self.broken_starts >= MAX_BROKEN_STARTS:
				raise WorkersKeepFailing()
			self.start_worker()

	def stop(self) -> None:
		"""Close every lifeline, give running requests ten seconds, then end what is left."""
		for running in self.workers.values():
			running.lifeline.close()
		deadline = time.monotonic() + 10
		for worker in self.workers:
			worker.join(max(0.1, deadline - time.monotonic()))
			if worker.is_alive():
				worker.kill()
				worker.join()
			worker.close()
		self.workers.clear()


def _worker_main(listener: socket.socket, site_dir: str, lifeline: Connection, place: Place) -> None:
	from frappe_standalone.activation import activate

	# Ctrl-C reaches the whole group; the parent decides, the lifeline tells.
	signal.signal(signal.SIGINT, signal.default_int_handler)
	activate()
	try:
		run_worker(listener, site_dir, lifeline, place)
	except (KeyboardInterrupt, SystemExit):
		pass
