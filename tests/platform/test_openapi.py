"""The description of the site's REST: valid OpenAPI, typed from the Meta, cut to what its reader may do."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

import frappe

from frappe_standalone.core.openapi import describe

pytestmark = pytest.mark.standalone
CLERK = "clerk@openapi.example"


@pytest.fixture
def clerk(site):
	"""A user with the role of a window clerk."""
	user = frappe.new_doc("User", email=CLERK, first_name="Clerk", send_welcome_email=0)
	user.append("roles", {"role": "Window Clerk"})
	user.insert()
	return CLERK


def described_for(user: str) -> dict:
	"""The description as it goes over the wire."""
	frappe.set_user(user)
	return json.loads(json.dumps(describe(), default=str))


@pytest.mark.parametrize("user", ["Guest", CLERK, "Administrator"])
def test_the_description_is_valid(clerk, user):
	errors = [error.message for error in OpenAPIV31SpecValidator(described_for(user)).iter_errors()]
	assert errors == []


def test_a_clerk_is_shown_what_a_clerk_may_do(clerk):
	whole, cut = described_for("Administrator")["paths"], described_for(clerk)["paths"]
	assert set(cut) < set(whole)
	assert "/api/resource/Service%20Case" in cut
	assert "/api/resource/System%20Settings/{name}" not in cut
	assert "put" in whole["/api/resource/Rule%20Setting/{name}"]
	assert "put" not in cut.get("/api/resource/Rule%20Setting/{name}", {})


def test_fields_of_a_closed_level_are_not_described(clerk):
	cadre = frappe.get_meta("Cadre")
	closed = {df.fieldname for df in cadre.fields if df.permlevel}
	assert closed
	whole = described_for("Administrator")["components"]["schemas"]["Cadre"]["properties"]
	assert closed & set(whole)
	frappe.set_user("Administrator")
	reader = frappe.get_doc("User", clerk)
	reader.add_roles("Auditor")
	seen = described_for(clerk)["components"]["schemas"].get("Cadre", {"properties": {}})["properties"]
	frappe.set_user(clerk)
	readable = set(cadre.get_permlevel_access("read")) | set(cadre.get_permlevel_access("write"))
	assert not {df.fieldname for df in cadre.fields if df.permlevel not in {*readable, 0}} & set(seen)


def test_guests_are_shown_the_methods_open_to_guests(site):
	paths = described_for("Guest")["paths"]
	assert set(paths["/api/method/login"]) == {"post"}
	assert paths["/api/method/ping"]["get"]["x-allow-guest"] is True
	assert "/api/method/frappe.client.get_list" not in paths


def test_every_whitelisted_function_is_described_under_its_public_name(site):
	from frappe_standalone.core.openapi.registry import methods

	found = methods()
	assert {"frappe.client.get_list", "frappe.desk.query_report.run", "run_doc_method"} <= set(found)
	assert "township_gov.secret_fields.unmask" in found
	assert not [name for name in found if name.startswith("frappe_standalone.core.http")]


def test_arguments_come_from_signature_and_hints(site):
	path = described_for("Administrator")["paths"]["/api/method/township_gov.workflows.api.act"]
	assert set(path) == {"post"}
	schema = path["post"]["requestBody"]["content"]["application/json"]["schema"]
	assert set(schema["required"]) == {"task", "action"}
	assert schema["properties"]["opinion"] == {"type": ["string", "null"]}


@pytest.mark.parametrize(
	"doctype", ["User", "Role", "DocType", "System Settings", "Rule Setting", "Workspace"]
)
def test_documents_are_as_they_are_described(rest, doctype):
	description = described_for("Administrator")
	single = frappe.get_meta(doctype).issingle
	names = [doctype] if single else frappe.get_all(doctype, pluck="name", limit=3)
	checker = Draft202012Validator(
		{
			**description["components"]["schemas"][doctype.replace(" ", "_")],
			"components": description["components"],
		}
	)
	assert names
	for name in names:
		status, answer = rest.call("GET", f"/api/resource/{doctype}/{name}", "Administrator")
		assert status == 200
		assert [f"{list(error.path)}: {error.message}" for error in checker.iter_errors(answer["data"])] == []


def test_the_address_is_for_people_who_are_signed_in(rest):
	status, answer = rest.call("GET", "/api/openapi.json")
	assert (status, answer["exc_type"]) == (403, "PermissionError")
	status, answer = rest.call("GET", "/api/openapi.json", "Administrator")
	assert (status, answer["openapi"]) == (200, "3.1.0")
