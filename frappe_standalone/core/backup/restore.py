"""`township restore`: into an empty place only, after every checksum has been compared."""

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from frappe import _

from frappe_standalone.core.backup.errors import DamagedBackup, NotABackup, TargetExists
from frappe_standalone.core.backup.manifest import MANIFEST, FileEntry, Manifest, check_database

_BLOCK = 1 << 20
_ALLOWED = ("site.db", "site_config.json", "public/files/", "private/files/")
_OWN_FOLDERS = ("public/files", "private/files", "private/backups", "logs")
Progress = Callable[[int, int], None]


def restore_backup(source: Path, site_dir: Path, progress: Progress | None = None) -> Manifest:
	"""Unpack a backup into the new folder `site_dir` and return its manifest.

	Raises TargetExists, NotABackup, NewerThanProgram, DamagedBackup. On any failure `site_dir` is left as it was.
	"""
	if site_dir.exists() and any(site_dir.iterdir()):
		raise TargetExists(
			_("{0} is not empty. Restore into a new folder, then exchange the folders.").format(site_dir)
		)
	site_dir.parent.mkdir(parents=True, exist_ok=True)
	with open_archive(source) as archive:
		manifest = read_manifest(archive)
		manifest.check_versions()
		draft = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}-", dir=site_dir.parent))
		try:
			_unpack(archive, manifest, draft, progress)
			check_database(draft / "site.db")
			for folder in _OWN_FOLDERS:
				(draft / folder).mkdir(parents=True, exist_ok=True)
			if site_dir.exists():
				site_dir.rmdir()
			os.replace(draft, site_dir)
		finally:
			shutil.rmtree(draft, ignore_errors=True)
	return manifest


def verify(source: Path) -> Manifest:
	"""Read a whole backup and compare every checksum; raises DamagedBackup or NotABackup."""
	with open_archive(source) as archive, tempfile.TemporaryDirectory(dir=source.parent) as folder:
		manifest = read_manifest(archive)
		_unpack(archive, manifest, Path(folder), None, only=("site.db",))
		check_database(Path(folder) / "site.db")
		return manifest


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
	"""Return the manifest and check that it lists exactly what the archive holds, in allowed places."""
	try:
		manifest = Manifest.from_json(archive.read(MANIFEST).decode("utf-8"))
	except KeyError as error:
		raise NotABackup(
			_("The ZIP file has no {0}, so it is no backup of a site.").format(MANIFEST)
		) from error
	listed = {entry.path for entry in manifest.files}
	held = set(archive.namelist()) - {MANIFEST}
	if listed != held:
		raise DamagedBackup(
			_("The backup does not hold what its manifest lists: {0}").format(
				", ".join(sorted(listed ^ held)[:5])
			)
		)
	for path in listed:
		if ".." in PurePosixPath(path).parts or not path.startswith(_ALLOWED):
			raise NotABackup(_("The backup holds {0}, which belongs to no site.").format(path))
	return manifest


def open_archive(source: Path) -> zipfile.ZipFile:
	"""Open a backup file; raises NotABackup."""
	try:
		return zipfile.ZipFile(source)
	except FileNotFoundError as error:
		raise NotABackup(_("There is no file {0}. Check the path.").format(source)) from error
	except zipfile.BadZipFile as error:
		raise NotABackup(
			_("{0} is not a backup file, or it was cut off while copying.").format(source)
		) from error


def _unpack(
	archive: zipfile.ZipFile,
	manifest: Manifest,
	folder: Path,
	progress: Progress | None,
	only: tuple[str, ...] | None = None,
) -> None:
	"""Compare every entry with its checksum and write it; with `only`, the others are compared but not written."""
	for done, entry in enumerate(manifest.files, start=1):
		target = folder / entry.path if only is None or entry.path in only else None
		unpack_entry(archive, entry, target)
		if progress:
			progress(done, len(manifest.files))


def unpack_entry(archive: zipfile.ZipFile, entry: FileEntry, target: Path | None) -> None:
	"""Write an entry and compare it with its checksum (only the latter without a target); raises DamagedBackup."""
	digest = hashlib.sha256()
	size = 0
	if target:
		target.parent.mkdir(parents=True, exist_ok=True)
	with archive.open(entry.path) as packed, open(target or os.devnull, "wb") as out:
		try:
			while block := packed.read(_BLOCK):
				digest.update(block)
				size += len(block)
				out.write(block)
		except zipfile.BadZipFile as error:
			raise DamagedBackup(_("The file {0} in the backup is damaged.").format(entry.path)) from error
	if (size, digest.hexdigest()) != (entry.size, entry.sha256):
		raise DamagedBackup(
			_("The file {0} in the backup differs from its checksum. Use another copy.").format(entry.path)
		)
	if target and entry.path == "site_config.json":
		os.chmod(target, 0o600)
