"""What a page of the demo township costs: at most 12 queries, and at most 150 kB on the first visit.

Counted is what goes over the line: the page as it is, scripts and styles as the server sends them to a browser that
takes gzip. A second visit sends the page alone.
"""

from __future__ import annotations

import re
from posixpath import dirname, normpath

import pytest

import frappe

from tests.app.demo_visits import demo_visits

pytestmark = pytest.mark.standalone

MOST_QUERIES, MOST_BYTES = 12, 150_000
# A case has a fourth table (the offices that handle it together), and each table of a form is a query
# …; who leaves is looked up in every register that names him
TABLES_MORE = {"form": 1, "leaving": 3}
CLERK = "chen.ck@longgong.example"
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
	"""The demo township: its visitors signed in, and the names that the addresses need."""
	people = (CLERK, "Administrator", *OTHERS)
	with demo_visits(platform, tmp_path_factory.mktemp("budget"), people, newest) as found:
		yield found


def newest() -> dict[str, str]:
	"""Doctype → the record of it that the addresses stand for."""
	task = {"reference_doctype": "Service Case", "assigned_to": CLERK, "status": "Open"}
	return {
		"Service Case": frappe.db.get_value("Approval Task", task, "reference_name"),
		"Petition": frappe.get_all("Petition", {"category": ["!=", "Report"]}, pluck="name", limit=1)[0],
		"Rotation Plan": frappe.get_all("Rotation Plan", pluck="name", limit=1)[0],
	}


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
