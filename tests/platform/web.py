"""A client of the platform's WSGI application, and the few records that HTTP tests need."""

from __future__ import annotations

import json

from werkzeug.test import Client

from tests.platform.conftest import ADMIN_PASSWORD


class Web:
	"""One visitor with his cookies."""

	def __init__(self, site_dir):
		from frappe_standalone.core.http.app import make_app

		self.site_dir = site_dir
		self.app = make_app(site_dir)
		self.client = Client(self.app)

	def another(self) -> Web:
		"""A second visitor of the same site."""
		visitor = Web.__new__(Web)
		visitor.site_dir, visitor.app, visitor.client = self.site_dir, self.app, Client(self.app)
		return visitor

	def call(self, verb: str, path: str, headers=None, **options):
		"""One request; returns status, decoded body and the response."""
		response = self.client.open(path, method=verb, headers=headers or {}, buffered=True, **options)
		text = response.get_data(as_text=True)
		try:
			return response.status_code, json.loads(text), response
		except ValueError:
			return response.status_code, text, response

	def sign_in(self, user="Administrator", password=ADMIN_PASSWORD, headers=None):
		"""Sign in as a program does."""
		return self.call("POST", "/api/method/login", headers, json={"usr": user, "pwd": password})

	def work(self, function, user="Administrator"):
		"""Run a function inside the site and commit."""
		import frappe

		from frappe_standalone.core.runtime import site_context

		with site_context(self.site_dir, user=user, write=True):
			result = function()
			frappe.db.commit()
			return result

	def add_user(self, email, *roles, password="clerk-Pass-2026"):
		"""Make a user with a password."""

		def make():
			import frappe
			from frappe.utils.password import update_password

			doc = frappe.new_doc("User", email=email, first_name=email.split("@")[0], send_welcome_email=0)
			for role in roles:
				doc.append("roles", {"role": role})
			doc.insert()
			update_password(email, password)

		self.work(make)
		return password


def messages(body) -> list[str]:
	"""The messages of an answer."""
	return [json.loads(entry)["message"] for entry in json.loads(body.get("_server_messages", "[]"))]
