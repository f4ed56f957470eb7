"""A full disk loses nothing that was promised, and promises nothing that is lost."""

import os
from pathlib import Path

import pytest

import frappe

pytestmark = pytest.mark.standalone


def test_half_a_file_does_not_stay_on_a_full_disk(site, monkeypatch):
	from frappe_standalone.core import files

	def full(*_arguments):
		raise OSError(28, "No space left on device")

	monkeypatch.setattr(os, "replace", full)
	folder = Path(frappe.get_site_path("private", "files"))
	before = set(folder.iterdir())
	with pytest.raises(OSError, match="No space left"):
		files.write(folder / "half.txt", b"x")
	assert set(folder.iterdir()) == before


def test_an_answer_whose_commit_failed_carries_nothing_that_looks_saved(rest, monkeypatch):
	from frappe_standalone.core.db.database import Database

	frappe.db.commit()
	real = Database.commit

	def failing(self, *arguments, **named):
		if getattr(frappe.local, "request", None) and frappe.local.request.method == "POST":
			raise OSError(28, "No space left on device")
		return real(self, *arguments, **named)

	monkeypatch.setattr(Database, "commit", failing)
	status, answer = rest.call("POST", "/api/resource/ToDo", "Administrator", description="lost")
	assert status == 507 and "data" not in answer and "lost" not in str(answer.get("message"))
