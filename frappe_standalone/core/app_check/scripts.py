"""The JavaScript an app ships for Frappe's desk, and what it asks of that desk."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

NAME = re.compile(r"\b(?:frappe(?:\.[A-Za-z_]\w*)+|frm\.[A-Za-z_]\w*|cur_frm\.[A-Za-z_]\w*)")
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
# How a file's place says what it is for; the rest are bundles, which are served.
KINDS = (
	("_list.js", "list script"),
	("_tree.js", "tree script"),
	("_calendar.js", "calendar script"),
	("_dashboard.js", "dashboard script"),
)
FOLDERS = {
	"doctype": "form script",
	"report": "report filters",
	"page": "page of the desk",
	"dashboard_chart_source": "chart source",
	"web_form": "web form script",
}


def kind_of(path: Path) -> str | None:
	"""What a script is for; None for one that is not bound to Frappe's desk."""
	parts = path.parts
	if len(parts) < 3 or path.name.startswith("test_") or parts[-3] not in FOLDERS:
		return None
	if parts[-3] == "doctype":
		return next((kind for ending, kind in KINDS if path.name.endswith(ending)), FOLDERS["doctype"])
	return FOLDERS[parts[-3]]


def names_in(path: Path) -> Counter[str]:
	"""The names of Frappe's desk a script uses."""
	text = COMMENT.sub("", path.read_text(encoding="utf-8", errors="replace"))
	return Counter(NAME.findall(text))


def does_something(path: Path) -> bool:
	"""False for a script that only holds what Frappe generated into it."""
	text = COMMENT.sub("", path.read_text(encoding="utf-8", errors="replace"))
	return bool(re.sub(r"frappe\.ui\.form\.on\([^{]*\{\s*\}\s*\);?", "", text).strip())
