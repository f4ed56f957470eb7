"""The two platforms on which the one suite runs.

`Standalone` builds a site once per run and hands each test a connection to it; `Bench` connects to an
existing site of a real Frappe v15 bench. Both give the same small interface, so a test never asks where it is.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SITE_NAME = "test.localhost"


class Standalone:
	"""A throw-away site of `frappe_standalone` in a temporary folder."""

	name = "standalone"

	def __init__(self, folder: Path):
		self.folder = folder
		self.site_dir = folder / SITE_NAME

	@staticmethod
	def activate() -> None:
		from frappe_standalone import activate

		activate()

	def start(self) -> None:
		from frappe_standalone.core.install import new_site

		new_site(str(self.site_dir), admin_password="test-Admin-2026", apps=["township_gov"])

	def connect(self) -> None:
		import frappe

		frappe.init(site=SITE_NAME, sites_path=str(self.folder))
		frappe.connect()

	def wsgi(self):
		from frappe_standalone.core.http.app import make_app

		return make_app(str(self.site_dir))

	@contextmanager
	def copy(self, target: Path) -> Iterator[Path]:
		"""A private copy of the site for a test that commits."""
		shutil.copytree(self.site_dir, target)
		yield target

	def stop(self) -> None:
		import frappe

		frappe.destroy()


class Bench:
	"""An existing site of a real bench: `pytest --bench PATH --site NAME` in the bench's environment."""

	name = "bench"

	def __init__(self, bench: Path, site: str):
		self.bench = bench
		self.site = site

	def activate(self) -> None:
		sys.path.insert(0, str(self.bench / "apps" / "frappe"))

	def start(self) -> None:
		"""Nothing to build: the app was installed by `bench --site NAME install-app township_gov`."""

	def connect(self) -> None:
		import os

		import frappe

		os.chdir(self.bench / "sites")
		frappe.init(site=self.site, sites_path=str(self.bench / "sites"), force=True)
		frappe.connect()
		frappe.flags.mute_emails = True

	def wsgi(self):
		import frappe.app

		frappe.app._site = self.site
		frappe.app._sites_path = str(self.bench / "sites")
		return frappe.app.application

	def stop(self) -> None:
		import frappe

		frappe.destroy()


class Rest:
	"""REST as a given user, through the platform's own WSGI application (no socket, the whole stack).

	Whatever the test wrote must be committed first: requests run in connections of their own.
	"""

	def __init__(self, platform: Standalone | Bench):
		from werkzeug.test import Client

		self.platform = platform
		self.client = Client(platform.wsgi(), use_cookies=False)

	def call(self, verb: str, path: str, user: str | None = None, **json_body):
		"""One request as `user` (by API key) or as a guest; returns (status, decoded body)."""
		import frappe

		headers = {}
		if user:
			headers["Authorization"] = f"token {api_token(user)}"
		frappe.db.commit()
		frappe.destroy()
		try:
			options = {"query_string": json_body} if verb == "GET" else {"json": json_body}
			response = self.client.open(path, method=verb, headers=headers, **options)
			text = response.get_data(as_text=True)
			response.close()
		finally:
			self.platform.connect()
			frappe.set_user("Administrator")
		try:
			return response.status_code, json.loads(text)
		except ValueError:
			return response.status_code, text

	def method(self, dotted: str, user: str | None = None, **arguments):
		"""POST /api/method/<dotted>; returns (status, body)."""
		return self.call("POST", f"/api/method/{dotted}", user, **arguments)


def api_token(user: str) -> str:
	"""`key:secret` of a user, made on first use (committed)."""
	import frappe
	from frappe.utils.password import get_decrypted_password

	doc = frappe.get_doc("User", user)
	if doc.api_key:
		return f"{doc.api_key}:{get_decrypted_password('User', user, 'api_secret')}"
	secret = frappe.generate_hash(length=20)
	doc.api_key = frappe.generate_hash(length=15)
	doc.api_secret = secret
	doc.save(ignore_permissions=True)
	frappe.db.commit()
	return f"{doc.api_key}:{secret}"
