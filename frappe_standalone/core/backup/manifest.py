"""The manifest of a backup: what is in it, from which versions, with which checksums."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from frappe import _

from frappe_standalone.core.backup.errors import DamagedBackup, NewerThanProgram, NotABackup

MANIFEST = "manifest.json"
# Raised when a restore of an older program could no longer read the file.
FORMAT = 1
_BLOCK = 1 << 20


@dataclass(frozen=True)
class FileEntry:
	"""One file inside the backup."""

	path: str
	size: int
	sha256: str


@dataclass(frozen=True)
class Manifest:
	"""Everything a restore must know before it touches anything."""

	format: int
	created: str
	versions: dict[str, str]
	files: tuple[FileEntry, ...]

	def to_json(self) -> str:
		"""Return the manifest as JSON text."""
		return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)

	@classmethod
	def from_json(cls, text: str) -> "Manifest":
		"""Read a manifest; raises NotABackup when it is none and NewerThanProgram for an unknown format."""
		try:
			data = json.loads(text)
			if data["format"] > FORMAT:
				raise NewerThanProgram(
					_(
						"This backup has format {0}; this program reads up to {1}. Update the program first."
					).format(data["format"], FORMAT)
				)
			files = tuple(FileEntry(**entry) for entry in data["files"])
			return cls(data["format"], data["created"], data["versions"], files)
		except (KeyError, TypeError, ValueError) as error:
			raise NotABackup(_("The file's manifest cannot be read: {0}").format(error)) from error

	def check_versions(self) -> None:
		"""Raise NewerThanProgram when the data come from a newer app, or an app that is not there."""
		for app, saved in self.versions.items():
			here = app_version(app)
			if here is None:
				raise NewerThanProgram(
					_(
						"The backup needs the app {0}, which is not installed. Install it, then restore."
					).format(app)
				)
			if version_key(saved) > version_key(here):
				raise NewerThanProgram(
					_("The backup is of {0} {1}, this program has {2}. Update the program first.").format(
						app, saved, here
					)
				)


def app_version(app: str) -> str | None:
	"""Return the version of an app: its package's, else its `__version__`; None when it is not installed."""
	if not find_spec(app):
		return None
	module = __import__(app)
	declared = getattr(module, "__version__", None)
	if declared:
		return str(declared)
	try:
		return version(app)
	except PackageNotFoundError:
		return "0"


def version_key(text: str) -> tuple[int, ...]:
	"""Return a version as numbers to compare; what follows the numbers does not count."""
	numbers = []
	for part in text.split("."):
		digits = "".join(character for character in part if character.isdigit())
		numbers.append(int(digits or 0))
	return tuple(numbers)


def checksum(path: Path) -> FileEntry:
	"""Return size and SHA-256 of a file; its path is left for the caller to set."""
	digest = hashlib.sha256()
	size = 0
	with path.open("rb") as handle:
		while block := handle.read(_BLOCK):
			digest.update(block)
			size += len(block)
	return FileEntry(path.name, size, digest.hexdigest())


def check_database(path: Path) -> None:
	"""Open a database file and let SQLite check it; raises DamagedBackup."""
	try:
		with closing(
			sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
		) as connection:
			result = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
	except sqlite3.DatabaseError as error:
		result = [str(error)]
	if result != ["ok"]:
		raise DamagedBackup(_("The database in the backup is damaged: {0}").format("; ".join(result)))


def installed_apps(database: Path) -> Iterable[str]:
	"""Return the apps a site's database says are installed; the platform's own entry is not one."""
	with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
		try:
			row = connection.execute(
				"SELECT defvalue FROM `tabDefaultValue` WHERE parent = '__global' AND defkey = 'installed_apps'"
			).fetchone()
		except sqlite3.OperationalError:
			return []
	return [app for app in json.loads(row[0] if row else "[]") if app != "frappe"]
