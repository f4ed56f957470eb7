"""Fixtures of the contract tests: a site with the platform only, and forms of their own on it."""

from __future__ import annotations

import pytest

from tests.platforms import Standalone


class Plain(Standalone):
	"""A standalone site without any app."""

	def start(self) -> None:
		from frappe_standalone.core.install import new_site

		new_site(str(self.site_dir), admin_password="test-Admin-2026", apps=[])


@pytest.fixture(scope="session")
def platform(request, tmp_path_factory):
	"""The platform under test; the contract needs no app on it."""
	from tests.conftest import PLATFORM

	if PLATFORM in request.config.stash:
		chosen = request.config.stash[PLATFORM]
	else:
		chosen = Plain(tmp_path_factory.mktemp("plain_sites"))
	chosen.start()
	return chosen


@pytest.fixture(scope="session")
def contract_forms(platform):
	"""The forms, roles and people of these tests, for the whole run."""
	import frappe

	from tests.contract import forms

	platform.connect()
	frappe.set_user("Administrator")
	forms.build()
	before = forms.use_settings(forms.SETTINGS)
	platform.stop()
	yield forms
	platform.connect()
	frappe.set_user("Administrator")
	forms.use_settings(before)
	forms.remove()
	platform.stop()


@pytest.fixture
def site(platform, contract_forms):
	"""A connection as Administrator; what the test writes is rolled back, also in the caches."""
	import frappe

	platform.connect()
	frappe.set_user("Administrator")
	yield platform
	frappe.set_user("Administrator")
	frappe.db.rollback()
	for user in contract_forms.PEOPLE:
		frappe.clear_cache(user=user)
	platform.stop()


@pytest.fixture
def changed_meta(site, contract_forms):
	"""For tests that change forms or their permissions: the cached meta is dropped afterwards."""
	import frappe

	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	for name in contract_forms.FORMS:
		frappe.clear_cache(doctype=name)


@pytest.fixture
def committed(site, contract_forms):
	"""For tests that commit: the rows of the forms are deleted afterwards."""
	import frappe

	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	contract_forms.remove_rows()
	frappe.clear_cache()
