"""`township openapi`."""

from __future__ import annotations

import json

from click.testing import CliRunner

from frappe_standalone.cli.main import build


def run(*arguments: str):
	return CliRunner().invoke(build(), ["openapi", *arguments])


def test_it_writes_the_description_for_a_user(bare_site, tmp_path):
	target = tmp_path / "api.json"
	result = run(str(bare_site), "--user", "Guest", "--output", str(target))
	assert result.exit_code == 0, result.output
	description = json.loads(target.read_text(encoding="utf-8"))
	assert description["openapi"] == "3.1.0"
	assert "/api/method/ping" in description["paths"]


def test_an_unknown_user_is_named(bare_site):
	result = run(str(bare_site), "--user", "nobody@example.org")
	assert result.exit_code != 0
	assert "nobody@example.org" in result.output
