"""Memory of a server and its worker processes: PSS, the share of each page that falls to each process. Linux only.

	python benchmarks/memory.py PID [PID …]

PID is the process that was started (`township serve`, gunicorn's master, mariadbd, redis-server …); its descendants are
counted too. Measure after a load, e.g. after `benchmarks/rest.py`, since workers load what they serve on first use.
"""

from __future__ import annotations

import sys
from pathlib import Path

PROC = Path("/proc")


def children() -> dict[int, list[int]]:
	"""Process → its children, of all processes that run now."""
	found: dict[int, list[int]] = {}
	for folder in PROC.glob("[0-9]*"):
		try:
			stat = (folder / "stat").read_text()
		except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
			continue
		parent = int(stat.rpartition(")")[2].split()[1])
		found.setdefault(parent, []).append(int(folder.name))
	return found


def family(pid: int) -> list[int]:
	"""A process and its descendants."""
	tree, found = children(), [pid]
	for member in found:
		found.extend(tree.get(member, ()))
	return found


def pss(pid: int) -> int:
	"""Proportional set size in KiB."""
	for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
		if line.startswith("Pss:"):
			return int(line.split()[1])
	return 0


def command(pid: int) -> str:
	"""The beginning of a process' command line."""
	return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:60]


def main() -> None:
	total = 0
	for root in sys.argv[1:]:
		for pid in family(int(root)):
			size = pss(pid)
			total += size
			print(f"{size / 1024:8.1f} MiB  {pid:>7}  {command(pid)}")
	print(f"{total / 1024:8.1f} MiB  PSS of {len(sys.argv) - 1} servers with their processes")


if __name__ == "__main__":
	if len(sys.argv) < 2:
		sys.exit(__doc__)
	main()
