"""Seconds from starting a server to its first answers: a ping, then the sign-in page.

	python benchmarks/start.py URL [--times N] -- COMMAND …
	python benchmarks/start.py http://127.0.0.1:8000 -- township serve SITE --port 8000 --workers 4

The command is started and stopped N times (5); nothing else may listen at the URL. The lowest, the median and the highest
are printed. The page cache is warm from the second time on; drop it by hand between runs to measure a cold start.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
import urllib.request

PAGES = ("/api/method/ping", "/login")
PATIENCE = 60  # seconds
PAUSE = 0.01


class NeverAnswered(RuntimeError):
	"""The server did not answer within the patience."""


def wait_for(url: str, deadline: float) -> None:
	"""Ask until the page is there."""
	while time.perf_counter() < deadline:
		try:
			with urllib.request.urlopen(url, timeout=PATIENCE) as response:
				response.read()
				return
		except OSError:
			time.sleep(PAUSE)
	raise NeverAnswered(f"{url} did not answer within {PATIENCE} s. Start the command by hand to see why.")


def one_start(url: str, command: list[str]) -> list[float]:
	"""Seconds from the start to each page."""
	began = time.perf_counter()
	server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
	try:
		took = []
		for page in PAGES:
			wait_for(url + page, began + PATIENCE)
			took.append(time.perf_counter() - began)
		return took
	finally:
		server.terminate()
		server.wait()


def main() -> None:
	parser = argparse.ArgumentParser(
		description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
	)
	parser.add_argument("url")
	parser.add_argument("--times", type=int, default=5)
	split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
	options = parser.parse_args(sys.argv[1:split])
	command = sys.argv[split + 1 :]
	if not command:
		parser.error("say after -- which command starts the server")
	tell(options.url.rstrip("/"), command, options.times)


def tell(url: str, command: list[str], times: int) -> None:
	"""Start and stop it so many times; print lowest, median and highest."""
	runs = [one_start(url, command) for _ in range(times)]
	for page, seconds in zip(PAGES, zip(*runs, strict=True), strict=True):
		low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
		print(f"{page:20} {low:.2f} / {middle:.2f} / {high:.2f} s")


if __name__ == "__main__":
	main()
