"""Requests made to confuse: they are refused as bad requests, and lead nobody away."""

import pytest

pytestmark = pytest.mark.standalone


@pytest.mark.parametrize(
	"target",
	[
		"//evil.example",
		"/\\evil.example",
		"/\t/evil.example",
		"/\n/evil.example",
		"https://evil.example",
		"/app\r\nX: 1",
	],
)
def test_the_sign_in_leads_to_this_server_only(target):
	from frappe_standalone.core.desk.views.login import local_path

	assert local_path(target) == "/app"
	assert local_path("/app/service-case?status=Draft") == "/app/service-case?status=Draft"


@pytest.mark.parametrize("name", ["x\r\nX-Evil: 1", "a\x00b", "名\n称"])
def test_a_file_name_splits_no_header(name):
	from frappe_standalone.core.http.envelope import content_disposition

	value = content_disposition("attachment", name)
	assert not any(ord(character) < 32 for character in value)


@pytest.mark.parametrize("body", ["[" * 200_000, '{"usr": "\\ud800", "pwd": "x"}', "{", "7"])
def test_a_body_that_is_no_proper_json_is_a_bad_request(rest, body):
	response = rest.client.open(
		"/api/method/login", method="POST", data=body, headers={"Content-Type": "application/json"}
	)
	assert response.status_code == 400
