"""The recorded answers that the standalone gives otherwise on purpose, each listed in docs/deviations.md."""

from __future__ import annotations

import json
import re

from tests.contract.deviations import ANSWERS, listed
from tests.contract.transcripts.stage import RECORDED

STANDALONE = RECORDED.parent / "transcripts_standalone.json"
# Family -> case -> what the standalone answers.
OURS: dict[str, dict] = json.loads(STANDALONE.read_text(encoding="utf-8"))


def answer(family: str, case_id: str, recorded):
	"""What the standalone is to answer: its own where that is listed, otherwise what was recorded."""
	return OURS.get(family, {}).get(case_id, recorded)


def listed_cases() -> set[str]:
	"""The cases named in docs/deviations.md; a cell may name several, each in backticks."""
	return {case for cell in listed(ANSWERS).values() for case in re.findall("``(.+?)``", cell)}
