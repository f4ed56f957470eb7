"""A form with what goes wrong most: a second tab, a table with details behind its rows, conditions, rich text, links."""

from __future__ import annotations

from contextlib import contextmanager

from tests.browser.test_desk_smoke import PASSWORD, served

ROW = "Desk Paper Row"
PAPER = "Desk Paper"
NEW = "/app/desk-paper/new"
ROWS = '[data-grid="papers"] tbody > tr[data-row]'

ROW_FIELDS = [
	{"fieldname": "item", "label": "材料名称", "fieldtype": "Data", "in_list_view": 1, "reqd": 1},
	{"fieldname": "copies", "label": "份数", "fieldtype": "Int", "in_list_view": 1},
	{
		"fieldname": "about",
		"label": "所属卷宗",
		"fieldtype": "Link",
		"options": "Desk File",
		"in_list_view": 1,
	},
	{"fieldname": "place", "label": "存放处", "fieldtype": "Data"},
	{
		"fieldname": "why_lost",
		"label": "遗失说明",
		"fieldtype": "Data",
		"depends_on": "eval:doc.place=='遗失'",
		"mandatory_depends_on": "eval:doc.place=='遗失'",
	},
]
FIELDS = [
	{"fieldname": "subject", "label": "标题", "fieldtype": "Data", "reqd": 1, "in_list_view": 1},
	{"fieldname": "kind", "label": "种类", "fieldtype": "Select", "options": "普通\n紧急", "default": "普通"},
	{
		"fieldname": "urgent_why",
		"label": "紧急原因",
		"fieldtype": "Data",
		"depends_on": "eval:doc.kind=='紧急'",
		"mandatory_depends_on": "eval:doc.kind=='紧急'",
	},
	{"fieldname": "file", "label": "卷宗", "fieldtype": "Link", "options": "Desk File"},
	{"fieldname": "papers", "label": "材料", "fieldtype": "Table", "options": ROW},
	{"fieldname": "second", "label": "办理", "fieldtype": "Tab Break"},
	{"fieldname": "remark", "label": "办理说明", "fieldtype": "Data", "reqd": 1},
	{"fieldname": "body", "label": "正文", "fieldtype": "Text Editor"},
]
RIGHTS = [
	{
		"role": "System Manager",
		**dict.fromkeys(("read", "write", "create", "delete", "print", "export", "report"), 1),
	}
]


def make_papers() -> None:
	"""The doctypes and 25 records; called inside a site's context, by Administrator."""
	import frappe

	custom = {"doctype": "DocType", "module": "Custom", "custom": 1}
	frappe.get_doc(
		{
			**custom,
			"name": "Desk File",
			"autoname": "field:label",
			"quick_entry": 1,
			"fields": [
				{"fieldname": "label", "label": "卷宗号", "fieldtype": "Data", "reqd": 1, "unique": 1}
			],
			"permissions": RIGHTS,
		}
	).insert()
	frappe.get_doc({**custom, "name": ROW, "istable": 1, "fields": ROW_FIELDS}).insert()
	frappe.get_doc(
		{
			**custom,
			"name": PAPER,
			"autoname": "DP-.#####",
			"title_field": "subject",
			"track_changes": 1,
			"fields": FIELDS,
			"permissions": RIGHTS,
		}
	).insert()
	for label in ("甲卷", "乙卷"):
		frappe.get_doc({"doctype": "Desk File", "label": label}).insert()
	for number in range(1, 26):
		frappe.get_doc(
			{
				"doctype": PAPER,
				"subject": f"来件 {number:02d}",
				"kind": "紧急" if number % 5 == 0 else "普通",
				"urgent_why": "汛情" if number % 5 == 0 else None,
				"remark": "已登记",
				"papers": [{"item": "申请书", "copies": number, "about": ("甲卷", "乙卷")[number % 2]}],
			}
		).insert()


@contextmanager
def served_papers(folder):
	"""A served site with these records: its address, while the block runs."""
	import frappe

	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores
	from frappe_standalone.core.install import new_site
	from frappe_standalone.core.runtime import site_context

	new_site(folder, admin_password=PASSWORD, apps=[])
	with site_context(folder, user="Administrator", write=True):
		make_papers()
		frappe.db.commit()
	POOL.close()
	with served(folder) as url:
		yield url
	POOL.close()
	close_stores()


@contextmanager
def clerk_at(chromium, address: str, width: int = 1366, height: int = 768):
	"""A signed-in page that fails on script errors and on requests to anywhere else."""
	context = chromium.new_context(
		viewport={"width": width, "height": height}, locale="zh-CN", base_url=address
	)
	troubles: list[str] = []

	def watch(page) -> None:
		page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
		page.on(
			"request",
			lambda sent: sent.url.startswith((address, "data:", "blob:")) or troubles.append(sent.url),
		)

	context.on("page", watch)
	page = context.new_page()
	page.set_default_timeout(15_000)
	assert context.request.post("/api/method/login", data={"usr": "Administrator", "pwd": PASSWORD}).ok
	yield page
	context.close()
	assert not troubles, troubles
