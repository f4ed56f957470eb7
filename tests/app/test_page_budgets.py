"""What a page of the demo township costs: at most 12 queries, and at most 150 kB on the first visit.

Counted is what goes over the line: the page as it is, scripts and styles as the server sends them to a browser that
takes gzip. A second visit sends the page alone.
"""

from __future__ import annotations

import re
from posixpath import dirname, normpath

import pytest

import frappe

pytestmark = pytest.mark.standalone

MOST_QUERIES, MOST_BYTES = 12, 150_000
# A case has a fourth table (the offices that handle it together), and each table of a form is a query
# …; who leaves is looked up in every register that names him
TABLES_MORE = {"form": 1, "leaving": 3}
CLERK, PASSWORD = "chen.ck@longgong.example", "Budget-test-2026"
# page → address; {Doctype} stands for the newest record of it
PAGES = {
	"home": "/app",
	"workspace": "/app/service-windows",
	"list": "/app/service-case",
	"form": "/app/service-case/{Service Case}",
	"new": "/app/service-case/new",
	"report": "/app/query-report/Case Timeliness",
	"print": "/printview?doctype=Service Case&name={Service Case}&format=Case Acceptance Notice",
	"inbox": "/approvals",
}
ADMIN_PAGES = {
	**PAGES,
	"petition": "/app/petition/{Petition}",
	"petitions": "/app/petition",
	"plan": "/app/rotation-plan/{Rotation Plan}",
	"flow": "/app/approval-flow/Service Case Handling",
	"flow designer": "/flow-designer?flow=Service Case Handling",
	"flow designer, new": "/flow-designer",
	"rotation due": "/app/query-report/Rotation Due",
	"powers": "/app/query-report/Power Register Status",
	"compliance": "/app/query-report/Petition Compliance",
	"establishment": "/app/query-report/Establishment and Vacancies",
	"audit": "/app/query-report/Audit Entries",
	"documents": "/app/query-report/Official Document Register",
	"built report": "/app/service-case/view/report",
	"homes": "/app/home-editor?home=Window Home",
	"users": "/app/user",
	"settings": "/rule-settings",
	"one setting": "/rule-settings?key=X4.limit",
	"calendar": "/year-calendar",
	"upgrades": "/pending-upgrades",
	"one upgrade": "/pending-upgrades?name=Print Format-Petition Notice",
	"people": "/role-profiles",
	"one person": "/role-profiles?user=shen.sb@longgong.example",
	"leaving": "/leaving-staff?user=shen.sb@longgong.example",
	"notices": "/notification-rules",
	"one notice": "/notification-rules?form=Petition",
	"a new form": "/app/doctype/new",
	"a form to change": "/app/customize-form?doc_type=Service%20Case",
	"a print to design": "/app/print-format-builder?doctype=Leave%20Request",
	"wording": "/app/translation?text=申请人",
	"why": "/permission-why?user=chen.ck@longgong.example&doctype=Petition&right=write",
}
# Every role's home: each reads what that role waits for
OTHERS = [f"{name}@longgong.example" for name in ("shen.sb", "lin.xz", "tang.xf", "mao.zz", "admin.xz")]
VISITS = [(CLERK, page) for page in PAGES] + [("Administrator", page) for page in ADMIN_PAGES]
VISITS += [(user, "home") for user in OTHERS]


@pytest.fixture(scope="module")
def town(platform, tmp_path_factory):
	"""The demo township's folder, its two visitors signed in, and the names that the addresses need."""
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores
	from tests.platform.web import Web

	folder = tmp_path_factory.mktemp("budget")
	with platform.copy(folder / "demo.localhost") as site_dir:
		frappe.init(site="demo.localhost", sites_path=str(folder))
		frappe.connect()
		frappe.set_user("Administrator")
		frappe.get_attr("township_gov.demo.load")()
		names = prepare()
		frappe.destroy()
		web = Web(site_dir)
		visitors = {user: web.another() for user in (CLERK, "Administrator", *OTHERS)}
		for user, visitor in visitors.items():
			visitor.sign_in(user, PASSWORD)
		yield visitors, names
		POOL.close()
		close_stores()


def prepare() -> dict[str, str]:
	from frappe.utils.password import update_password

	for user in (CLERK, "Administrator", *OTHERS):
		update_password(user, PASSWORD)
	task = {"reference_doctype": "Service Case", "assigned_to": CLERK, "status": "Open"}
	names = {
		"Service Case": frappe.db.get_value("Approval Task", task, "reference_name"),
		"Petition": frappe.get_all("Petition", {"category": ["!=", "Report"]}, pluck="name", limit=1)[0],
		"Rotation Plan": frappe.get_all("Rotation Plan", pluck="name", limit=1)[0],
	}
	frappe.db.commit()
	return names


@pytest.fixture
def queries(monkeypatch):
	"""The statements run while a test asks for pages."""
	from frappe_standalone.core.db import Database

	seen: list[str] = []
	plain = Database.execute

	def counted(self, statement, *args, **kwargs):
		seen.append(str(getattr(statement, "sql", statement)))
		return plain(self, statement, *args, **kwargs)

	monkeypatch.setattr(Database, "execute", counted)
	return seen


@pytest.mark.parametrize(("user", "page"), VISITS, ids=lambda value: value.split(".")[0])
def test_a_page_is_within_its_budget(town, queries, user, page):
	visitors, names = town
	visitor, address = visitors[user], ADMIN_PAGES[page]
	for doctype, name in names.items():
		address = address.replace(f"{{{doctype}}}", name)
	visitor.call("GET", address)
	del queries[:]
	status, html, _response = visitor.call("GET", address)
	assert status == 200, address
	assert len(queries) <= MOST_QUERIES + TABLES_MORE.get(page, 0), "\n".join(
		query[:200] for query in queries
	)
	weight = len(html.encode()) + weight_of_assets(visitor, html)
	assert weight <= MOST_BYTES, f"{weight} bytes"


def weight_of_assets(visitor, html: str) -> int:
	"""Bytes of every script and style of a page, and of the modules they import, as they are sent."""
	waiting = re.findall(r"(?:src|href)=\"((?:/desk-static|/assets)/[^\"]+)\"", html)
	seen: dict[str, int] = {}
	while waiting:
		address = waiting.pop()
		if address not in seen:
			packed = visitor.client.get(address, headers={"Accept-Encoding": "gzip"}, buffered=True)
			seen[address] = len(packed.get_data())
			source = visitor.client.get(address, buffered=True).get_data(as_text=True)
			folder = dirname(address.split("?")[0])
			waiting += [normpath(f"{folder}/{path}") for path in re.findall(r'from "(\./[^"]+)"', source)]
	return sum(seen.values())
