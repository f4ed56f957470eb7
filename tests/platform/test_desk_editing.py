"""A form is drawn as its app opens the document: inputs for what may be changed, text for the rest."""

from __future__ import annotations

import pytest

from tests.platform.desk_records import make_records
from tests.platform.web import Web


@pytest.fixture(scope="module")
def desk(bare_site, tmp_path_factory):
	"""A site with the desk's test records."""
	import shutil

	from frappe_standalone.core.db.pool import POOL

	target = tmp_path_factory.mktemp("editing") / "site"
	shutil.copytree(bare_site, target)
	visitor = Web(target)
	visitor.work(make_records)
	yield visitor
	POOL.close()


def drawn(desk, only, never=(), hidden=()):
	"""The form model of a case of which an app opens `only`."""

	def draw():
		import frappe

		from frappe_standalone.core.desk.form_model import FormModel

		doc = frappe.get_doc("Desk Case", "DC-00001")
		if not doc.rows:
			doc.append("rows", frappe.new_doc("Desk Row").as_dict())
		if only is not None:
			doc.set_onload("editing", {"only": only, "never": list(never), "hidden": list(hidden)})
		return FormModel(doc).as_dict()

	return desk.work(draw)


def fields(model):
	return {
		field["fieldname"]: field
		for tab in model["tabs"]
		for section in tab["sections"]
		for field in [*section["top"], *section["bottom"], *(f for c in section["columns"] for f in c)]
	}


def editable(model):
	return {name for name, field in fields(model).items() if field["editable"]}


def has_save(model):
	return any(button.get("action") == "save" for button in model["buttons"])


def test_without_a_word_from_the_app_roles_decide(desk):
	model = drawn(desk, None)
	assert {"subject", "status", "rows", "amount"} <= editable(model)
	assert has_save(model)


def test_only_the_named_fields_are_inputs_and_required(desk):
	model = drawn(desk, ["amount"])
	assert editable(model) == {"amount"}
	assert "text" in fields(model)["subject"] and not fields(model)["subject"]["required"]
	assert has_save(model) and not model["paper"]


def test_with_nothing_open_the_form_is_paper_without_a_save_button(desk):
	model = drawn(desk, [])
	assert editable(model) == set()
	assert model["paper"] and not has_save(model)


def test_the_star_opens_everything_but_what_is_never_open(desk):
	names = editable(drawn(desk, ["*"], ["status"]))
	assert "status" not in names and {"subject", "rows"} <= names


def test_a_column_of_a_table_is_open_without_adding_or_removing_rows(desk):
	free = fields(drawn(desk, ["rows"]))["rows"]["grid"]
	column = next(cell["fieldname"] for cell in free["rows"][0]["cells"] if cell["editable"])
	grid = fields(drawn(desk, [f"rows.{column}"]))["rows"]["grid"]
	cells = [*grid["rows"][0]["cells"], *grid["rows"][0]["more"]]
	assert [cell["fieldname"] for cell in cells if cell["editable"]] == [column]
	assert not grid["may_add"] and not grid["may_remove"] and "blank" not in grid


def test_whoever_may_add_rows_fills_all_of_a_new_one_and_leaves_the_others(desk):
	grid = fields(drawn(desk, ["rows:add"]))["rows"]["grid"]
	assert grid["may_add"] and not grid["may_remove"]
	assert not any(cell["editable"] for cell in grid["rows"][0]["cells"])
	assert any(cell["editable"] for cell in grid["blank"]["cells"])


def test_what_the_app_hides_has_no_place_on_the_form(desk):
	from tests.platform.desk_records import ROW_FIELDS

	column, open_form = ROW_FIELDS[0], drawn(desk, ["*"])
	model = drawn(desk, ["*"], hidden=["amount", f"rows.{column['fieldname']}"])
	assert "amount" in fields(open_form) and "amount" not in fields(model)
	assert column["label"] in columns_of(open_form) and column["label"] not in columns_of(model)


def columns_of(model):
	"""The labels of the table's columns, as they are drawn."""
	return [one["label"] for one in fields(model)["rows"]["grid"]["columns"]]
