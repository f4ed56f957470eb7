"""Making the offline bundle: the locked libraries as wheels, the app's own wheel, an installer, checksums.

The wheels are those of the platform and the Python that make it; `bundle.json` says which, and the installer refuses
others. Python itself is not on any package registry: it is on the PC already, or its archive is given with `python`.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

from frappe import _

FILES = Path(__file__).with_name("files")
LOCK = "standalone.lock"
BUNDLED = "wheels.lock"
SUMS = "SHA256SUMS"
PYTHON = "python.tar.gz"
Say = Callable[[str], None]


class BundleRefused(RuntimeError):
	"""The bundle cannot be made; the message says what to do."""


def make_bundle(target: Path, source: Path, say: Say, python: Path | None = None) -> dict:
	"""Write the bundle into the new or empty folder `target` from the checkout `source`; returns its description.

	Raises BundleRefused when the folder is in use, the checkout is none, or a wheel cannot be had.
	"""
	check(target, source, python)
	wheels = target / "wheels"
	wheels.mkdir(parents=True, exist_ok=True)
	lock = source / "requirements" / LOCK
	say(_("Fetching the locked libraries…"))
	# Checked against the lock; what has no wheel of its own is built. pip verifies each archive before it is used.
	pip("wheel", "--require-hashes", "--no-deps", "--no-build-isolation", "-r", str(lock), "-w", str(wheels))
	write_lock(target / BUNDLED, wheels)
	say(_("Building the program…"))
	build_app(source, wheels)
	for file in ("install.py", "install.sh", "install.cmd"):
		shutil.copy(FILES / file, target / file)
	(target / "install.sh").chmod(0o755)
	if python:
		shutil.copy(python, target / PYTHON)
	for guide in ("install.md",):
		shutil.copy(source / "docs" / guide, target / guide)
	about = describe(wheels, bool(python))
	(target / "bundle.json").write_text(
		json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
	)
	(target / "README.txt").write_text(readme(about), encoding="utf-8-sig")
	write_sums(target)
	return about


def write_lock(target: Path, wheels: Path) -> None:
	"""Write version and hash of every wheel in the folder, for pip on the PC."""
	lines = []
	for wheel in sorted(wheels.glob("*.whl")):
		name, version = wheel.name.split("-")[:2]
		lines.append(f"{name.replace('_', '-')}=={version} --hash=sha256:{digest(wheel)}")
	target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(target: Path, source: Path, python: Path | None) -> None:
	"""Raise BundleRefused for a folder in use or a place without the project's files."""
	if target.exists() and any(target.iterdir()):
		raise BundleRefused(_("{0} is not empty. Name a new folder for the bundle.").format(target))
	missing = [
		name
		for name in ("setup.py", f"requirements/{LOCK}", "docs/install.md")
		if not (source / name).is_file()
	]
	if missing:
		raise BundleRefused(
			_("{0} is no checkout of the project: it has no {1}. Name one with --source.").format(
				source, ", ".join(missing)
			)
		)
	if python and not python.is_file():
		raise BundleRefused(_("There is no file {0}. Check the path.").format(python))


def pip(*arguments: str) -> None:
	"""Run pip of this Python; raises BundleRefused with what it said."""
	command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
	done = subprocess.run(command, capture_output=True, text=True)
	if done.returncode:
		raise BundleRefused(_("{0} failed: {1}").format(f"pip {arguments[0]}", done.stderr.strip()[-2000:]))


def build_app(source: Path, wheels: Path) -> None:
	"""Build the app's own wheel from a copy, so that nothing is left in the checkout."""
	import tempfile

	with tempfile.TemporaryDirectory() as folder:
		copy = Path(folder) / "checkout"
		skip = shutil.ignore_patterns(
			".git", ".venv", ".township", "tests", "benchmarks", "build", "*.egg-info", "__pycache__"
		)
		shutil.copytree(source, copy, ignore=skip)
		pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(copy))


def describe(wheels: Path, with_python: bool) -> dict:
	"""What the bundle is for: version of the app, Python, platform."""
	app = next(wheels.glob("township_gov-*.whl"))
	return {
		"app": app.name.split("-")[1],
		"wheel": app.name,
		"python": ".".join(map(str, sys.version_info[:2])),
		"platform": sysconfig.get_platform(),
		"system": platform.system(),
		"glibc": glibc_needed(wheel.name for wheel in wheels.glob("*.whl")),
		"made": f"{datetime.datetime.now():%Y-%m-%d %H:%M}",
		"libraries": len(list(wheels.glob("*.whl"))) - 1,
		"with_python": with_python,
		"pip": metadata.version("pip"),
	}


def glibc_needed(wheels: Iterable[str]) -> str:
	"""The oldest GNU C library that all wheels run on (manylinux_2_34 → 2.34); empty where there is none."""
	needed = [
		min(tuple(map(int, found)) for found in tags)
		for name in wheels
		if (tags := re.findall(r"manylinux_(\d+)_(\d+)", name))
	]
	return ".".join(map(str, max(needed))) if needed else ""


def readme(about: dict) -> str:
	"""The first page for whoever plugs the stick in."""
	text = (FILES / "README.txt").read_text(encoding="utf-8")
	return text.format(**about, python_told="已附带" if about["with_python"] else "未附带，须事先装好")


def write_sums(target: Path) -> None:
	"""Write the checksum of every file, as sha256sum reads it."""
	lines = [
		f"{digest(path)}  {path.relative_to(target).as_posix()}"
		for path in sorted(target.rglob("*"))
		if path.is_file() and path.name != SUMS
	]
	(target / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
	"""SHA-256 of a file."""
	with path.open("rb") as file:
		found = hashlib.sha256()
		while block := file.read(1 << 20):
			found.update(block)
	return found.hexdigest()
