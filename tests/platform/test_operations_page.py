"""What docs/operations.md says is what the program has: commands, checks, faults with their words, numbers."""

from __future__ import annotations

import re
from pathlib import Path

from frappe_standalone.core import faults
from frappe_standalone.core.doctor import backups, examine, jobs, schema, storage
from frappe_standalone.core.upgrade import run

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def cells(section: str) -> list[list[str]]:
	"""The rows of the table in a section."""
	text = PAGE.split(f"## {section}", 1)[1].split("\n## ", 1)[0]
	rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
	return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_every_fault_stands_there_with_its_status_and_its_title():
	chinese = faults.platform_translations("zh")
	said = {(row[1], row[2]) for row in cells("What people see when the machine fails")}
	assert said == {
		(f"{fault.http_status_code} `{fault.__name__}`", chinese[fault.title])
		for fault in faults.SiteFault.__subclasses__()
	}


def test_every_check_of_the_doctor_stands_there():
	package = Path(schema.__file__).parent
	sources = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
	named = set(re.findall(r'^CHECK = "([\w ]+)"', sources, re.M))
	named |= set(re.findall(r'Finding\(\s*"([\w ]+)"', sources))
	assert {row[0] for row in cells("Doctor")} == named
	assert len(examine.__globals__["OUTSIDE"] + examine.__globals__["INSIDE"]) >= len(named) - 1


def test_the_numbers_are_the_programs():
	assert f"newest {run.KEPT} are kept" in PAGE
	assert f"older than {backups.OLD.days} days" in PAGE
	assert f"wait over {jobs.WAITS_TOO_LONG} minutes" in PAGE
	assert f"or {storage.LEAST_FREE // storage.MEGABYTE} MB" in PAGE


def test_the_commands_and_tests_it_names_exist():
	from frappe_standalone.cli.main import build

	assert set(re.findall(r"township (\w+)", PAGE)) <= set(build().commands)
	for path in re.findall(r"pytest (\S+?\.py)", PAGE):
		assert (ROOT / path).is_file()
	assert (ROOT / "tests" / "loss" / "__main__.py").is_file()
