"""Ways to break the surroundings of a site, and to mend them again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

PAGE = 4096


def run(*command: str) -> bool:
	"""Run a system command; False if it is refused or missing."""
	try:
		return subprocess.run(command, capture_output=True).returncode == 0
	except FileNotFoundError:
		return False


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
	"""A disk of its own for a folder (root on Linux only; skips elsewhere)."""
	folder.mkdir(parents=True, exist_ok=True)
	options = f"size={megabytes}m"
	if not (sys.platform == "linux" and run("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder))):
		pytest.skip("mounting a small disk needs root on Linux")
	try:
		yield folder
	finally:
		run("umount", "-l", str(folder))


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
	"""Fill the disk of a folder to the last byte for a while."""
	filler = folder / "filler"
	with filler.open("wb", buffering=0) as out:
		block = b"\0" * (1 << 20)
		while block:
			try:
				written = out.write(block)
			except OSError:
				written = 0
			if not written:
				block = block[: len(block) // 2]
	try:
		yield
	finally:
		filler.unlink()


@contextmanager
def read_only_disk(folder: Path) -> Iterator[None]:
	"""Mount a folder onto itself read-only for a while (root on Linux only; skips elsewhere)."""
	if not (sys.platform == "linux" and run("mount", "--bind", str(folder), str(folder))):
		pytest.skip("a read-only mount needs root on Linux")
	try:
		assert run("mount", "-o", "remount,bind,ro", str(folder))
		yield
	finally:
		run("umount", "-l", str(folder))


@contextmanager
def unwritable(path: Path) -> Iterator[None]:
	"""Take the permission to write a file away for a while; from root too, where the file system can."""
	root = os.name != "nt" and os.geteuid() == 0
	if root and not run("chattr", "+i", str(path)):
		pytest.skip("this file system cannot refuse root")
	mode = path.stat().st_mode
	if not root:
		path.chmod(0o444)
	try:
		yield
	finally:
		if root:
			run("chattr", "-i", str(path))
		else:
			path.chmod(mode)


@contextmanager
def held_by_another_program(database: Path) -> Iterator[None]:
	"""Another process opens the file and lets nobody else in."""
	program = (
		"import sqlite3, sys\n"
		"c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)\n"
		"c.execute('PRAGMA locking_mode = EXCLUSIVE'); c.execute('BEGIN EXCLUSIVE')\n"
		"print('held', flush=True); sys.stdin.readline()\n"
	)
	process = subprocess.Popen(
		[sys.executable, "-c", program, str(database)],
		stdin=subprocess.PIPE,
		stdout=subprocess.PIPE,
		text=True,
	)
	try:
		assert process.stdout.readline() == "held\n"
		yield
	finally:
		process.kill()
		process.wait()
		process.stdin.close()
		process.stdout.close()


@contextmanager
def damaged_table(database: Path, table: str) -> Iterator[None]:
	"""Overwrite the first page of a table with rubbish for a while."""
	with closing(sqlite3.connect(database)) as connection:
		connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
		(page,) = connection.execute(
			"SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)
		).fetchone()
	kept = overwrite(database, (page - 1) * PAGE, os.urandom(PAGE))
	try:
		yield
	finally:
		overwrite(database, (page - 1) * PAGE, kept)


def overwrite(path: Path, offset: int, content: bytes) -> bytes:
	"""Write into a file and return what stood there."""
	with path.open("r+b") as file:
		file.seek(offset)
		before = file.read(len(content))
		file.seek(offset)
		file.write(content)
	return before


@contextmanager
def taken_away(path: Path) -> Iterator[None]:
	"""Move a file away for a while, with what SQLite keeps beside it."""
	names = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))]
	away = path.parent / "taken-away"
	away.mkdir()
	for name in names:
		if name.exists():
			os.replace(name, away / name.name)
	try:
		yield
	finally:
		for name in away.iterdir():
			os.replace(name, path.parent / name.name)
		shutil.rmtree(away)
