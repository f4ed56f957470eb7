"""The texts of the systemd units: the server, the nightly backup, its timer. Pure: options in, text out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PRIVILEGED = 1024
# What the server never needs; each line takes a way from whoever breaks into it. See systemd.exec(5).
HARDENING = """NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
UMask=0077"""


class BadOptions(ValueError):
	"""The options cannot become a unit; the message says why."""


@dataclass(frozen=True)
class ServiceOptions:
	"""One service: whose site, under which name and account, where it listens, where its backups go."""

	name: str
	site: Path
	python: Path
	user: str
	host: str
	port: int
	workers: int
	backups: Path
	keep: int
	backup_at: str

	def __post_init__(self) -> None:
		if not re.fullmatch(r"[a-z][a-z0-9_-]{0,40}", self.name):
			raise BadOptions(self.name)
		if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", self.backup_at):
			raise BadOptions(self.backup_at)
		for text in (str(self.site), str(self.python), str(self.backups), self.user, self.host):
			if "\n" in text or '"' in text or "%" in text:
				raise BadOptions(text)


def unit_names(name: str) -> dict[str, str]:
	"""What each unit of a service is called."""
	return {
		"server": f"{name}.service",
		"backup": f"{name}-backup.service",
		"timer": f"{name}-backup.timer",
	}


def units(options: ServiceOptions) -> dict[str, str]:
	"""File name → text of every unit."""
	names = unit_names(options.name)
	return {
		names["server"]: server_unit(options),
		names["backup"]: backup_unit(options),
		names["timer"]: timer_unit(options),
	}


def server_unit(options: ServiceOptions) -> str:
	"""The unit that serves the site and starts with the machine."""
	command = (
		f"{quoted(options.python)} -m frappe_standalone.cli serve {quoted(options.site)} "
		f"--host {options.host} --port {options.port} --workers {options.workers}"
	)
	privileged = options.port < PRIVILEGED
	capabilities = "CAP_NET_BIND_SERVICE" if privileged else ""
	return f"""[Unit]
Description=Township Gov: {options.site.name}
After=network.target

[Service]
Type=exec
User={options.user}
WorkingDirectory={unquoted(options.site)}
ExecStart={command}
Environment=PYTHONUTF8=1 LANG=zh_CN.UTF-8 PYTHONDONTWRITEBYTECODE=1
Restart=always
RestartSec=3
TimeoutStopSec=30
LimitNOFILE=65536
CapabilityBoundingSet={capabilities}
{"AmbientCapabilities=" + capabilities if privileged else "AmbientCapabilities="}
ProtectHome={home_protection(options.site, options.python)}
ReadWritePaths={unquoted(options.site)}
{HARDENING}

[Install]
WantedBy=multi-user.target
"""


def backup_unit(options: ServiceOptions) -> str:
	"""The unit that makes one backup, tries it out and removes old ones."""
	command = (
		f"{quoted(options.python)} -m frappe_standalone.cli service backup {quoted(options.site)} "
		f"--to {quoted(options.backups)} --keep {options.keep}"
	)
	return f"""[Unit]
Description=Township Gov: nightly backup of {options.site.name}

[Service]
Type=oneshot
User={options.user}
ExecStart={command}
Environment=PYTHONUTF8=1 LANG=zh_CN.UTF-8 PYTHONDONTWRITEBYTECODE=1
Nice=10
IOSchedulingClass=idle
CapabilityBoundingSet=
ProtectHome={home_protection(options.site, options.python, options.backups)}
ReadWritePaths={unquoted(options.site)} {unquoted(options.backups)}
{HARDENING}
"""


def timer_unit(options: ServiceOptions) -> str:
	"""The timer: each night, and after the machine was off at that hour as soon as it is on."""
	return f"""[Unit]
Description=Township Gov: nightly backup of {options.site.name}

[Timer]
OnCalendar=*-*-* {options.backup_at}:00
Persistent=true
RandomizedDelaySec=60

[Install]
WantedBy=timers.target
"""


def stable_python(python: Path) -> Path:
	"""The same Python by a path that an upgrade keeps: the installer's `current` instead of the version it means now."""
	environment = python.parent.parent
	current = environment.parent.parent / "current"
	if (
		environment.parent.name == "versions"
		and current.is_symlink()
		and current.resolve() == environment.resolve()
	):
		return current / python.parent.name / python.name
	return python


def quoted(path: Path) -> str:
	"""A path as one word of a command."""
	return f'"{path}"' if " " in str(path) else str(path)


def unquoted(path: Path) -> str:
	"""A path as a setting's value takes it."""
	return str(path).replace(" ", "\\x20")


def home_protection(*paths: Path) -> str:
	"""Homes are hidden, unless the site or its Python lies in one."""
	homes = (Path("/home"), Path("/root"), Path("/run/user"))
	return "read-only" if any(home in path.parents for path in paths for home in homes) else "yes"
