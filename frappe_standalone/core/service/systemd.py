"""Putting the units in place and asking about them."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from frappe import _

from frappe_standalone.core.service.units import ServiceOptions, unit_names, units

UNITS = Path("/etc/systemd/system")
RUNNING = Path("/run/systemd/system")  # there only where systemd is the first process


class ServiceRefused(RuntimeError):
	"""The service cannot be installed, asked or removed; the message says what to do."""


def _run(*command: str) -> subprocess.CompletedProcess:
	return subprocess.run(command, capture_output=True, text=True)


@dataclass
class Host:
	"""The machine: where units lie and how its programs are run."""

	folder: Path = UNITS
	run: Callable[..., subprocess.CompletedProcess] = field(default=_run)

	def check(self) -> None:
		"""Raise ServiceRefused where there is no systemd, or no right to change it."""
		check_systemd()
		if os.geteuid() != 0:
			raise ServiceRefused(
				_(
					"A service is installed by root. Run the command with sudo, or see with --dry-run what it would write."
				)
			)

	def install(self, options: ServiceOptions) -> None:
		"""Make the account and the folders, write the units, start them."""
		self.make_account(options)
		check_reachable(options)
		for path, mode in ((options.site, 0o700), (options.backups, 0o700)):
			path.mkdir(parents=True, exist_ok=True)
			path.chmod(mode)
		self.give(options.user, options.site)
		self.give(options.user, options.backups)
		for name, text in units(options).items():
			(self.folder / name).write_text(text, encoding="utf-8")
		names = unit_names(options.name)
		self.systemctl("daemon-reload")
		self.systemctl("enable", names["server"], names["timer"])
		self.systemctl("restart", names["server"])
		self.systemctl("start", names["timer"])

	def make_account(self, options: ServiceOptions) -> None:
		"""Make the account of the service if there is none; it cannot sign in."""
		if has_account(options.user):
			return
		self.must(
			"useradd", "--system", "--no-create-home", "--home-dir", str(options.site), "--shell",
			"/usr/sbin/nologin", options.user,
		)  # fmt: skip

	def give(self, user: str, folder: Path) -> None:
		"""Let a folder and all in it belong to the account."""
		self.must("chown", "-R", f"{user}:", str(folder))

	def uninstall(self, name: str) -> list[str]:
		"""Stop the units and remove their files; returns what was removed. Site and backups stay."""
		names = unit_names(name)
		found = [unit for unit in names.values() if (self.folder / unit).is_file()]
		if not found:
			raise ServiceRefused(_("There is no service {0} on this machine.").format(name))
		self.run("systemctl", "disable", "--now", names["server"], names["timer"])
		for unit in found:
			(self.folder / unit).unlink()
		self.systemctl("daemon-reload")
		return found

	def state(self, name: str) -> dict[str, str]:
		"""What systemd says: active, enabled, the timer's next run."""
		names = unit_names(name)
		if not (self.folder / names["server"]).is_file():
			raise ServiceRefused(_("There is no service {0} on this machine.").format(name))
		ask = lambda *words: self.run("systemctl", *words).stdout.strip()  # noqa: E731
		return {
			"active": ask("is-active", names["server"]),
			"enabled": ask("is-enabled", names["server"]),
			"timer": ask("is-active", names["timer"]),
			"next": ask("show", names["timer"], "--property=NextElapseUSecRealtime", "--value"),
			"backup": ask("show", names["backup"], "--property=Result", "--value"),
			"unit": (self.folder / names["server"]).read_text(encoding="utf-8"),
		}

	def systemctl(self, *words: str) -> None:
		self.must("systemctl", *words)

	def must(self, *command: str) -> None:
		"""Run a program; raises ServiceRefused with what it said."""
		done = self.run(*command)
		if done.returncode:
			raise ServiceRefused(
				_("{0} failed: {1}").format(" ".join(command), (done.stderr or done.stdout).strip())
			)


def check_systemd() -> None:
	"""Raise ServiceRefused on Windows, macOS, and a Linux that another program has started."""
	if os.name == "nt":
		raise ServiceRefused(
			_(
				"Windows has no systemd. Let the Task Scheduler start “township serve” with the machine; docs/install.md says how."
			)
		)
	if not RUNNING.is_dir() or not shutil.which("systemctl"):
		raise ServiceRefused(
			_(
				"This machine is not run by systemd. See with --dry-run what would be installed, or start “township serve” by the means of this system; docs/install.md says how."
			)
		)


def has_account(user: str) -> bool:
	"""Whether the machine knows the account."""
	try:
		pwd.getpwnam(user)
	except KeyError:
		return False
	return True


def check_reachable(options: ServiceOptions) -> None:
	"""Refuse a Python or a site inside a folder that others than root may not enter, when another account shall use it."""
	account = pwd.getpwnam(options.user)
	if account.pw_uid == 0:
		return
	for path in (options.python, options.site):
		for folder in Path(os.path.realpath(path)).parents:
			found = folder.stat()
			entered = found.st_uid == account.pw_uid or found.st_mode & 0o001
			if not entered:
				raise ServiceRefused(
					_(
						"The account {0} may not enter {1}, where {2} lies. Put program and site under /opt or /srv."
					).format(options.user, folder, path)
				)
