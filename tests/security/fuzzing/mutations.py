"""Requests that no description makes: real documents with odd values, broken bodies, tampered verbs, cookies, headers."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from tests.security.fuzzing import odd
from tests.security.fuzzing.requests import Sent
from tests.security.fuzzing.site import Prepared

VERBS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "X")
CONTENT_TYPES = (
	"application/json", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x",
	"application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/json; charset=nonsense", "", "/", "x" * 300,
)  # fmt: skip
FILE_NAMES = (
	"con.txt", "NUL", "aux.pdf", "com1.docx", "a.", "a. . .", "..", "../../x.txt", "..\\x.txt", "C:\\x.txt", "/etc/passwd",
	"x" * 500 + ".txt", "中" * 300 + ".pdf", "\u202etxt.exe", "a\x00.txt", "a\nb.txt", ".htaccess", "", " ", "x.svg", "x.html",
	"x.php;.png", "a:b.txt", "desktop.ini", "x.SVG", "x.png", "%2e%2e%2fx", "name.tar.gz", "a" * 119 + ".\u202e",
)  # fmt: skip
CONTENTS = (
	b"", b"x", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff",
	b"%PDF-1.4", b"PK\x03\x04", b"MZ\x90", b"<html><script>1</script>", bytes(range(256)),
)  # fmt: skip


class Mutator:
	"""Makes requests for one caller; the same number makes the same requests."""

	def __init__(self, prepared: Prepared, role: str, number: int):
		self.prepared = prepared
		self.role = role
		self.chance = random.Random(number)
		self.description = prepared.descriptions[role]
		self.schemas = self.description["components"]["schemas"]
		self.methods = [path for path in self.description["paths"] if path.startswith("/api/method/")]
		self.makers: tuple[Callable[[], Sent], ...] = (
			self.listing, self.listing, self.method, self.method, self.method, self.filtered_method, self.document, self.document,
			self.saved, self.page, self.page, self.broken_body, self.upload, self.tampered, self.cookie, self.address, self.documented_method,
		)  # fmt: skip

	def requests(self) -> Iterator[Sent]:
		"""Yield requests without end."""
		while True:
			maker = self.chance.choice(self.makers)
			sent = maker()
			sent.kind = maker.__name__
			yield sent

	# parts

	def doctype(self) -> str:
		return self.chance.choice(self.prepared.doctypes)

	def name_of(self, doctype: str) -> str:
		names = self.prepared.names.get(doctype)
		return (
			str(self.chance.choice(names))
			if names and self.chance.randrange(5)
			else self.chance.choice(odd.TEXTS)
		)

	def properties(self, doctype: str) -> dict:
		from frappe_standalone.core.openapi.fields import component

		return self.schemas.get(component(doctype), {}).get("properties", {})

	def fields(self, doctype: str) -> list[str]:
		return [*self.properties(doctype), "name", "modified", "owner", "parent"]

	def odd(self) -> Any:
		return odd.value(self.chance)

	def maybe_text(self, value: Any) -> Any:
		"""Sometimes as JSON text, as forms send it."""
		return json.dumps(value) if self.chance.randrange(2) else value

	def values(self, doctype: str) -> dict:
		"""A document with several odd values among right ones."""
		made: dict[str, Any] = {"doctype": doctype}
		properties = self.properties(doctype)
		for name in self.chance.sample(
			sorted(properties), min(len(properties), 1 + self.chance.randrange(8))
		):
			made[name] = self.plausible(properties[name]) if self.chance.randrange(3) else self.odd()
		if self.chance.randrange(3) == 0:
			made[self.chance.choice(odd.TEXTS)] = self.odd()
		return made

	def plausible(self, schema: dict) -> Any:
		kinds = schema.get("type")
		if schema.get("enum"):
			return self.chance.choice(schema["enum"])
		if "items" in schema:
			table = schema["items"].get("$ref", "").rpartition("/")[2].replace("_", " ")
			return [self.values(table) for _each in range(self.chance.randrange(3))] or self.odd()
		if "name of a " in schema.get("description", ""):
			return self.name_of(schema["description"].removeprefix("name of a "))
		if "YYYY" in schema.get("description", ""):
			return self.chance.choice(("2026-03-02", "2026-03-02 10:00:00", "2026-13-41", ""))
		return (
			self.chance.choice((1, 2.5, 0)) if "integer" in str(kinds) or "number" in str(kinds) else "text"
		)

	# makers

	def listing(self) -> Sent:
		doctype = self.doctype()
		fields = self.fields(doctype)
		query: dict[str, Any] = {}
		if self.chance.randrange(3):
			query["filters"] = json.dumps(odd.filters(self.chance, fields))
		if self.chance.randrange(4) == 0:
			query["or_filters"] = json.dumps(odd.filters(self.chance, fields))
		if self.chance.randrange(2):
			chosen = [self.chance.choice(fields), self.chance.choice((*fields, *odd.TEXTS))]
			query["fields"] = json.dumps(
				self.chance.choice((chosen, ["*"], self.odd(), {"a": 1}, [self.odd()]))
			)
		for key in (
			"order_by",
			"group_by",
			"limit_start",
			"limit_page_length",
			"limit",
			"as_dict",
			"debug",
			"parent",
			"pluck",
			"run",
		):
			if self.chance.randrange(5) == 0:
				query[key] = str(self.chance.choice((*fields, *odd.TEXTS, *odd.NUMBERS)))
		return Sent("GET", f"/api/resource/{quote(doctype)}", query=query)

	def arguments(self, path: str) -> tuple[str, dict[str, Any]]:
		item = self.description["paths"][path]
		verb = self.chance.choice(list(item))
		operation = item[verb]
		if "parameters" in operation:
			names = [parameter["name"] for parameter in operation["parameters"]]
		else:
			contents = operation.get("requestBody", {}).get("content", {})
			names = [name for kind in contents.values() for name in kind["schema"].get("properties", {})]
		return verb.upper(), {name: self.argument(name) for name in names if self.chance.randrange(6)}

	def argument(self, name: str) -> Any:
		"""A value for an argument of this name: real in most cases, so that the call gets somewhere."""
		if not self.chance.randrange(3):
			return self.odd()
		doctype = self.doctype()
		if "doctype" in name or name == "dt":
			return doctype
		if "filters" in name:
			return self.maybe_text(odd.filters(self.chance, self.fields(doctype)))
		if name in ("doc", "docs"):
			return self.maybe_text(
				self.values(doctype) | ({"name": self.name_of(doctype)} if self.chance.randrange(2) else {})
			)
		if name == "report_name":
			return self.chance.choice(self.prepared.reports)
		if name in ("fieldname", "field", "fields", "txt", "order_by", "group_by"):
			return self.chance.choice(self.fields(doctype))
		if name.endswith("name") or name in ("dn", "document", "case", "task"):
			return self.name_of(doctype)
		if name == "user":
			return self.chance.choice(list(self.prepared.users.values()))
		return self.odd()

	def method(self) -> Sent:
		path = self.chance.choice(self.methods)
		verb, arguments = self.arguments(path)
		if verb == "GET" or self.chance.randrange(4) == 0:
			return Sent(verb, path, query={key: text_of(value) for key, value in arguments.items()})
		return Sent(verb, path, json=arguments)

	def filtered_method(self) -> Sent:
		"""A list, a count or a value of a real DocType by odd filters."""
		doctype = self.doctype()
		fields = self.fields(doctype)
		name = self.chance.choice((
			"frappe.client.get_list", "frappe.client.get_count", "frappe.client.get_value", "frappe.client.get", "frappe.desk.reportview.get",
			"frappe.desk.reportview.get_list", "frappe.desk.reportview.get_count", "frappe.desk.reportview.export_query", "frappe.desk.search.search_link",
			"frappe.desk.search.search_widget", "frappe.desk.query_report.run", "frappe.desk.query_report.export_query",
		))  # fmt: skip
		arguments: dict[str, Any] = {
			"doctype": doctype,
			"filters": self.maybe_text(odd.filters(self.chance, fields)),
			"fieldname": self.maybe_text([self.chance.choice(fields)]),
			"fields": self.maybe_text(
				[self.chance.choice(fields), self.chance.choice((*fields, *odd.TEXTS))]
			),
			"txt": self.chance.choice(odd.TEXTS),
			"order_by": self.chance.choice((*fields, *odd.TEXTS)),
			"report_name": self.chance.choice(self.prepared.reports),
			"file_format_type": self.chance.choice(("CSV", "Excel", "x", None, 1)),
		}
		for key in (
			"start",
			"page_length",
			"limit",
			"group_by",
			"distinct",
			"debug",
			"query",
			"searchfield",
			"view",
			"selected_items",
			"columns",
		):
			if self.chance.randrange(6) == 0:
				arguments[key] = self.odd()
		return Sent("POST", f"/api/method/{name}", json=arguments)

	def document(self) -> Sent:
		doctype = self.doctype()
		verb = self.chance.choice(("POST", "PUT", "PUT", "GET", "DELETE"))
		path = f"/api/resource/{quote(doctype)}"
		if verb != "POST" or self.chance.randrange(5) == 0:
			path += "/" + quote(self.name_of(doctype), safe="")
		if verb in ("GET", "DELETE"):
			return Sent(
				verb,
				path,
				query={"run_method": self.chance.choice(odd.TEXTS)} if not self.chance.randrange(4) else None,
			)
		return Sent(
			verb,
			path,
			json=self.chance.choice(
				(self.values(doctype), {"data": self.values(doctype)}, {"data": self.odd()})
			),
		)

	def saved(self) -> Sent:
		"""A document through the doors of the desk and of `frappe.client`."""
		doctype = self.doctype()
		doc = self.values(doctype)
		if self.chance.randrange(3):
			doc["name"] = self.name_of(doctype)
		name, arguments = self.chance.choice((
			("frappe.client.insert", {"doc": self.maybe_text(doc)}),
			("frappe.client.insert_many", {"docs": self.maybe_text([doc, self.odd()])}),
			("frappe.client.save", {"doc": self.maybe_text(doc)}),
			("frappe.client.submit", {"doc": doc}),
			("frappe.client.bulk_update", {"docs": self.maybe_text([{**doc, "docname": doc.get("name")}, self.odd()])}),
			("frappe.client.set_value", {"doctype": doctype, "name": doc.get("name"), "fieldname": self.chance.choice((doc, self.odd())), "value": self.odd()}),
			("frappe.desk.form.save.savedocs", {"doc": json.dumps(doc), "action": self.chance.choice(("Save", "Submit", "Update", "Cancel", self.odd()))}),
			("run_doc_method", {"docs": json.dumps(doc), "method": self.chance.choice(("validate", "save", "add_comment", "db_set", "as_dict", self.odd())), "args": self.odd()}),
			("run_doc_method", {"dt": doctype, "dn": doc.get("name"), "method": self.chance.choice(("reload", "submit", "rename", self.odd())), "args": self.odd()}),
		))  # fmt: skip
		return Sent("POST", f"/api/method/{name}", json=arguments)

	def documented_method(self) -> Sent:
		doctype = self.doctype()
		path = f"/api/resource/{quote(doctype)}/{quote(self.name_of(doctype), safe='')}"
		body = {
			"run_method": self.chance.choice(
				("submit", "cancel", "rename", "add_comment", "lock", "validate", "db_set", self.odd())
			)
		}
		return Sent(
			self.chance.choice(("POST", "GET")), path, json={**body, "name": self.odd(), "text": self.odd()}
		)

	def page(self) -> Sent:
		doctype = self.doctype()
		slug = quote(doctype.lower().replace(" ", "-"))
		fields = self.fields(doctype)
		kind = self.chance.randrange(9)
		query: dict[str, Any] = {
			self.chance.choice((*fields, *odd.TEXTS)): text_of(
				self.chance.choice((odd.value(self.chance), [self.chance.choice(odd.OPERATORS), self.odd()]))
			)
			for _each in range(self.chance.randrange(4))
		}
		for key in (
			"_sort",
			"_start",
			"_limit",
			"_q",
			"_copy",
			"_amend",
			"doctype",
			"name",
			"format",
			"letterhead",
			"_lang",
			"print",
			"step",
		):
			if self.chance.randrange(7) == 0:
				query[key] = str(self.chance.choice((*fields, *odd.TEXTS, *odd.NUMBERS)))
		path = (
			f"/app/{slug}", f"/app/{slug}/view/list", f"/app/{slug}/new", f"/app/{slug}/{quote(self.name_of(doctype), safe='')}",
			f"/app/query-report/{quote(self.chance.choice((*self.prepared.reports, *odd.TEXTS)), safe='')}", "/printview",
			f"/app/{quote(self.chance.choice(odd.TEXTS)[:2000], safe='')}", f"/{self.chance.choice(('login', 'approvals', 'app', 'app/home', 'app/data-import', ''))}",
			f"/{self.chance.choice(('files', 'private/files', 'assets/township_gov', 'assets', 'desk-static/x', 'www'))}/{quote(self.chance.choice(odd.TEXTS)[:2000], safe='/')}",
		)[kind]  # fmt: skip
		if path == "/printview":
			query |= {"doctype": doctype, "name": self.name_of(doctype)}
		return Sent(
			self.chance.choice(("GET", "GET", "GET", "HEAD", "POST")),
			path,
			query=query,
			headers={"Accept": "text/html"},
		)

	def broken_body(self) -> Sent:
		sent = self.method() if self.chance.randrange(2) else self.document()
		bodies = (
			b"\x00", b"{", b"[1,", b"nul", b'"text"', b"1", b"[]", b'{"a":NaN}', b'{"doctype":"\\ud800"}', b'{"\\udfff":1}', b"\xff\xfe{}", b"{}" * 9,
			odd.deep(self.chance, 200).encode(), odd.deep(self.chance, 100_000).encode(), b"a=%ff&b=%00&a=%ed%a0%80", b"--x\r\nContent-Disposition: form-data\r\n\r\n",
			b'--x\r\nContent-Disposition: form-data; name="doctype"\r\n\r\nUser\r\n--x', b"--x--", b'{"doctype":' + b"1" * 5000 + b"}", b'{"a":1e999}',
			b'{"doc":"{\\"doctype\\":\\"\\\\ud800\\"}"}', b'{"filters":"[[\\"name\\",\\"=\\",\\"\\\\udfff\\"]]"}',
		)  # fmt: skip
		verb = self.chance.choice(("POST", "PUT", "DELETE"))
		return Sent(
			verb,
			sent.path,
			body=self.chance.choice(bodies),
			headers={"Content-Type": self.chance.choice(CONTENT_TYPES)},
		)

	def upload(self) -> Sent:
		from io import BytesIO

		name, content = self.chance.choice(FILE_NAMES), self.chance.choice(CONTENTS)
		doctype = self.doctype()
		form: dict[str, Any] = {"file": (BytesIO(content), name, self.chance.choice(CONTENT_TYPES[:5]))}
		for key, value in {
			"doctype": doctype,
			"docname": self.name_of(doctype),
			"fieldname": self.chance.choice(self.fields(doctype)),
			"is_private": "1",
		}.items():
			if self.chance.randrange(3) == 0:
				form[key] = value
		for key in (
			"folder",
			"file_url",
			"file_name",
			"library_file_name",
			"method",
			"is_private",
			"optimize",
		):
			if self.chance.randrange(8) == 0:
				form[key] = self.chance.choice(odd.TEXTS)
		if self.chance.randrange(5) == 0:
			return Sent(
				"POST",
				"/api/resource/File",
				json={
					"file_name": name,
					"content": self.odd(),
					"is_private": self.odd(),
					"decode": self.chance.randrange(2),
					"file_url": self.odd(),
					"folder": self.odd(),
				},
			)
		return Sent("POST", "/api/method/upload_file", form=form)

	def tampered(self) -> Sent:
		sent = self.chance.choice((self.method, self.document, self.page))()
		sent.verb = self.chance.choice(VERBS)
		sent.headers["X-HTTP-Method-Override"] = self.chance.choice(VERBS)
		if self.chance.randrange(2):
			sent.headers[self.chance.choice(("Origin", "Referer", "Host", "X-Forwarded-For", "X-Forwarded-Host", "Accept", "Accept-Language", "Range", "If-Modified-Since", "X-Requested-With", "Expect"))] = (
				self.chance.choice(("", "null", "http://evil.example", "bytes=9-1", "zh-TW;q=x", "../..", "x" * 3000, "text/html", "XMLHttpRequest", "%0d%0aX: 1"))
			)  # fmt: skip
		return sent

	def cookie(self) -> Sent:
		sent = self.chance.choice((self.method, self.page))()
		cookies = (
			"sid=Guest",
			"sid=",
			"sid=Administrator",
			"sid=" + "0" * 56,
			"sid=%00",
			'sid="a;b',
			"=x",
			"sid",
			"a" * 4000,
			"sid='; sid=2",
			"preferred_language=../..; sid=x",
			"user_id=Administrator; system_user=yes",
			"preferred_language=xx-YY",
		)
		sent.headers["Cookie"] = self.chance.choice(cookies)
		sent.headers["X-Anonymous"] = "1"
		if self.chance.randrange(3) == 0:
			sent.headers["Authorization"] = self.chance.choice(
				(
					"token",
					"token :",
					"token a:b:c",
					"Basic !!",
					"Basic Og==",
					"Basic //8=",
					"Bearer x",
					"token \x7f:x",
					"x" * 2000,
				)
			)
		return sent

	def address(self) -> Sent:
		paths = (
			"/api", "/api/", "/api/method", "/api/method/", "/api/resource", "/api/resource/", "/api/v1/method/ping", "/api/v2/document/User", "/api/resource/User/%2e%2e",
			"/api/method/frappe", "/api/method/os.system", "/api/method/frappe.client", "/api/method/frappe.client.__builtins__.eval", "/api/method/frappe.utils.password.get_decrypted_password",
			"/api/method/township_gov.hooks.app_name", "/api/method/builtins.eval", "/api/method/frappe..x", "/api/method/.", "/api/method/%00", "/api/method/a.b" + ".c" * 500,
			"/api/resource/%E4%B8%AD", "/api/resource/__Auth", "/api/resource/sqlite_master", "/api/resource/" + "x" * 3000, "/api/resource/DocType/User", "/api/openapi.json",
			"/api/resource/User/%ff%fe", "/%ff", "/app/%00", "//app", "/app//", "/app/user/..%2f..%2f", "/api/resource/ToDo%00", "/api/method/login/", "/api/resource/User%2FAdministrator",
		)  # fmt: skip
		return Sent(
			self.chance.choice(("GET", "POST", "PUT", "DELETE")),
			self.chance.choice(paths),
			query={"x": self.chance.choice(odd.TEXTS)},
		)


def text_of(value: Any) -> str:
	"""A value as an address carries it."""
	return value if isinstance(value, str) else json.dumps(value)


def requests(prepared: Prepared, role: str, number: int) -> Iterator[Sent]:
	"""Yield mutations for one caller without end."""
	return Mutator(prepared, role, number).requests()
