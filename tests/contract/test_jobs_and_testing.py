"""Jobs, rate limits, caching decorators, and the helpers v15 gives to tests."""

from __future__ import annotations

import pytest

import frappe
from frappe.tests.utils import FrappeTestCase, change_settings
from frappe.utils.caching import redis_cache, request_cache

from tests.contract.make import area

pytestmark = pytest.mark.usefixtures("site")


def test_enqueue_now_returns_the_result():
	assert frappe.enqueue("frappe.utils.cint", now=True, s="7") == 7
	assert frappe.enqueue(frappe.utils.cint, now=True, s="8") == 8


def test_enqueue_doc_now_calls_the_documents_method():
	area("North", head="a")
	frappe.enqueue_doc("CT Area", "North", "add_comment", now=True, comment_type="Comment", text="by job")
	assert frappe.db.count("Comment", {"reference_name": "North", "content": ("like", "%by job%")}) == 1


def test_request_cache_calls_once():
	calls = []

	@request_cache
	def double(number):
		calls.append(number)
		return number * 2

	assert [double(2), double(2), double(3)] == [4, 4, 6]
	assert calls == [2, 3]


def test_redis_cache_calls_once_until_cleared():
	calls = []

	@redis_cache(ttl=60)
	def ct_double(number):
		calls.append(number)
		return number * 2

	ct_double.clear_cache()
	assert [ct_double(2), ct_double(2)] == [4, 4]
	assert calls == [2]
	ct_double.clear_cache()
	ct_double(2)
	assert calls == [2, 2]


def test_change_settings_sets_back():
	before = frappe.db.get_single_value("System Settings", "session_expiry")
	with change_settings("System Settings", {"session_expiry": "11:00"}):
		assert frappe.db.get_single_value("System Settings", "session_expiry") == "11:00"
	assert frappe.db.get_single_value("System Settings", "session_expiry") == before


def test_frappe_test_case_has_its_own_assertions():
	class Case(FrappeTestCase):
		def runTest(self):
			pass

	case = Case()
	doc = area("North", head="a")
	case.assertDocumentEqual({"area_name": "North", "head": "a"}, doc)
	with pytest.raises(AssertionError):
		case.assertDocumentEqual({"head": "b"}, doc)
	with case.set_user("Guest"):
		assert frappe.session.user == "Guest"
	assert frappe.session.user == "Administrator"


def test_freeze_time():
	class Case(FrappeTestCase):
		def runTest(self):
			pass

	with Case().freeze_time("2026-05-05 10:00:00"):
		assert frappe.utils.nowdate() == "2026-05-05"
