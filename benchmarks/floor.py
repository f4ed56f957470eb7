"""What SQLite itself needs for the work of Bench Case: the same rows and indexes, the bare driver, no HTTP, no rules.

	python -m benchmarks.floor SITE_DIR [--seconds 3] [--json floor.json]

SITE_DIR must be filled (`benchmarks.bench_case.fill`). One process; inserts are committed with `synchronous=FULL`, one
transaction for a case, its five child rows and the counter of the series, and removed in the end.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.bench_case import definition as bench
from benchmarks.bench_case import rows
from benchmarks.load import Figures

PREFIX = "RAW-"
COLUMNS = "name, title, applicant_name, place, status, received_on, modified"
LIST = (
	f"select {COLUMNS} from `tabBench Case` where rowid in (select rowid from `tabBench Case` where status = ? "
	"and channel = ? and received_on between ? and ? order by modified desc limit 20) order by modified desc"
)


class Floor:
	"""The operations on an open connection."""

	def __init__(self, connection: sqlite3.Connection):
		self.connection = connection
		count = "select count(*) from `tabBench Case` where name like 'BC-2024-%'"
		(self.filled,) = connection.execute(count).fetchone()
		self.run = f"{PREFIX}{time.time_ns():x}-"

	def insert(self, number: int) -> None:
		"""One case with five child rows, and the series."""
		parent = next(rows.parents(number, number + 1))
		children = rows.children(number, number + 1)
		name = f"{self.run}{number}"
		run = self.connection.execute
		run("begin immediate")
		run(
			"insert into `tabSeries` values (?, 1) on conflict (name) do update set current = current + 1",
			(PREFIX,),
		)
		run(statement(bench.CASE, rows.parent_fields()), texts((name, *parent[1:])))
		place = len(rows.STANDARD)
		for child in children:
			values = (f"{name}-{child[0]}", *child[1:place], name, *child[place + 1 :])
			run(statement(bench.MATERIAL, rows.child_fields()), texts(values))
		run("commit")

	def get(self, number: int) -> None:
		"""One case with its child rows."""
		name = rows.case_name(number * 7919 % self.filled)
		self.connection.execute("select * from `tabBench Case` where name = ?", (name,)).fetchall()
		children = "select * from `tabBench Case Material` where parent = ? order by idx"
		self.connection.execute(children, (name,)).fetchall()

	def list(self, number: int) -> None:
		"""A page of 20 of one month."""
		first = rows.SINCE + datetime.timedelta(days=number * 7919 % (rows.DAYS - 30))
		last = first + datetime.timedelta(days=30)
		values = (bench.STATES[number % 6], bench.CHANNELS[number // 6 % 4], str(first), str(last))
		self.connection.execute(LIST, values).fetchall()

	def report(self, _number: int) -> None:
		"""288 groups."""
		self.connection.execute(bench.REPORT_QUERY).fetchall()

	def clean(self) -> None:
		"""Remove what was inserted."""
		for table, column in ((bench.CASE, "name"), (bench.MATERIAL, "parent")):
			self.connection.execute(f"delete from `tab{table}` where {column} like ?", (f"{self.run}%",))
		self.connection.execute("delete from `tabSeries` where name = ?", (PREFIX,))


def statement(doctype: str, fields: list[str]) -> str:
	"""An INSERT of these columns."""
	return f"insert into `tab{doctype}` ({', '.join(fields)}) values ({', '.join('?' * len(fields))})"


def texts(values: tuple) -> list:
	"""Dates as they are stored."""
	return [str(value) if isinstance(value, datetime.date) else value for value in values]


def measure(work: Callable[[int], None], seconds: float) -> Figures:
	"""Repeat it in this process."""
	latencies, began = [], time.perf_counter()
	for number in itertools.count():
		before = time.perf_counter()
		work(number)
		latencies.append(time.perf_counter() - before)
		if time.perf_counter() - began >= seconds:
			break
	return Figures(len(latencies) / (time.perf_counter() - began), sorted(latencies))


def floor(site_dir: str, seconds: float) -> dict[str, Figures]:
	"""Operation → what SQLite does."""
	connection = sqlite3.connect(Path(site_dir) / "site.db", isolation_level=None, timeout=60)
	for pragma in ("synchronous = FULL", "temp_store = MEMORY", "cache_size = -16000"):
		connection.execute(f"pragma {pragma}")
	work = Floor(connection)
	try:
		names = ("insert", "get", "list", "report")
		return {name: measure(getattr(work, name), seconds) for name in names}
	finally:
		work.clean()
		connection.close()


def main() -> None:
	parser = argparse.ArgumentParser(
		description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
	)
	parser.add_argument("directory")
	parser.add_argument("--seconds", type=float, default=3)
	parser.add_argument("--json", help="write the rates to this file")
	options = parser.parse_args()
	found = floor(options.directory, options.seconds)
	tell(found)
	if options.json:
		Path(options.json).write_text(json.dumps({name: one.rate for name, one in found.items()}))


def tell(found: dict[str, Figures]) -> None:
	"""Print the table."""
	print("| operation | SQLite alone, one process: per second | p50 / p95 ms |\n|---|---|---|")
	for name, one in found.items():
		print(f"| {name} | {one.rate:,.0f} | {one.percentile(0.5):.2f} / {one.percentile(0.95):.2f} |")


if __name__ == "__main__":
	main()
