"""What commands show while they work."""

from __future__ import annotations

import os
import sys

from frappe_standalone.core.context import local

LABEL, NARROW, WIDE = 36, 20, 40


def is_cli() -> bool:
	"""True in a command (`bench` or `township`), which has no request and a terminal's name."""
	return os.path.basename(sys.argv[0]) in ("bench", "township") or sys.argv[0].endswith("__main__.py")


def update_progress_bar(txt: str, i: int, l: int, absolute: bool = False) -> None:  # noqa: E741 - v15's name
	"""Draw a bar in the terminal: `i` of `l` are done, counted from 0; nothing inside a request."""
	if os.environ.get("CI"):
		sys.stdout.write((txt if i == 0 else "") + ".")
	elif not getattr(local, "request", None) or is_cli():
		width = _width()
		done = (i + 1) / l
		status = f"{i} of {l}" if absolute else f"{int(done * 100)}%"
		sys.stdout.write(f"\r{txt.ljust(LABEL)}: [{('=' * int(done * width)).ljust(width)}] {status}")
	sys.stdout.flush()


def _width() -> int:
	try:
		return WIDE if os.get_terminal_size().columns > 80 else NARROW
	except OSError:
		return WIDE
