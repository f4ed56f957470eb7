"""Files on disk, and users with their passwords."""

from __future__ import annotations

import base64

import pytest

import frappe
from frappe.utils.file_manager import save_file

from frappe_standalone.core.doctype.file.file import check_download
from frappe_standalone.core.doctype.user.policy import weakness
from frappe_standalone.core.files import FileTooLarge, FileTypeNotAllowed, path_of, safe_name
from frappe_standalone.core.runtime import site_context

CLERK = "clerk@example.com"


@pytest.fixture(autouse=True)
def site(tiny_dir):
	"""A copy of its own: what is on disk is only deleted after a commit."""
	with site_context(tiny_dir):
		yield tiny_dir


@pytest.fixture
def order():
	return frappe.get_doc(doctype="Tiny Order", title="Chairs", zone_code="N").insert()


@pytest.fixture
def clerk():
	user = frappe.get_doc(doctype="User", email=CLERK, first_name="Clerk")
	user.append_roles("Tiny Clerk")
	return user.insert()


def test_a_private_file_stands_outside_the_public_folder(order):
	doc = save_file("通知.txt", "内容", "Tiny Order", order.name, is_private=1)
	assert doc.file_url == "/private/files/通知.txt"
	assert doc.get_content() == "内容"
	assert "/private/files/" in doc.get_full_path()
	assert doc.folder == "Home/Attachments"


def test_equal_content_is_stored_once_and_deleted_with_its_last_file(order):
	one, two = (save_file("a.txt", "same", "Tiny Order", order.name) for _ in range(2))
	assert one.file_url == two.file_url
	one.delete()
	frappe.db.commit()
	assert path_of(two.file_url).exists()
	two.delete()
	frappe.db.commit()
	assert not path_of(two.file_url).exists()


def test_two_files_of_one_name_stand_beside_each_other():
	urls = {save_file("a.txt", content, None, None).file_url for content in ("one", "two")}
	assert len(urls) == 2


def test_a_rollback_takes_the_content_back():
	doc = save_file("undone.txt", "x", None, None)
	path = path_of(doc.file_url)
	assert path.exists()
	frappe.db.rollback()
	assert not path.exists()


@pytest.mark.parametrize(
	"name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "a\x00b.txt", "...", ""]
)
def test_a_name_cannot_lead_out_of_the_folder(name):
	cleaned = safe_name(name)
	assert cleaned and not set(cleaned) & set('/\\\x00<>:"|?*')
	doc = save_file(name, f"content of {cleaned}", None, None)
	assert path_of(doc.file_url).parent.name == "files"


@pytest.mark.parametrize(
	"url", ["/files/../site_config.json", "/private/files/../../site.db", "/etc/passwd", "/files/"]
)
def test_an_address_cannot_lead_out_of_the_folder(url):
	with pytest.raises(frappe.ValidationError, match="no address of a file"):
		path_of(url)


def test_a_file_that_runs_in_browsers_is_private_only():
	with pytest.raises(FileTypeNotAllowed, match="must be private"):
		save_file("x.svg", "<svg/>", None, None)
	assert save_file("x.svg", "<svg/>", None, None, is_private=1).is_private


def test_the_site_may_allow_few_types_and_small_files():
	frappe.db.set_single_value("System Settings", {"allowed_file_extensions": "pdf", "max_file_size": 1})
	with pytest.raises(FileTypeNotAllowed, match="Allowed: pdf"):
		save_file("x.txt", "x", None, None)
	with pytest.raises(FileTooLarge, match="larger than 1 MB"):
		save_file("x.pdf", b"x" * (1024 * 1024 + 1), None, None)


def test_base64_content_is_decoded():
	content = "data:text/plain;base64," + base64.b64encode(b"hello").decode()
	assert save_file("x.txt", content, None, None, decode=True).get_content() == "hello"


def test_a_doctype_may_limit_its_attachments(order):
	for number in range(2):
		save_file(f"{number}.txt", str(number), "Tiny Order", order.name)
	with pytest.raises(frappe.ValidationError, match="has 2 attachments already"):
		save_file("3.txt", "3", "Tiny Order", order.name)


def test_files_go_with_their_document(order):
	doc = save_file("a.txt", "x", "Tiny Order", order.name)
	order.delete()
	assert not frappe.db.exists("File", doc.name)


def test_who_may_read_a_document_may_read_its_files(order, clerk):
	attached = save_file("a.txt", "of the order", "Tiny Order", order.name, is_private=1)
	loose = save_file("b.txt", "of nobody", None, None, is_private=1)
	frappe.set_user(CLERK)
	assert check_download(attached.file_url).name == attached.name
	with pytest.raises(frappe.PermissionError):
		check_download(loose.file_url)
	with pytest.raises(frappe.PermissionError):
		check_download("/private/files/unknown.txt")


# Users


@pytest.mark.parametrize(
	("password", "problem"),
	[
		("short1", "use at least 8"),
		("my-password-1", "first ones that are guessed"),
		("zhang.wei-2026", "contains your name"),
		("aaaaaaaaaaa1", "Mix letters"),
		("correct horse 7", None),
		("绿水青山就是金山银山2026", None),
	],
)
def test_a_weak_password_is_refused_with_advice(password, problem):
	found = weakness(password, ["zhang.wei"], 8)
	assert found is None if problem is None else problem in found


def test_a_password_is_hashed_by_argon2_and_never_in_the_row(clerk):
	from frappe.utils.password import check_password

	clerk.new_password = "correct horse 7"
	clerk.save()
	assert check_password(CLERK, "correct horse 7") == CLERK
	with pytest.raises(frappe.AuthenticationError):
		check_password(CLERK, "wrong")
	stored = frappe.db.sql("select password from `__Auth` where name = %s", CLERK)[0][0]
	assert stored.startswith("$argon2id$")
	assert not frappe.db.get_value("User", CLERK, "new_password")


def test_a_user_has_one_name_one_type_and_no_automatic_roles():
	user = frappe.get_doc(doctype="User", email=" Zhang.Wei@Example.com ", first_name="伟", last_name="张")
	user.append_roles("Tiny Clerk", "Tiny Clerk", "All")
	user.insert()
	assert (user.name, user.full_name) == ("zhang.wei@example.com", "伟 张")
	assert [row.role for row in user.roles] == ["Tiny Clerk"]


@pytest.mark.parametrize("user", ["Administrator", "Guest"])
def test_standard_users_stay(user):
	with pytest.raises(frappe.ValidationError, match="cannot be deleted"):
		frappe.delete_doc("User", user)
	doc = frappe.get_doc("User", user)
	doc.enabled = 0
	with pytest.raises(frappe.ValidationError, match="cannot be disabled"):
		doc.save()


def test_api_keys_are_made_for_oneself_or_by_a_system_manager(clerk):
	from frappe.core.doctype.user.user import generate_keys

	frappe.set_user(CLERK)
	secret = generate_keys(CLERK)["api_secret"]
	assert len(secret) == 15
	assert frappe.get_doc("User", CLERK).get_password("api_secret") == secret
	with pytest.raises(frappe.PermissionError):
		generate_keys("Administrator")


def test_a_reset_link_works_once_and_for_a_while(clerk):
	from frappe.core.doctype.user.user import update_password
	from frappe.utils import add_to_date, now_datetime
	from frappe.utils.password import check_password

	key = clerk.reset_password().partition("key=")[2]
	frappe.set_user("Guest")
	assert update_password("correct horse 7", key=key) == CLERK
	assert check_password(CLERK, "correct horse 7")
	with pytest.raises(frappe.ValidationError, match="no longer valid"):
		update_password("correct horse 8", key=key)
	frappe.set_user("Administrator")
	clerk.reload()
	key = clerk.reset_password().partition("key=")[2]
	frappe.db.set_value(
		"User", CLERK, "last_reset_password_key_generated_on", add_to_date(now_datetime(), hours=-2)
	)
	with pytest.raises(frappe.ValidationError, match="no longer valid"):
		update_password("correct horse 8", key=key)


# Files uploaded before their document had a name


def test_a_file_uploaded_into_a_new_form_belongs_to_its_document():
	loose = save_file("a.png", b"x", "Tiny Order", "new-tiny-order-abc", is_private=1)
	doc = frappe.get_doc(doctype="Tiny Order", title="Chairs", zone_code="N", photo=loose.file_url).insert()
	loose.reload()
	assert (loose.attached_to_name, loose.attached_to_field) == (doc.name, "photo")
	later = save_file("b.png", b"y", None, None, is_private=1)
	doc.photo = later.file_url
	doc.save()
	later.reload()
	assert later.attached_to_name == doc.name
