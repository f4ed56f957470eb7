"""A backup of a site in use, verified by restoring it: whole, complete up to its moment, with files and key."""

from __future__ import annotations

import io
import threading
import zipfile
from collections import Counter
from pathlib import Path

import pytest

import frappe

from frappe_standalone.core.doctor import examine
from frappe_standalone.core.runtime import site_context
from tests.platform.test_cli_commands import township
from tests.platform.test_http_server import Server, posix_only

ROLES = [{"role": "Desk User"}, {"role": "System Manager"}]


class Load:
	"""Clients that save documents with rows, and upload files, until told to stop."""

	def __init__(self, server: Server):
		self.server = server
		self.stop = threading.Event()
		self.acknowledged: set[str] = set()
		self.refused: list[str] = []
		self.threads = [threading.Thread(target=self.work, args=(number,)) for number in range(4)]

	def __enter__(self) -> Load:
		for thread in self.threads:
			thread.start()
		return self

	def __exit__(self, *_error) -> None:
		self.stop.set()
		for thread in self.threads:
			thread.join()

	def is_going(self) -> bool:
		"""True once each client was answered several times."""
		own = Counter(key.rpartition("-")[0] for key in set(self.acknowledged))
		return len(own) == len(self.threads) and min(own.values()) >= 3

	def work(self, number: int) -> None:
		session, turn = self.server.session(), 0
		save = self.upload if number % 2 else self.insert
		while not self.stop.is_set():
			key, turn = f"load-{number}-{turn}", turn + 1
			answer = save(session, key)
			if answer.status_code == 200:
				self.acknowledged.add(key)
			else:
				self.refused.append(answer.text)

	def insert(self, session, key):
		report = {"report_name": key, "ref_doctype": "ToDo", "report_type": "Report Builder", "roles": ROLES}
		return session.post(f"{self.server.url}/api/resource/Report", json=report, timeout=60)

	def upload(self, session, key):
		content = io.BytesIO(f"content of {key}".encode())
		form = {"files": {"file": (f"{key}.txt", content)}, "data": {"is_private": "1"}}
		return session.post(f"{self.server.url}/api/method/upload_file", timeout=60, **form)


@pytest.fixture
def restored(site_dir, tmp_path):
	"""(what was acknowledged before the backup began, all that was, the restored site)"""
	site_dir.chmod(0o700)
	with site_context(site_dir):
		from frappe.utils.password import set_encrypted_password

		set_encrypted_password("User", "Guest", "s3cret", "api_secret")
		frappe.db.commit()
	server = Server(site_dir, "--workers", "2")
	try:
		with Load(server) as load:
			while not load.is_going():
				load.stop.wait(0.05)
			before = set(load.acknowledged)
			done = township("backup", site_dir, tmp_path / "b.zip")
	finally:
		server.stop()
	assert done.returncode == 0, done.stderr
	assert load.refused == []
	back = township("restore", tmp_path / "b.zip", tmp_path / "restored")
	assert back.returncode == 0, back.stderr
	return before, load.acknowledged, tmp_path / "restored"


@posix_only
def test_what_was_saved_before_the_backup_is_in_it_whole_and_the_doctor_finds_nothing(restored):
	before, acknowledged, site = restored
	site.chmod(0o700)
	with site_context(site):
		reports = set(frappe.get_all("Report", {"name": ("like", "load-%")}, pluck="name"))
		files = dict(
			frappe.get_all("File", {"file_name": ("like", "load-%")}, ["file_name", "file_url"], as_list=True)
		)
		found = reports | {Path(name).stem for name in files}
		assert before <= found
		assert {key.rpartition("-")[0] for key in found} == {f"load-{number}" for number in range(4)}
		for name in reports:
			assert len(frappe.get_doc("Report", name).roles) == len(ROLES)
		for name, url in files.items():
			assert (site / url.lstrip("/")).read_text() == f"content of {Path(name).stem}"
		assert frappe.utils.password.get_decrypted_password("User", "Guest", "api_secret") == "s3cret"
	# a file uploaded during the backup may be in it without its record; nothing else may be amiss
	assert [finding.text for finding in examine(site, "en") if finding.check != "files"] == []


@posix_only
def test_the_archive_is_for_its_owner_only_and_its_key_is_said_to_be_in_it(site_dir, tmp_path):
	done = township("backup", site_dir, tmp_path / "b.zip", lang="zh_CN.UTF-8")
	assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
	assert "密钥" in done.stdout
	with zipfile.ZipFile(tmp_path / "b.zip") as archive:
		assert "site_config.json" in archive.namelist()
