"""The whole description, for the user who asks."""

from __future__ import annotations

import frappe

from frappe_standalone.core.openapi.answers import ERROR, refusal_components
from frappe_standalone.core.openapi.calls import method_paths
from frappe_standalone.core.openapi.resources import resource_paths, schemas, usable_doctypes

VERSION = "3.1.0"
SECURITY = {
	"session": {"type": "apiKey", "in": "cookie", "name": "sid"},
	"csrf": {"type": "apiKey", "in": "header", "name": "X-Frappe-CSRF-Token"},
	"key": {
		"type": "apiKey",
		"in": "header",
		"name": "Authorization",
		"description": "token <api key>:<api secret>",
	},
}


def describe() -> dict:
	"""Return the OpenAPI description of what the current user may call, as a JSON-like dictionary."""
	doctypes = usable_doctypes()
	return {
		"openapi": VERSION,
		"info": {"title": frappe.local.site, "version": frappe.__version__, "description": ABOUT},
		"paths": {**resource_paths(doctypes), **method_paths()},
		"components": {
			"schemas": {"Error": ERROR, **schemas(doctypes)},
			"responses": refusal_components(),
			"securitySchemes": SECURITY,
		},
		"security": [{"key": []}, {"session": [], "csrf": []}],
	}


ABOUT = (
	"Documents under /api/resource, functions under /api/method, in the envelopes of Frappe v15. "
	"Made for the user who asked: what he may not read or call is not in it."
)
