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
	"""That township in a connection of the test's own, rolled back afterwards."""
	return approval_world


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
