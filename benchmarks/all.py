"""Every figure of docs/performance.md in one run of about 12 minutes, as Markdown.

	python -m benchmarks.all --site SITE --bench BENCH --bench-site NAME [--growth FOLDER] [--seconds 3] [--json all.json]

SITE is a demo township of the standalone platform (`township demo --site SITE --no-browser`, then stopped); NAME a site of
the bench with the app and its demo (`bench --site NAME execute township_gov.demo.load`). Both are filled with Bench
Case first where they are not, which takes one and five minutes. MariaDB and Redis must run. `--growth` is a
folder for two more sites of 10,000 and 1,000,000 cases, made when they are missing (six minutes). Everything inserted
stays, so use sites made for it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import compare, floor, servers, service_case, start
from benchmarks.bench_case.operations import OPERATIONS, look_around
from benchmarks.client import Server

PORTS = itertools.count(18080)
GROWTH = {"1,000,000 rows": 1_000_000, "10,000 rows": 10_000}
HEADLINE = 8  # clients of the table that counts; fewer and more are measured more briefly


def main() -> None:
	parser = argparse.ArgumentParser(
		description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
	)
	for name in ("site", "bench", "bench-site"):
		parser.add_argument(f"--{name}", required=True)
	parser.add_argument("--growth", help="a folder for sites of 10,000 and 1,000,000 cases")
	parser.add_argument("--seconds", type=float, default=3)
	parser.add_argument("--rounds", type=int, default=3)
	parser.add_argument("--json", help="write every figure of Bench Case to this file")
	options = parser.parse_args()
	options.acts = int(options.seconds * 80)
	signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are stopped
	with tempfile.TemporaryDirectory() as folder:
		keys = Keys(Path(folder), options)
		measure_both(keys, options)
	measure_start(options.site)
	print("\n## SQLite alone\n")
	print_floor(options)
	if options.growth:
		print("\n## Growth\n")
		measure_growth(options)


class Keys:
	"""Files of API keys of both sites; making them also fills the sites."""

	def __init__(self, folder: Path, options: argparse.Namespace):
		bench_python = str(Path(options.bench) / "env/bin/python")
		bench = ["--bench", options.bench, "--site", options.bench_site]
		self.files = {}
		for letter, python, where in (("a", sys.executable, [options.site]), ("b", bench_python, bench)):
			for module in ("bench_case.fill", "keys"):
				self.files[letter, module] = folder / f"{letter}-{module}.json"
				made = self.files[letter, module]
				made.write_bytes(output([python, "-m", f"benchmarks.{module}", *where]))

	def pair(self, module: str, urls: Sequence[str], host: str) -> list[Server]:
		"""Both systems, with the keys that a module made."""
		ours = Server.parse(f"standalone={urls[0]}", str(self.files["a", module]))
		return [ours, Server.parse(f"Frappe={urls[1]}", str(self.files["b", module]), host)]


def output(command: list[str]) -> bytes:
	"""What a command prints; its progress goes through."""
	return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def measure_both(keys: Keys, options: argparse.Namespace) -> None:
	"""Bench Case and Service Case over REST, then the memory the servers have come to need."""
	ports = next(PORTS), next(PORTS)
	urls = [f"http://127.0.0.1:{port}" for port in ports]
	with (
		servers.standalone(options.site, ports[0]) as ours,
		servers.frappe(options.bench, options.bench_site, ports[1]) as theirs,
	):
		pair = keys.pair("bench_case.fill", urls, options.bench_site)
		for server in pair:
			look_around(server)
		kept = []
		for clients, seconds in ((HEADLINE, options.seconds), (1, 1), (32, 1)):
			print(f"\n## Bench Case, {clients} clients\n")
			kept += compare.run(pair, OPERATIONS.values(), brief(options, [clients], seconds))
		if options.json:
			Path(options.json).write_text(json.dumps(kept, indent=1), encoding="utf-8")
		print("\n## Service Case\n")
		pair = keys.pair("keys", urls, options.bench_site)
		for server in pair:
			service_case.look_around(server)
		compare.run(pair, service_case.OPERATIONS, brief(options, [1, HEADLINE], 2, acts=80))
		print("\n## Memory and start\n")
		print(
			f"Memory after the load (PSS): {servers.memory(ours):.0f} MiB with {servers.WORKERS} workers; ",
			end="",
		)
		print(
			f"Frappe's gunicorn {servers.memory(theirs):.0f} MiB, without MariaDB, Redis, worker and scheduler.\n"
		)


def brief(options: argparse.Namespace, clients: list[int], seconds: float, acts: int | None = None):
	"""The options of one table."""
	values = {**vars(options), "clients": clients, "seconds": seconds, "json": None}
	return argparse.Namespace(**values | {"acts": acts or options.acts})


def measure_start(site: str) -> None:
	"""Five starts."""
	port = next(PORTS)
	start.tell(f"http://127.0.0.1:{port}", servers.standalone_command(site, port), 5)


def print_floor(options: argparse.Namespace) -> None:
	"""SQLite without us."""
	floor.tell(floor.floor(options.site, options.seconds))


def measure_growth(options: argparse.Namespace) -> None:
	"""Insert, list and get with many and with few rows; the ratio is the flatness."""
	with ExitStack() as stack:
		both = [
			stack.enter_context(site_of(Path(options.growth), name, cases)) for name, cases in GROWTH.items()
		]
		operations = [OPERATIONS[name] for name in ("insert", "list", "get")]
		compare.run(both, operations, brief(options, [HEADLINE], options.seconds))


@contextmanager
def site_of(folder: Path, name: str, cases: int) -> Iterator[Server]:
	"""A served site of so many cases, made and filled if it is missing."""
	site, keys, port = folder / str(cases), folder / f"{cases}.json", next(PORTS)
	if not site.exists():
		township = [sys.executable, "-m", "frappe_standalone.cli"]
		subprocess.run([*township, "init", str(site)], check=True, stdout=subprocess.DEVNULL)
	fill = [sys.executable, "-m", "benchmarks.bench_case.fill", str(site), "--cases", str(cases)]
	keys.write_bytes(output(fill))
	with servers.standalone(str(site), port):
		server = Server.parse(f"{name}=http://127.0.0.1:{port}", str(keys))
		look_around(server)
		yield server


if __name__ == "__main__":
	main()
