"""Lists and objects as browsers send them."""

from __future__ import annotations

import pytest

from township_gov import sent


@pytest.mark.parametrize("text", ["{", "nothing", "[" * 5000, '{"a":' * 5000])
@pytest.mark.parametrize("reader", [sent.object_of, sent.texts_of, lambda text: sent.rows_of(text, dict)])
def test_what_is_no_json_is_refused(site, reader, text):
	with pytest.raises(sent.NotReadableError):
		reader(text)


@pytest.mark.parametrize(
	("reader", "value"),
	[
		(sent.object_of, [1]),
		(sent.object_of, {"a": {"b": 1}}),
		(sent.object_of, {"a": [[1]]}),
		(sent.texts_of, '{"a": 1}'),
		(sent.texts_of, [1]),
		(sent.texts_of, ["a"] * 1001),
		(lambda value: sent.rows_of(value, list), [{"a": 1}]),
		(lambda value: sent.rows_of(value, dict), [{"a": [1]}]),
		(sent.number_of, "x"),
		(sent.number_of, [1]),
		(sent.number_of, float("inf")),
	],
)
def test_other_shapes_are_refused(site, reader, value):
	with pytest.raises(sent.NotReadableError):
		reader(value)


def test_what_fits_is_read(site):
	assert sent.object_of('{"a": ["b", 1]}') == {"a": ["b", 1]}
	assert sent.object_of(None) == sent.object_of("") == {}
	assert sent.texts_of('["a", "b", "a"]') == ["a", "b"]
	assert sent.rows_of('[["2027-01-01", "Holiday", null]]', list) == [["2027-01-01", "Holiday", None]]
	assert [sent.number_of(one) for one in (None, "", "3", 4)] == [0, 0, 3, 4]
