"""`township check-app`: what it finds in an app made for these tests, which is read and never run."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from frappe_standalone.core.app_check import definitions, hook_keys, offered, sql
from frappe_standalone.core.app_check.check import NoApp, check_app
from frappe_standalone.core.app_check.uses import Use
from frappe_standalone.core.instead import INSTEAD, instead_of

CORE = Path(definitions.__file__).parents[1]
FILES = {
	"hooks.py": (
		'app_name = "probe"\napp_title = "Probe"\ndoc_events = {}\ndoctype_js = {"ToDo": "public/x.js"}\n'
		"invoice_forms = []\n_private = 1\n"
	),
	"modules.txt": "Probe Desk\n",
	"probe_desk/doctype/note/note.py": (
		"import json\n\n"
		"import bs5\n\n"
		"import frappe\n"
		"import frappe.utils as u\n"
		"from frappe import _, db\n"
		"from frappe.model.document import Document\n"
		"from frappe.utils.pdf import get_pdf\n"
		"from probe.base import Shared\n\n\n"
		"class Note(Document):\n"
		"\tdef validate(self):\n"
		"\t\tself.check_text()\n"
		"\t\tself.set_title_field()\n"
		"\t\tself.run_notifications('x')\n"
		"\t\tself.flags.done = frappe.session.user\n"
		"\t\tif self.meta.get_field('a'):\n"
		"\t\t\tfrappe.throw(_('No'))\n\n"
		"\tdef check_text(self):\n"
		"\t\tdoc = frappe.get_doc('ToDo', 'x')\n"
		"\t\tdoc.save(ignore_permissions=True)\n"
		"\t\tdoc.add_tag(tag='x', colour='y')\n"
		"\t\tdoc.send_letter()\n"
		"\t\tdoc.validate_workflow()\n"
		"\t\tt = frappe.qb.DocType('ToDo')\n"
		"\t\trows = frappe.qb.from_(t).left_join(t).on(t.a == t.b).select(t.name).where(t.x == 1).run()\n"
		"\t\trows.sort()\n"
		"\t\tfrappe.qb.from_(t).paint()\n\n\n"
		"class Second(Shared):\n"
		"\tdef validate(self):\n"
		"\t\tself.shared_method()\n"
		"\t\tself.get_invalid_links()\n\n\n"
		"def helper(_, db):\n"
		"\treturn _(1), db.get_value('x')\n\n\n"
		"def queries():\n"
		"\tdb.sql('select name from `tabToDo` where name = %s', u.cstr(1))\n"
		"\tfrappe.db.sql('select name from `tabToDo` where status = \"Open\"')\n"
		"\tfrappe.db.sql('select soundex2(name) from `tabToDo`')\n"
		"\tfrappe.db.sql('selec name from `tabToDo`')\n"
		"\tfrappe.db.sql('select name from `tabToDo` where 1 %s' % json)\n"
		"\tfrappe.db.sql(f'select name from `tabToDo` {json}')\n"
		"\tfrappe.enqueue('frappe.utils.pdf.get_pdf')\n"
	),
	"base.py": (
		"from frappe.model.document import Document\n\n\nclass Shared(Document):\n"
		"\tdef shared_method(self):\n\t\tpass\n"
	),
	"probe_desk/doctype/note/test_note.py": "import frappe\n\nfrappe.no_such_test_helper()\n",
	"probe_desk/doctype/note/note.js": (
		"frappe.ui.form.on('Note', { refresh(frm) { frm.set_value('a', 1); } });"
	),
	"probe_desk/doctype/note/note_list.js": "// nothing yet\n",
	"probe_desk/doctype/note/note.json": json.dumps(
		{
			"doctype": "DocType",
			"name": "Note",
			"autoname": "field:title",
			"quick_entry": 1,
			"is_virtual": 1,
			"fields": [
				{"fieldname": "title", "fieldtype": "Data", "reqd": 1, "max_height": "3px"},
				{"fieldname": "a", "fieldtype": "Link", "options": "Customer"},
				{"fieldname": "b", "fieldtype": "Vector"},
			],
		}
	),
	"probe_desk/report/notes/notes.json": json.dumps({"doctype": "Report", "report_type": "Report Builder"}),
	"probe_desk/web_form/note/note.json": json.dumps({"doctype": "Web Form"}),
	"fixtures/client_script.json": json.dumps([{"doctype": "Client Script", "name": "x"}]),
	"fixtures/role.json": json.dumps([{"doctype": "Role", "name": "x"}]),
	"broken.py": "def (:\n",
}


@pytest.fixture
def app(tmp_path) -> Path:
	"""The folder of the app's repository."""
	for name, content in FILES.items():
		path = tmp_path / "probe" / "probe" / name
		path.parent.mkdir(parents=True, exist_ok=True)
		path.write_text(content, encoding="utf-8")
	return tmp_path / "probe"


def test_names_that_are_missing_are_counted_with_their_place(app):
	found = check_app(app)
	assert found.refused == {
		"frappe.utils.pdf.get_pdf": 1,  # named in a text; the import alone would count as well
		"frappe.model.document.Document.run_notifications": 1,
		"frappe.model.document.Document.validate_workflow": 1,
		"frappe.model.document.Document.get_invalid_links": 1,
		"frappe.model.document.Document.add_tag(colour)": 1,
		"frappe.qb.Query.paint": 1,
	}
	assert found.where["frappe.qb.Query.paint"] == "probe_desk/doctype/note/note.py:31"
	assert found.uses == sum(found.names.values())
	assert found.share == pytest.approx(100 * (found.uses - 6) / found.uses)


def test_names_of_the_app_itself_are_no_uses(app):
	names = check_app(app).names
	for method in ("check_text", "send_letter", "shared_method", "sort"):
		assert not any(name.endswith(f".{method}") for name in names), method
	assert names["frappe._"] == 1, "a parameter called _ hides the function"
	assert names["frappe.db.get_value"] == 0
	assert names["frappe.utils.cstr"] == 1
	assert names["frappe.qb.Joiner.on"] == 1
	assert names["frappe.session"] == 1


def test_modules_that_could_not_be_imported_are_named(app):
	found = check_app(app)
	assert found.not_importable == {"probe_desk/doctype/note/note.py": "frappe.utils.pdf.get_pdf"}
	assert set(found.unreadable) == {"broken.py"}
	assert found.libraries == {"bs5": 1}


def test_tests_are_read_only_when_asked(app):
	assert "frappe.no_such_test_helper" not in check_app(app).refused
	assert check_app(app, tests=True).refused["frappe.no_such_test_helper"] == 1
	assert check_app(app, only="report").files == 0


def test_sql_is_judged_by_the_database_itself(app):
	found = check_app(app)
	assert found.statements == 6
	assert found.sql == {"double quotes": 1, "SOUNDEX2()": 1, 'near "selec": syntax error': 1}


@pytest.mark.parametrize(
	("statement", "problem"),
	[
		("select * from `tabA` where name in %s and a = %(b)s", None),
		("select date_format(now(), '%%Y') from `tabA`", None),
		("select left(name, 3) from `tabA` for update", None),
		("select a from `tabA` where b > date_sub(now(), interval 1 day)", "INTERVAL 1 DAY"),
		("insert into `tabA` (a) values (1) on duplicate key update a = 2", "ON DUPLICATE KEY"),
		("select 'a \" b' from `tabA`", None),
		("select name from `tabA` where {conditions}", None),
	],
)
def test_statements(statement, problem):
	assert sql.problem(statement) == problem


def test_features_of_definitions(app):
	found = {(kind, name): state for kind, name, state in check_app(app).features}
	assert found["field type", "Data"] == definitions.WORKS
	assert found["field type", "Vector"] == definitions.REFUSED
	assert found["naming", "field"] == definitions.WORKS
	assert found["DocType property", "quick_entry"] == definitions.NOT_SHOWN
	assert found["DocType property", "is_virtual"] == definitions.REFUSED
	assert found["field property", "max_height"] == definitions.NOT_SHOWN
	assert found["report type", "Report Builder"] == definitions.REFUSED
	assert found["shipped record", "web_form"] == definitions.REFUSED
	assert found["fixture", "Client Script"] == definitions.REFUSED
	assert found["fixture", "Role"] == definitions.WORKS
	assert found["link to", "Customer"] == definitions.ELSEWHERE


def test_hooks_and_scripts(app):
	found = check_app(app)
	assert found.hooks_read == ["app_title", "doc_events"]
	assert found.hooks_not_read == ["doctype_js"]
	assert found.hooks_unknown == ["invoice_forms"]
	assert found.scripts == {"form script": 1}
	assert found.script_names["frm.set_value"] == 1


def test_a_folder_without_an_app_is_refused(tmp_path):
	with pytest.raises(NoApp, match=r"there is no hooks\.py"):
		check_app(tmp_path)


def test_the_list_of_hooks_equals_what_the_code_reads():
	text = "\n".join(
		path.read_text(encoding="utf-8")
		for path in CORE.parent.rglob("*.py")
		if "app_check" not in path.parts
	)
	asked = set(re.findall(r"(?:get|run)_(?:app_)?hooks\(\s*\"(\w+)\"", text))
	asked |= set(re.findall(r"(?:run_trigger|tell_apps|run_hooks|run_app_hooks)\(\"(\w+)\"", text))
	assert asked - hook_keys.READ == set(), "read by the code, not in the list"
	assert hook_keys.READ - asked == {"fixtures"}, "in the list, not read by the code"
	assert not hook_keys.READ & set(hook_keys.NOT_READ)


# What only keeps properties and passes them on
KEEPERS = {"app_check", "customize_form", "form_builder", "builder"}


@pytest.mark.parametrize("quiet", [definitions.QUIET_DOCTYPE, definitions.QUIET_FIELD])
def test_properties_without_effect_are_read_nowhere(quiet):
	texts = [
		path.read_text(encoding="utf-8")
		for ending in ("*.py", "*.html", "*.js")
		for path in CORE.rglob(ending)
		if not KEEPERS & set(path.parts) and path.name != "kinds.py"
	]
	used = {name for name in quiet if any(re.search(rf"\b{name}\b", text) for text in texts)}
	used -= {"subject_field"}  # a Calendar View has a field of this name
	assert used == set(), "these have an effect now: take them out of the list"


def test_the_advice_is_for_names_that_are_refused():
	for name in INSTEAD:
		assert not offered.has(name) or inspect.ismodule(offered.find(name)), name
	assert instead_of("frappe.utils.pdf.get_pdf") == INSTEAD["frappe.utils.pdf"]
	assert instead_of("frappe.throw") is None


@pytest.mark.parametrize(
	("use", "argument"),
	[
		(Use("frappe.get_all", 1, ("filters", "anything"), 1), None),
		(Use("frappe.throw", 1, ("msg", "colour"), 0), "colour"),
		(Use("frappe.db.exists", 1, (), 2), None),
		(Use("frappe.db.exists", 1, (), 9), "9"),
		(Use("frappe.db.exists", 1, ("cache",), None), None),
		(Use("frappe.session", 1), None),
	],
)
def test_arguments_are_compared_with_the_function(use, argument):
	assert offered.refused_argument(use) == argument


def township(*arguments, lang="en_US.UTF-8"):
	import os

	return subprocess.run(
		[sys.executable, "-m", "frappe_standalone.cli", "check-app", *map(str, arguments)],
		capture_output=True,
		text=True,
		encoding="utf-8",
		env={**os.environ, "LANG": lang, "LC_ALL": "", "LANGUAGE": "", "PYTHONUTF8": "1"},
		timeout=120,
	)


def test_the_command_prints_what_is_missing_and_fails_below_the_least(app):
	result = township(app)
	assert result.returncode == 1
	assert "frappe.utils.pdf.get_pdf" in result.stdout and "the browser makes the PDF" in result.stdout
	assert "less than 95 %" in result.stderr
	assert "Traceback" not in result.stderr
	assert township(app, "--least", "10").returncode == 0


def test_the_command_speaks_chinese(app):
	result = township(app, "--least", "10", lang="zh_CN.UTF-8")
	assert "被拒绝的名称" in result.stdout
	assert "浏览器生成PDF" in result.stdout


def test_the_command_gives_json_to_programs(app):
	data = json.loads(township(app, "--json", "--least", "0").stdout)
	assert data["app"] == "probe"
	assert {row["name"] for row in data["refused"]} >= {"frappe.qb.Query.paint"}
	assert data["sql"]["statements"] == 6


def test_the_app_of_this_repository_uses_supported_names_only():
	found = check_app(Path(__file__).resolve().parents[2] / "township_gov")
	assert found.refused == {}
	assert found.not_importable == {}
