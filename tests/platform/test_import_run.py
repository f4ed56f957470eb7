"""Imports: all or nothing, twice is once, and what was cut off is taken back."""

from __future__ import annotations

import json

import pytest

from frappe_standalone.core.data_import.errors import BadMapping, ImportRunning

MAPPING = {
	"doctype": "ToDo",
	"targets": [
		{
			"id": "role",
			"doctype": "Role",
			"key": ["role_name"],
			"repeats": True,
			"create_only": True,
			"fields": {"role_name": "role"},
		},
		{
			"doctype": "ToDo",
			"key": ["description"],
			"fields": {
				"description": "task",
				"priority": {"column": "priority", "map": {"高": "High", "中": "Medium", "低": "Low"}},
				"role": {"target": "role"},
				"status": {"constant": "Open", "only_on_create": True},
			},
		},
	],
}
GOOD = "task,priority,role\n扫地,高,Sweeper\n浇水,中,Gardener\n开门,低,Sweeper\n"


@pytest.fixture
def load(web, tmp_path):
	"""Import a text by the mapping; returns the result."""
	from frappe_standalone.core.data_import.run import ImportOptions, run_import

	def load(text, mapping=MAPPING, **options):
		(tmp_path / "in.csv").write_text(text, encoding="utf-8")
		(tmp_path / "map.json").write_text(json.dumps(mapping), encoding="utf-8")
		return web.work(
			lambda: run_import(
				"ToDo", tmp_path / "in.csv", str(tmp_path / "map.json"), ImportOptions(**options)
			)
		)

	return load


def counts(result):
	return {name: (each.created, each.updated, each.unchanged) for name, each in result.counts.items()}


def stored(web):
	def read():
		import frappe

		return {
			"ToDo": sorted(frappe.get_all("ToDo", pluck="description")),
			"Role": sorted(
				frappe.get_all("Role", {"name": ["in", ["Sweeper", "Gardener", "Cook"]]}, pluck="name")
			),
			"journal": frappe.db.sql("SELECT count(*) FROM `__ImportJournal`")[0][0],
		}

	return web.work(read)


def test_rows_become_documents_and_what_they_refer_to_is_made(web, load):
	result = load(GOOD)
	assert counts(result) == {"Role": (2, 0, 0), "ToDo": (3, 0, 0)}
	assert stored(web) == {"ToDo": ["开门", "扫地", "浇水"], "Role": ["Gardener", "Sweeper"], "journal": 0}


def test_a_second_run_changes_nothing(web, load):
	load(GOOD)
	before = web.work(lambda: __import__("frappe").get_all("ToDo", ["name", "modified"], order_by="name"))
	assert counts(load(GOOD)) == {"Role": (0, 0, 2), "ToDo": (0, 0, 3)}
	after = web.work(lambda: __import__("frappe").get_all("ToDo", ["name", "modified"], order_by="name"))
	assert before == after


def test_a_changed_cell_updates_its_record_alone(load):
	load(GOOD)
	assert counts(load(GOOD.replace("浇水,中", "浇水,高"))) == {"Role": (0, 0, 2), "ToDo": (0, 1, 2)}


def test_what_people_have_set_since_stays_where_the_mapping_says_so(web, load):
	load(GOOD)

	def close():
		import frappe

		doc = frappe.get_doc("ToDo", {"description": "扫地"})
		doc.status = "Closed"
		doc.save()

	web.work(close)
	assert counts(load(GOOD))["ToDo"] == (0, 0, 3)


@pytest.mark.parametrize(
	("line", "reason"),
	[
		("洗碗,紧急,Cook", "紧急"),
		(",高,Cook", "为空"),
		("扫地,高,Cook", "第 2 行"),
		(f"洗碗,高,{'长' * 141}", "141"),
	],
)
def test_one_bad_row_is_listed_and_nothing_is_loaded(web, load, line, reason):
	result = load(GOOD + line + "\n")
	assert [bad.line for bad in result.bad] == [5]
	assert reason in result.bad[0].reason
	assert stored(web) == {"ToDo": [], "Role": [], "journal": 0}


def test_the_good_rows_are_loaded_if_asked_for(web, load):
	result = load(GOOD + "洗碗,紧急,Cook\n", skip_bad=True)
	assert (len(result.bad), counts(result)["ToDo"]) == (1, (3, 0, 0))
	assert stored(web)["ToDo"] == ["开门", "扫地", "浇水"]


def test_a_dry_run_counts_and_changes_nothing(web, load):
	assert counts(load(GOOD, dry_run=True)) == {"Role": (2, 0, 0), "ToDo": (3, 0, 0)}
	assert stored(web)["ToDo"] == []


def test_a_rule_of_the_document_itself_takes_everything_back(web, load, monkeypatch):
	from frappe_standalone.core.doctype.todo import todo

	def validate(doc):
		import frappe

		if doc.description == "开门":
			frappe.throw("Doors stay shut")

	monkeypatch.setattr(todo.ToDo, "validate", validate, raising=False)
	for how in ({}, {"dry_run": True}):
		result = load(GOOD, **how)
		assert [(bad.line, bad.reason) for bad in result.bad] == [(4, "Doors stay shut")]
		assert stored(web) == {"ToDo": [], "Role": [], "journal": 0}


def test_an_update_is_taken_back_too(web, load, monkeypatch):
	from frappe_standalone.core.doctype.todo import todo

	load(GOOD)

	def validate(doc):
		import frappe

		if doc.description == "洗碗":
			frappe.throw("No")

	monkeypatch.setattr(todo.ToDo, "validate", validate, raising=False)
	load(GOOD.replace("浇水,中", "浇水,高") + "洗碗,低,Sweeper\n")
	priority = web.work(
		lambda: __import__("frappe").db.get_value("ToDo", {"description": "浇水"}, "priority")
	)
	assert priority == "Medium"


def test_an_import_cut_off_is_taken_back_by_the_next_command(web, load, monkeypatch):
	from frappe_standalone.core.data_import import journal, run

	# As after kill -9: batches are committed, and nobody undoes them.
	monkeypatch.setattr(run, "BATCH_ROWS", 1)
	monkeypatch.setattr(journal.Journal, "undo", lambda self: 0)
	monkeypatch.setattr(journal.Journal, "complete", lambda self: None)
	load(GOOD)
	assert stored(web)["journal"] == 5
	monkeypatch.undo()
	assert journal.undo_unfinished(web.site_dir) == 5
	assert stored(web) == {"ToDo": [], "Role": [], "journal": 0}


def test_two_imports_at_once_are_refused(web, load):
	from frappe_standalone.core.data_import.journal import import_lock

	lock = import_lock(web.site_dir)
	assert lock.acquire()
	try:
		with pytest.raises(ImportRunning):
			load(GOOD)
	finally:
		lock.release()


def test_a_file_without_the_columns_is_refused_naming_them(load):
	with pytest.raises(BadMapping, match="priority"):
		load("task,role\nx,y\n")


def test_without_a_mapping_the_heads_name_the_fields_in_any_language(web, tmp_path):
	from frappe_standalone.core.data_import.run import ImportOptions, run_import

	(tmp_path / "in.csv").write_text("role_name\nSweeper\n", encoding="utf-8")
	result = web.work(lambda: run_import("Role", tmp_path / "in.csv", None, ImportOptions()))
	assert counts(result) == {"Role": (1, 0, 0)}
	(tmp_path / "bad.csv").write_text("no_such_head\nx\n", encoding="utf-8")
	with pytest.raises(BadMapping, match="no_such_head"):
		web.work(lambda: run_import("Role", tmp_path / "bad.csv", None, ImportOptions()))


def test_a_filled_in_template_loads_from_the_command_too(web, tmp_path):
	from frappe_standalone.core.data_import.run import ImportOptions, run_import

	head = web.work(
		lambda: __import__("frappe")._(__import__("frappe").get_meta("Role").get_label("role_name"))
	)
	(tmp_path / "in.csv").write_text(f"{head}*\nSweeper\n", encoding="utf-8-sig")
	result = web.work(lambda: run_import("Role", tmp_path / "in.csv", None, ImportOptions()))
	assert counts(result) == {"Role": (1, 0, 0)}
