"""The real lists: the townships of a county, and the catalogue of a county's service items."""

from __future__ import annotations

import shutil

import pytest

from tests.platform.conftest import ADMIN_PASSWORD


@pytest.fixture(scope="module")
def app_site(tmp_path_factory):
	"""A site with the app."""
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.install import new_site

	folder = tmp_path_factory.mktemp("real") / "site"
	new_site(folder, admin_password=ADMIN_PASSWORD, apps=["township_gov"])
	POOL.close()
	return folder


@pytest.fixture
def load(app_site, tmp_path):
	"""Import into a copy of the site; returns what `read` finds afterwards, beside the result."""
	from frappe_standalone.core.data_import.run import ImportOptions, run_import
	from frappe_standalone.core.runtime import site_context

	target = tmp_path / "site"
	shutil.copytree(app_site, target)

	def load(doctype, file, mapping, read=lambda: None, **options):
		import frappe

		with site_context(target):
			result = run_import(doctype, file, mapping, ImportOptions(**options))
			found = read()
			frappe.db.commit()
		return result, found

	return load


def figures(result):
	return {name: (each.created, each.updated, each.unchanged) for name, each in result.counts.items()}


def test_the_townships_of_qingyuan_come_from_the_national_list(load, shared_data):
	def kinds():
		import frappe

		rows = frappe.get_all("Township", ["township_code", "kind", "kind_name", "county"], order_by="name")
		return {row.township_code: (row.kind, row.kind_name, row.county) for row in rows}

	result, found = load("Township", shared_data / "streets.csv", "townships", kinds)
	assert (figures(result), result.filtered) == ({"Township": (19, 0, 0)}, 41333)
	assert found["331126001"] == ("Subdistrict", "街道", "庆元县")
	assert found["331126101"] == ("Town", "镇", "庆元县")
	assert found["331126205"] == ("Township", "乡", "庆元县")
	again, _found = load("Township", shared_data / "streets.csv", "townships")
	assert figures(again) == {"Township": (0, 0, 19)}


def test_another_county_is_a_parameter(load, shared_data):
	options = {"parameters": {"area": "110101", "county": "东城区"}}
	result, _found = load("Township", shared_data / "streets.csv", "townships", **options)
	assert figures(result)["Township"][0] == 17


def test_all_1135_items_become_departments_and_incomplete_items(load, shared_data):
	def facts():
		import frappe

		return (
			frappe.db.count("Service Item"),
			frappe.db.count("Service Item", {"status": "Incomplete"}),
			frappe.db.count("Service Item", {"item_type": "Administrative Licence"}),
			frappe.db.count("County Department"),
		)

	result, found = load("Service Item", shared_data / "service_items.csv", "service_items", facts)
	assert figures(result) == {"County Department": (34, 0, 0), "Service Item": (1135, 0, 0)}
	assert found == (1135, 1135, 536, 34)
	again, found = load("Service Item", shared_data / "service_items.csv", "service_items", facts)
	assert figures(again) == {"County Department": (0, 0, 34), "Service Item": (0, 0, 1135)}
	assert found == (1135, 1135, 536, 34)


@pytest.mark.parametrize("kind", ["gb18030", "xlsx"])
def test_the_catalogue_loads_from_the_other_kinds_of_file_too(load, shared_data, tmp_path, kind):
	text = (shared_data / "service_items.csv").read_text(encoding="utf-8-sig")
	if kind == "gb18030":
		file = tmp_path / "items.csv"
		file.write_bytes(text.encode("gb18030"))
	else:
		import csv

		from openpyxl import Workbook

		file = tmp_path / "items.xlsx"
		workbook = Workbook(write_only=True)
		sheet = workbook.create_sheet()
		for row in csv.reader(text.splitlines()):
			sheet.append(row)
		workbook.save(file)
	result, _found = load("Service Item", file, "service_items")
	assert figures(result)["Service Item"] == (1135, 0, 0)


def test_a_wrong_type_in_one_line_of_1135_loads_nothing(load, shared_data, tmp_path):
	lines = (shared_data / "service_items.csv").read_text(encoding="utf-8-sig").splitlines()
	lines[700] = (
		lines[700]
		.replace("行政许可", "行政许可证")
		.replace("公共服务", "公共服务类")
		.replace("其他行政权力", "其他")
	)
	file = tmp_path / "items.csv"
	file.write_text("\n".join(lines), encoding="utf-8")

	def count():
		import frappe

		return frappe.db.count("Service Item"), frappe.db.count("County Department")

	result, found = load("Service Item", file, "service_items", count)
	assert [bad.line for bad in result.bad] == [701]
	assert found == (0, 0)


def test_1135_items_are_staged_loaded_in_batches_and_undone_as_a_whole(app_site, tmp_path, shared_data):
	import frappe

	from frappe_standalone.core.data_import import staged, undo
	from frappe_standalone.core.data_import.staging import DONE, Rows
	from frappe_standalone.core.runtime import site_context

	target = tmp_path / "site"
	shutil.copytree(app_site, target)
	content = (shared_data / "service_items.csv").read_bytes()
	with site_context(target):
		doc = staged.create("Service Item", "service_items.csv", content, map_name="service_items")
		assert frappe.db.count("Service Item") == 0
		doc.db_set("status", staged.IMPORTING)
		staged.load(doc.name)
		doc.reload()
		assert (doc.status, Rows(doc.name).counts()) == ("Success", {DONE: 1135})
		assert (frappe.db.count("Service Item"), frappe.db.count("County Department")) == (1135, 34)
		assert undo.hindrances(doc) == []
		doc.db_set("status", staged.UNDOING)
		undo.take_back(doc.name)
		assert (frappe.db.count("Service Item"), frappe.db.count("County Department")) == (0, 0)


def test_a_kind_is_read_in_the_words_of_its_form(app_site, tmp_path):
	"""乡 is a kind of township and 乡镇 the form: one English word, two meanings."""
	import frappe

	from frappe_standalone.core.data_import import staged
	from frappe_standalone.core.data_import.staging import GOOD, Rows
	from frappe_standalone.core.runtime import site_context

	target = tmp_path / "site"
	shutil.copytree(app_site, target)
	text = "行政区划代码,乡镇（街道）名称,类别,所属县（市、区）\n331126201,岭头乡,乡,庆元县\n331126101,黄田镇,镇,庆元县\n"
	with site_context(target):
		frappe.local.lang = "zh"
		doc = staged.create("Township", "list.csv", text.encode("gb18030"))
		assert Rows(doc.name).counts() == {GOOD: 2}
