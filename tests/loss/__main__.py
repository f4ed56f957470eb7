"""`python -m tests.loss`: the whole run."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.loss.run import Run


def main() -> int:
	parser = argparse.ArgumentParser(description="Kill the server under load and look for lost work.")
	parser.add_argument("--kills", type=int, default=200)
	parser.add_argument("--workers", type=int, default=3)
	parser.add_argument("--seed", type=int, default=1)
	parser.add_argument("--work", type=Path, help="folder to keep; a temporary one otherwise")
	options = parser.parse_args()
	with tempfile.TemporaryDirectory() as folder:
		work = (options.work or Path(folder)).resolve()
		run = Run(work, options.kills, options.seed, options.workers)
		found = run.execute(lambda text: print(text, file=sys.stderr, flush=True))
	print(json.dumps(found, indent=1, ensure_ascii=False))
	return int(bool(found["lost"] or found["wrong"] or run.left_over or run.gave_up))


if __name__ == "__main__":
	sys.exit(main())
