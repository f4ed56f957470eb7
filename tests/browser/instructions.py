"""Reads a page of instructions: the numbered steps of docs/administrators/*.md, as sentences that can be followed.

A step is a numbered item. Each of its sentences ends with 。 and is one of `SENTENCES`; what stands in （） is for the reader
only; 「」 holds what is on the screen, backquotes what is typed. A fenced block after a sentence that ends with ： belongs to
that sentence. A picture between the steps is taken there. A sentence that nobody knows is an error: a page holds no step
that is not followed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FRAPPE_DESK = "在 Frappe Desk 上"
STEP = re.compile(r"\s*\d+\. +(.*)")
PICTURE = re.compile(r"\s*!\[[^\]]*\]\(([^)]+)\)")
HEADING = re.compile(r"#+ +(.*)")
# What is on the screen, what is typed, an aside, the end of a sentence, other words
TOKEN = re.compile("「[^」]*」|`[^`]*`|（[^（）]*）|[。：]|[^「`（。：]+|.")

NTH = r"(?:第 ?(?P<nth>\d+) ?行)?"
LABEL = "「(?P<label>[^」]+)」"
TYPED = "`(?P<value>[^`]*)`"
SENTENCES = {
	name: re.compile(pattern)
	for name, pattern in {
		"open": f"打开 ?{TYPED}",
		"sign_in": f"以 ?{TYPED} ?登录",
		"press": f"按 ?{TYPED}",
		"click": f"点击{NTH}{LABEL}",
		"fill": f"在{NTH}{LABEL}中填写 ?{TYPED}",
		"fill_date": f"在{NTH}{LABEL}中填写 ?(?P<days>今天|\\d+ 天后|\\d+ 天前)的日期",
		"paste": f"在{NTH}{LABEL}中粘贴",
		"choose": f"在{NTH}{LABEL}中选择 ?{TYPED}",
		"check": f"勾选{NTH}{LABEL}",
		"uncheck": f"取消勾选{NTH}{LABEL}",
		"upload": f"在{LABEL}中上传 ?{TYPED}",
		"downloaded": f"应下载 ?{TYPED}",
		"drag": f"把{LABEL}拖到「(?P<target>[^」]+)」",
		"see": f"应看到{LABEL}",
		"wait": f"等到看到{LABEL}",
		"not_see": f"不应看到{LABEL}",
	}.items()
}


class UnknownSentence(Exception):
	"""A step says something that cannot be followed."""


@dataclass
class Sentence:
	"""One thing to do or to see. `said` are the parts of the sentence, `line` its place in the file."""

	act: str
	said: dict[str, str]
	text: str
	line: int


def read_page(path: Path) -> tuple[list[Sentence], list[Sentence]]:
	"""The steps for the standalone desk, and those under the heading 在 Frappe Desk 上. Raises UnknownSentence."""
	here: list[Sentence] = []
	there: list[Sentence] = []
	into, depth = here, 0
	lines = path.read_text(encoding="utf-8").splitlines()
	number = 0
	while number < len(lines):
		line = lines[number]
		number += 1
		if heading := HEADING.fullmatch(line):
			level = len(line) - len(line.lstrip("#"))
			if FRAPPE_DESK in heading[1]:
				into, depth = there, level
			elif level <= depth or into is here:
				into, depth = here, 0
		elif picture := PICTURE.match(line):
			into.append(Sentence("picture", {"value": picture[1]}, line.strip(), number))
		elif step := STEP.match(line):
			into += sentences(step[1], path, number)
			if step[1].rstrip().endswith("："):
				block, number = fenced(lines, number, path)
				into[-1].said["value"] = block
	return here, there


def sentences(text: str, path: Path, line: int) -> list[Sentence]:
	"""The sentences of one step."""
	found, words = [], ""
	for token in TOKEN.findall(text + "。"):
		if token.startswith("（"):
			continue
		if token not in "。：":
			words += token
		elif words.strip():
			found.append(sentence(words.strip(), path, line))
			words = ""
	return found


def sentence(words: str, path: Path, line: int) -> Sentence:
	for act, pattern in SENTENCES.items():
		if match := pattern.fullmatch(words):
			said = {name: value for name, value in match.groupdict().items() if value is not None}
			return Sentence(act, said, words, line)
	raise UnknownSentence(f"{path.name}, line {line}: “{words}” is no sentence that can be followed")


def fenced(lines: list[str], number: int, path: Path) -> tuple[str, int]:
	"""The fenced block that begins after line `number`, and the line after it."""
	while number < len(lines) and not lines[number].strip():
		number += 1
	if number == len(lines) or not lines[number].strip().startswith("```"):
		raise UnknownSentence(f"{path.name}, line {number}: a fenced block is missing after ：")
	indent = len(lines[number]) - len(lines[number].lstrip())
	end = next(at for at in range(number + 1, len(lines)) if lines[at].strip() == "```")
	return "\n".join(line[indent:] for line in lines[number + 1 : end]), end + 1
