"""A server behind a proxy that ends TLS: what the proxy says arrives, and is believed only where the site says so."""

from __future__ import annotations

import json

import pytest
import requests

from tests.platform.conftest import ADMIN_PASSWORD
from tests.platform.test_http_server import start  # noqa: F401


def sign_in(server, headers=None, **values):
	asked = values or {"usr": "Administrator", "pwd": ADMIN_PASSWORD}
	return requests.post(f"{server.url}/api/method/login", json=asked, headers=headers, timeout=20)


def session_cookie(answer):
	return next(line for line in answer.raw.headers.getlist("Set-Cookie") if line.startswith("sid="))


def test_over_https_the_session_cookie_is_secure_and_never_readable_by_scripts(start):  # noqa: F811
	server = start()
	plain, secret = (
		session_cookie(sign_in(server)),
		session_cookie(sign_in(server, {"X-Forwarded-Proto": "https"})),
	)
	assert "Secure" in secret and "Secure" not in plain
	assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in (plain, secret))


@pytest.mark.parametrize("trusted", [False, True])
def test_wrong_passwords_are_counted_for_the_address_that_is_believed(start, site_dir, trusted):  # noqa: F811
	path = site_dir / "site_config.json"
	path.write_text(
		json.dumps({**json.loads(path.read_text(encoding="utf-8")), "trust_proxy": int(trusted)}),
		encoding="utf-8",
	)
	server = start()
	# each time another user from another address, as the caller says
	codes = [
		sign_in(
			server, {"X-Forwarded-For": f"192.0.2.{number}"}, usr=f"u{number}@town.example", pwd="x"
		).status_code
		for number in range(12)
	]
	assert (429 in codes) is not trusted
