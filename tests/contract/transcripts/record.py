"""Record the transcripts on a real Frappe v15.41 site.

	python -m tests.contract.transcripts.record --bench PATH --site NAME [--case TEXT] [family …]

`--case` records only the cases whose id holds the text, and keeps the other answers. Run it in the bench's environment.
The site needs no app; what the cases make there is deleted again.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.platforms import Bench


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__)
	parser.add_argument("--bench", required=True)
	parser.add_argument("--site", required=True)
	parser.add_argument("--case", default="")
	parser.add_argument("families", nargs="*")
	options = parser.parse_args()
	platform = Bench(Path(options.bench).resolve(), options.site)
	platform.activate()
	with forms_on(platform):
		record(platform, options.families, options.case)


def forms_on(platform):
	"""The forms of the transcripts on a site, for a block."""
	from contextlib import contextmanager

	@contextmanager
	def built():
		import frappe

		from tests.contract import forms
		from tests.contract.transcripts import extra

		platform.connect()
		frappe.set_user("Administrator")
		forms.build()
		extra.build()
		before = forms.use_settings(forms.SETTINGS)
		platform.stop()
		try:
			yield
		finally:
			platform.connect()
			frappe.set_user("Administrator")
			forms.use_settings(before)
			extra.remove()
			forms.remove()
			platform.stop()

	return built()


def record(platform: Bench, wanted: list[str], only: str) -> None:
	"""Play the families and write a file for each."""
	from tests.contract.transcripts.canonical import FALLS, canonical
	from tests.contract.transcripts.stage import Stage, all_families, recorded

	stage = Stage(platform)
	for name, family in all_families().items():
		if wanted and name not in wanted:
			continue
		answers = {case_id: canonical(answer) for case_id, answer in (recorded(name) if only else {}).items()}
		for case_id in family.cases:
			if only in case_id:
				answers[case_id] = stage.play(family, case_id)
				if answers[case_id] == canonical(FALLS):
					print(f"     look at {case_id}: v15.41 falls over, or the case is written badly")
		write(name, {case_id: answers[case_id] for case_id in family.cases})
	stage.close()


def write(name: str, answers: dict[str, str]) -> None:
	"""One line for each case, in the order of the cases."""
	from tests.contract.transcripts.stage import RECORDED

	lines = [f"{json.dumps(case_id, ensure_ascii=False)}: {answer}" for case_id, answer in answers.items()]
	(RECORDED / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
	print(f"{len(lines):4} {name}")


if __name__ == "__main__":
	main()
