"""Password fields: stars everywhere but in get_password."""

from __future__ import annotations

import pytest

import frappe
from frappe.utils.password import (
	check_password,
	get_decrypted_password,
	remove_encrypted_password,
	set_encrypted_password,
	update_password,
)

from tests.contract.make import new_order, order

pytestmark = pytest.mark.usefixtures("site")


def test_stars_in_memory_and_in_the_row_and_the_value_only_on_request():
	doc = order(pin="123456")
	assert doc.pin == "******"
	assert frappe.db.get_value("CT Order", doc.name, "pin") == "******"
	assert frappe.get_doc("CT Order", doc.name).pin == "******"
	assert doc.get_password("pin") == "123456"
	assert get_decrypted_password("CT Order", doc.name, "pin") == "123456"


def test_saving_stars_keeps_the_value():
	doc = order(pin="123456").reload()
	doc.note = "x"
	doc.save()
	assert doc.get_password("pin") == "123456"


def test_a_new_value_replaces_and_an_empty_one_removes():
	doc = order(pin="123456").reload()
	doc.pin = "other"
	doc.save()
	assert (doc.pin, doc.get_password("pin")) == ("*****", "other")
	doc.pin = ""
	doc.save()
	assert doc.get_password("pin", raise_exception=False) is None


def test_rows_have_secrets_of_their_own():
	doc = new_order(rows=2)
	doc.lines[0].secret = "one"
	doc.lines[1].secret = "three"
	doc.insert()
	doc.reload()
	assert [row.secret for row in doc.lines] == ["***", "*****"]
	assert [row.get_password("secret") for row in doc.lines] == ["one", "three"]
	assert get_decrypted_password("CT Line", doc.lines[1].name, "secret") == "three"


def test_a_missing_secret_raises_unless_told_not_to():
	doc = order()
	with pytest.raises(frappe.AuthenticationError):
		doc.get_password("pin")
	assert doc.get_password("pin", raise_exception=False) is None
	assert get_decrypted_password("CT Order", doc.name, "pin", raise_exception=False) is None


def test_secrets_are_stored_encrypted():
	doc = order(pin="123456")
	stored = frappe.db.sql(
		"select password, encrypted from `__Auth` where doctype='CT Order' and name=%s and fieldname='pin'",
		doc.name,
	)
	assert stored[0][1] == 1 and "123456" not in stored[0][0]


def test_deleting_the_document_deletes_its_secrets():
	doc = order(pin="123456")
	doc.delete()
	assert get_decrypted_password("CT Order", doc.name, "pin", raise_exception=False) is None


def test_secrets_can_be_set_and_removed_directly():
	doc = order()
	set_encrypted_password("CT Order", doc.name, "direct", "pin")
	assert get_decrypted_password("CT Order", doc.name, "pin") == "direct"
	remove_encrypted_password("CT Order", doc.name, "pin")
	assert get_decrypted_password("CT Order", doc.name, "pin", raise_exception=False) is None


def test_renaming_takes_the_secret_along():
	doc = order(pin="123456")
	frappe.rename_doc("CT Order", doc.name, "CT Renamed", force=True)
	assert get_decrypted_password("CT Order", "CT Renamed", "pin") == "123456"


def test_login_passwords_are_hashed_and_checked():
	user = "ct-clerk@example.org"
	update_password(user, "A-long-Passw0rd")
	assert check_password(user, "A-long-Passw0rd") == user
	with pytest.raises(frappe.AuthenticationError):
		check_password(user, "wrong")
	stored = frappe.db.sql(
		"select password, encrypted from `__Auth` where doctype='User' and name=%s and fieldname='password'",
		user,
	)
	assert stored[0][1] == 0 and "Passw0rd" not in stored[0][0] and len(stored[0][0]) > 40
