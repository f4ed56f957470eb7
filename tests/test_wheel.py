"""What a bench would install: the wheel holds the data files, and asks for nothing that contradicts Frappe's pins."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = {".json", ".txt", ".csv", ".html", ".js", ".css", ".svg"}

pytestmark = pytest.mark.standalone


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> zipfile.ZipFile:
	target = tmp_path_factory.mktemp("wheel")
	source = tmp_path_factory.mktemp("source") / "checkout"
	files = subprocess.run(
		["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True
	).stdout.split("\0")
	for name in filter(None, files):
		if (ROOT / name).is_file():
			(source / name).parent.mkdir(parents=True, exist_ok=True)
			(source / name).write_bytes((ROOT / name).read_bytes())
	subprocess.run(
		[
			sys.executable,
			"-m",
			"pip",
			"wheel",
			"--quiet",
			"--no-deps",
			"--no-build-isolation",
			"-w",
			str(target),
			str(source),
		],
		check=True,
	)
	return zipfile.ZipFile(next(target.glob("*.whl")))


def test_the_wheel_holds_every_data_file_of_both_packages(wheel):
	inside = set(wheel.namelist())
	files = subprocess.run(
		["git", "-C", str(ROOT), "ls-files", "-z", "township_gov", "frappe_standalone"],
		capture_output=True, text=True, check=True,
	).stdout.split("\0")  # fmt: skip
	missing = {name for name in filter(None, files) if Path(name).suffix in DATA and name not in inside}
	assert missing == set()


def test_a_bench_is_asked_for_little(wheel):
	metadata = next(name for name in wheel.namelist() if name.endswith("METADATA"))
	lines = wheel.read(metadata).decode().splitlines()
	needed = [line for line in lines if line.startswith("Requires-Dist:") and "extra ==" not in line]
	assert [line.split()[1].split(">")[0].split("<")[0].split("=")[0] for line in needed] == [
		"chinesecalendar",
		"python-docx",
	]
	assert not any(line.lower().startswith("requires-dist: frappe") for line in lines)
