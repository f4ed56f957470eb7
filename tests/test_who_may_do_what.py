"""Roles of the app as a reader of the law expects them: who only reads, who exports, and that nobody submits."""

import json
from pathlib import Path

import pytest

DOCTYPES = Path(__file__).resolve().parent.parent / "township_gov" / "township_gov" / "doctype"
RULES = [
	(record["name"], rule)
	for path in sorted(DOCTYPES.glob("*/*.json"))
	if not (record := json.loads(path.read_text(encoding="utf-8"))).get("istable")
	for rule in record["permissions"]
]
CHANGES = ("write", "create", "delete", "submit", "cancel", "amend", "import", "share")
# Clerks at the windows and in the villages read what they work with; taking lists away is for those who answer for them.
NO_EXPORT = {"Window Clerk", "Agency Clerk", "Village Cadre", "Mediator", "Enforcement Officer"}


def test_nobody_submits_cancels_or_amends_by_hand():
	assert [
		(name, rule["role"]) for name, rule in RULES if any(map(rule.get, ("submit", "cancel", "amend")))
	] == []


@pytest.mark.parametrize("role", ["Auditor", "County Supervisor"])
def test_who_checks_reads_and_changes_nothing(role):
	found = [
		(name, right) for name, rule in RULES if rule["role"] == role for right in CHANGES if rule.get(right)
	]
	assert found == []


def test_the_auditor_reads_everything_that_has_permissions():
	assert {name for name, _rule in RULES} == {name for name, rule in RULES if rule["role"] == "Auditor"}


@pytest.mark.parametrize("role", sorted(NO_EXPORT))
def test_clerks_export_nothing(role):
	assert [name for name, rule in RULES if rule["role"] == role and rule.get("export")] == []


def test_petitions_are_never_deleted_or_shared():
	rules = [rule for name, rule in RULES if name == "Petition"]
	assert not any(rule.get("delete") or rule.get("share") for rule in rules)
