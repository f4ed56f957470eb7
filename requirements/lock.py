"""Write the lock files from the extras in setup.py: every version and hash, for Python 3.10 to 3.12.

Run by `make lock`. The resolver is uv: unlike pip-compile it makes one file that holds for all three Pythons.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def lock(name: str, extra: str, constraint: str | None = None) -> None:
	"""Resolve one extra (with the build tools) into requirements/<name>.lock."""
	target = HERE / f"{name}.lock"
	command = [
		sys.executable, "-m", "uv", "pip", "compile", "setup.py", "requirements/build.in",
		"--extra", extra, "--universal", "--python-version", "3.10", "--generate-hashes", "--quiet",
		"--no-emit-index-url", "--no-annotate", "--custom-compile-command", "make lock",
		"--output-file", str(target.relative_to(ROOT)), "--upgrade",
	]  # fmt: skip
	if constraint:
		command += ["--constraint", constraint]
	subprocess.run(command, cwd=ROOT, check=True)
	print(f"{target.relative_to(ROOT)} written")


if __name__ == "__main__":
	lock("standalone", "standalone")
	lock("redis", "redis", constraint="requirements/standalone.lock")
	lock("test", "test", constraint="requirements/standalone.lock")
