"""Every path that leads to documents asks the same decision: whoever may not read one meets it nowhere.

`PATHS` are all ways to ask for one document by its name or by what it holds; each must show exactly the documents of
`OPEN_TO`. `BY_NAME` are the calls that take a name: what is closed and what does not exist are answered alike.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from urllib.parse import quote

import pytest

from tests.platform.closed_records import (
	CASE,
	GUESTED,
	HIS,
	INNER,
	MAKER,
	MISSING,
	NORTH,
	OPEN_TO,
	POINTER,
	ROLES,
	ROW,
	SOUTH,
	STRANGER,
	TITLES,
	ZONED,
	make_limits,
	make_records,
)
from tests.platform.web import Web

RESOURCE = f"/api/resource/{quote(CASE)}"


@pytest.fixture(scope="module")
def people(bare_site, tmp_path_factory):
	"""The site's people, each signed in: e-mail → visitor."""
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	target = tmp_path_factory.mktemp("closed") / "site"
	shutil.copytree(bare_site, target)
	admin = Web(target)
	admin.work(make_records)
	visitors = {}
	for email, roles in ROLES.items():
		password = admin.add_user(email, "Desk Worker", *roles)
		visitors[email] = admin.another()
		visitors[email].sign_in(email, password)
	admin.work(make_limits)
	admin.sign_in()
	yield {**visitors, "Administrator": admin}
	POOL.close()
	close_stores()


def get(visitor, path: str, /, **query):
	query = {
		key: json.dumps(value) if isinstance(value, dict | list) else value for key, value in query.items()
	}
	return visitor.call("GET", path, query_string=query)


def method(visitor, dotted: str, /, **query):
	return get(visitor, f"/api/method/{dotted}", **query)


def token_of(visitor) -> str:
	html = visitor.call("GET", "/app")[1]
	return json.loads(re.search(r'id="desk-boot">(.*?)</script>', html).group(1))["csrf_token"]


def post(visitor, path: str, verb: str = "POST", /, **values):
	path = path if path.startswith("/") else f"/api/method/{path}"
	return visitor.call(verb, path, {"X-Frappe-CSRF-Token": token_of(visitor)}, json=values)


def shows(answer, *signs: str) -> bool:
	"""Whether an answer is a success that holds one of the signs of a document."""
	status, body, _response = answer
	text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
	return status == 200 and any(sign in text for sign in signs)


def exported(visitor, name: str) -> bool:
	import openpyxl

	response = visitor.client.post(
		"/api/method/frappe.desk.reportview.export_query",
		headers={"X-Frappe-CSRF-Token": token_of(visitor)},
		json={"doctype": CASE, "fields": ["name", "subject"], "filters": {}},
	)
	if response.status_code != 200:
		return False
	sheet = openpyxl.load_workbook(io.BytesIO(response.get_data())).active
	return any(name == cell.value for row in sheet.iter_rows() for cell in row)


def file_of(name: str, is_private: int) -> str:
	return f"/{'private/' if is_private else ''}files/{name}-{is_private}.txt"


CLIENT, LIST = "frappe.client.", "frappe.desk.reportview."
PATHS = {
	"form": lambda v, n: shows(get(v, f"/app/closed-case/{n}"), TITLES[n]),
	"list page": lambda v, n: shows(get(v, "/app/closed-case"), TITLES[n]),
	"list page, searched": lambda v, n: shows(get(v, "/app/closed-case", _q=TITLES[n]), f"/closed-case/{n}"),
	"print": lambda v, n: shows(get(v, "/printview", doctype=CASE, name=n), TITLES[n]),
	"a copy": lambda v, n: shows(get(v, "/app/closed-case/new", _copy=n), TITLES[n]),
	"REST list": lambda v, n: shows(get(v, RESOURCE, fields=["name", "subject"]), TITLES[n]),
	"REST list, filtered": lambda v, n: shows(get(v, RESOURCE, filters={"subject": TITLES[n]}), n),
	"REST list, any of": lambda v, n: shows(
		get(v, RESOURCE, or_filters={"subject": TITLES[n], "name": "x"}), n
	),
	"REST list, grouped": lambda v, n: shows(
		get(v, RESOURCE, fields=["subject"], group_by="subject"), TITLES[n]
	),
	"REST read": lambda v, n: shows(get(v, f"{RESOURCE}/{n}"), TITLES[n]),
	"client.get": lambda v, n: shows(method(v, CLIENT + "get", doctype=CASE, name=n), TITLES[n]),
	"client.get by filters": lambda v, n: shows(
		method(v, CLIENT + "get", doctype=CASE, filters={"subject": TITLES[n]}), n
	),
	"client.get_list": lambda v, n: shows(method(v, CLIENT + "get_list", doctype=CASE), n),
	"client.get_value": lambda v, n: shows(
		method(v, CLIENT + "get_value", doctype=CASE, fieldname="subject", filters=n), TITLES[n]
	),
	"client.get_value by filters": lambda v, n: shows(
		method(v, CLIENT + "get_value", doctype=CASE, fieldname="name", filters={"subject": TITLES[n]}), n
	),
	"client.get_count": lambda v, n: shows(
		method(v, CLIENT + "get_count", doctype=CASE, filters={"name": n}), '"message": 1'
	),
	"client.validate_link": lambda v, n: shows(
		method(v, CLIENT + "validate_link", doctype=CASE, docname=n), f'"name": "{n}"'
	),
	"client.has_permission": lambda v, n: shows(
		method(v, CLIENT + "has_permission", doctype=CASE, docname=n), "true"
	),
	"client.get_doc_permissions": lambda v, n: shows(
		method(v, CLIENT + "get_doc_permissions", doctype=CASE, docname=n), "permissions"
	),
	"reportview.get": lambda v, n: shows(method(v, LIST + "get", doctype=CASE, fields=["name"]), n),
	"reportview.get_list": lambda v, n: shows(method(v, LIST + "get_list", doctype=CASE, fields=["name"]), n),
	"reportview.get_count": lambda v, n: shows(
		method(v, LIST + "get_count", doctype=CASE, filters={"name": n}), '"message": 1'
	),
	"export": exported,
	"search_link": lambda v, n: shows(
		method(v, "frappe.desk.search.search_link", doctype=CASE, txt=TITLES[n]), n
	),
	"search_link of another form": lambda v, n: shows(
		method(v, "frappe.desk.search.search_link", doctype=CASE, txt=TITLES[n], reference_doctype="ToDo"), n
	),
	"search_widget": lambda v, n: shows(
		method(v, "frappe.desk.search.search_widget", doctype=CASE, txt=n), n
	),
	"the box in the top bar": lambda v, n: shows(
		method(v, "frappe_standalone.core.desk.api.find", text=TITLES[n]), n
	),
	"getdoc": lambda v, n: shows(method(v, "frappe.desk.form.load.getdoc", doctype=CASE, name=n), TITLES[n]),
	"a method of the document": lambda v, n: shows(
		post(v, "run_doc_method", dt=CASE, dn=n, method="add_comment", args={"text": "hello"}), TITLES[n]
	),
	"a method of a document sent": lambda v, n: shows(
		post(
			v,
			"run_doc_method",
			docs={"doctype": CASE, "name": n, "zone": "North", "owner": MAKER, "modified": ""},
			method="add_comment",
			args={"text": "hello"},
		),
		"hello",
	)
	or shows(get(v, f"{RESOURCE}/{n}"), TITLES[n]),
	"comment": lambda v, n: shows(
		post(
			v,
			"frappe.desk.form.utils.add_comment",
			reference_doctype=CASE,
			reference_name=n,
			content="hello",
			comment_email="",
			comment_by="",
		),
		"hello",
	),
	"the title behind a link": lambda v, n: shows(get(v, "/app/case-pointer/" + pointer_to(n)), TITLES[n]),
	"a field behind a link": lambda v, n: shows(
		get(v, f"/api/resource/{quote(POINTER)}", fields=["name", "case.subject"], filters={"case": n}),
		TITLES[n],
	),
	"the order of what is behind a link": lambda v, n: shows(
		get(
			v,
			f"/api/resource/{quote(POINTER)}",
			fields=["case.subject as words"],
			order_by=f"`tab{CASE}_1`.`subject` desc",
		),
		TITLES[n],
	),
	"rows": lambda v, n: shows(
		method(v, CLIENT + "get_list", doctype=ROW, parent=CASE, fields=["item"]), f"row of {TITLES[n]}"
	),
	"rows of the list": lambda v, n: shows(
		get(v, RESOURCE, fields=["name", "rows.item"]), f"row of {TITLES[n]}"
	),
	"found by its rows": lambda v, n: shows(
		get(v, RESOURCE, filters=[[ROW, "item", "like", f"%{TITLES[n]}%"]]), n
	),
	"private file": lambda v, n: shows(get(v, file_of(n, 1)), TITLES[n]),
	"private file as a program": lambda v, n: shows(
		method(v, "frappe.handler.download_file", file_url=file_of(n, 1)), TITLES[n]
	),
	"list of files": lambda v, n: shows(
		method(v, CLIENT + "get_list", doctype="File", fields=["file_name"], limit_page_length=0),
		f"{n}-1.txt",
	),
	"public files in the list": lambda v, n: shows(
		method(
			v, CLIENT + "get_list", doctype="File", fields=["attached_to_name"], filters={"is_private": 0}
		),
		n,
	),
	"tags": lambda v, n: shows(
		method(v, CLIENT + "get_list", doctype="Tag Link", fields=["document_name", "tag"]), n
	),
	"assignments": lambda v, n: shows(
		post(
			v, "frappe.desk.form.assign_to.add", doctype=CASE, name=n, assign_to=json.dumps(["Administrator"])
		),
		"Administrator",
	),
	"shares": lambda v, n: shows(
		method(v, "frappe.share.get_users", doctype=CASE, name=n), "share_name", '"read"'
	)
	if n == SOUTH
	else PATHS["REST read"](v, n),
	"why": lambda v, n: shows(
		method(v, "frappe_standalone.core.desk.why.why", user=user_of(v), doctype=CASE, name=n),
		'"allowed": true',
	),
}
# The right to copy is the right to make a new one, and shares give none; he who has only a share exports nothing.
NEEDS_MORE = {"a copy": {GUESTED}, "export": {GUESTED, MAKER}, "the box in the top bar": set()}


def user_of(visitor) -> str:
	return method(visitor, "frappe.auth.get_logged_user")[1]["message"]


def pointer_to(name: str) -> str:
	return f"CP-0000{int(name[-1])}"


@pytest.mark.parametrize("person", OPEN_TO)
@pytest.mark.parametrize("path", PATHS)
def test_a_path_shows_what_one_may_read_and_nothing_else(people, path, person):
	shown = {name for name in TITLES if PATHS[path](people[person], name)}
	expected = set() if person in NEEDS_MORE.get(path, ()) else OPEN_TO[person]
	assert shown == expected


@pytest.mark.parametrize("path", PATHS)
def test_a_guest_meets_nothing(people, path):
	guest = people["Administrator"].another()
	if path in ("why", "the title behind a link", "comment", "assignments", "a method of the document"):
		pytest.skip("asks who one is first")
	if path in ("a method of a document sent", "export"):
		pytest.skip("needs a session's token")
	assert not {name for name in TITLES if PATHS[path](guest, name)}


@pytest.mark.parametrize("person", OPEN_TO)
def test_figures_count_what_one_may_read(people, person):
	visitor, count = people[person], len(OPEN_TO[person])
	html = get(visitor, "/app/cases")[1]
	if not count:
		assert "of cases" not in html and "in all" not in html
		return
	tiles = re.findall(r'class="tile-value">([\d,]+)<', html)
	assert tiles == [str(count), str(7 * count)]
	assert f"{count} in all" in html
	for question, expected in (("count(name) as n", count), ("sum(amount) as n", 7 * count)):
		answer = get(visitor, RESOURCE, fields=[question], order_by="")
		assert answer[1]["data"][0]["n"] == expected


LIES = {"zone": "North", "owner": MAKER}
BY_NAME = {
	"form": lambda v, n: get(v, f"/app/closed-case/{n}"),
	"print": lambda v, n: get(v, "/printview", doctype=CASE, name=n),
	"a copy": lambda v, n: get(v, "/app/closed-case/new", _copy=n),
	"read": lambda v, n: get(v, f"{RESOURCE}/{n}"),
	"change": lambda v, n: post(v, f"{RESOURCE}/{n}", "PUT", subject="x"),
	"change with lies": lambda v, n: post(v, f"{RESOURCE}/{n}", "PUT", subject="x", **LIES),
	"delete": lambda v, n: post(v, f"{RESOURCE}/{n}", "DELETE"),
	"client.get": lambda v, n: method(v, CLIENT + "get", doctype=CASE, name=n),
	"client.get by filters": lambda v, n: method(v, CLIENT + "get", doctype=CASE, filters={"name": n}),
	"client.get_value": lambda v, n: method(
		v, CLIENT + "get_value", doctype=CASE, fieldname="name", filters=n
	),
	"client.has_permission": lambda v, n: method(v, CLIENT + "has_permission", doctype=CASE, docname=n),
	"client.get_doc_permissions": lambda v, n: method(
		v, CLIENT + "get_doc_permissions", doctype=CASE, docname=n
	),
	"client.validate_link": lambda v, n: method(v, CLIENT + "validate_link", doctype=CASE, docname=n),
	"client.is_document_amended": lambda v, n: method(
		v, CLIENT + "is_document_amended", doctype=CASE, docname=n
	),
	"client.save": lambda v, n: post(v, CLIENT + "save", doc={"doctype": CASE, "name": n, "subject": "x"}),
	"client.save with lies": lambda v, n: post(v, CLIENT + "save", doc={"doctype": CASE, "name": n, **LIES}),
	"client.set_value": lambda v, n: post(
		v, CLIENT + "set_value", doctype=CASE, name=n, fieldname="subject", value="x"
	),
	"client.set_value by filters": lambda v, n: post(
		v, CLIENT + "set_value", doctype=CASE, name={"name": n}, fieldname="subject", value="x"
	),
	"client.submit": lambda v, n: post(v, CLIENT + "submit", doc={"doctype": CASE, "name": n, **LIES}),
	"client.cancel": lambda v, n: post(v, CLIENT + "cancel", doctype=CASE, name=n),
	"client.delete": lambda v, n: post(v, CLIENT + "delete", doctype=CASE, name=n),
	"client.rename_doc": lambda v, n: post(
		v, CLIENT + "rename_doc", doctype=CASE, old_name=n, new_name="CC-X"
	),
	"client.bulk_update": lambda v, n: post(
		v, CLIENT + "bulk_update", docs=[{"doctype": CASE, "docname": n, "subject": "x"}]
	),
	"client.attach_file": lambda v, n: post(
		v, CLIENT + "attach_file", filename="a.txt", filedata="x", doctype=CASE, docname=n
	),
	"savedocs": lambda v, n: post(
		v, "frappe.desk.form.save.savedocs", doc={"doctype": CASE, "name": n, **LIES}, action="Save"
	),
	"form's cancel": lambda v, n: post(v, "frappe.desk.form.save.cancel", doctype=CASE, name=n),
	"getdoc": lambda v, n: method(v, "frappe.desk.form.load.getdoc", doctype=CASE, name=n),
	"get_open_count": lambda v, n: method(
		v, "frappe.desk.notifications.get_open_count", doctype=CASE, name=n
	),
	"delete_items": lambda v, n: post(v, LIST + "delete_items", doctype=CASE, items=[n]),
	"run_doc_method": lambda v, n: post(v, "run_doc_method", dt=CASE, dn=n, method="add_comment"),
	"run_doc_method with lies": lambda v, n: post(
		v, "run_doc_method", docs={"doctype": CASE, "name": n, **LIES}, method="add_comment"
	),
	"run_method": lambda v, n: get(v, f"{RESOURCE}/{n}", run_method="add_comment"),
	"comment": lambda v, n: post(
		v,
		"frappe.desk.form.utils.add_comment",
		reference_doctype=CASE,
		reference_name=n,
		content="x",
		comment_email="",
		comment_by="",
	),
	"assign": lambda v, n: post(
		v, "frappe.desk.form.assign_to.add", doctype=CASE, name=n, assign_to=json.dumps(["Administrator"])
	),
	"share": lambda v, n: post(v, "frappe.share.add", doctype=CASE, name=n, user=STRANGER),
	"shares": lambda v, n: method(v, "frappe.share.get_users", doctype=CASE, name=n),
	"why": lambda v, n: method(
		v, "frappe_standalone.core.desk.why.why", user=user_of(v), doctype=CASE, name=n
	),
	"private file": lambda v, n: get(v, file_of(n, 1)),
}


def told(answer, name: str) -> tuple[int, str]:
	"""What an answer tells, without the name that was asked for and without what changes each time."""
	status, body, _response = answer
	text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, sort_keys=True)
	text = text.replace(name, "NAME")
	text = re.sub(r"nonce(-|=\")[\w-]+|csrf_token\": ?\"[\w-]+|__frappe_exc_id[\\\": ]+\w+", "", text)
	return status, text


@pytest.mark.parametrize("person", [ZONED, MAKER, GUESTED])
@pytest.mark.parametrize("call", BY_NAME)
def test_what_is_closed_is_answered_like_what_does_not_exist(people, call, person):
	closed = next(name for name in (HIS, SOUTH, NORTH) if name not in OPEN_TO[person])
	visitor = people[person]
	there, missing = BY_NAME[call](visitor, closed), BY_NAME[call](visitor, MISSING)
	assert told(there, closed) == told(missing, MISSING)
	assert TITLES[closed] not in told(there, closed)[1] and "South" not in told(there, closed)[1]


def test_who_sees_everything_is_told_what_does_not_exist(people):
	assert get(people["Administrator"], f"{RESOURCE}/{MISSING}")[0] == 404


def test_a_refusal_says_in_words_what_limits_one(people):
	status, body, _response = get(people[ZONED], f"/app/closed-case/{SOUTH}")
	assert status == 403
	assert "North" in body and "southern" not in body


@pytest.mark.parametrize(
	"question",
	[
		{"fields": ["name", "inner"]},
		{"fields": ["name", "inner_rows.item"]},
		{"fields": ["name", "rows.inner_cost"]},
		{"fields": [f"`tab{ROW}`.`item`"], "filters": {"name": NORTH}},
		{"fields": ["max(inner) as top"], "order_by": ""},
		{"fields": ["*"]},
	],
)
def test_a_closed_field_is_in_no_answer(people, question):
	status, body, _response = get(people[ZONED], RESOURCE, **question)
	assert status in (200, 403)
	assert INNER not in json.dumps(body)


@pytest.mark.parametrize(
	"question",
	[
		{"filters": {"inner": INNER}},
		{"or_filters": {"inner": INNER, "name": "x"}},
		{"filters": [[ROW, "inner_cost", "=", INNER]]},
		{"order_by": "inner asc"},
		{"group_by": "inner", "fields": ["count(name) as n"]},
	],
)
def test_nor_is_it_a_question(people, question):
	assert get(people[ZONED], RESOURCE, **question)[0] == 403


@pytest.mark.parametrize(
	"change",
	[
		lambda v: post(v, f"{RESOURCE}/{NORTH}", "PUT", amount=7),
		lambda v: post(v, CLIENT + "set_value", doctype=CASE, name=NORTH, fieldname="amount", value=7),
		lambda v: post(v, "run_doc_method", dt=CASE, dn=NORTH, method="add_comment", args={"text": "hello"}),
	],
)
def test_what_one_changes_comes_back_without_closed_fields(people, change):
	status, body, _response = change(people[ZONED])
	assert status == 200
	assert TITLES[NORTH] in json.dumps(body) and INNER not in json.dumps(body)


def test_the_roles_of_others_are_not_told(people):
	name = "frappe_standalone.core.doctype.user.user.get_roles_of"
	assert method(people[STRANGER], name, uid=ZONED)[0] == 403
	assert "Desk Worker" in method(people[STRANGER], name)[1]["message"]


def test_an_import_compares_only_with_records_that_one_may_see(people, tmp_path):
	from frappe_standalone.core.data_import.run import ImportOptions, run_import

	mapping = {
		"doctype": CASE,
		"targets": [{"doctype": CASE, "key": ["subject"], "fields": {"subject": "s", "amount": "a"}}],
	}
	(tmp_path / "in.csv").write_text(f"s,a\n{TITLES[NORTH]},7\n{TITLES[SOUTH]},7\n", encoding="utf-8")
	(tmp_path / "map.json").write_text(json.dumps(mapping), encoding="utf-8")

	def dry_run():
		return run_import(CASE, tmp_path / "in.csv", str(tmp_path / "map.json"), ImportOptions(dry_run=True))

	result = people["Administrator"].work(dry_run, user=ZONED)
	# A subject that stands where he may not look is a new one for him: a refusal would tell that it is there
	assert not result.bad
	assert (result.counts[CASE].unchanged, result.counts[CASE].created) == (1, 1)
