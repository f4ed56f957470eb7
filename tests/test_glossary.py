"""docs/glossary.md is kept: its words are used in the translations and in the Chinese pages, the words it rules out are not."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"
CATALOGUES = [ROOT / app / "translations" / "zh.csv" for app in ("township_gov", "frappe_standalone")]
PAGES = [
	page for folder in ("administrators", "clerks") for page in sorted((ROOT / "docs" / folder).glob("*.md"))
]
ROW = re.compile(
	r"^\| (?P<word>[^|]+?) \| (?P<english>[A-Z][^|]*?) \| [^|]+ \| (?P<instead>[^|]*?) ?\|$", re.M
)
ENTRIES = [
	match.groupdict()
	for match in ROW.finditer(GLOSSARY.read_text(encoding="utf-8"))
	if match["english"] != "English"
]
# A bank's account is no account to sign in with
ALLOWED = {"账户": re.compile("收款|国库|银行")}
RULED_OUT = [(word, entry["word"]) for entry in ENTRIES for word in entry["instead"].split("、") if word]


def lines(path: Path) -> list[list[str]]:
	with path.open(encoding="utf-8", newline="") as file:
		return [row for row in csv.reader(file) if len(row) > 1]


def test_the_glossary_can_be_read():
	assert len(ENTRIES) > 50 and len(RULED_OUT) > 8


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["english"])
def test_an_english_term_is_translated_by_its_word(entry):
	found = {
		row[1] for path in CATALOGUES for row in lines(path) if row[0] == entry["english"] and len(row) == 2
	}
	assert found <= {entry["word"]}


@pytest.mark.parametrize(("word", "right"), RULED_OUT)
def test_a_word_ruled_out_is_nowhere(word, right):
	texts = [(path.name, row[1]) for path in CATALOGUES for row in lines(path)]
	texts += [(page.name, line) for page in PAGES for line in page.read_text(encoding="utf-8").splitlines()]
	allowed = ALLOWED.get(word)
	wrong = [
		f"{where}: {text}" for where, text in texts if word in text and not (allowed and allowed.search(text))
	]
	assert not wrong, f"say {right} instead of {word}:\n" + "\n".join(wrong[:20])
