"""New connections go to the worker that has the fewest."""

from __future__ import annotations

import multiprocessing

from frappe_standalone.core.http import sharing
from frappe_standalone.core.http.sharing import Shares, share


def shares_of(*connections: int) -> Shares:
	shares = Shares(multiprocessing.get_context("spawn"), len(connections))
	for worker, count in enumerate(connections):
		shares.may_accept(worker, count)
	return shares


def test_only_those_with_the_fewest_accept():
	shares = shares_of(2, 1, 1)
	assert [shares.may_accept(worker, count) for worker, count in enumerate((2, 1, 1))] == [False, True, True]


def test_eight_connections_on_four_workers_are_two_each():
	counts = [0, 0, 0, 0]
	shares = shares_of(*counts)
	for _connection in range(8):
		taker = next(worker for worker, count in enumerate(counts) if shares.may_accept(worker, count))
		counts[taker] += 1
		shares.may_accept(taker, counts[taker])
	assert counts == [2, 2, 2, 2]


def test_a_worker_that_is_stuck_or_dead_keeps_nobody_waiting(monkeypatch):
	shares = shares_of(0, 3)
	assert not shares.may_accept(1, 3)
	shares.said_at[0] -= sharing.ASLEEP + 0.1
	assert shares.may_accept(1, 3)


def test_a_server_that_may_not_accept_is_not_asked_for_more():
	class Server:
		active_channels = {}

		def readable(self) -> bool:
			return True

	shares, server = shares_of(0, 0), Server()
	share(server, shares, 1)
	assert server.readable()
	server.active_channels = {1: "one"}
	assert not server.readable()
