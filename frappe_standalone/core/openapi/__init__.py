"""A description of the site's REST in OpenAPI 3.1, made from the Meta and from the whitelisted functions."""

from __future__ import annotations

from werkzeug.wrappers import Response


def describe() -> dict:
	"""Return the description of what the current user may call, see `core.openapi.description.describe`."""
	from frappe_standalone.core.openapi import description

	return description.describe()


def answer_description() -> Response:
	"""Answer `/api/openapi.json`: for people who are signed in.

	Raises:
		PermissionError: for a guest.
	"""
	import frappe
	from frappe import _

	from frappe_standalone.core.http.envelope import to_json

	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to read the description of this site's REST."), frappe.PermissionError)
	return Response(to_json(describe()), mimetype="application/json")
