"""A clerk's day, and nowhere in it a full number but in the one answer that was asked for with a reason.

Everything is a request as the platform's server answers it; every answer is searched, a workbook inside its parts too, and at
the end every table, and on the standalone every file of the site.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from werkzeug.test import Client

import frappe

from tests.app.registers_world import CODE, ID_NUMBERS
from tests.platforms import api_token
from tests.security.conftest import forget

IDENTITY, PHONE, ACCOUNT = ID_NUMBERS[1], "13987654321", "6222021234567890128"
MISTYPED = {"phone": "13699998888777766", "id_number": "339126198502022223"}
SECRETS = (IDENTITY, PHONE, ACCOUNT, *MISTYPED.values())


class Day:
	"""Requests of one township's people; whatever comes back is searched at once."""

	def __init__(self, town, platform):
		self.town, self.platform = town, platform
		self.client = Client(platform.wsgi(), use_cookies=False)
		self.tokens: dict[str, str] = {}

	def ask(self, who: str, verb: str, path: str, *, shows: str = "", status: int = 200, **options):
		"""One request; the decoded answer. `shows`: the one number it may hold."""
		token = self._token(who)
		frappe.db.commit()
		frappe.destroy()
		try:
			response = self.client.open(
				path, method=verb, headers={"Authorization": f"token {token}"}, **options
			)
			content = response.get_data()
			headers = str(response.headers)
			response.close()
		finally:
			self.platform.connect()
			frappe.set_user("Administrator")
		for secret in SECRETS:
			if secret != shows:
				assert secret not in headers, (verb, path)
				assert not holds(content, secret), (verb, path, secret)
		assert response.status_code == status, (verb, path, content[:500])
		return json.loads(content) if response.mimetype == "application/json" else content

	def call(self, who: str, method: str, **arguments):
		"""POST a method, with what a test says of it."""
		about = {name: arguments.pop(name) for name in ("shows", "status") if name in arguments}
		return self.ask(who, "POST", f"/api/method/{method}", json=arguments, **about)

	def _token(self, who: str) -> str:
		user = who if who == "Administrator" else self.town.mail(who)
		if user not in self.tokens:
			self.tokens[user] = api_token(user)
		return self.tokens[user]


def holds(content: bytes, secret: str) -> bool:
	"""Whether an answer holds a number, packed or plain."""
	if content[:2] == b"PK":
		with zipfile.ZipFile(io.BytesIO(content)) as book:
			return any(secret.encode() in book.read(name) for name in book.namelist())
	return secret.encode() in content


@pytest.fixture
def day(town, site):
	day = Day(town, site)
	day.made = []
	yield day
	for doctype, name in day.made:
		forget(doctype, name)


@pytest.fixture
def case(day):
	"""The clerk types the numbers in once."""
	answer = day.ask(
		"wang",
		"POST",
		"/api/resource/Service Case",
		json={
			"service_item": "T-SERVICE",
			"township": CODE,
			"applicant_name": "柳一天",
			"applicant_type": "Individual",
			"resident_type": "Registered",
			"village": f"{CODE}-01",
			"id_number": IDENTITY,
			"phone": PHONE,
			"channel": "Window",
			"window": f"{CODE}-F1-01",
			"accepting_office": day.town.office("HALL"),
			"handling_office": day.town.office("AGRI"),
			"received_on": "2026-03-02",
		},
	)
	name = answer["data"]["name"]
	day.made.append(("Service Case", name))
	return name


def test_a_days_answers_hold_no_full_number(day, case):
	look_at_it(day, case)
	find_it(day, case)
	mistype(day, case)
	work_on_it(day, case)
	take_it_away(day, case)
	see_one_number(day, case)
	read_the_trail(day, case)
	assert_nothing_is_stored(day)


def look_at_it(day, case) -> None:
	"""Form, list, REST."""
	answer = day.ask("wang", "GET", f"/api/resource/Service Case/{case}")["data"]
	assert answer["phone_masked"] == "139****4321"
	fields = json.dumps(["name", "phone", "id_number", "phone_masked", "id_number_masked"])
	day.ask(
		"wang",
		"GET",
		"/api/resource/Service Case",
		query_string={"fields": fields, "filters": json.dumps({"name": case})},
	)
	day.call("wang", "frappe.desk.form.load.getdoc", doctype="Service Case", name=case)
	day.call("wang", "frappe.client.get", doctype="Service Case", name=case)
	value = day.call(
		"wang", "frappe.client.get_value", doctype="Service Case", fieldname="phone", filters=case
	)
	assert PHONE not in json.dumps(value)
	for page in (
		"/app/service-case",
		f"/app/service-case/{case}",
		"/app/service-case/new",
		"/approvals",
		"/app",
	):
		day.ask("wang", "GET", page)


def find_it(day, case) -> None:
	"""A number typed into a search finds its record by its hash, and comes back from nowhere."""
	found = day.call("wang", "township_gov.secret_fields.find", number="139 8765 4321")["message"]
	assert ("Service Case", case) in [(row["doctype"], row["name"]) for row in found]
	assert day.call("wang", "township_gov.secret_fields.find", number="13700000000")["message"] == []
	day.call("wang", "frappe.desk.search.search_link", doctype="Service Case", txt=case, page_length=5)


def mistype(day, case) -> None:
	"""What is refused is not said again, nor written into a log."""
	for fieldname, wrong in MISTYPED.items():
		day.ask("wang", "PUT", f"/api/resource/Service Case/{case}", json={fieldname: wrong}, status=417)
	day.ask(
		"wang",
		"PUT",
		f"/api/resource/Service Case/{case}",
		json={"phone": PHONE, "window": "none"},
		status=417,
	)
	day.ask("shi", "PUT", f"/api/resource/Service Case/{case}", json={"phone": PHONE}, status=403)


def work_on_it(day, case) -> None:
	"""The approval, a comment, another number."""
	day.call("wang", "township_gov.workflows.api.start", doctype="Service Case", name=case)
	day.call("wang", "township_gov.workflows.api.actions", doctype="Service Case", name=case)
	day.call("wang", "township_gov.workflows.api.tasks")
	day.ask("wang", "PUT", f"/api/resource/Service Case/{case}", json={"phone": PHONE, "id_number": IDENTITY})
	day.ask(
		"wang",
		"GET",
		"/api/resource/Version",
		query_string={"fields": '["data"]'},
		status=anything(day, "Version"),
	)
	for kind in ("Notification Log", "Approval Task"):
		day.ask("wang", "GET", f"/api/resource/{kind}", query_string={"fields": '["*"]'})
	for kind in ("Approval Log", "Comment", "Version", "Deleted Document", "Error Log", "Activity Log"):
		day.ask(
			"Administrator",
			"GET",
			f"/api/resource/{kind}",
			query_string={"fields": '["*"]', "limit_page_length": 500},
		)


def anything(day, doctype: str) -> int:
	return 200 if frappe.has_permission(doctype, "read", user=day.town.mail("wang")) else 403


def take_it_away(day, case) -> None:
	"""Print, report, workbook."""
	timeliness = {"township": CODE, "group_by": "Service Item"}
	day.ask("wang", "GET", "/printview", query_string={"doctype": "Service Case", "name": case})
	day.ask(
		"wang",
		"GET",
		"/printview",
		query_string={"doctype": "Service Case", "name": case, "format": "Case Acceptance Notice"},
	)
	day.call("zhang", "frappe.desk.query_report.run", report_name="Case Timeliness", filters=timeliness)
	if frappe.has_permission("Service Case", "export", user=day.town.mail("hu")):
		columns = ("name", "phone_masked", "phone")
		for kind in ("Excel", "CSV"):
			day.call(
				"hu",
				"frappe.desk.reportview.export_query",
				doctype="Service Case",
				fields=json.dumps([f"`tabService Case`.`{name}`" for name in columns]),
				file_format_type=kind,
				title="Service Case",
				filters=json.dumps([["Service Case", "name", "=", case]]),
			)
		assert_lists_left(day, case)
	day.call(
		"zhang",
		"frappe.desk.query_report.export_query",
		report_name="Case Timeliness",
		file_format_type="Excel",
		filters=json.dumps(timeliness),
		visible_idx="[]",
	)


def assert_lists_left(day, case) -> None:
	"""Each file of a list has its entry: by whom, of what, by which filters, in which format, how many rows."""
	rows = frappe.get_all(
		"Audit Entry",
		{"kind": "Export", "about_name": "Service Case"},
		["user", "details"],
		order_by="creation",
	)
	told = [json.loads(row.details) for row in rows]
	assert [row.user for row in rows] == [day.town.mail("hu")] * 2
	assert [one["file_format_type"] for one in told] == ["Excel", "CSV"]
	assert all(case[-5:] in one["filters"] for one in told)
	if day.platform.name == "standalone":
		assert [one["rows"] for one in told] == [1, 1]  # v15 counts the lines of the file, its head too
	else:
		assert all(one["rows"] >= 1 for one in told)


def see_one_number(day, case) -> None:
	"""The one answer that shows one number, to whom may ask, with a reason."""
	ask = {"doctype": "Service Case", "name": case, "fieldname": "phone"}
	day.call("shi", "township_gov.secret_fields.unmask", reason="curious about it", status=403, **ask)
	day.call("wang", "township_gov.secret_fields.unmask", reason=" ", status=403, **ask)
	answer = day.call(
		"wang", "township_gov.secret_fields.unmask", reason="ring the applicant", shows=PHONE, **ask
	)
	assert answer["message"] == PHONE
	rows = frappe.get_all("Audit Entry", {"about_name": case, "kind": "Unmask"}, ["user", "reason"])
	assert rows == [{"user": day.town.mail("wang"), "reason": "ring the applicant"}]


def read_the_trail(day, case) -> None:
	"""The auditor looks at what happened, and takes it with him."""
	filters = {"about_doctype": "Service Case", "about_name": case}
	answer = day.call("shi", "frappe.desk.query_report.run", report_name="Audit Entries", filters=filters)
	told = json.dumps(answer, ensure_ascii=False)
	assert "139****4321" in told or "•••" in told
	day.call(
		"shi",
		"frappe.desk.query_report.export_query",
		report_name="Audit Entries",
		file_format_type="Excel",
		filters=json.dumps(filters),
		visible_idx="[]",
	)
	left = frappe.get_all(
		"Audit Entry", {"kind": ("in", ("Export", "Print"))}, ["kind", "user", "about_name", "details"]
	)
	assert {"Audit Entries", "Case Timeliness", case} <= {row.about_name for row in left}
	assert any('"rows":' in row.details for row in left if row.kind == "Export")


def assert_nothing_is_stored(day) -> None:
	"""No table holds a full number, and no file of the site."""
	for table in (name for name in frappe.db.get_tables() if name.startswith(("tab", "__"))):
		for row in frappe.db.sql(f"select * from `{table}`", as_dict=True):
			told = json.dumps(row, default=str, ensure_ascii=False)
			for secret in SECRETS:
				assert secret not in told, (table, row.get("name"))
	if day.platform.name != "standalone":
		return
	for path in Path(frappe.get_site_path()).rglob("*"):
		if path.is_file():
			content = path.read_bytes()
			for secret in SECRETS:
				assert not holds(content, secret), (path, secret)
