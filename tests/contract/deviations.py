"""Reading docs/deviations.md, the one list of what the standalone does otherwise than v15.41."""

from __future__ import annotations

import re
from pathlib import Path

LIST = Path(__file__).resolve().parents[2] / "docs" / "deviations.md"
REFUSED, SIGNATURES = "Names that are refused", "Signatures that differ"
ADDED, BEHAVIOUR = "Names v15.41 does not have", "Behaviour that differs"
ANSWERS = "Recorded answers that differ"


def listed(section: str) -> dict[str, str]:
	"""The rows of one section's table: the first column (without the backticks around a name), and the second."""
	text = LIST.read_text(encoding="utf-8")
	part = text.split(f"## {section}\n", 1)[1].split("\n## ", 1)[0]
	rows = re.findall(r"^\| (.+?) \| (.+?) \|", part, flags=re.MULTILINE)[1:]
	return {
		re.sub("^`([^`]+)`$", r"\1", first): second for first, second in rows if not first.startswith("---")
	}
