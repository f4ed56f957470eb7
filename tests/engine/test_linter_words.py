"""Whatever the linter says tells the reader what to do next, and says it in Chinese too."""

import ast
import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "township_gov"
FILES = ["linter", "core/names", "core/staffing", "core/ranges", "core/checks", "core/structure"]
DO = (
	"add", "change", "choose", "draw", "drop", "escalate", "fill", "give", "lead", "leave", "lower", "make", "move",
	"name", "offer", "part", "put", "remove", "say", "set", "use", "write",
)  # fmt: skip


def texts() -> list[str]:
	"""Every sentence in the linter's code that is no docstring."""
	found = []
	for name in FILES:
		tree = ast.parse((ROOT / "workflows" / f"{name}.py").read_text(encoding="utf-8"))
		docs = {
			ast.get_docstring(node, clean=False)
			for node in ast.walk(tree)
			if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
		}
		for node in ast.walk(tree):
			if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
				if node.value.endswith(".") and " " in node.value:
					found.append(node.value)
	return found


def test_every_problem_says_what_to_do_next():
	assert len(texts()) > 50
	silent = [text for text in texts() if not set(re.findall(r"[a-z]+", text.lower())) & set(DO)]
	assert silent == []


def test_every_problem_is_said_in_chinese():
	with open(ROOT / "translations" / "zh.csv", encoding="utf-8") as file:
		known = {row[0]: row[1] for row in csv.reader(file) if len(row) > 1}
	assert [text for text in texts() if not known.get(text)] == []
	for text in texts():
		assert sorted(set(re.findall(r"\{\d\}", text))) == sorted(
			set(re.findall(r"\{\d\}", known[text]))
		), text
