"""`depends_on` and its sisters: field comparisons, decided alike in Python and in the browser."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from frappe_standalone.core.desk.conditions import UnsupportedCondition, evaluate, holds, parse

DOC = {
	"status": "Open",
	"amount": 1200,
	"is_urgent": 1,
	"code": "0123",
	"empty": "",
	"day": "2026-11-22",
	"rows": [],
}

TABLE = [
	("is_urgent", True),
	("empty", False),
	("missing", False),
	("rows", False),
	("eval:doc.status=='Open'", True),
	('eval:doc.status === "Open"', True),
	("eval:doc.status!='Open'", False),
	("eval:doc.status!='Closed' && doc.amount>1000", True),
	("eval:doc.status=='Closed' || doc.is_urgent", True),
	("eval:(doc.status=='Closed' || doc.is_urgent) && doc.amount<100", False),
	("eval:!doc.empty", True),
	("eval:!(doc.is_urgent==1)", False),
	("eval:in_list(['Open','Draft'], doc.status)", True),
	('eval:["Draft"].includes(doc.status)', False),
	("eval:doc.amount >= 1200", True),
	("eval:doc.amount <= 1199.5", False),
	("eval:doc.code=='0123'", True),
	("eval:doc.code==123", False),
	("eval:doc.empty==0", True),
	("eval:doc.missing==null", True),
	("eval:doc.is_urgent==true", True),
	("eval:doc.day>'2026-01-01'", True),
	("eval:doc.status;", True),
]

REFUSED = [
	"eval:doc.items.length > 0",
	"eval:frappe.user.has_role('System Manager')",
	"eval:doc.a = 1",
	"eval:doc.a == ",
	"eval:(doc.a",
	"eval:[doc.a].includes(doc.b)",
	"eval:doc.a.map(x => x)",
	"doc.status == 'Open'",
	"fn:something",
]


@pytest.mark.parametrize(("expression", "expected"), TABLE)
def test_a_condition_is_decided_by_the_fields_it_names(expression, expected):
	assert holds(expression, DOC) is expected


def test_no_condition_always_holds():
	assert holds(None, DOC) and holds("", DOC)


@pytest.mark.parametrize("expression", REFUSED)
def test_anything_but_comparisons_of_fields_is_refused_by_name(expression):
	with pytest.raises(UnsupportedCondition, match=".+"):
		parse(expression)


@pytest.mark.skipif(not shutil.which("node"), reason="no JavaScript engine besides the browser here")
def test_the_browser_decides_as_the_server_does():
	source = Path(__file__).parents[2] / "frappe_standalone/core/desk/static/js/conditions.js"
	cases = [[parse(expression), bool(evaluate(parse(expression), DOC))] for expression, _expected in TABLE]
	code = (
		f"import {{ holds }} from {json.dumps(source.as_uri())};"
		f"const doc = {json.dumps(DOC)};"
		f"console.log(JSON.stringify({json.dumps([case[0] for case in cases])}.map((node) => holds(node, doc))));"
	)
	answer = subprocess.run(
		["node", "--input-type=module", "-e", code], capture_output=True, text=True, check=True
	)
	assert json.loads(answer.stdout) == [holds(expression, DOC) for expression, _expected in TABLE]
