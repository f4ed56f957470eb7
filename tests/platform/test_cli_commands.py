"""The command `township` as people run it: in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest


def township(*arguments, lang="en_US.UTF-8", **environment):
	"""Run the command; returns the finished process."""
	return subprocess.run(
		[sys.executable, "-m", "frappe_standalone.cli", *map(str, arguments)],
		capture_output=True,
		text=True,
		encoding="utf-8",
		env={**os.environ, "LANG": lang, "LC_ALL": "", "LANGUAGE": "", "PYTHONUTF8": "1", **environment},
		timeout=300,
	)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
	"""A site made by `township init`, with the apps that are here."""
	folder = tmp_path_factory.mktemp("cli") / "site"
	return folder, township("init", folder)


def test_init_makes_a_site_and_shows_a_random_password_once(made):
	folder, result = made
	assert result.returncode == 0, result.stderr
	assert (folder / "site.db").is_file()
	assert re.search(r"Password \(shown only now, write it down\): \S{12}", result.stdout)
	assert not [path for path in folder.parent.iterdir() if path != folder]


def test_the_password_may_come_from_the_environment_and_is_not_repeated(tmp_path):
	result = township(
		"init", tmp_path / "s", "--app", "township_gov", TOWNSHIP_ADMIN_PASSWORD="given-Pass-2026"
	)
	assert result.returncode == 0, result.stderr
	assert "given-Pass-2026" not in result.stdout + result.stderr
	assert "TOWNSHIP_ADMIN_PASSWORD" in result.stdout


def test_init_refuses_a_folder_in_use(made):
	folder, _result = made
	result = township("init", folder)
	assert result.returncode == 1
	assert "not empty" in result.stderr
	assert "Traceback" not in result.stderr


def test_init_refuses_an_unknown_app_and_leaves_nothing(tmp_path):
	result = township("init", tmp_path / "s", "--app", "nothing_here")
	assert result.returncode == 1
	assert "township_gov" in result.stderr
	assert list(tmp_path.iterdir()) == []


def test_wrong_use_is_exit_code_2():
	assert township("serve").returncode == 2
	assert township("no-such-command").returncode == 2


def test_a_folder_without_a_site_is_exit_code_1_with_the_mend(tmp_path):
	result = township("migrate", tmp_path)
	assert result.returncode == 1
	assert "township init" in result.stderr


def test_the_command_speaks_chinese_in_a_chinese_terminal(tmp_path):
	result = township("migrate", tmp_path, lang="zh_CN.UTF-8")
	assert "不是站点" in result.stderr
	assert "维护乡镇站点" in township("--help", lang="zh_CN.UTF-8").stdout


def test_a_site_speaks_its_own_language_where_the_terminal_has_none(made):
	folder, _result = made
	assert "已是最新" in township("migrate", folder, lang="C").stdout


def test_migrate_twice_changes_nothing(made):
	folder, _result = made
	assert township("migrate", folder).returncode == 0
	assert "up to date" in township("migrate", folder).stdout


def test_users_are_added_listed_changed_and_disabled(made):
	folder, _result = made
	added = township("user", "add", folder, "clerk@example.org", "--name", "王芳", "--role", "System Manager")
	assert added.returncode == 0, added.stderr
	assert "Password (shown only now" in added.stdout
	assert "clerk@example.org\t王芳\tSystem Manager" in township("user", "list", folder).stdout
	assert township("user", "add", folder, "clerk@example.org").returncode == 1
	removed = township("user", "roles", folder, "clerk@example.org", "--remove", "System Manager")
	assert "System Manager" not in removed.stdout
	assert (
		township("user", "password", folder, "clerk@example.org", "--password", "new-Pass-2026").returncode
		== 0
	)
	assert township("user", "disable", folder, "clerk@example.org").returncode == 0
	assert "disabled" in township("user", "list", folder).stdout
	assert township("user", "enable", folder, "clerk@example.org").returncode == 0
	missing = township("user", "password", folder, "nobody@example.org")
	assert missing.returncode == 1
	assert "township user list" in missing.stderr
	unknown = township("user", "roles", folder, "clerk@example.org", "--add", "No Such Role")
	assert unknown.returncode == 1
	assert "System Manager" in unknown.stderr


def test_backup_and_restore_by_command(made, tmp_path):
	folder, _result = made
	done = township("backup", folder, tmp_path / "b.zip")
	assert done.returncode == 0, done.stderr
	assert "key of all secret fields" in done.stdout
	back = township("restore", tmp_path / "b.zip", tmp_path / "back")
	assert back.returncode == 0, back.stderr
	assert township("user", "list", tmp_path / "back").stdout == township("user", "list", folder).stdout
	again = township("restore", tmp_path / "b.zip", tmp_path / "back")
	assert again.returncode == 1
	assert "Restore into a new folder" in again.stderr


def test_an_unexpected_error_has_a_traceback_only_with_debug(made, tmp_path):
	folder, _result = made
	(folder / "site_config.json").rename(tmp_path / "kept.json")
	(folder / "site_config.json").write_text("{broken", encoding="utf-8")
	try:
		plain = township("user", "list", folder)
		assert plain.returncode == 1
		assert "Traceback" not in plain.stderr
		assert "Traceback" in township("user", "list", folder, "--debug").stderr
	finally:
		(tmp_path / "kept.json").replace(folder / "site_config.json")
