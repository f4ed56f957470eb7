"""Each recorded answer of Frappe v15.41, and what this platform answers to the same."""

from __future__ import annotations

import json

import pytest

from tests.contract.transcripts import differences
from tests.contract.transcripts.canonical import agrees, apart, canonical
from tests.contract.transcripts.stage import Stage, all_families, recorded

FAMILIES = all_families()
CASES = [
	pytest.param(name, case_id, id=f"{name}: {case_id}")
	for name, family in FAMILIES.items()
	for case_id in family.cases
]


# Their answers hold what a site without apps has: its people, and its translations
RECORDED_WITHOUT_APPS = {
	("rest", "GET /api/resource/User: clerk"),
	("settings", "get_lang_dict of labels"),
	(
		"utils",
		"inzh(lambda: format_value('Open', {'fieldtype': 'Select', 'options': 'Open'}, translated=True))",
	),
}


@pytest.fixture(scope="module")
def stage(platform, extra_forms):
	chosen = Stage(platform)
	yield chosen
	chosen.close()


@pytest.fixture(scope="module")
def answers():
	return {name: recorded(name) for name in FAMILIES}


@pytest.mark.parametrize(("name", "case_id"), CASES)
def test_the_answer_is_the_recorded_one(stage, answers, platform, name, case_id):
	expected = answers[name][case_id]
	if platform.name != "standalone" and (name, case_id) in RECORDED_WITHOUT_APPS:
		pytest.skip("was recorded on a site without apps")
	if platform.name == "standalone":
		expected = differences.answer(name, case_id, expected)
	answer = json.loads(stage.play(FAMILIES[name], case_id))
	assert agrees(expected, answer), f"{name}: {case_id}\n{apart(expected, answer)}"


@pytest.mark.parametrize("name", FAMILIES)
def test_every_case_was_recorded_and_nothing_else(answers, name):
	assert set(answers[name]) == set(FAMILIES[name].cases)


def test_there_are_enough_of_them():
	assert len(CASES) >= 600


@pytest.mark.standalone
def test_each_difference_is_listed_with_its_reason():
	assert differences.listed_cases() == {
		f"{name}: {case_id}" for name, cases in differences.OURS.items() for case_id in cases
	}


@pytest.mark.standalone
@pytest.mark.parametrize("name", differences.OURS)
def test_what_differs_was_recorded_otherwise(answers, name):
	for case_id, ours in differences.OURS[name].items():
		assert canonical(answers[name][case_id]) != canonical(ours), case_id
