"""How often each act is met at each node type, inside and outside of a parallel block.

	python -m tests.engine.coverage [WALKS] [--seed N] [--jobs N] [--table FILE]

Walks at random, with every rule of `walker.check` held after each step, until each cell was met in at least
WALKS walks (default 20; the closing run takes 1000), and prints the table.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

from tests.engine import aiming, worlds
from tests.engine.walker import walk
from township_gov.workflows.engine import ENGINE_VERSION
from township_gov.workflows.linter import lint

APPROVALS = ("Any One", "All", "Vote", "In Order")
WHOLE = ("withdraw", "urge", "suspend", "resume", "terminate", "migrate")
DECIDING = (
	"approve", "reject", "return", "transfer", "delegate", "answer", "add before", "add beside", "add after",
	"remove", "remove!", "copy", "take_back", "reassign", "stand_in", "for another", "time: remind",
	"time: escalate",
)  # fmt: skip
# Which acts a node type knows; what is not here is impossible by its definition.
VERBS: dict[str, tuple[str, ...]] = {
	"Start": ("resubmit", *WHOLE),
	"Any One": (*DECIDING, "time: skip", *WHOLE),
	"All": (*DECIDING, "time: skip", *WHOLE),
	"Vote": (*DECIDING, "abstain", *WHOLE),
	"In Order": (*DECIDING, "time: skip", *WHOLE),
	"Automatic": ("done", "failed", "retry", "reassign", "stand_in", "for another", *WHOLE),
	"Issue Document": ("issue", "issued", "reassign", "stand_in", "for another", *WHOLE),
	"Copy": ("pass",),
	"Exclusive Split": ("pass",),
	"Parallel Split": ("pass",),
	"Join": ("pass",),
	"End": ("arrive",),
}
Cell = tuple[str, str, bool]
TO_NODE = {"Start": "Any One", "End": "Any One", "Parallel Split": "Copy", "Join": "Copy"}


def cells() -> list[Cell]:
	"""Every possible cell: (node type, act, inside a block). Start and End are never inside one."""
	return [
		(kind, verb, inside)
		for kind, verbs in VERBS.items()
		for verb in verbs
		for inside in ((False,) if kind in ("Start", "End") else (False, True))
	]


def measure(walks: int, seed: int = 1, part: tuple[int, int] = (0, 1)) -> dict[Cell, int]:
	"""Walk until each cell was met in `walks` walks; the number of walks that met each.

	`part`: (which, of how many) parts of the table to aim at.
	"""
	met: Counter[Cell] = Counter()
	numbers = itertools.count((seed * 100 + part[0]) * 10_000_000)
	for cell in cells()[part[0] :: part[1]]:
		tries = 0
		while met[cell] < walks and tries < 400 + 60 * walks:
			tries += 1
			met.update(one_walk(next(numbers), cell))
	return {cell: met[cell] for cell in cells()}


def measure_together(walks: int, seed: int, jobs: int) -> dict[Cell, int]:
	"""As `measure`, by several processes."""
	with ProcessPoolExecutor(jobs) as pool:
		parts = [pool.submit(measure, walks, seed, (number, jobs)) for number in range(jobs)]
		tables = [part.result() for part in parts]
	return {cell: sum(table[cell] for table in tables) for cell in cells()}


def one_walk(number: int, cell: Cell) -> set[Cell]:
	"""One random walk in which a cell is likely; the cells that it met."""
	kind, _verb, inside = cell
	random = Random(number)
	block = kind in ("Parallel Split", "Join")
	case = worlds.case(random, TO_NODE.get(kind, kind), inside or block, nested=inside and block)
	assert not lint(case.flow)

	def aim(case, random):
		return aiming.event(case, random, cell)

	return {(step.kind, step.verb, step.inside) for step in walk(case, random, aim=aim)}


def shown(table: dict[Cell, int]) -> str:
	"""The table as text: for each node type and act, walks outside / inside a parallel block."""
	lines = [f"{'node type':<16} {'act':<16} {'outside':>8} {'inside':>8}"]
	for kind, verbs in VERBS.items():
		for verb in verbs:
			inside = "–" if (kind, verb, True) not in table else str(table[kind, verb, True])
			lines.append(f"{kind:<16} {verb:<16} {table[kind, verb, False]:>8} {inside:>8}")
	return "\n".join(lines)


def main() -> None:
	"""Print the table; fail when a cell was met too seldom."""
	parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
	parser.add_argument("walks", nargs="?", type=int, default=20)
	parser.add_argument("--seed", type=int, default=1)
	parser.add_argument("--jobs", type=int, default=1, help="processes")
	parser.add_argument("--table", help="write the table as JSON to this file")
	options = parser.parse_args()
	begun = time.monotonic()
	table = measure_together(options.walks, options.seed, options.jobs)
	print(shown(table))
	short = [cell for cell, count in table.items() if count < options.walks]
	print(f"{len(table)} cells, least {min(table.values())} walks, {time.monotonic() - begun:.0f} s")
	if options.table:
		rows = [
			{"node": kind, "act": verb, "inside": inside, "walks": n}
			for (kind, verb, inside), n in table.items()
		]
		data = {"engine": ENGINE_VERSION, "seed": options.seed, "asked": options.walks, "cells": rows}
		Path(options.table).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
	if short:
		raise SystemExit(f"met too seldom: {short}")


if __name__ == "__main__":
	main()
