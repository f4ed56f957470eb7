"""Bench Case over REST on two systems that take turns: a table of rates, latencies and ratios.

	python -m benchmarks.compare --a standalone=http://127.0.0.1:8001 --b frappe=http://127.0.0.1:8100 --host-b NAME \\
		--keys-a a.json --keys-b b.json --clients 1 8 32 --seconds 3 --rounds 3 [--operations insert list …]

Both must be filled (`benchmarks.bench_case.fill`, which prints the keys). A slow minute of the machine hits both, so
what counts is the ratio of the medians. `--b` may be left out: then one system alone is measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence

from benchmarks.bench_case.operations import OPERATIONS, look_around
from benchmarks.client import Server
from benchmarks.load import Figures, Operation, measure, spread

PERCENTILES = (0.5, 0.95, 0.99)


def compare(
	servers: Sequence[Server], operation: Operation, clients: int, seconds: float, rounds: int, acts: int
) -> dict[str, list[Figures]]:
	"""The figures of each system, by its name; the systems take turns."""
	found: dict[str, list[Figures]] = {server.name: [] for server in servers}
	for _ in range(rounds):
		for server in servers:
			count = acts if clients > 1 else max(acts // 4, 1)
			found[server.name].append(measure(operation, server, clients, seconds, count))
	return found


def summary(runs: list[Figures]) -> dict[str, object]:
	"""Medians over the rounds, the spread of the rate, and every refusal."""
	low, middle, high = spread([run.rate for run in runs])
	times = [spread([run.percentile(share) for run in runs])[1] for share in PERCENTILES]
	errors = [error for run in runs for error in run.errors]
	return {"rate": middle, "low": low, "high": high, "ms": times, "errors": errors}


def cell(one: dict) -> str:
	"""Requests per second [lowest–highest], p50 / p95 / p99 in ms, refusals if there were any."""
	times = " / ".join(f"{value:,.1f}" if value < 10 else f"{value:,.0f}" for value in one["ms"])
	wrong = f", **{len(one['errors'])} refused**" if one["errors"] else ""
	return f"{number(one['rate'])} [{number(one['low'])}–{number(one['high'])}], {times}{wrong}"


def number(value: float) -> str:
	"""Three digits that count."""
	return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def header(servers: Sequence[Server]) -> str:
	"""The head of the table."""
	ratio = ["ratio"] if len(servers) > 1 else []
	names = ["operation", "clients", *(f"{one.name}: req/s, p50 / p95 / p99 ms" for one in servers), *ratio]
	return f"| {' | '.join(names)} |\n|{'---|' * len(names)}"


def line(operation: str, clients: int, cells: Sequence[dict]) -> str:
	"""One row of the table."""
	ratio = [f"{cells[0]['rate'] / max(cells[1]['rate'], 1e-9):.1f}×"] if len(cells) > 1 else []
	return f"| {' | '.join([operation, str(clients), *(cell(one) for one in cells), *ratio])} |"


def arguments(description: str) -> argparse.ArgumentParser:
	"""The options that name two systems."""
	parser = argparse.ArgumentParser(
		description=description, formatter_class=argparse.RawDescriptionHelpFormatter
	)
	for letter, wanted in (("a", True), ("b", False)):
		parser.add_argument(f"--{letter}", required=wanted, help="NAME=URL of a system")
		parser.add_argument(f"--keys-{letter}", required=wanted, help="its file of account → key:secret")
		parser.add_argument(f"--host-{letter}", help="Host header, where a bench tells its sites apart by it")
	parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
	parser.add_argument("--seconds", type=float, default=3)
	parser.add_argument("--rounds", type=int, default=3)
	parser.add_argument("--acts", type=int, default=240, help="documents made for each measurement of act")
	parser.add_argument("--json", help="write every figure to this file")
	return parser


def servers_of(options: argparse.Namespace) -> list[Server]:
	"""The one or two systems the options name."""
	found = [Server.parse(options.a, options.keys_a, options.host_a)]
	if options.b:
		found.append(Server.parse(options.b, options.keys_b, options.host_b))
	return found


def run(
	servers: Sequence[Server], operations: Iterable[Operation], options: argparse.Namespace
) -> list[dict]:
	"""Measure and print row by row; what was printed, for a file."""
	print(header(servers))
	kept = []
	for operation in operations:
		for clients in options.clients:
			found = compare(servers, operation, clients, options.seconds, options.rounds, options.acts)
			cells = [summary(found[server.name]) for server in servers]
			print(line(operation.name, clients, cells), flush=True)
			for server, one in zip(servers, cells, strict=True):
				kept.append({"operation": operation.name, "clients": clients, "system": server.name, **one})
	if options.json:
		with open(options.json, "w", encoding="utf-8") as file:
			json.dump(kept, file, indent=1)
	tell_errors(kept)
	return kept


def tell_errors(kept: list[dict]) -> None:
	"""The first refusal of each row, so that a figure can be judged."""
	for one in kept:
		if one["errors"]:
			print(f"\n{one['system']} {one['operation']} {one['clients']}: {one['errors'][0]}")


def main() -> None:
	parser = arguments(__doc__)
	parser.add_argument("--operations", nargs="+", choices=OPERATIONS, default=list(OPERATIONS))
	options = parser.parse_args()
	servers = servers_of(options)
	for server in servers:
		look_around(server)
	run(servers, [OPERATIONS[name] for name in options.operations], options)


if __name__ == "__main__":
	main()
