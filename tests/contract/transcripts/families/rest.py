"""REST: status, envelope, error type and messages' shape for resources and methods, people and guests."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import frappe

from tests.contract.forms import AUDITOR, CLERK, HEAD, MANAGER_USER, OWNER, STRANGER
from tests.contract.make import area, order
from tests.contract.transcripts import extra
from tests.contract.transcripts.canonical import FALLS
from tests.contract.transcripts.cases import Family
from tests.platforms import api_token

WHO = {
	"guest": None,
	"stranger": STRANGER,
	"clerk": CLERK,
	"head": HEAD,
	"auditor": AUDITOR,
	"manager": MANAGER_USER,
}


def setup() -> None:
	for number, name in enumerate(("East", "North", "South"), 1):
		area(name, rank=number, head=f"head {name}")
	for title, place in (("one", "East"), ("two", "North"), ("three", "East")):
		frappe.get_doc(
			{
				"doctype": "CT Order",
				"title": title,
				"area": place,
				"inner": "hidden",
				"pin": "1234",
				"pieces": len(title),
				"lines": [{"item": "a", "qty": 2}],
			}
		).insert()
	for user in (CLERK, HEAD, AUDITOR, STRANGER, MANAGER_USER, OWNER):
		api_token(user)


FAMILY = Family("rest", setup, commits=True)
SEEN_KEYS = ("title", "indicator", "raise_exception", "alert", "as_list", "as_table")


def send(verb: str, path: str, user: str | None = None, headers: dict | None = None, **options):
	"""One request through the platform's own WSGI application."""
	from werkzeug.test import Client

	platform = extra.PLATFORM
	headers = dict(headers or {})
	if user:
		headers["Authorization"] = f"token {api_token(user)}"
	frappe.db.commit()
	frappe.destroy()
	try:
		response = Client(platform.wsgi(), use_cookies=False).open(
			path, method=verb, headers=headers, **options
		)
		text = response.get_data(as_text=True)
		response.close()
	finally:
		platform.connect()
		frappe.set_user("Administrator")
		frappe.local.lang = "en"
	return response, text


def answer(verb: str, path: str, user: str | None = None, **options) -> dict:
	"""Status, kind and body, without what a message says and without tracebacks."""
	response, text = send(verb, path, user, **options)
	if response.status_code >= 500:
		return dict(FALLS)
	kind = response.headers.get("Content-Type", "").split(";")[0]
	try:
		return {"status": response.status_code, "kind": kind, "body": tidy(json.loads(text))}
	except ValueError:
		return {"status": response.status_code, "kind": kind}


def tidy(body):
	"""A body with random names and texts taken out."""
	if not isinstance(body, dict):
		return body
	body = dict(body)
	for key in ("exc", "_exc_source", "_debug_messages"):
		body.pop(key, None)
	if "exception" in body:
		body["exception"] = body["exception"].split(":")[0]
	if "_server_messages" in body:
		messages = [json.loads(message) for message in json.loads(body["_server_messages"])]
		body["_server_messages"] = [
			{key: message[key] for key in SEEN_KEYS if key in message} for message in messages
		]
	for key in ("data", "message"):
		if key in body:
			body[key] = without_names(body[key])
	return body


def without_names(value):
	if isinstance(value, list):
		return [without_names(part) for part in value]
	if isinstance(value, dict):
		rows = value.get("doctype") == "CT Line"
		return {
			key: ("<row>" if rows and key == "name" and part else without_names(part))
			for key, part in value.items()
			if key != "exc"
		}
	return value


def resource(*parts: str) -> str:
	return "/api/resource/" + "/".join(quote(part, safe="") for part in parts)


def first(title: str = "one") -> str:
	return frappe.get_all("CT Order", {"title": title}, pluck="name")[0]


def add(case_id: str, verb: str, path, user=CLERK, **options):
	"""A case of one request; `path` may be a function that is asked when it runs."""
	FAMILY.add(case_id, lambda: answer(verb, path() if callable(path) else path, user, **options))


# Reading a document, a list, by everybody

for _who, _user in WHO.items():
	add(f"GET a document: {_who}", "GET", lambda: resource("CT Order", first()), _user)
	add(f"GET a list: {_who}", "GET", resource("CT Order") + "?order_by=name", _user)
	add(f"GET a document that is not there: {_who}", "GET", resource("CT Order", "nowhere"), _user)
	add(f"GET a form that is not there: {_who}", "GET", resource("No Such Form"), _user)
	add(f"GET a document of a form that is not there: {_who}", "GET", resource("No Such Form", "x"), _user)
	add(f"POST: {_who}", "POST", resource("CT Area"), _user, json={"area_name": "New", "rank": 9})
	add(f"POST without a mandatory field: {_who}", "POST", resource("CT Area"), _user, json={"rank": 9})
	add(f"PUT: {_who}", "PUT", resource("CT Area", "East"), _user, json={"head": "changed"})
	add(f"DELETE: {_who}", "DELETE", resource("CT Area", "South"), _user)
	add(f"DELETE what is linked: {_who}", "DELETE", resource("CT Area", "East"), _user)
	add(
		f"PUT docstatus 1: {_who}", "PUT", lambda: resource("CT Order", first()), _user, json={"docstatus": 1}
	)
	add(f"a method: {_who}", "GET", "/api/method/frappe.ping", _user)
	add(f"a method that is not whitelisted: {_who}", "GET", "/api/method/frappe.utils.now", _user)
	add(f"a method that is not there: {_who}", "GET", "/api/method/frappe.nothing_here", _user)
	add(
		f"frappe.client.get_list: {_who}",
		"GET",
		"/api/method/frappe.client.get_list?doctype=CT%20Area&order_by=name",
		_user,
	)
	add(
		f"frappe.client.get_count: {_who}",
		"GET",
		"/api/method/frappe.client.get_count?doctype=CT%20Area",
		_user,
	)
	add(
		f"frappe.client.get_value: {_who}",
		"GET",
		"/api/method/frappe.client.get_value?doctype=CT%20Area&fieldname=rank&filters=East",
		_user,
	)
	add(
		f"frappe.client.insert: {_who}",
		"POST",
		"/api/method/frappe.client.insert",
		_user,
		json={"doc": {"doctype": "CT Area", "area_name": "New"}},
	)
	add(
		f"frappe.client.set_value: {_who}",
		"POST",
		"/api/method/frappe.client.set_value",
		_user,
		json={"doctype": "CT Area", "name": "East", "fieldname": "head", "value": "x"},
	)
	add(
		f"frappe.client.delete: {_who}",
		"POST",
		"/api/method/frappe.client.delete",
		_user,
		json={"doctype": "CT Area", "name": "South"},
	)
	add(
		f"frappe.client.rename_doc: {_who}",
		"POST",
		"/api/method/frappe.client.rename_doc",
		_user,
		json={"doctype": "CT Area", "old_name": "South", "new_name": "Sud"},
	)
	add(f"the signed-in user: {_who}", "GET", "/api/method/frappe.auth.get_logged_user", _user)

# Lists

QUERIES = [
	"", "limit_page_length=1", "limit=1", "limit_start=1", "limit_page_length=0", "limit_page_length=x", "limit_page_length=-1", "fields=[\"name\",\"rank\"]", "fields=[\"*\"]&limit=1", "fields=name", "fields=[\"no_such\"]", "fields=[", "fields=[\"count(name) as n\"]", "fields=[\"sleep(1)\"]", "fields=[\"(select 1)\"]",
	"filters={\"rank\":2}", "filters=[[\"rank\",\"=\",2]]", "filters=[[\"CT Area\",\"rank\",\">\",1]]", "filters={\"rank\":[\"in\",[1,2]]}", "filters={\"name\":[\"like\",\"%25o%25\"]}", "filters={\"no_such\":1}", "filters={", "filters=East", "filters=[]", "filters={}", "filters={\"rank\":[\"nearly\",1]}", "filters=[[\"rank\"]]", "filters={\"head\":[\"is\",\"set\"]}",
	"or_filters={\"rank\":1,\"name\":\"South\"}", "or_filters=[[\"rank\",\"=\",1],[\"rank\",\"=\",3]]", "order_by=rank desc", "order_by=no_such", "order_by=rank;drop", "order_by=rank sideways", "group_by=disabled&fields=[\"disabled\",\"count(name) as n\"]", "as_dict=false&limit=1", "as_dict=0&limit=1", "pluck=rank", "parent=CT Order", "debug=1&limit=1", "nothing=known", "limit=1&limit_start=99", "order_by=rank&limit=2&fields=[\"name\"]", "expand=[\"x\"]&limit=1", "distinct=1&fields=[\"disabled\"]", "limit_page_length=None", "cmd=frappe.ping",
]  # fmt: skip
for _query in QUERIES:
	add(
		f"list ?{_query}",
		"GET",
		resource("CT Area")
		+ "?"
		+ ("" if "order_by" in _query or "group_by" in _query or "count" in _query else "order_by=name&")
		+ quote(_query, safe="=&%"),
	)

# Bodies


def body(text, kind="application/json"):
	return {"data": text, "content_type": kind}


BODIES = {
	"no body": {}, "an empty object": {"json": {}}, "a list": {"json": []}, "a number": {"json": 5}, "null": {"json": None}, "no JSON": body("{no json"), "no JSON of another kind": body("{no json", "text/plain"),
	"JSON of another kind": body('{"area_name": "New"}', "text/plain"), "a form": {"data": {"area_name": "New", "rank": "9"}}, "data as JSON in a form": {"data": {"data": '{"area_name": "New", "rank": 9}'}}, "data as JSON": {"json": {"data": {"area_name": "New"}}}, "an unknown field": {"json": {"area_name": "New", "nothing": 1}}, "a doctype of another form": {"json": {"doctype": "CT Order", "area_name": "New"}},
	"a name": {"json": {"area_name": "New", "name": "Mine"}}, "an owner": {"json": {"area_name": "New", "owner": "x@example.org", "creation": "2020-01-01"}}, "a duplicate": {"json": {"area_name": "East"}}, "a long text": {"json": {"area_name": "x" * 200}}, "a number as text": {"json": {"area_name": "New", "rank": "abc"}}, "markup": {"json": {"area_name": "New", "head": "<script>x</script>a"}}, "a forbidden sign": {"json": {"area_name": "a<b"}}, "a list as a value": {"json": {"area_name": ["New"]}}, "an object as a value": {"json": {"area_name": {"a": 1}}}, "a null": {"json": {"area_name": None}}, "a flag": {"json": {"area_name": "New", "flags": {"ignore_permissions": 1}}},
	"__islocal": {"json": {"area_name": "New", "__islocal": 1, "__unsaved": 1}}, "_private": {"json": {"area_name": "New", "_x": 1}}, "a wrong charset": body(b"\xff\xfe{", "application/json"), "cmd": {"json": {"area_name": "New", "cmd": "frappe.ping"}},
}  # fmt: skip
for _text, _options in BODIES.items():
	add(f"POST with {_text}", "POST", resource("CT Area"), **_options)
	add(f"PUT with {_text}", "PUT", resource("CT Area", "South"), **_options)

ORDER_BODIES = {
	"rows": {"title": "x", "lines": [{"item": "a"}, {"item": "b", "qty": 3}]}, "a row without its mandatory field": {"title": "x", "lines": [{}]}, "rows that are text": {"title": "x", "lines": "a"}, "rows that are numbers": {"title": "x", "lines": [1]}, "an unknown field in a row": {"title": "x", "lines": [{"item": "a", "nothing": 1}]}, "a wrong option": {"title": "x", "status": "Wrong"}, "a wrong mail": {"title": "x", "mail": "nobody"}, "a wrong date": {"title": "x", "day": "2024-13-01"}, "a negative number": {"title": "x", "positive": -1}, "a short text too long": {"title": "x", "short": "x" * 11}, "a hidden level": {"title": "x", "inner": "x"}, "a wrong dynamic link": {"title": "x", "ref_type": "CT Area", "ref_name": "Nowhere"}, "docstatus 1": {"title": "x", "docstatus": 1}, "docstatus 2": {"title": "x", "docstatus": 2}, "docstatus 9": {"title": "x", "docstatus": 9}, "a secret": {"title": "x", "pin": "9876"}, "amended_from nothing": {"title": "x", "amended_from": "nowhere"}, "modified": {"title": "x", "modified": "2020-01-01 00:00:00"},
}  # fmt: skip
for _text, _body in ORDER_BODIES.items():
	for _who in ("clerk", "head"):
		add(f"POST an order with {_text}: {_who}", "POST", resource("CT Order"), WHO[_who], json=_body)
	add(f"PUT an order with {_text}", "PUT", lambda: resource("CT Order", first()), CLERK, json=_body)

# Verbs and paths

for _verb in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
	add(f"{_verb} on a form", _verb, resource("CT Area"))
	add(f"{_verb} on a document", _verb, resource("CT Area", "South"))
	add(f"{_verb} on a method", _verb, "/api/method/frappe.ping")

PATHS = ["/api", "/api/", "/api/method", "/api/method/", "/api/resource", "/api/resource/", "/api/nothing", "/api/resource/CT Area/", "/api/resource/CT Area/South/", "/api/resource/CT%20Area/South/more", "/api/resource/ct area", "/api/resource/CT%20Area/south", "/api/resource/CT%20Settings", "/api/resource/CT%20Settings/CT%20Settings", "/api/resource/CT%20Line", "/api/resource/DocType/CT%20Area?x=1", "/api/resource/User", "/api/resource/User/Administrator", "/api/method/frappe", "/api/method/..", "/api/method/frappe..ping", "/api/method/frappe.ping.x", "/api/method/os.system", "/api/method/builtins.print", "/api/method/frappe.client", "/api/method/ping", "/api/method/version", "/api/method/frappe.client.get_list", "/api/method/frappe.client.get?doctype=CT%20Area", "/api/method/frappe.client.get?doctype=CT%20Area&name=nowhere", "/api/method/frappe.client.get?doctype=CT%20Area&filters={\"rank\":2}", "/api/method/frappe.client.get_value?doctype=CT%20Area&fieldname=no_such&filters=East", "/api/method/frappe.client.get_value?doctype=CT%20Area&fieldname=[\"rank\",\"head\"]&filters={\"name\":\"East\"}", "/api/method/frappe.client.get_value?doctype=CT%20Area&fieldname=rank&filters=Nowhere", "/api/method/frappe.client.get_value?doctype=CT%20Area&fieldname=rank&filters=East&as_dict=0", "/api/method/frappe.client.get_single_value?doctype=CT%20Settings&field=limit", "/api/method/frappe.client.get_list?doctype=CT%20Area&fields=[\"rank\"]&filters={\"name\":\"East\"}", "/api/method/frappe.client.get_list?doctype=CT%20Area&pluck=name", "/api/method/frappe.client.get_count?doctype=CT%20Area&filters={\"rank\":[\">\",1]}", "/api/method/frappe.client.has_permission?doctype=CT%20Area&docname=East&perm_type=write", "/api/method/frappe.client.is_document_amended?doctype=CT%20Order&docname=x", "/api/method/frappe.client.validate_link?doctype=CT%20Area&docname=East&fields=[\"rank\"]", "/api/method/frappe.client.validate_link?doctype=CT%20Area&docname=Nowhere", "/api/method/frappe.desk.search.search_link?doctype=CT%20Area&txt=o", "/api/v1/resource/CT%20Area/East", "/api/v1/method/ping", "/api/v2/nothing"]  # fmt: skip
for _path in PATHS:
	for _who in ("guest", "clerk"):
		add(f"GET {_path}: {_who}", "GET", quote(_path, safe="/%?=&[]{}:,\"'>"), WHO[_who])

CALLS = {
	"frappe.client.insert without a doc": ("frappe.client.insert", {}), "frappe.client.insert with text": ("frappe.client.insert", {"doc": '{"doctype": "CT Area", "area_name": "New"}'}), "frappe.client.insert without a doctype": ("frappe.client.insert", {"doc": {"area_name": "New"}}), "frappe.client.insert_many": ("frappe.client.insert_many", {"docs": [{"doctype": "CT Area", "area_name": "New"}, {"doctype": "CT Area", "area_name": "Newer"}]}), "frappe.client.insert of a row": ("frappe.client.insert", {"doc": {"doctype": "CT Line", "parenttype": "CT Order", "parentfield": "lines", "parent": "nowhere", "item": "x"}}), "frappe.client.save of what is not there": ("frappe.client.save", {"doc": {"doctype": "CT Area", "name": "Nowhere"}}),
	"frappe.client.set_value of what is not there": ("frappe.client.set_value", {"doctype": "CT Area", "name": "Nowhere", "fieldname": "head", "value": "x"}), "frappe.client.set_value of several": ("frappe.client.set_value", {"doctype": "CT Area", "name": "East", "fieldname": {"head": "x", "rank": 7}}), "frappe.client.set_value of a standard field": ("frappe.client.set_value", {"doctype": "CT Area", "name": "East", "fieldname": "owner", "value": "x"}), "frappe.client.delete of what is not there": ("frappe.client.delete", {"doctype": "CT Area", "name": "Nowhere"}), "frappe.client.submit of a dict": ("frappe.client.submit", {"doc": {"doctype": "CT Area", "area_name": "New"}}), "frappe.client.cancel of a draft": ("frappe.client.cancel", {"doctype": "CT Order", "name": "nowhere"}), "frappe.client.bulk_update": ("frappe.client.bulk_update", {"docs": '[{"doctype": "CT Area", "docname": "East", "head": "x"}, {"doctype": "CT Area", "docname": "Nowhere"}]'}), "an argument too many": ("frappe.ping", {"nothing": 1}), "an argument missing": ("frappe.client.get", {}), "an argument of the wrong kind": ("frappe.client.get_count", {"doctype": 5}), "run_doc_method of what is not whitelisted": ("run_doc_method", {"dt": "CT Area", "dn": "East", "method": "delete"}), "upload_file without a file": ("upload_file", {}), "logout": ("logout", {}), "frappe.desk.form.save.cancel": ("frappe.desk.form.save.cancel", {"doctype": "CT Order", "name": "nowhere"}), "frappe.desk.form.load.getdoc": ("frappe.desk.form.load.getdoc", {"doctype": "CT Area", "name": "Nowhere"}),
}  # fmt: skip
for _text, (_method, _arguments) in CALLS.items():
	for _who in ("guest", "clerk"):
		add(f"{_text}: {_who}", "POST", f"/api/method/{_method}", WHO[_who], json=_arguments)

# Who one is


def signed(value: str) -> dict:
	return {"Authorization": value}


def basic(text: str) -> dict:
	return signed("Basic " + base64.b64encode(text.encode()).decode())


HEADERS = {
	"a wrong token": lambda: signed("token a:b"), "a token without a secret": lambda: signed("token a"), "a token with a wrong secret": lambda: signed(f"token {api_token(CLERK).split(':')[0]}:wrong"), "an empty token": lambda: signed("token "), "an unknown kind": lambda: signed("Nonsense x"), "a bearer": lambda: signed("Bearer x"), "basic": lambda: basic(api_token(CLERK)), "basic that is none": lambda: signed("Basic !!!"), "basic with a wrong secret": lambda: basic(f"{api_token(CLERK).split(':')[0]}:wrong"), "nothing": lambda: {}, "an empty header": lambda: signed(""), "a cookie of nobody": lambda: {"Cookie": "sid=nobody"}, "a guest's cookie": lambda: {"Cookie": "sid=Guest"}, "the token in other case": lambda: signed(f"Token {api_token(CLERK)}"),
}  # fmt: skip
for _text, _headers in HEADERS.items():
	for _path in ("/api/method/frappe.auth.get_logged_user", "/api/method/frappe.ping", resource("CT Area")):
		FAMILY.add(
			f"with {_text}: {_path}",
			lambda path=_path, headers=_headers: answer("GET", path, headers=headers()),
		)


def disabled():
	frappe.db.set_value("User", CLERK, "enabled", 0)
	try:
		return answer("GET", "/api/method/frappe.auth.get_logged_user", CLERK)
	finally:
		frappe.db.set_value("User", CLERK, "enabled", 1)
		frappe.db.commit()
		frappe.clear_cache(user=CLERK)


FAMILY.add("with the token of a disabled user", disabled)

for _text, _body in {
	"nothing": {},
	"a wrong password": {"usr": CLERK, "pwd": "wrong"},
	"an unknown user": {"usr": "nobody@example.org", "pwd": "x"},
	"no password": {"usr": CLERK},
	"an empty password": {"usr": CLERK, "pwd": ""},
}.items():
	add(f"signing in with {_text}", "POST", "/api/method/login", None, json=_body)


# What a refused or accepted request leaves


def leaves(verb: str, path, user, read, **options):
	def run():
		status = answer(verb, path() if callable(path) else path, user, **options)["status"]
		return [status, read()]

	return run


LEFT = {
	"PUT keeps who and when": leaves("PUT", resource("CT Area", "East"), CLERK, lambda: frappe.db.get_value("CT Area", "East", ["head", "owner", "modified_by"]), json={"head": "x", "owner": CLERK}),
	"a refused PUT": leaves("PUT", resource("CT Area", "East"), AUDITOR, lambda: frappe.db.get_value("CT Area", "East", "head"), json={"head": "x"}),
	"PUT of rows replaces them": leaves("PUT", lambda: resource("CT Order", first()), CLERK, lambda: frappe.get_all("CT Line", {"parent": first()}, ["item", "qty", "idx"], order_by="idx"), json={"lines": [{"item": "x"}, {"item": "y", "qty": 5}]}),
	"PUT without rows keeps them": leaves("PUT", lambda: resource("CT Order", first()), CLERK, lambda: frappe.db.count("CT Line", {"parent": first()}), json={"note": "x"}),
	"PUT of no rows removes them": leaves("PUT", lambda: resource("CT Order", first()), CLERK, lambda: frappe.db.count("CT Line", {"parent": first()}), json={"lines": []}),
	"PUT of a hidden level": leaves("PUT", lambda: resource("CT Order", first()), CLERK, lambda: frappe.db.get_value("CT Order", first(), "inner"), json={"inner": "x"}),
	"PUT of a hidden level by one who may": leaves("PUT", lambda: resource("CT Order", first()), HEAD, lambda: frappe.db.get_value("CT Order", first(), "inner"), json={"inner": "x"}),
	"PUT of stars keeps the secret": leaves("PUT", lambda: resource("CT Order", first()), CLERK, lambda: frappe.get_doc("CT Order", first()).get_password("pin"), json={"pin": "****"}),
	"PUT of a new name": leaves("PUT", resource("CT Area", "South"), CLERK, lambda: sorted(frappe.get_all("CT Area", pluck="name")), json={"name": "Sud"}),
	"PUT of the field that names": leaves("PUT", resource("CT Area", "South"), CLERK, lambda: frappe.db.get_value("CT Area", "South", "area_name"), json={"area_name": "Sud"}),
	"DELETE": leaves("DELETE", resource("CT Area", "South"), HEAD, lambda: frappe.db.exists("CT Area", "South")),
	"a refused DELETE": leaves("DELETE", resource("CT Area", "South"), CLERK, lambda: frappe.db.exists("CT Area", "South")),
	"POST then nothing more": leaves("POST", resource("CT Area"), CLERK, lambda: frappe.db.get_value("CT Area", "New", ["owner", "modified_by", "docstatus", "rank"]), json={"area_name": "New"}),
	"a refused POST": leaves("POST", resource("CT Area"), CLERK, lambda: frappe.db.count("CT Area"), json={"area_name": "East"}),
	"a row deleted by its own address": leaves("DELETE", lambda: resource("CT Line", frappe.get_all("CT Line", {"parent": first()}, pluck="name")[0]), HEAD, lambda: frappe.db.count("CT Line", {"parent": first()})),
	"run_method that deletes": leaves("POST", resource("CT Area", "South") + "?run_method=delete", HEAD, lambda: frappe.db.exists("CT Area", "South")),
	"submit by PUT": leaves("PUT", lambda: resource("CT Order", first()), HEAD, lambda: frappe.db.get_value("CT Order", first(), "docstatus"), json={"docstatus": 1}),
	"submit by one who may not": leaves("PUT", lambda: resource("CT Order", first()), CLERK, lambda: frappe.db.get_value("CT Order", first(), "docstatus"), json={"docstatus": 1}),
	"frappe.client.set_value keeps versions": leaves("POST", "/api/method/frappe.client.set_value", CLERK, lambda: frappe.db.count("Version", {"ref_doctype": "CT Order"}), json={"doctype": "CT Order", "name": "nowhere", "fieldname": "note", "value": "x"}),
}  # fmt: skip
for _text, _run in LEFT.items():
	FAMILY.add(f"left: {_text}", _run)


@FAMILY.case("a series of changes of one document")
def _():
	steps = []
	name = first()
	for verb, user, values in (
		("PUT", CLERK, {"note": "a"}),
		("PUT", HEAD, {"docstatus": 1}),
		("PUT", HEAD, {"note": "b"}),
		("PUT", HEAD, {"later": "b"}),
		("PUT", HEAD, {"docstatus": 2}),
		("PUT", HEAD, {"docstatus": 1}),
		("DELETE", CLERK, None),
		("DELETE", HEAD, None),
		("GET", HEAD, None),
	):
		result = answer(verb, resource("CT Order", name), user, **({"json": values} if values else {}))
		steps.append([verb, values, result["status"], result.get("body", {}).get("exc_type")])
	return steps


@FAMILY.case("an order made, read, amended")
def _():
	_response, text = send("POST", resource("CT Order"), HEAD, json={"title": "made", "docstatus": 1})
	name = json.loads(text)["data"]["name"]
	answers = [answer("PUT", resource("CT Order", name), HEAD, json={"docstatus": 2})["status"]]
	made = answer("POST", resource("CT Order"), HEAD, json={"title": "again", "amended_from": name})
	return [*answers, made["status"], made["body"]["data"]["name"], made["body"]["data"]["docstatus"]]


_ = order
