"""Patches: changes of data that run once on each site, listed in an app's `patches.txt`."""

from __future__ import annotations

from pathlib import Path

from frappe_standalone.core.apps import PLATFORM, get_app_path, get_installed_apps
from frappe_standalone.core.context import db, flags
from frappe_standalone.core.hooks import get_attr
from frappe_standalone.core.install.progress import Progress, silent, steps

PRE = "pre_model_sync"
POST = "post_model_sync"


class PatchError(Exception):
	"""A patch failed; nothing of it was kept."""


class BadPatchesFile(ValueError):
	"""A line of `patches.txt` stands in no known section."""


def patches_of_app(app: str, section: str | None = None) -> list[str]:
	"""Return the patches of an app in their order, of one section or of both.

	Without sections all patches run before the model is synced, as in v15.
	"""
	path = Path(get_app_path(app)) / "patches.txt"
	if app == PLATFORM or not path.exists():
		return []
	found: dict[str, list[str]] = {PRE: [], POST: []}
	current = PRE
	for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
		line = line.strip()
		if not line or line.startswith("#"):
			continue
		if line.startswith("["):
			current = line.strip("[]")
			if current not in found:
				raise BadPatchesFile(f"{path}, line {number}: use [{PRE}] or [{POST}], not {line}")
			continue
		found[current].append(line)
	return found[section] if section else found[PRE] + found[POST]


def run_patches(section: str, progress: Progress = silent) -> int:
	"""Run the patches of a section that did not run yet, each in a transaction of its own.

	Raises:
		PatchError: naming the patch; later ones do not run.
	"""
	done = set(db.sql_list("SELECT `patch` FROM `tabPatch Log` WHERE `skipped`=0"))
	pending = [p for app in get_installed_apps() for p in patches_of_app(app, section) if p not in done]
	for patch in steps(pending, "Patches", progress):
		run_patch(patch)
	return len(pending)


def run_patch(patch: str) -> None:
	"""Run one patch and note that it ran."""
	db.commit()
	flags.in_patch = True
	try:
		if patch.startswith("execute:"):
			_execute_line(patch.partition(":")[2])
		else:
			get_attr(f"{patch.split(maxsplit=1)[0]}.execute")()
		stamp(patch)
		db.commit()
	except Exception as error:
		db.rollback()
		raise PatchError(
			f"Patch {patch} failed and was undone: {error}. Correct what it complains about, then migrate again."
		) from error
	finally:
		flags.in_patch = False


def _execute_line(code: str) -> None:
	"""Run the Python of an `execute:` line; it is code of an installed app, no input of users."""
	import frappe

	exec(compile(code.strip(), "patches.txt", "exec"), {"frappe": frappe})


def stamp(patch: str) -> None:
	"""Note that a patch ran."""
	from frappe_standalone.core.model.document import get_doc

	get_doc({"doctype": "Patch Log", "patch": patch}).insert(ignore_permissions=True)


def stamp_all(app: str) -> None:
	"""Note all patches of an app as run: a fresh installation needs none."""
	done = set(db.sql_list("SELECT `patch` FROM `tabPatch Log`"))
	for patch in patches_of_app(app):
		if patch not in done:
			stamp(patch)
