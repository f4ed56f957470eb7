"""What the documentation says exists: links, pictures, commands, paths, make targets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
every_page = pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])


@every_page
def test_links_and_pictures_lead_somewhere(page):
	for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
		if not target.startswith("http"):
			assert (page.parent / target).exists(), target


@every_page
def test_make_targets_exist(page):
	makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
	for target in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.M):
		assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_paths_of_the_readme_exist():
	text = (ROOT / "README.md").read_text(encoding="utf-8")
	for path in re.findall(r"^\| `([\w/]+/)` \|", text, re.M):
		assert (ROOT / path).is_dir(), path


@pytest.mark.standalone
def test_the_commands_of_the_readme_exist():
	from frappe_standalone.cli.main import build

	text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
	named = set(re.findall(r"bin/township ([a-z][a-z-]*)", text))
	assert named
	assert named <= set(build().commands)


def test_the_paths_of_the_platform_page_exist():
	text = (ROOT / "docs" / "platform.md").read_text(encoding="utf-8")
	named = set(re.findall(r"`((?:core|cli|api)/[\w/.]+)`", text))
	assert len(named) > 20
	for path in named:
		assert (ROOT / "frappe_standalone" / path).exists(), path
	for path in set(re.findall(r"`(tests/[\w/]+)`", text)):
		assert (ROOT / path).exists(), path
