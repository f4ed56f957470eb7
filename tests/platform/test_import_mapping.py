"""Mappings and their transforms, from plain values."""

from __future__ import annotations

import pytest

from frappe_standalone.core.data_import.errors import BadMapping
from frappe_standalone.core.data_import.mapping import load_mapping, parse_mapping
from frappe_standalone.core.data_import.transforms import UnknownValue, parse_rule


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
	from frappe_standalone.core.context import local

	monkeypatch.setattr(local, "lang", "en", raising=False)


def value(rule, row, parameters=None):
	return parse_rule("field", rule).value(row, parameters or {})


def test_a_plain_text_names_a_column():
	assert value("a", {"a": "x"}) == "x"


def test_a_constant_and_a_parameter_do_not_look_at_the_row():
	assert value({"constant": "Incomplete"}, {}) == "Incomplete"
	assert value({"parameter": "county"}, {}, {"county": "庆元县"}) == "庆元县"


def test_a_map_translates_and_refuses_what_it_does_not_know():
	rule = {"column": "a", "map": {"行政许可": "Administrative Licence"}}
	assert value(rule, {"a": "行政许可"}) == "Administrative Licence"
	with pytest.raises(UnknownValue, match="行政许可证"):
		value(rule, {"a": "行政许可证"})


@pytest.mark.parametrize(
	("name", "kind"),
	[("松源街道", "Subdistrict"), ("黄田镇", "Town"), ("岭头乡", "Township"), ("东门农场", "Other")],
)
def test_the_longest_ending_decides(name, kind):
	rule = {
		"column": "a",
		"ending_map": {"道": "Wrong", "街道": "Subdistrict", "镇": "Town", "乡": "Township", "*": "Other"},
	}
	assert value(rule, {"a": name}) == kind


def test_a_part_of_a_code_and_a_default():
	rule = {"column": "a", "split": {"by": "-", "index": 1}, "default": "none"}
	assert value(rule, {"a": "x-y"}) == "y"
	assert value(rule, {"a": "x"}) == "none"


@pytest.mark.parametrize(
	("rule", "reason"),
	[
		({}, "exactly one source"),
		({"column": "a", "constant": 1}, "exactly one source"),
		({"column": "a", "colour": "red"}, "colour"),
		({"column": "a", "case": "title"}, "upper or lower"),
	],
)
def test_a_rule_that_makes_no_sense_is_refused(rule, reason):
	with pytest.raises(BadMapping, match=reason):
		parse_rule("field", rule)


@pytest.mark.parametrize(
	("change", "reason"),
	[
		({"targets": []}, "list of targets"),
		({"targets": [{"doctype": "A", "key": ["x"]}]}, "fields"),
		({"targets": [{"doctype": "A", "key": ["x"], "fields": {"y": "y"}}]}, "key x"),
		({"targets": [{"doctype": "A", "key": ["x"], "fields": {"x": {"target": "B"}}}]}, "target B"),
		({"targets": [{"doctype": "A", "key": ["x"], "fields": {"x": {"parameter": "p"}}}]}, "parameter p"),
		({"filter": [{"column": "c"}]}, "filter"),
	],
)
def test_a_mapping_that_contradicts_itself_is_refused(change, reason):
	good = {"targets": [{"doctype": "A", "key": ["x"], "fields": {"x": "x"}}]}
	with pytest.raises(BadMapping, match=reason):
		parse_mapping({**good, **change})


def test_an_unknown_parameter_is_refused():
	mapping = parse_mapping({"targets": [{"doctype": "A", "key": ["x"], "fields": {"x": "x"}}]})
	with pytest.raises(BadMapping, match="no parameter area"):
		mapping.parameters({"area": "1"})


def test_every_mapping_an_app_brings_can_be_read():
	from pathlib import Path

	import township_gov

	paths = sorted((Path(township_gov.__file__).parent / "imports").glob("*.json"))
	assert {path.stem for path in paths} >= {"townships", "service_items"}
	for path in paths:
		assert load_mapping(path).targets
