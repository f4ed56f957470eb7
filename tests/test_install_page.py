"""docs/install.md: every command of it exists, with its options."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
INSTALLER = (ROOT / "frappe_standalone" / "core" / "bundle" / "files" / "install.py").read_text(
	encoding="utf-8"
)
pytestmark = pytest.mark.standalone


def commands() -> list[str]:
	"""The command lines of the page: those in blocks, and those in its sentences that name `township`."""
	lines = [
		line.strip() for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.splitlines()
	]
	within = [text for text in re.findall(r"`([^`\n]+)`", PAGE) if re.search(r"township(\.cmd)? \w", text)]
	return [line for line in dict.fromkeys([*lines, *within]) if line]


TOWNSHIP = [
	line for line in commands() if re.search(r"township(\.cmd)? [a-z]", line) and "install.sh" not in line
]


@pytest.fixture(scope="module")
def program():
	from frappe_standalone.cli.main import build

	return build()


@pytest.mark.parametrize("line", TOWNSHIP)
def test_the_command_exists_with_its_options(program, line):
	words = shlex.split(re.sub(r"^(.*/)?township(\.cmd)? ", "", line.replace("\\", "/")))
	command = program
	while isinstance(command, click.Group):
		name = words.pop(0)
		assert name in command.commands, f"there is no command {name}"
		command = command.commands[name]
		if isinstance(command, click.Group) and not words:
			return
	known = {option: param for param in command.params for option in param.opts}
	for word in words:
		assert not word.startswith("--") or word in known, f"{command.name} has no option {word}"
	if len(line.split()) > 3:
		places = [param for param in command.params if isinstance(param, click.Argument) and param.required]
		assert len([word for word in words if not word.startswith("--")]) >= len(places)


def test_the_page_names_the_commands_that_matter():
	named = " ".join(TOWNSHIP)
	for words in (
		"init",
		"service install",
		"service status",
		"service uninstall",
		"service backup",
		"restore",
		"upgrade",
		"doctor",
		"bundle make",
	):
		assert words in named


@pytest.mark.parametrize("option", sorted({*re.findall(r"install\.sh.*?(--\w+)", PAGE), "--service"}))
def test_the_installer_knows_the_options_of_the_page(option):
	assert f'"{option}"' in INSTALLER


def test_make_knows_the_target():
	assert re.search(r"^bundle:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
