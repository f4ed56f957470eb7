"""An import in stages: nothing is written before it is started; it goes on after a fall, and all of it can be undone."""

from __future__ import annotations

import contextlib
import io

import pytest
from openpyxl import load_workbook

API = "/api/method/frappe_standalone.core.data_import.api"
ORDERS = "Title,Zone,Status,Amount,Due On,Item (Lines),Qty (Lines)\n"
GOOD = ORDERS + "扫地,,Open,１２.５,2026/3/1,扫帚,2\n,,,,,抹布,3\n浇水,,Closed,3,2026年3月2日,,\n"


@pytest.fixture
def web(tiny_dir):
	"""The Administrator of a site with the tiny app."""
	from frappe_standalone.core.http.session_store import close_stores
	from tests.platform.web import Web

	visitor = Web(tiny_dir)
	visitor.sign_in()
	yield visitor
	close_stores()


def upload(web, text, kind="Insert New Records", doctype="Tiny Order", status=200, **more):
	"""Upload a file; returns the name of the import, or the answer that refuses it."""
	content = text if isinstance(text, bytes) else text.encode()
	data = {"file": (io.BytesIO(content), "list.csv"), "doctype": doctype, "import_type": kind, **more}
	answered, body, _response = web.call("POST", f"{API}.begin", data=data)
	assert answered == status, body
	return body.get("message") if status == 200 else body


def call(web, method, name, status=200, **values):
	"""Call a function of an import; returns what it says."""
	answered, body, _response = web.call("POST", f"{API}.{method}", json={"data_import": name, **values})
	assert answered == status, body
	return body.get("message") if status == 200 else body


def state(web, name):
	return web.call("GET", f"{API}.state?data_import={name}")[1]["message"]


def rows(web, name, view="all"):
	return web.call("GET", f"{API}.rows?data_import={name}&view={view}")[1]["message"]["rows"]


def download(web, path):
	"""The file that an address answers with."""
	response = web.client.get(path)
	assert response.status_code == 200
	return io.BytesIO(response.get_data())


def bad_cells(web, name):
	"""(line, column, reason) of every bad cell."""
	return [(row["line"], *cell) for row in rows(web, name, "bad") for cell in row["reasons"]]


def work_off(web):
	"""Run the jobs that wait, as the server does."""
	from frappe_standalone.core.jobs import ledger
	from frappe_standalone.core.jobs.execution import run
	from frappe_standalone.core.runtime import site_context

	while True:
		with site_context(web.site_dir):
			name = ledger.next_due(["long", "default", "short"])
		if not name:
			return
		run(web.site_dir, name)


def load(web, text, **how):
	"""Upload, start, and wait; returns the name of the import."""
	name = upload(web, text, **how)
	call(web, "start", name)
	work_off(web)
	return name


def orders(web):
	"""Title → (status, amount, date, lines) of every order."""

	def read():
		import frappe

		docs = [frappe.get_doc("Tiny Order", found) for found in frappe.get_all("Tiny Order", pluck="name")]
		return {
			doc.title: (
				doc.status,
				doc.amount,
				str(doc.due_on),
				[(line.item, line.qty) for line in doc.lines],
			)
			for doc in docs
		}

	return web.work(read)


LOADED = {
	"扫地": ("Open", 12.5, "2026-03-01", [("扫帚", 2), ("抹布", 3)]),
	"浇水": ("Closed", 3.0, "2026-03-02", []),
}


def test_nothing_is_written_before_the_import_is_started(web):
	name = upload(web, GOOD)
	assert orders(web) == {}
	told = state(web, name)
	assert (told["status"], told["counts"]["good"], told["tried"]) == ("Pending", 3, 2)
	assert call(web, "start", name)["status"] == "Importing"
	assert orders(web) == {}
	work_off(web)
	assert orders(web) == LOADED
	assert state(web, name)["status"] == "Success"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_of_an_office_is_read(web, encoding):
	load(web, GOOD.encode(encoding))
	assert orders(web) == LOADED


def test_what_is_wrong_is_told_cell_by_cell_and_mended_in_place(web):
	text = ORDERS + "扫地,北区,Later,viel,2026-13-01,,x\n,,Open,1,,,\n"
	name = upload(web, text)
	found = bad_cells(web, name)
	assert {(line, column) for line, column, _reason in found} == {
		(2, "Zone"),
		(2, "Status"),
		(2, "Amount"),
		(2, "Due On"),
		(2, "Item (Lines)"),
		(2, "Qty (Lines)"),
		(3, "Title"),
	}
	call(web, "start", name, 417)
	for line, column, value in [
		(2, "Zone", ""),
		(2, "Status", "Open"),
		(2, "Amount", "5"),
		(2, "Due On", "20260301"),
		(2, "Item (Lines)", "扫帚"),
		(2, "Qty (Lines)", "1"),
		(3, "Title", "开门"),
	]:
		told = call(web, "edit", name, line=line, column=column, value=value)
	assert (told["counts"]["bad"], told["counts"]["good"]) == (0, 2)
	call(web, "start", name)
	work_off(web)
	assert sorted(orders(web)) == ["开门", "扫地"]


def test_a_number_that_excel_spoiled_is_refused_with_what_to_do(web):
	name = upload(web, ORDERS + "3.31126E+17,,,,,,\n")
	[(line, column, reason)] = bad_cells(web, name)
	assert (line, column) == (2, "Title")
	assert "spoiled by Excel" in reason and "as text" in reason


def test_bad_rows_are_left_out_only_when_asked_and_come_in_a_file(web):
	name = upload(web, ORDERS + "扫地,,Open,1,,,\n浇水,,Later,1,,,\n")
	answer = call(web, "start", name, 417)
	assert answer["exc_type"] == "NotNow"
	call(web, "start", name, leave_out_bad=1)
	work_off(web)
	assert list(orders(web)) == ["扫地"]
	assert state(web, name)["status"] == "Partial Success"
	sheet = load_workbook(download(web, f"{API}.problems?data_import={name}")).active
	table = list(sheet.iter_rows(values_only=True))
	assert table[0][-1] == "Reason for refusal"
	assert len(table) == 2 and table[1][:3] == ("浇水", None, "Later") and "Line 3" in table[1][-1]


def test_the_file_of_bad_rows_can_be_mended_and_imported(web):
	name = upload(web, ORDERS + "扫地,,Later,1,,,\n")
	book = load_workbook(download(web, f"{API}.problems?data_import={name}"))
	book.active["C2"] = "Open"
	stream = io.BytesIO()
	book.save(stream)
	load(web, stream.getvalue())
	assert list(orders(web)) == ["扫地"]


def test_a_row_may_be_left_out_and_taken_back_in(web):
	name = upload(web, ORDERS + "扫地,,Open,1,,,\n浇水,,Open,1,,,\n")
	assert call(web, "leave_out", name, lines=[3])["counts"]["left_out"] == 1
	assert call(web, "leave_out", name, lines=[3], out=0)["counts"]["good"] == 2


def test_columns_are_matched_by_hand_and_remembered(web):
	text = "Was,Wann\n扫地,2026-03-01\n"
	name = upload(web, text)
	assert "Choose at least one" in state(web, name)["failure"]
	told = call(
		web, "choose", name, fields={"Was": "title", "Wann": "due_on"}, import_type="Insert New Records"
	)
	assert told["failure"] == "" and told["counts"]["good"] == 1
	again = upload(web, text)
	assert state(web, again)["fields"] == {"Was": "title", "Wann": "due_on"}


def test_two_columns_for_one_field_are_refused(web):
	name = upload(web, "Was,Wie\na,b\n")
	answer = call(
		web, "choose", name, 417, fields={"Was": "title", "Wie": "title"}, import_type="Insert New Records"
	)
	assert answer["exc_type"] == "BadMapping"


def test_existing_records_are_changed_by_their_key_and_empty_cells_leave_them(web):
	load(web, GOOD)
	load(web, "Title,Status,Amount\n扫地,Closed,\n", kind="Update Existing Records")
	assert orders(web)["扫地"] == ("Closed", 12.5, "2026-03-01", [("扫帚", 2), ("抹布", 3)])


def test_changing_what_is_not_there_is_refused(web):
	name = upload(web, "Title,Status\n扫地,Closed\n", kind="Update Existing Records")
	[(_line, column, reason)] = bad_cells(web, name)
	assert column == "Title" and "no Tiny Order 扫地 to change" in reason


def test_the_same_rows_twice_are_told_when_a_field_tells_records_apart(web):
	web.work(lambda: allow("Tiny Zone"))
	name = upload(web, "Zone Code\nN1\nN1\n", doctype="Tiny Zone")
	[(line, column, reason)] = bad_cells(web, name)
	assert (line, column) == (3, "Zone Code") and "line 2" in reason


def allow(doctype):
	"""Let System Managers import a DocType of the tests."""
	import frappe

	frappe.make_property_setter(
		{
			"doctype": doctype,
			"doctype_or_field": "DocType",
			"property": "allow_import",
			"value": 1,
			"property_type": "Check",
		}
	)
	from frappe.permissions import add_permission, update_permission_property

	add_permission(doctype, "System Manager", 0)
	update_permission_property(doctype, "System Manager", 0, "import", 1)
	for right in ("write", "create", "delete"):
		update_permission_property(doctype, "System Manager", 0, right, 1)


def test_a_cut_off_import_goes_on_where_it_stopped(web, monkeypatch):
	from frappe_standalone.core.data_import import staged

	monkeypatch.setattr(staged, "BATCH_ROWS", 2)
	text = ORDERS + "".join(f"T{number},,Open,1,,,\n" for number in range(7))
	name = upload(web, text)
	call(web, "start", name)
	apply_row, seen = staged.Applier.apply_row, []

	def falls(applier, row):
		seen.append(row.line)
		if len(seen) == 4:
			raise KeyboardInterrupt
		apply_row(applier, row)

	monkeypatch.setattr(staged.Applier, "apply_row", falls)
	with pytest.raises(KeyboardInterrupt):
		work_off(web)
	assert len(orders(web)) == 2
	monkeypatch.setattr(staged.Applier, "apply_row", apply_row)
	take_up(web)
	work_off(web)
	assert len(orders(web)) == 7
	assert state(web, name)["status"] == "Success"


def take_up(web):
	"""What the server does with the jobs of a worker that died."""
	from frappe_standalone.core.jobs.recovery import recover

	recover(web.site_dir)


def test_the_whole_import_is_undone(web):
	load(web, ORDERS + "浇水,,Open,1,,水壶,1\n")
	before = orders(web)
	name = load(web, GOOD.replace("扫地", "拖地"), kind="Insert New and Update Existing")
	assert orders(web)["浇水"] == ("Closed", 3.0, "2026-03-02", [("水壶", 1)])
	answer = call(web, "take_back", name)
	assert answer["hindrances"] == []
	work_off(web)
	assert orders(web) == before
	assert state(web, name)["status"] == "Undone"
	assert not state(web, name)["can_undo"]


def test_an_import_whose_record_was_changed_since_is_not_undone(web):
	name = load(web, GOOD)

	def change():
		import frappe

		doc = frappe.get_doc("Tiny Order", {"title": "浇水"})
		doc.amount = 99
		doc.save()

	web.work(change)
	answer = call(web, "take_back", name)
	assert answer["count"] == 1
	assert answer["hindrances"][0]["line"] == 4
	assert "changed it since" in answer["hindrances"][0]["reason"]
	work_off(web)
	assert len(orders(web)) == 2


def test_what_somebody_changes_while_it_is_being_undone_is_not_overwritten(web):
	"""Between the question and the job that undoes lies a queue: a colleague saves a record of the import meanwhile."""
	web.add_user("clerk@town.example", "Tiny Clerk")
	load(web, ORDERS + "浇水,,Open,1,,水壶,1\n")
	name = load(web, GOOD, kind="Insert New and Update Existing")
	assert call(web, "take_back", name)["hindrances"] == []

	def change():
		import frappe

		frappe.set_user("clerk@town.example")
		doc = frappe.get_doc("Tiny Order", {"title": "浇水"})
		doc.amount = 99
		doc.save()

	web.work(change)
	with contextlib.suppress(Exception):  # the job's failure is told on the import
		work_off(web)
	assert orders(web)["浇水"][1] == 99.0
	told = state(web, name)
	assert told["status"] == "Error" and "changed it since" in told["failure"]
	assert call(web, "take_back", name)["count"] == 1


def test_an_import_whose_record_is_used_since_is_not_undone(web):
	web.work(lambda: allow("Tiny Zone"))
	name = load(web, "Zone Code\nN1\n", doctype="Tiny Zone")
	load(web, ORDERS + "扫地,N1,Open,1,,,\n")
	answer = call(web, "take_back", name)
	assert "uses it" in answer["hindrances"][0]["reason"]


def test_another_clerk_neither_sees_nor_starts_it(web):
	name = upload(web, GOOD)
	password = web.add_user("clerk@town.example", "Tiny Clerk")
	clerk = web.another()
	clerk.sign_in("clerk@town.example", password)
	assert clerk.call("GET", f"{API}.rows?data_import={name}")[0] == 403
	assert clerk.call("POST", f"{API}.start", json={"data_import": name})[0] == 403
	assert clerk.call("GET", f"/app/data-import/{name}")[0] == 403


def test_a_field_above_the_clerks_level_is_no_column_of_his(web):
	password = web.add_user("clerk@town.example", "Tiny Clerk")
	clerk = web.another()
	clerk.sign_in("clerk@town.example", password)
	name = upload(clerk, "Title,Remark\n扫地,geheim\n")
	assert "Remark" not in state(clerk, name)["fields"]


def test_who_may_not_import_gets_no_template_and_leaves_no_file(web):
	password = web.add_user("reader@town.example")
	reader = web.another()
	reader.sign_in("reader@town.example", password)
	assert reader.call("GET", f"{API}.template?doctype=Tiny Order")[0] == 403
	upload(reader, GOOD, status=403)


@pytest.mark.parametrize("doctype", ["DocType", "Custom Field", "Has Role", "Data Import", "Property Setter"])
def test_what_the_program_is_made_of_is_not_imported(web, doctype):
	upload(web, "Name\nx\n", doctype=doctype, status=403)


def test_the_template_offers_the_options_and_is_read_back(web):
	book = load_workbook(download(web, f"{API}.template?doctype=Tiny Order&import_type=Insert New Records"))
	sheet, notes, lists = book.worksheets
	heads = [cell.value for cell in sheet[1]]
	assert heads[:3] == ["Title*", "Zone", "Status"]
	assert "Item（Lines）" in heads and "Secret" not in heads
	assert lists.sheet_state == "hidden"
	[status] = [rule for rule in sheet.data_validations.dataValidation if "C2" in str(rule.sqref)]
	assert "$C$1:$C$2" in status.formula1
	assert [cell.value for cell in lists["C"]] == ["Open", "Closed"]
	assert any("2026-03-01" in str(cell.value) for row in notes for cell in row)
	sheet["A2"], sheet["C2"] = "扫地", "Open"
	stream = io.BytesIO()
	book.save(stream)
	load(web, stream.getvalue())
	assert list(orders(web)) == ["扫地"]


def test_the_versions_name_the_import(web):
	load(web, GOOD)
	name = load(web, "Title,Status\n扫地,Closed\n", kind="Update Existing Records")

	def versions():
		import frappe

		return frappe.get_all("Version", {"ref_doctype": "Tiny Order"}, pluck="data")

	assert any(name in text for text in web.work(versions))


def test_a_finished_import_keeps_no_cells_of_what_it_loaded(web):
	name = load(web, GOOD)
	assert {"".join(row["cells"]) for row in rows(web, name)} == {""}


def test_the_pages_show_the_import(web):
	name = upload(web, ORDERS + "扫地,,Later,1,,,\n")
	assert name in web.call("GET", "/app/data-import")[1]
	status, page, _response = web.call("GET", f"/app/data-import/{name}")
	assert status == 200 and "import_one.js" in page


def test_discarding_takes_the_rows_with_it(web):
	name = upload(web, GOOD)
	call(web, "discard", name)
	assert web.call("GET", f"{API}.state?data_import={name}")[0] == 404
