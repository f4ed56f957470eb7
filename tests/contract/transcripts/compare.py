"""Show where the standalone answers otherwise than v15.41 did.

	python -m tests.contract.transcripts.compare [--accept] [family …]

`--accept` keeps the standalone's answers as deliberate, in tests/recorded/transcripts_standalone.json. Each of them must
then be listed in docs/deviations.md with its reason; a test sees to that.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from tests.platforms import Standalone


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__)
	parser.add_argument("--accept", action="store_true")
	parser.add_argument("families", nargs="*")
	options = parser.parse_args()
	Standalone.activate()
	from tests.contract.conftest import Plain
	from tests.contract.transcripts import differences
	from tests.contract.transcripts.record import forms_on

	with tempfile.TemporaryDirectory() as folder:
		platform = Plain(Path(folder))
		platform.start()
		with forms_on(platform):
			found = differing(platform, options.families)
	ours = {**differences.OURS, **found}
	if options.accept:
		keep({name: cases for name, cases in ours.items() if cases})


def differing(platform: Standalone, wanted: list[str]) -> dict[str, dict]:
	"""Family → case → the standalone's answer, where it is not the recorded one; printed as well."""
	from tests.contract.transcripts.canonical import agrees, apart
	from tests.contract.transcripts.stage import Stage, all_families, recorded

	stage, found = Stage(platform), {}
	for name, family in all_families().items():
		if wanted and name not in wanted:
			continue
		answers = recorded(name)
		found[name] = {}
		for case_id in family.cases:
			answer = json.loads(stage.play(family, case_id))
			if not agrees(answers[case_id], answer):
				found[name][case_id] = answer
				print(f"{name}: {case_id}\n  {apart(answers[case_id], answer)}")
		print(f"{len(found[name])} of {len(family.cases)} differ in {name}")
	stage.close()
	return found


def keep(ours: dict[str, dict]) -> None:
	"""Write the answers, one line for each."""
	from tests.contract.transcripts.canonical import canonical
	from tests.contract.transcripts.differences import STANDALONE

	families = []
	for name, cases in sorted(ours.items()):
		lines = [
			f"{json.dumps(case_id, ensure_ascii=False)}: {canonical(answer)}"
			for case_id, answer in cases.items()
		]
		families.append(f"{json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n}")
	STANDALONE.write_text("{\n" + ",\n".join(families) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
	main()
