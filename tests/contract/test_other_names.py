"""Every public name of v15's modules is there, or is refused by its name: nothing is passed over in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.contract.names import resolve
from tests.contract.test_signatures import is_loud

pytestmark = pytest.mark.usefixtures("site")
RECORDED = Path(__file__).resolve().parents[1] / "recorded" / "names.json"
NAMES: dict[str, list[str]] = json.loads(RECORDED.read_text(encoding="utf-8"))


def answer(name: str) -> str:
	"""`there`, `refused`, or what was said instead of the name."""
	try:
		resolve(name)
	except (AttributeError, ImportError) as refusal:
		return "refused" if is_loud(name, str(refusal)) else str(refusal)
	return "there"


@pytest.mark.standalone
@pytest.mark.parametrize("module", sorted(NAMES))
def test_the_names_of_a_module_are_there_or_refused(module):
	answers = {name: answer(f"{module}.{name}") for name in NAMES[module]}
	assert {name: said for name, said in answers.items() if said not in ("there", "refused")} == {}


def test_thousands_of_names_were_recorded():
	assert sum(map(len, NAMES.values())) > 3000


@pytest.mark.standalone
@pytest.mark.parametrize("name", ["run_notifications", "validate_workflow", "get_invalid_links"])
def test_methods_that_documents_of_v15_have_are_refused_by_name(name):
	import frappe

	doc = frappe.new_doc("ToDo")
	with pytest.raises(frappe.NotSupported, match=rf"frappe\.model\.document\.Document\.{name}"):
		getattr(doc, name)()
	assert not hasattr(doc, name)


@pytest.mark.standalone
def test_a_refusal_says_what_to_use_instead():
	with pytest.raises(ImportError, match=r"frappe\.utils\.pdf .* Instead: `frappe.get_print` gives HTML"):
		resolve("frappe.utils.pdf.get_pdf")
