"""Put an operation under load by several client processes, and say how fast it went."""

from __future__ import annotations

import itertools
import math
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks.client import Api, Refused, Server

Work = Callable[[Api, Server, int], None]
WARM_UP = 0.5  # seconds of the same work that are not counted, where the work may be repeated
FORK = multiprocessing.get_context("fork")  # clients share what was prepared


@dataclass(frozen=True)
class Operation:
	"""Something to measure.

	`work(api, server, number)` does it once; numbers never come twice. `prepare(server, count)` makes documents that
	can be used only once; then exactly `count` are worked off instead of a span of time.
	"""

	name: str
	account: str
	work: Work
	prepare: Callable[[Server, int], None] | None = None
	writes: bool = False


@dataclass
class Figures:
	"""One measurement: requests per second, latencies in seconds (sorted), and what was refused."""

	rate: float
	latencies: list[float]
	errors: list[str] = field(default_factory=list)

	def percentile(self, share: float) -> float:
		"""Milliseconds within which this share of the requests was answered."""
		place = max(0, math.ceil(len(self.latencies) * share) - 1)
		return self.latencies[place] * 1000 if self.latencies else math.nan


def measure(operation: Operation, server: Server, clients: int, seconds: float, count: int) -> Figures:
	"""Load by this many client processes, for this time (or for `count` prepared documents)."""
	once = operation.prepare is not None
	if once:
		operation.prepare(server, count)
	first = time.time_ns() // 1_000_000  # new numbers in every run: inserts differ
	counter, results, start = FORK.Value("q", 0), FORK.Queue(), FORK.Barrier(clients + 1)
	numbers = [
		shared_numbers(counter, count) if once else itertools.count(first + client, clients)
		for client in range(clients)
	]
	workers = [
		FORK.Process(target=client_process, args=(operation, server, mine, seconds, start, results))
		for mine in numbers
	]
	for worker in workers:
		worker.start()
	start.wait()
	parts = [results.get() for _ in workers]
	for worker in workers:
		worker.join()
	return combined(parts)


def shared_numbers(counter, count: int) -> Iterator[int]:
	"""0 … count-1, each given to one client only."""
	while True:
		with counter.get_lock():
			number = counter.value
			counter.value += 1
		if number >= count:
			return
		yield number


def client_process(operation: Operation, server: Server, numbers, seconds: float, start, results) -> None:
	"""One client: warm up, wait for the others, work, report."""
	api = server.api(operation.account)
	if operation.prepare is None:
		repeat(operation, api, server, numbers, WARM_UP)
	start.wait()
	results.put(repeat(operation, api, server, numbers, seconds if operation.prepare is None else math.inf))


def repeat(operation: Operation, api: Api, server: Server, numbers, seconds: float):
	"""(began, ended, latencies, errors) of working until the time is over or the numbers are."""
	latencies, errors = [], []
	began = ended = time.perf_counter()
	for number in numbers:
		before = time.perf_counter()
		try:
			operation.work(api, server, number)
		except (Refused, OSError) as error:
			errors.append(str(error)[:400])
		ended = time.perf_counter()
		latencies.append(ended - before)
		if ended - began >= seconds:
			break
	return began, ended, latencies, errors


def combined(parts: list[tuple]) -> Figures:
	"""Answers per second over the time in which all clients together worked; refused ones do not count."""
	began, ended = min(part[0] for part in parts), max(part[1] for part in parts)
	latencies = sorted(itertools.chain.from_iterable(part[2] for part in parts))
	errors = list(itertools.chain.from_iterable(part[3] for part in parts))
	answered = len(latencies) - len(errors)
	return Figures(answered / max(ended - began, 1e-9), latencies, errors)


def spread(values: list[float]) -> tuple[float, float, float]:
	"""(lowest, median, highest)."""
	return min(values), statistics.median(values), max(values)
