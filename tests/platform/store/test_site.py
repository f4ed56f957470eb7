"""A site is a folder; its configuration is private."""

from __future__ import annotations

import json
import stat

import pytest

import frappe

from frappe_standalone.core import site
from frappe_standalone.core.db import Database


def test_the_key_is_made_once_and_only_the_owner_may_read_it(tmp_path):
	from cryptography.fernet import Fernet

	key = site.ensure_encryption_key(tmp_path / "s")
	assert site.ensure_encryption_key(tmp_path / "s") == key
	assert Fernet(key).decrypt(Fernet(key).encrypt(b"x")) == b"x"
	assert stat.S_IMODE((tmp_path / "s" / "site_config.json").stat().st_mode) == 0o600
	assert (tmp_path / "s" / "private" / "files").is_dir()


def test_the_sites_configuration_stands_above_the_common_one(tmp_path):
	(tmp_path / "common_site_config.json").write_text(json.dumps({"a": 1, "b": 1}))
	(tmp_path / "s").mkdir()
	site.update_config(tmp_path / "s", b=2, gone=3)
	site.update_config(tmp_path / "s", gone=None)
	found = site.read_config(tmp_path / "s", tmp_path)
	assert (found.a, found.b, found.gone, found.db_type) == (1, 2, None, "sqlite")


def test_a_changed_configuration_is_read_at_once_and_belongs_to_its_reader(tmp_path):
	site.update_config(site_with(tmp_path), colour="red")
	site.read_config(tmp_path / "s").colour = "changed by a request"
	assert site.read_config(tmp_path / "s").colour == "red"
	site.update_config(tmp_path / "s", colour="two")
	assert site.read_config(tmp_path / "s").colour == "two"
	assert site.read_json(tmp_path / "absent.json") is None


def site_with(tmp_path):
	(tmp_path / "s").mkdir()
	return tmp_path / "s"


def test_a_folder_without_a_site_is_refused_with_the_way_out(tmp_path):
	with pytest.raises(frappe.exceptions.IncorrectSitePath, match="township init"):
		frappe.init("nowhere", sites_path=str(tmp_path))
	with pytest.raises(frappe.exceptions.IncorrectSitePath, match="restore a backup"):
		Database(tmp_path)


def test_init_connect_destroy(folder):
	frappe.init(folder.name, sites_path=str(folder.parent))
	try:
		assert not frappe.db
		frappe.connect()
		assert frappe.session.user == "Administrator" and frappe.db.sql("select 1") == ((1,),)
		assert frappe.get_site_path("private") == str(folder / "private")
	finally:
		frappe.destroy()
	with pytest.raises(RuntimeError):
		_ = frappe.session.user
