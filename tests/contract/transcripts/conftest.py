"""The forms of the transcripts, on top of those of the contract tests."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def extra_forms(platform, contract_forms):
	import frappe

	from tests.contract.transcripts import extra

	platform.connect()
	frappe.set_user("Administrator")
	extra.build()
	platform.stop()
	yield extra
	platform.connect()
	frappe.set_user("Administrator")
	extra.remove()
	platform.stop()
