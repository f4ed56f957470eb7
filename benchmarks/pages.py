"""How soon a page is there on an old PC, and how heavy it is: first paint in a browser that is slowed down.

	python -m benchmarks.pages --url http://127.0.0.1:8000 --user NAME@… --password … [--slower 4] [--rounds 5] [PATH …]

Chromium is bound to two processors (where the system can) and its processor time is slowed by Chromium's own throttle
(4: a mid-range phone or an office PC of ten years ago). Each page is visited `--rounds` times with an empty cache and as
often with a warm one, the pages in turns. Figures: milliseconds to the first paint of contents and to the largest, and
kB over the line. They are of one machine: compare them with each other, or with another server's in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, sync_playwright

PATHS = (
	"/app",
	"/app/service-case",
	"/app/service-case/new",
	"/app/query-report/Case%20Timeliness",
	"/approvals",
	"/flow-designer?flow=Vehicle%20Approval",
	"/app/doctype/new",
	"/rule-settings",
)
ARGUMENTS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"
PAINTS = """() => new Promise((done) => {
	const first = () => performance.getEntriesByName("first-contentful-paint")[0];
	new PerformanceObserver((list) => {
		const largest = list.getEntries().pop();
		const sizes = [performance.getEntriesByType("navigation")[0], ...performance.getEntriesByType("resource")];
		if (first()) done({ first: first().startTime, largest: largest.startTime, bytes: sizes.reduce((sum, one) => sum + one.transferSize, 0), answer: sizes[0].responseStart });
	}).observe({ type: "largest-contentful-paint", buffered: true });
})"""


@dataclass
class Visits:
	"""What was seen of one page."""

	cold: list[dict] = field(default_factory=list)
	warm: list[dict] = field(default_factory=list)

	def row(self) -> str:
		def median(visits: list[dict], key: str) -> float:
			return statistics.median(visit[key] for visit in visits)

		cells = [
			median(visits, key) for visits in (self.cold, self.warm) for key in ("answer", "first", "largest")
		]
		sizes = [median(visits, "bytes") / 1000 for visits in (self.cold, self.warm)]
		return " ".join(f"{cell:7.0f}" for cell in cells) + " " + " ".join(f"{size:7.0f}" for size in sizes)


def signed_in(browser: Browser, url: str, user: str, password: str) -> Page:
	context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
	answer = context.request.post(f"{url}/api/method/login", form={"usr": user, "pwd": password})
	assert answer.ok, answer.text()
	return context.new_page()


def visit(page: Page, address: str, slower: float, is_cold: bool) -> dict:
	tools = page.context.new_cdp_session(page)
	tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
	if is_cold:
		tools.send("Network.clearBrowserCache")
	page.goto(address)
	seen = page.evaluate(PAINTS)
	tools.detach()
	return seen


def measure(options: argparse.Namespace) -> Iterator[tuple[str, Visits]]:
	"""The pages with their visits, in turns."""
	if hasattr(os, "sched_setaffinity"):
		os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-2:])
	found = {path: Visits() for path in options.paths or PATHS}
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS.split())
		page = signed_in(browser, options.url, options.user, options.password)
		for _round in range(options.rounds):
			for path, visits in found.items():
				visits.cold.append(visit(page, options.url + path, options.slower, True))
				visits.warm.append(visit(page, options.url + path, options.slower, False))
		browser.close()
	yield from found.items()


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
	parser.add_argument("--url", required=True)
	parser.add_argument("--user", required=True)
	parser.add_argument("--password", required=True)
	parser.add_argument("--slower", type=float, default=4)
	parser.add_argument("--rounds", type=int, default=5)
	parser.add_argument("--json", action="store_true", help="every visit, as JSON")
	parser.add_argument("paths", nargs="*")
	options = parser.parse_args()
	pages = list(measure(options))
	if options.json:
		print(json.dumps({path: vars(visits) for path, visits in pages}, indent=1))
		return
	print(" cold: answer  first largest  warm: answer first largest   kB cold  warm  (ms, medians)")
	for path, visits in pages:
		print(visits.row(), path)


if __name__ == "__main__":
	main()
