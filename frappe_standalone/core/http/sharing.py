"""New connections go to the worker that has the fewest.

A browser keeps its connections open, and whoever accepts one answers all requests on it. Left to chance, one of four
workers may get half of eight clients, who then wait for each other while another worker is idle. So each worker says
in memory they all share how many it has, and accepts only while nobody who is awake has fewer.
"""

from __future__ import annotations

import time
from multiprocessing.context import BaseContext

ASLEEP = 2.0  # seconds; a worker looks for connections at least once a second unless it is stuck


class Shares:
	"""How many connections each worker has, and when it last said so."""

	def __init__(self, context: BaseContext, workers: int):
		self.connections = context.RawArray("i", workers)
		self.said_at = context.RawArray("d", workers)

	def may_accept(self, worker: int, connections: int) -> bool:
		"""Note the connections of a worker; False while another one that is awake has fewer."""
		now = time.monotonic()  # one clock for all processes
		self.connections[worker], self.said_at[worker] = connections, now
		pairs = zip(self.connections, self.said_at, strict=True)
		return connections <= min(count for count, said_at in pairs if now - said_at < ASLEEP)


def share(server: object, shares: Shares, worker: int) -> None:
	"""Let a waitress server accept connections only when they are its turn to have."""
	accepting = server.readable
	server.readable = lambda: shares.may_accept(worker, len(server.active_channels)) and accepting()
