"""A served site with the desk's test records, for the test files that ask it for pages."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import contextmanager

from tests.platform.desk_records import make_records
from tests.platform.web import Web


@contextmanager
def served_desk(bare_site, folder):
	"""The site with Administrator signed in; closed behind the tests."""
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	target = folder / "site"
	shutil.copytree(bare_site, target)
	visitor = Web(target)
	visitor.work(make_records)
	visitor.sign_in()
	yield visitor
	POOL.close()
	close_stores()


def person(desk, email: str, *roles: str):
	"""Another visitor, signed in as a new account with these roles."""
	password = desk.add_user(email, *roles)
	visitor = desk.another()
	visitor.sign_in(email, password)
	return visitor


def token_of(visitor) -> str:
	html = visitor.call("GET", "/app")[1]
	return json.loads(re.search(r'id="desk-boot">(.*?)</script>', html).group(1))["csrf_token"]


def post(visitor, method: str, **arguments):
	"""(status, body, response) of a whitelisted method called as the desk's own code calls it."""
	headers = {"X-Frappe-CSRF-Token": token_of(visitor)}
	return visitor.call("POST", f"/api/method/{method}", headers, json=arguments)


def page(visitor, address: str) -> str:
	status, body, _response = visitor.call("GET", address)
	assert status == 200, f"{address}: {status} {str(body)[:300]}"
	return body


def download(visitor, method: str, **arguments) -> bytes:
	"""The file that a whitelisted method answers with."""
	headers = {"X-Frappe-CSRF-Token": token_of(visitor)}
	response = visitor.client.post(f"/api/method/{method}", headers=headers, json=arguments, buffered=True)
	assert response.status_code == 200, response.status
	return response.get_data()
