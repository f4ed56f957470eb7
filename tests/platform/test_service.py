"""`township service`: the units, what is done to the machine, the nightly backup and which backups are kept."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.platform.test_cli_commands import township


@pytest.fixture
def options(tmp_path):
	"""A service of a site in a folder of the test."""
	from frappe_standalone.core.service.units import ServiceOptions

	def make(**given):
		values = {
			"name": "township",
			"site": tmp_path / "site",
			"python": Path("/opt/township/current/bin/python"),
			"user": "township",
			"host": "0.0.0.0",
			"port": 8000,
			"workers": 2,
			"backups": tmp_path / "backups",
			"keep": 14,
			"backup_at": "02:30",
		}
		return ServiceOptions(**{**values, **given})

	return make


def test_the_server_starts_with_the_machine_under_an_account_that_may_little(options):
	from frappe_standalone.core.service.units import units

	text = units(options())["township.service"]
	assert "WantedBy=multi-user.target" in text and "User=township" in text and "Restart=always" in text
	for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "UMask=0077"):
		assert line in text
	assert "--host 0.0.0.0 --port 8000 --workers 2" in text


def test_only_a_port_below_1024_gets_the_one_right_it_needs(options):
	from frappe_standalone.core.service.units import server_unit

	assert "AmbientCapabilities=CAP_NET_BIND_SERVICE" in server_unit(options(port=80))
	assert "CAP_NET" not in server_unit(options())


def test_a_night_the_machine_was_off_is_made_up_for(options):
	from frappe_standalone.core.service.units import timer_unit

	text = timer_unit(options(backup_at="22:15"))
	assert "OnCalendar=*-*-* 22:15:00" in text and "Persistent=true" in text


@pytest.mark.parametrize(
	"wrong", [{"name": "../etc"}, {"backup_at": "25:00"}, {"user": "a\nUser=root"}, {"host": '" x'}]
)
def test_what_cannot_stand_in_a_unit_is_refused(options, wrong):
	from frappe_standalone.core.service.units import BadOptions

	with pytest.raises(BadOptions):
		options(**wrong)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd's own checker is not here")
def test_systemd_itself_finds_nothing_wrong(options, tmp_path):
	from frappe_standalone.core.service.units import units

	(tmp_path / "site").mkdir()
	for name, text in units(options(user="root", python=Path(shutil.which("python3")))).items():
		(tmp_path / name).write_text(text, encoding="utf-8")
	files = [str(tmp_path / name) for name in units(options())]
	done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True)
	assert (done.returncode, [line for line in done.stderr.splitlines() if str(tmp_path) in line]) == (0, [])


@pytest.fixture
def machine(tmp_path, monkeypatch):
	"""A machine whose programs are only noted."""
	from frappe_standalone.core.service import systemd

	ran = []

	def run(*command):
		ran.append(" ".join(command))
		return SimpleNamespace(returncode=0, stdout="active\n", stderr="")

	folder = tmp_path / "units"
	folder.mkdir()
	monkeypatch.setattr(systemd, "check_reachable", lambda options: None)
	monkeypatch.setattr(systemd, "has_account", lambda user: user == "root")
	return systemd.Host(folder, run), ran, folder


def test_installing_makes_the_account_and_starts_both(options, machine, tmp_path):
	host, ran, folder = machine
	host.install(options())
	assert {path.name for path in folder.iterdir()} == {
		"township.service",
		"township-backup.service",
		"township-backup.timer",
	}
	assert any(line.startswith("useradd --system") for line in ran)
	assert ran[-4:] == [
		"systemctl daemon-reload",
		"systemctl enable township.service township-backup.timer",
		"systemctl restart township.service",
		"systemctl start township-backup.timer",
	]
	assert (tmp_path / "backups").stat().st_mode & 0o777 == 0o700


def test_uninstalling_removes_the_units_and_nothing_else(options, machine, tmp_path):
	host, _ran, folder = machine
	host.install(options())
	(tmp_path / "site" / "site.db").touch()
	assert len(host.uninstall("township")) == 3
	assert list(folder.iterdir()) == []
	assert (tmp_path / "site" / "site.db").exists()


def test_a_service_that_is_not_there_is_told(machine):
	from frappe_standalone.core.service.systemd import ServiceRefused

	with pytest.raises(ServiceRefused, match="township"):
		machine[0].uninstall("township")


def test_an_account_that_cannot_reach_the_program_is_told_before_it_fails_to_start(
	options, monkeypatch, tmp_path
):
	from frappe_standalone.core.service import systemd

	closed = tmp_path / "closed"
	(closed / "bin").mkdir(parents=True)
	closed.chmod(0o700)
	monkeypatch.setattr(systemd.pwd, "getpwnam", lambda user: SimpleNamespace(pw_uid=65534))
	with pytest.raises(systemd.ServiceRefused, match="/opt"):
		systemd.check_reachable(options(python=closed / "bin" / "python"))


def test_the_path_that_an_upgrade_keeps_is_used(tmp_path):
	from frappe_standalone.core.service.units import stable_python

	python = tmp_path / "versions" / "1" / "bin" / "python"
	python.parent.mkdir(parents=True)
	python.touch()
	assert stable_python(python) == python
	(tmp_path / "current").symlink_to(tmp_path / "versions" / "1")
	assert stable_python(python) == tmp_path / "current" / "bin" / "python"


def test_dry_run_prints_the_units_and_writes_nothing(site_dir):
	result = township("service", "install", site_dir, "--dry-run")
	assert result.returncode == 0, result.stderr
	for name in ("township.service", "township-backup.service", "township-backup.timer"):
		assert f"# /etc/systemd/system/{name}" in result.stdout
	assert not site_dir.with_name("site-backups").exists()


def test_backups_inside_the_site_are_refused(site_dir):
	result = township("service", "install", site_dir, "--dry-run", "--backups", site_dir / "backups")
	assert result.returncode == 1 and "lost with it" in result.stderr


@pytest.mark.skipif(Path("/run/systemd/system").is_dir(), reason="this machine is run by systemd")
@pytest.mark.parametrize("words", [["install"], ["status"]])
def test_without_systemd_the_command_says_what_to_do(site_dir, words):
	result = township("service", *words, site_dir)
	assert result.returncode == 1
	assert (
		"--dry-run" in result.stderr and "docs/install.md" in result.stderr and "--debug" not in result.stderr
	)


def test_the_nightly_backup_is_tried_out(site_dir, tmp_path):
	folder = tmp_path / "backups"
	result = township("service", "backup", site_dir, "--to", folder)
	assert result.returncode == 0, result.stderr
	assert "restored on trial" in result.stdout
	assert [path.suffix for path in folder.iterdir()] == [".zip"]


def test_a_backup_that_cannot_be_restored_is_set_aside_and_nothing_is_removed(
	site_dir, tmp_path, monkeypatch
):
	from frappe_standalone.core.backup.errors import DamagedBackup
	from frappe_standalone.core.service import nightly

	folder = tmp_path / "backups"
	folder.mkdir()
	for day in range(1, 6):
		(folder / f"site-2026020{day}-023000.zip").touch()
	monkeypatch.setattr(nightly, "tables", lambda path: {"a"} if path.parent == site_dir else set())
	with pytest.raises(DamagedBackup):
		nightly.nightly(site_dir, folder, 1, datetime.datetime(2026, 3, 1, 2, 30))
	names = {path.name for path in folder.iterdir()}
	assert "site-20260301-023000.zip.bad" in names and len(names) == 6


def test_the_newest_and_one_a_month_are_kept_for_a_year():
	from frappe_standalone.core.service.nightly import too_old

	start = datetime.date(2025, 1, 1)
	days = [start + datetime.timedelta(days=number) for number in range(500)]
	names = [f"site-{day:%Y%m%d}-023000.zip" for day in days]
	removed = set(too_old([*names, "other-20250101-023000.zip", "site-notes.txt"], "site", 14))
	kept = [name for name in names if name not in removed]
	assert len(kept) == 14 + 12
	assert names[-14:] == kept[-14:]
	assert "other-20250101-023000.zip" not in removed
