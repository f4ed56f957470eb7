"""throw and msgprint, translation, hooks, caches, files of text, and other small things of `frappe`."""

from __future__ import annotations

import json

import pytest

import frappe
from frappe import _

from tests.contract.forms import CLERK
from tests.contract.make import area, order
from tests.contract.trace import hooked

pytestmark = pytest.mark.usefixtures("site")


# Messages


def test_throw_raises_validation_errors_and_leaves_a_message():
	frappe.clear_messages()
	with pytest.raises(frappe.ValidationError, match="no good"):
		frappe.throw("no good", title="Refused")
	message = frappe.message_log[-1]
	message = json.loads(message) if isinstance(message, str) else message
	assert (message["message"], message["title"], message["indicator"]) == ("no good", "Refused", "red")
	assert message["raise_exception"] == 1


def test_throw_takes_another_class_or_an_instance():
	with pytest.raises(frappe.PermissionError):
		frappe.throw("no", frappe.PermissionError)

	class Mine(frappe.ValidationError):
		pass

	with pytest.raises(Mine, match="text"):
		frappe.throw("text", Mine)


def test_throw_can_list_several_messages():
	with pytest.raises(frappe.ValidationError):
		frappe.throw(["one", "two"], as_list=True)


def test_msgprint_collects_without_raising():
	frappe.clear_messages()
	frappe.msgprint("hello", title="T", indicator="green", alert=True)
	message = frappe.get_message_log()[0]
	assert (message["message"], message["title"], message["indicator"], message["alert"]) == (
		"hello",
		"T",
		"green",
		1,
	)
	frappe.clear_last_message()
	assert frappe.get_message_log() == []


def test_msgprint_of_a_table():
	frappe.clear_messages()
	frappe.msgprint([["a", "b"], ["c", "d"]], as_table=True)
	assert frappe.get_message_log()[0]["as_table"] == 1


@pytest.mark.parametrize(
	("name", "status", "parent"),
	[
		("ValidationError", 417, Exception),
		("PermissionError", 403, Exception),
		("DoesNotExistError", 404, "ValidationError"),
		("AuthenticationError", 401, Exception),
		("DuplicateEntryError", 409, "NameError"),
		("NameError", 409, Exception),
		("SessionExpired", 401, Exception),
		("CSRFTokenError", 400, Exception),
		("TooManyRequestsError", 429, Exception),
		("InReadOnlyMode", 503, "ValidationError"),
		("QueryTimeoutError", None, Exception),
		("MandatoryError", 417, "ValidationError"),
		("LinkExistsError", 417, "ValidationError"),
		("LinkValidationError", 417, "ValidationError"),
		("UpdateAfterSubmitError", 417, "ValidationError"),
		("TimestampMismatchError", 417, "ValidationError"),
		("CannotChangeConstantError", 417, "ValidationError"),
		("UniqueValidationError", 417, "ValidationError"),
		("CharacterLengthExceededError", 417, "ValidationError"),
		("DocstatusTransitionError", 417, "ValidationError"),
		("InvalidEmailAddressError", 417, "ValidationError"),
		("InvalidPhoneNumberError", 417, "ValidationError"),
		("CancelledLinkError", 417, "LinkValidationError"),
		("DataError", 417, "ValidationError"),
		("DocumentLockedError", 417, "ValidationError"),
		("RateLimitExceededError", 429, "ValidationError"),
		("OutgoingEmailError", 501, Exception),
		("Redirect", None, Exception),
		("DataTooLongException", 417, "ValidationError"),
		("NonNegativeError", 417, "ValidationError"),
		("AppNotInstalledError", 417, "ValidationError"),
		("InvalidStatusError", 417, "ValidationError"),
		("FileAlreadyAttachedException", None, Exception),
		("UnsupportedMediaType", 415, Exception),
		("IncompatibleApp", 417, "ValidationError"),
	],
)
def test_exceptions_have_their_status_and_parents(name, status, parent):
	exception = getattr(frappe, name, None) or getattr(frappe.exceptions, name)
	assert getattr(exception, "http_status_code", None) == status
	assert issubclass(exception, getattr(frappe, parent) if isinstance(parent, str) else parent)


# Translation


@pytest.fixture
def chinese(site):
	frappe.local.lang = "zh"
	yield
	frappe.local.lang = "en"


def translated(source: str, target: str, **more):
	frappe.get_doc(
		{"doctype": "Translation", "source_text": source, "translated_text": target, "language": "zh", **more}
	).insert()


def test_what_is_not_translated_stays():
	assert _("CT unknown text") == "CT unknown text"
	assert _("CT unknown text", lang="zh") == "CT unknown text"


def test_a_translation_record_counts_at_once(chinese):
	translated("CT hello", "你好")
	try:
		assert _("CT hello") == "你好"
		assert _("CT hello", lang="en") == "CT hello"
		assert _("CT hello {0}").format("x") == "CT hello x"
	finally:
		frappe.db.rollback()
		frappe.translate.clear_cache()


def test_context_is_tried_first_then_the_bare_text(chinese):
	translated("CT open", "打开")
	translated("CT open", "未结", context="CT Order")
	try:
		assert _("CT open") == "打开"
		assert _("CT open", context="CT Order") == "未结"
		assert _("CT open", context="elsewhere") == "打开"
	finally:
		frappe.db.rollback()
		frappe.translate.clear_cache()


def test_the_platforms_own_words_are_translated(chinese):
	assert _("Save") == "保存"
	assert _("Cancel") == "取消"


def test_empty_text_and_lazy_text(chinese):
	assert _("") == ""
	assert str(frappe._lt("Save")) == "保存"


def test_bold():
	assert frappe.bold("x") == "<strong>x</strong>"


# Hooks, code, names


def test_get_hooks_gives_lists():
	assert frappe.get_hooks("app_name") == ["frappe"] or "frappe" in frappe.get_hooks("app_name")
	assert frappe.get_hooks("no_such_hook") == []
	assert (
		frappe.get_hooks("no_such_hook", default=None) is None
		or frappe.get_hooks("no_such_hook", default="x") == "x"
	)
	assert frappe.get_hooks("no_such_hook", "x") == "x"


def test_hooks_can_be_patched():
	with hooked(ct_hook=["a"]):
		assert frappe.get_hooks("ct_hook") == ["a"]
	assert frappe.get_hooks("ct_hook") == []


def test_get_attr_and_call():
	assert frappe.get_attr("frappe.utils.cint")("3") == 3
	assert frappe.call("frappe.utils.cint", s="4") == 4

	def takes(a, b=1):
		return a, b

	assert frappe.call(takes, a=1, b=2, c=3) == (1, 2)
	with pytest.raises(Exception, match="(?i)no_such|attribute|module"):
		frappe.get_attr("frappe.utils.no_such_name")


def test_scrub_and_unscrub():
	assert frappe.scrub("Service Case-Type") == "service_case_type"
	assert frappe.unscrub("service_case") == "Service Case"


def test_generate_hash():
	assert len(frappe.generate_hash(length=10)) == 10
	assert frappe.generate_hash() != frappe.generate_hash()
	assert len(frappe.generate_hash()) == 56


def test_as_json_and_parse_json():
	import datetime

	text = frappe.as_json({"b": 1, "a": datetime.date(2026, 3, 1)})
	assert text == '{\n "a": "2026-03-01",\n "b": 1\n}'
	assert frappe.parse_json('{"a": 1}').a == 1
	assert frappe.parse_json("[1]") == [1]
	assert frappe.parse_json({"a": 1}) == {"a": 1}
	assert frappe.parse_json(None) is None


def test_dict_gives_none_for_what_is_not_there():
	value = frappe._dict(a=1)
	assert value.a == 1 and value.b is None
	value.b = 2
	assert value["b"] == 2
	assert value.copy().a == 1 and isinstance(value.copy(), frappe._dict)
	value.update({"c": 3})
	assert value.c == 3


def test_safe_eval():
	assert frappe.safe_eval("a + 1", None, {"a": 2}) == 3
	assert frappe.safe_eval("doc.title == 'x'", None, {"doc": frappe._dict(title="x")}) is True
	for evil in ("__import__('os')", "().__class__.__bases__", "open('/etc/passwd')"):
		with pytest.raises(Exception, match="(?i)."):
			frappe.safe_eval(evil)


def test_render_template():
	assert frappe.render_template("Hello {{ name }}", {"name": "<b>"}) == "Hello <b>"
	assert frappe.render_template("{{ _('Save') }} {{ frappe.utils.cint('3') }}") == "Save 3"
	assert frappe.render_template("{% for i in [1,2] %}{{ i }}{% endfor %}", {}) == "12"
	with pytest.raises(frappe.ValidationError):
		frappe.render_template("{{ ''.__class__ }}")


def test_cache_values():
	frappe.cache.set_value("ct_key", {"a": 1})
	assert frappe.cache.get_value("ct_key") == {"a": 1}
	assert frappe.cache().get_value("ct_key") == {"a": 1}
	frappe.cache.delete_value("ct_key")
	assert frappe.cache.get_value("ct_key") is None
	assert frappe.cache.get_value("ct_other", generator=lambda: 7) == 7
	assert frappe.cache.get_value("ct_other") == 7
	frappe.cache.delete_value("ct_other")
	frappe.cache.hset("ct_hash", "k", [1])
	assert frappe.cache.hget("ct_hash", "k") == [1]
	assert frappe.cache.hget("ct_hash", "other", lambda: "made") == "made"
	frappe.cache.hdel("ct_hash", "k")
	assert frappe.cache.hget("ct_hash", "k") is None
	frappe.cache.delete_value("ct_hash")


def test_paths_and_apps():
	assert "frappe" in frappe.get_installed_apps()
	assert frappe.get_app_path("frappe").endswith("frappe")
	assert frappe.get_site_path("private", "files").endswith("private/files")
	assert frappe.get_module_path("Core").endswith("core")
	assert frappe.__version__.startswith("15.41")


def test_log_error_leaves_an_error_log():
	frappe.log_error("CT title", "the message")
	assert frappe.db.get_value("Error Log", {"method": "CT title"}, "error").startswith("the message")


def test_get_traceback():
	assert frappe.get_traceback() in ("", "NoneType: None\n") or "NoneType" in frappe.get_traceback()
	try:
		raise ValueError("here")
	except ValueError:
		assert "ValueError: here" in frappe.get_traceback()


def test_enqueue_now_runs_at_once():
	assert frappe.enqueue("frappe.utils.cint", now=True, s="7") == 7


def test_whitelist_marks_functions():
	@frappe.whitelist()
	def mine():
		return 1

	assert mine() == 1
	frappe.is_whitelisted(mine)

	def other():
		return 1

	with pytest.raises(frappe.PermissionError):
		frappe.is_whitelisted(other)


def test_validate_and_sanitize_search_inputs():
	@frappe.validate_and_sanitize_search_inputs
	def query(doctype, txt, searchfield, start, page_len, filters):
		return doctype, txt, searchfield, start, page_len

	assert query("CT Area", "a'b", "name", "0", "10", None)[0] == "CT Area"
	assert query("No Such Form", "a", "name", 0, 10, None) == []


def test_get_precision_and_formatting():
	assert frappe.get_precision("CT Order", "amount") == 9 or isinstance(
		frappe.get_precision("CT Order", "amount"), int
	)
	assert frappe.format_value("2026-03-01", {"fieldtype": "Date"}) == frappe.utils.formatdate("2026-03-01")


def test_get_fullname_and_user_info():
	assert frappe.utils.get_fullname(CLERK) == "ct-clerk"
	assert frappe.db.get_value("User", CLERK, "enabled") == 1


def test_todo_and_comment_are_ordinary_documents():
	doc = order()
	todo = frappe.get_doc(
		{
			"doctype": "ToDo",
			"description": "look",
			"reference_type": "CT Order",
			"reference_name": doc.name,
			"allocated_to": CLERK,
		}
	).insert()
	assert (todo.status, todo.priority) == ("Open", "Medium")


def test_assign_to_adds_a_todo_and_shows_on_the_document():
	from frappe.desk.form import assign_to

	doc = order()
	frappe.flags.mute_emails = True
	assign_to.add({"assign_to": [CLERK], "doctype": "CT Order", "name": doc.name, "description": "look"})
	assert frappe.parse_json(frappe.db.get_value("CT Order", doc.name, "_assign")) == [CLERK]
	assert [row.owner for row in assign_to.get({"doctype": "CT Order", "name": doc.name})] == [CLERK]
	assign_to.remove("CT Order", doc.name, CLERK)
	assert frappe.parse_json(frappe.db.get_value("CT Order", doc.name, "_assign") or "[]") == []


def test_files_are_kept_beside_documents():
	from frappe.utils.file_manager import save_file

	doc = area("With file")
	saved = save_file("ct-note.txt", b"some text", "CT Area", doc.name, is_private=1)
	assert saved.file_url.startswith("/private/files/ct-note")
	content = frappe.get_doc("File", saved.name).get_content()
	assert content in (b"some text", "some text")
	frappe.delete_doc("File", saved.name)
