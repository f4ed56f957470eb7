"""The closing run: every caller, both sources of requests, each part on a fresh copy of the site."""

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from frappe_standalone import activate

activate()

from tests.security.fuzzing import site as sites  # noqa: E402
from tests.security.fuzzing.parts import part  # noqa: E402
from tests.security.fuzzing.run import Result  # noqa: E402

# What one copy of the site takes before the next is made: an Administrator's requests break things that are his to break.
PART = 400


def main() -> int:
	"""Run everything and print the counts; 1 if anything was found."""
	parser = argparse.ArgumentParser(prog="python -m tests.security.fuzzing")
	parser.add_argument("--requests", type=int, default=20_000)
	parser.add_argument("--seed", type=int, default=1)
	parser.add_argument("--workers", type=int, default=2)
	parser.add_argument("--role", choices=sites.ROLES)
	parser.add_argument("--source", choices=("described", "functions", "mutations"))
	parser.add_argument("--findings", type=Path, help="write the findings to this file")
	parser.add_argument("--site", type=Path, help="keep the prepared site here and use it again")
	options = parser.parse_args()
	roles = [options.role] if options.role else sites.ROLES
	sources = [options.source] if options.source else ["described", "functions", "mutations"]
	started = time.monotonic()
	with tempfile.TemporaryDirectory(prefix="fuzz-") as temporary:
		folder = options.site or Path(temporary)
		prepare(folder)
		count = -(-options.requests // (len(roles) * len(sources)))
		parts = [
			(str(folder), role, source, options.seed * 1000 + number, min(PART, count - number * PART))
			for number in range(-(-count // PART))
			for source in sources
			for role in roles
		]
		total = Result()
		with ProcessPoolExecutor(options.workers, max_tasks_per_child=1) as pool:
			for done, result in enumerate(pool.map(part, *zip(*parts, strict=True)), 1):
				total.add(result)
				print(
					f"\r{done}/{len(parts)} parts, {total.total} requests, {len(total.findings)} findings",
					end="",
					file=sys.stderr,
				)
	print(file=sys.stderr)
	report(total, time.monotonic() - started)
	if options.findings:
		options.findings.write_text(
			"\n\n".join(f"{each.rule} [{each.role}]\n{each.sent}\n{each.detail}" for each in total.findings)
		)
	return bool(total.findings)


def prepare(folder: Path) -> None:
	"""Make the site and what goes with it, unless it is there."""
	folder.mkdir(parents=True, exist_ok=True)
	if (folder / "prepared.pickle").exists():
		return
	if not (folder / "site" / "site.db").exists():
		sites.make(folder / "site")
	from frappe_standalone.core.db.pool import POOL

	prepared = sites.prepare(folder / "site")
	POOL.close()
	(folder / "prepared.pickle").write_bytes(pickle.dumps(prepared))


def report(total: Result, seconds: float) -> None:
	"""Print counts per role and status class, per kind, and the findings by rule."""
	table: dict = defaultdict(dict)
	for (role, status), number in total.statuses.items():
		table[role][status] = number
	classes = sorted({status for row in table.values() for status in row})
	print(f"{'role':16}" + "".join(f"{each:>8}" for each in classes) + f"{'all':>8}")
	for role, row in table.items():
		print(f"{role:16}" + "".join(f"{row.get(each, 0):8}" for each in classes) + f"{sum(row.values()):8}")
	print(f"{total.total} requests in {seconds:.0f} s; by kind: {dict(total.kinds.most_common())}")
	rules: dict = defaultdict(list)
	for finding in total.findings:
		rules[finding.rule].append(finding)
	for rule, findings in sorted(rules.items()):
		print(f"{rule}: {len(findings)}")


if __name__ == "__main__":
	sys.exit(main())
