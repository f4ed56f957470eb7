"""Expressions of administrators: plain ones work, everything that leads elsewhere is refused."""

from __future__ import annotations

import pytest

import frappe

from frappe_standalone.core.safe_eval import UnsafeExpression

DOC = frappe._dict(title="x", amount=5, rows=[frappe._dict(qty=1), frappe._dict(qty=2)])


@pytest.mark.parametrize(
	("code", "value"),
	[
		("doc.amount > 3 and doc.title == 'x'", True),
		("sum(row.qty for row in doc.rows)", 3),
		("[row.qty * 2 for row in doc.rows][-1]", 4),
		("doc.title in ('x', 'y')", True),
		("doc.get('amount') if doc.title else 0", 5),
		("round(doc.amount / 3, 2)", 1.67),
	],
)
def test_plain_expressions(code, value):
	assert frappe.safe_eval(code, {"doc": DOC}) == value


def test_names_may_be_handed_in_as_locals():
	assert frappe.safe_eval("a + 1", None, {"a": 2}) == 3


@pytest.mark.parametrize(
	"code",
	[
		"__import__('os')",
		"().__class__.__bases__",
		"doc.__init__",
		"'{0.__class__}'.format(doc)",
		"f'{doc}'",
		"lambda: 1",
		"(x := 1)",
		"(i for i in []).gi_frame",
		"_private",
		"doc.amount = 3",
	],
)
def test_what_leads_elsewhere_is_refused(code):
	with pytest.raises(SyntaxError):
		frappe.safe_eval(code, {"doc": DOC})


@pytest.mark.parametrize("code", ["open('/etc/passwd')", "getattr(doc, 'x')", "eval('1')", "type(doc)"])
def test_there_are_no_builtins_that_reach_out(code):
	with pytest.raises(NameError):
		frappe.safe_eval(code, {"doc": DOC})


def test_the_refusal_says_what_was_wrong():
	with pytest.raises(UnsafeExpression, match="Lambda is not allowed"):
		frappe.safe_eval("lambda: 1")
