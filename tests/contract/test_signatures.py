"""Every name of v15's API is called as on v15, or is refused aloud, or stands in docs/deviations.md."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.contract.deviations import ADDED, REFUSED, SIGNATURES, listed
from tests.contract.names import parameters, resolve
from tests.contract.offered import offered

pytestmark = pytest.mark.usefixtures("site")
RECORDED = Path(__file__).resolve().parents[1] / "recorded" / "signatures.json"
NAMES: dict[str, dict] = json.loads(RECORDED.read_text(encoding="utf-8"))["names"]


def state(name: str) -> str:
	"""`same`, `refused`, or how the parameters differ."""
	try:
		found = resolve(name)
	except (AttributeError, ImportError) as refusal:
		return "refused" if is_loud(name, str(refusal)) else f"refused without its name: {refusal}"
	recorded = NAMES[name].get("parameters")
	given = parameters(found)
	if recorded is None or recorded == given:
		return "same"
	return f"({', '.join(given or ['not callable'])}) instead of ({', '.join(recorded)})"


def is_loud(name: str, message: str) -> bool:
	"""True if the message says the dotted name, or the module on the way to it that is not there."""
	parts = name.split(".")
	ways = (".".join(parts[:end]) for end in range(2, len(parts) + 1))
	return any(f"{way} is not in the supported list" in message for way in ways)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_name_is_called_as_recorded(name, platform):
	outcome = state(name)
	if platform.name == "bench":
		assert outcome == "same"
	elif name in listed(REFUSED):
		assert outcome == "refused", "docs/deviations.md says this name is refused"
	elif name in listed(SIGNATURES):
		assert outcome not in ("same", "refused"), "docs/deviations.md says this signature differs"
	else:
		assert outcome == "same"


def test_the_list_of_deviations_names_only_what_was_recorded():
	assert set(listed(REFUSED)) | set(listed(SIGNATURES)) <= set(NAMES)


@pytest.mark.standalone
def test_nothing_is_offered_that_v15_does_not_have_unless_it_is_listed():
	"""A name of ours that an app takes for v15's would fail on a bench only."""
	assert set(offered()) - set(NAMES) == set(listed(ADDED)), "new names? run record_signatures.py --names"
