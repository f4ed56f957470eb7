"""Static files go packed to browsers that take it; pages never do."""

from __future__ import annotations

import gzip
import re

import pytest

from tests.platform.web import Web


@pytest.fixture(scope="module")
def visitor(bare_site, tmp_path_factory):
	import shutil

	target = tmp_path_factory.mktemp("packing") / "site"
	shutil.copytree(bare_site, target)
	return Web(target)


@pytest.fixture(scope="module")
def style(visitor):
	return re.search(r'href="(/desk-static/[^"]+\.css)"', visitor.call("GET", "/login")[1]).group(1)


def test_a_style_is_packed_for_who_takes_it_and_whole_for_who_does_not(visitor, style):
	packed = visitor.client.get(style, headers={"Accept-Encoding": "gzip, deflate"}, buffered=True)
	whole = visitor.client.get(style, buffered=True)
	assert packed.headers["Content-Encoding"] == "gzip" and packed.headers["Vary"] == "Accept-Encoding"
	assert "Content-Encoding" not in whole.headers
	assert gzip.decompress(packed.get_data()) == whole.get_data()
	assert len(packed.get_data()) * 3 < len(whole.get_data())
	assert packed.headers["ETag"] != whole.headers["ETag"]


def test_a_known_packed_file_is_not_sent_again(visitor, style):
	headers = {"Accept-Encoding": "gzip"}
	etag = visitor.client.get(style, headers=headers, buffered=True).headers["ETag"]
	assert visitor.client.get(style, headers={**headers, "If-None-Match": etag}).status_code == 304


def test_a_page_is_sent_as_it_is(visitor):
	assert "Content-Encoding" not in visitor.client.get("/login", headers={"Accept-Encoding": "gzip"}).headers
