"""Ordinals of the text (GB/T 9704-2012, 7.3.3): 一、 in 黑体, （一） in 楷体, 1. and （1） in 仿宋."""

from __future__ import annotations

import re

from township_gov.documents.layout.grid import Run

_FIRST = re.compile(r"^[一二三四五六七八九十百]+、")
_SECOND = re.compile(r"^（[一二三四五六七八九十百]+）")
# Longer than two lines it is text that begins with an ordinal, not a heading
LONGEST = 56


def runs_of(paragraph: str) -> tuple[Run, ...]:
	"""A paragraph in its typefaces: a heading up to its first full stop, the rest as text."""
	face = "hei" if _FIRST.match(paragraph) else "kai" if _SECOND.match(paragraph) else ""
	if not face:
		return (Run(paragraph),)
	head, stop, rest = paragraph.partition("。")
	if len(head) > LONGEST:
		return (Run(paragraph),)
	return tuple(run for run in (Run(head + stop, face), Run(rest)) if run.text)


def is_heading(paragraph: str) -> bool:
	"""Whether the whole paragraph is a heading: it does not stand alone at the foot of a page."""
	runs = runs_of(paragraph)
	return len(runs) == 1 and runs[0].face != "fang"
