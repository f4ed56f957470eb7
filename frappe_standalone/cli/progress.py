"""Progress bars for long work; plain lines where no terminal looks."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm


class Bar:
	"""A callable that kernels and hooks report to: `bar(done, total, text)`, or `bar(text)`."""

	def __init__(self, title: str):
		self.bar = tqdm(
			total=None,
			desc=title,
			leave=True,
			file=sys.stderr,
			disable=None,
			ascii=not _terminal_takes_blocks(),
			bar_format="{desc}: {percentage:3.0f}% |{bar:24}| {n_fmt}/{total_fmt} {postfix}",
		)

	def __call__(self, *report, **_more) -> None:
		numbers = [part for part in report if isinstance(part, int | float) and not isinstance(part, bool)]
		texts = [part for part in report if isinstance(part, str)]
		if len(numbers) >= 2:
			self.bar.total = numbers[1]
			self.bar.n = numbers[0]
		if texts:
			self.bar.set_postfix_str(texts[0][:40], refresh=False)
		self.bar.refresh()


@contextmanager
def progress(title: str) -> Iterator[Bar]:
	"""Show a bar while the block runs."""
	bar = Bar(title)
	try:
		yield bar
	finally:
		bar.bar.set_postfix_str("")
		bar.bar.close()


def _terminal_takes_blocks() -> bool:
	encoding = (getattr(sys.stderr, "encoding", "") or "").lower()
	return encoding.startswith(("utf", "gb"))
