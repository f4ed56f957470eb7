"""An expression that an administrator types (a condition, a computed field) reads a document, and nothing more."""

import pytest

import frappe

from tests.app.registers_world import CODE

pytestmark = pytest.mark.standalone

WRITING = [
	"doc.db_set('village_name', 'x')",
	"doc.save()",
	"doc.delete()",
	"doc.update({'village_name': 'x'})",
	"doc.set('village_name', 'x')",
	"doc.get_password('village_name')",
	"doc.run_method('db_set', 'village_name', 'x')",
	"doc.append('x', {})",
	"doc.add_comment('Comment', 'x')",
	"doc.flags.update({'ignore_permissions': 1})",
	"doc.flags.setdefault('ignore_permissions', 1)",
	"doc.meta.fields.clear()",
	"doc.meta.permissions[0].update({'role': 'All'})",
	"doc.meta.set('custom', 1)",
	"[f for f in [doc.db_set] if f('village_name', 'x')]",
	"(doc.save if doc else doc.save)()",
	"sorted([doc], key=doc.db_set)",
	"max([('village_name')], key=doc.db_set)",
]
ENDLESS = ["'a' * 9999999999", "[0] * 999999999", "list(range(9999999999))", "'a'.ljust(9999999999)"]


@pytest.mark.parametrize("code", WRITING)
def test_it_changes_nothing_and_reads_no_secret(town, code):
	frappe.set_user("Administrator")
	name = f"{CODE}-01"
	before = frappe.get_doc("Village", name).as_dict(), len(frappe.get_meta("Village").fields)
	with pytest.raises(SyntaxError, match="not allowed"):
		frappe.safe_eval(code, None, {"doc": frappe.get_doc("Village", name)})
	assert (frappe.get_doc("Village", name).as_dict(), len(frappe.get_meta("Village").fields)) == before


@pytest.mark.parametrize("code", ENDLESS)
def test_a_few_letters_do_not_fill_the_memory(town, code):
	with pytest.raises(SyntaxError):
		frappe.safe_eval(code, None, {"doc": frappe._dict()})


@pytest.mark.parametrize(
	"code",
	[
		"doc.get('village_name')",
		"doc.as_dict()['name']",
		"doc.is_new() or doc.name",
		"doc.get_formatted('village_name')",
		"doc.meta.get_label('village_name')",
		"doc.meta.has_field('village_name')",
		"doc.village_name.upper()",
		"'%s' % doc.name",
	],
)
def test_it_reads(town, code):
	assert frappe.safe_eval(code, None, {"doc": frappe.get_doc("Village", f"{CODE}-01")})


@pytest.fixture
def computed(town):
	frappe.set_user("Administrator")
	made = []

	def make(expression):
		values = {"dt": "Village", "fieldname": f"computed_{len(made)}", "label": "x", "fieldtype": "Data"}
		doc = frappe.get_doc({"doctype": "Custom Field", **values, "is_virtual": 1, "options": expression})
		made.append(doc.insert().name)
		frappe.db.commit()
		return values["fieldname"]

	yield make
	frappe.set_user("Administrator")
	for name in made:
		frappe.delete_doc("Custom Field", name, force=True)
	frappe.db.commit()


def test_a_computed_field_that_reads_a_secret_fails_in_words(rest, town, computed):
	field = computed("doc.get_password('village_name')")
	status, answer = rest.call("GET", f"/api/resource/Village/{CODE}-01", town.mail("wang"))
	assert status == 417 and field in str(answer), answer


def test_a_computed_field_that_is_no_expression_is_not_saved(computed):
	with pytest.raises(frappe.ValidationError, match="mistake|错误"):
		computed("1 +")
