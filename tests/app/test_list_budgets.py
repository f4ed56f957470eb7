"""Every list, board and calendar of the demo township, for a clerk and for the administrator: at most 12 queries and 150 kB.

The bytes are the page with every script and style that it loads at once, none of them packed, each counted once.
"""

from __future__ import annotations

import re
from posixpath import dirname, normpath

import pytest

import frappe

from tests.app.demo_visits import demo_visits

pytestmark = pytest.mark.standalone

MOST_QUERIES, MOST_BYTES = 12, 150_000
CLERK, ADMIN = "chen.ck@longgong.example", "admin.xz@longgong.example"
PEOPLE = (CLERK, ADMIN, "Administrator")


@pytest.fixture(scope="module")
def town(platform, tmp_path_factory):
	"""The demo township: its visitors signed in, and the addresses of all lists."""
	with demo_visits(platform, tmp_path_factory.mktemp("lists"), PEOPLE, lists) as found:
		yield found


def lists() -> list[str]:
	from frappe_standalone.core.desk.slugs import list_url

	names = frappe.get_all(
		"DocType", {"istable": 0, "issingle": 0, "is_virtual": 0}, pluck="name", order_by="name"
	)
	return [list_url(name) for name in names]


@pytest.mark.parametrize("user", PEOPLE, ids=lambda user: user.split(".")[0])
@pytest.mark.parametrize("view", ["", "/view/kanban", "/view/calendar"], ids=["list", "board", "calendar"])
def test_every_list_is_within_its_budget(town, queries, user, view):
	visitors, addresses = town
	visitor, weights = visitors[user], {}
	found, over = [], []
	for address in addresses:
		if visitor.call("GET", address + view)[0] != 200:
			continue  # not this person's, or a list without a status or a date
		del queries[:]
		status, html, _response = visitor.call("GET", address + view)
		asked = len(queries)
		if 'id="list-data"' not in html:
			continue  # a page of its own, a workspace
		weight = len(html.encode()) + sum(weights_of(visitor, html, weights).values())
		found.append((asked, weight, address))
		assert status == 200
		if asked > MOST_QUERIES or weight > MOST_BYTES:
			over.append(f"{address}{view}: {asked} queries, {weight:,} bytes")
	found.sort(reverse=True)
	print(
		user,
		view,
		len(found),
		"pages; most queries",
		found[:3],
		"largest",
		max(found, key=lambda one: one[1]),
	)
	assert len(found) > 15
	assert not over, "\n".join(over)


def weights_of(visitor, html: str, known: dict[str, int]) -> dict[str, int]:
	"""Address → bytes of every script and style of a page, and of the modules they import at once."""
	waiting = re.findall(r"(?:src|href)=\"((?:/desk-static|/assets)/[^\"]+)\"", html)
	mine: dict[str, int] = {}
	while waiting:
		address = waiting.pop()
		if address in mine:
			continue
		source = (
			visitor.client.get(address, buffered=True).get_data(as_text=True)
			if address not in known
			else known[address]
		)
		known[address] = source
		mine[address] = len(source.encode())
		folder = dirname(address.split("?")[0])
		waiting += [normpath(f"{folder}/{path}") for path in re.findall(r'from "(\./[^"]+)"', source)]
	return mine


@pytest.mark.parametrize("user", PEOPLE, ids=lambda user: user.split(".")[0])
def test_the_box_in_the_top_bar_asks_few_queries(town, queries, user):
	visitors, _addresses = town
	find = {"query_string": {"text": "建平"}}
	visitors[user].call("GET", "/api/method/frappe_standalone.core.desk.api.find", **find)
	del queries[:]
	answer = visitors[user].call("GET", "/api/method/frappe_standalone.core.desk.api.find", **find)[1]
	assert len(queries) <= MOST_QUERIES, "\n".join(query[:160] for query in queries)
	assert any(group["label"] == "办件" for group in answer["message"])


def test_the_calendar_knows_the_days_of_rest(town):
	visitors, _addresses = town
	html = visitors[ADMIN].call("GET", "/app/leave-request/view/calendar?_month=2026-10")[1]
	national_day = re.search(r'datetime="2026-10-01".*?</div>', html, re.DOTALL).group()
	worked = re.search(r'datetime="2026-10-10".*?</div>', html, re.DOTALL).group()
	assert "国庆节" in national_day and "休" in national_day
	assert "班" in worked


def test_a_board_of_approvals_says_why_no_card_moves(town):
	visitors, _addresses = town
	html = visitors[CLERK].call("GET", "/app/service-case/view/kanban")[1]
	assert "状态由审批决定" in html
	assert 'draggable="true"' not in html
	assert "data-move-card" not in html


def test_printing_many_leaves_an_entry_at_each_record(town):
	import json

	visitors, _addresses = town
	visitor = visitors[ADMIN]
	listed = visitor.call("GET", "/app/service-case?_sort=name")[1]
	names = re.findall(r'<tr data-name="([^"]+)"', listed)[:2]
	status, html, _response = visitor.call(
		"GET", "/printview/many", query_string={"doctype": "Service Case", "names": json.dumps(names)}
	)
	assert status == 200 and html.count('class="sheet print-format"') == 2
	entry = {
		"fields": '["action","about_doctype","about_name","user"]',
		"filters": f'[["kind","=","Print"],["user","=","{ADMIN}"]]',
	}
	rows = visitors["Administrator"].call("GET", "/api/resource/Audit Entry", query_string=entry)[1]["data"]
	assert {(row["about_doctype"], row["about_name"]) for row in rows} == {
		("Service Case", name) for name in names
	}
	assert {row["action"] for row in rows} == {"Case Acceptance Notice"}
