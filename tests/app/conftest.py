"""Fixtures of the app's tests."""

import pytest


@pytest.fixture(scope="session")
def approval_world(platform):
	"""The township of the approval tests, built once and committed."""
	import frappe

	from tests.app import approval_world as world

	platform.connect()
	frappe.set_user("Administrator")
	world.build()
	frappe.db.commit()
	platform.stop()
	return world


@pytest.fixture
def world(approval_world, site):
	"""That township in a connection of the test's own, in English, rolled back afterwards; caches forget what is
	undone."""
	import frappe

	from township_gov.workflows import published

	frappe.local.lang = "en"
	yield approval_world
	frappe.set_user("Administrator")
	frappe.db.rollback()
	published.changed()
	for name in approval_world.PEOPLE:
		frappe.clear_cache(user=approval_world.mail(name))


@pytest.fixture(scope="session")
def registers_world(platform):
	"""The township of the registers' tests, built once and committed."""
	import frappe

	from tests.app import registers_world as world

	platform.connect()
	frappe.set_user("Administrator")
	world.build()
	frappe.db.commit()
	platform.stop()
	return world


@pytest.fixture
def registers(registers_world, site):
	"""That township in a connection of the test's own, rolled back afterwards."""
	return registers_world


@pytest.fixture(scope="session")
def office_world(platform):
	"""The township of the everyday office's tests, built once and committed."""
	import frappe

	from tests.app import office_world as world

	platform.connect()
	frappe.set_user("Administrator")
	world.build()
	frappe.db.commit()
	platform.stop()
	return world


@pytest.fixture
def town(office_world, site):
	"""That township on a Monday in March, in English and in a connection of the test's own, rolled back afterwards."""
	import frappe

	frappe.local.lang = "en"
	frappe.set_user("Administrator")
	with office_world.at(office_world.MONDAY):
		yield office_world
	frappe.set_user("Administrator")
	for name in office_world.PEOPLE:
		frappe.clear_cache(user=office_world.mail(name))
