"""Record the REST conversation of `tests/platform/rest_scenario.py` on a real Frappe v15.41 site.

	python tests/bench/record_rest.py --url http://SITE:PORT --password PASSWORD

The site's language is English. Everything the conversation makes it deletes again. The transcript is written to
tests/recorded/rest.json, which the platform's tests compare with.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "tests" / "recorded" / "rest.json"


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__)
	parser.add_argument("--url", required=True)
	parser.add_argument("--password", required=True)
	options = parser.parse_args()
	sys.path.insert(0, str(ROOT))
	from tests.platform.rest_scenario import play

	session = requests.Session()

	def call(verb, path, session_=session, **arguments):
		sender = session_ if arguments.pop("session", True) else requests
		answer = sender.request(verb, options.url + path, timeout=60, **arguments)
		try:
			return answer.status_code, answer.json()
		except ValueError:
			return answer.status_code, "(no JSON)"

	transcript = play(call, options.password)
	TARGET.write_text(
		json.dumps(transcript, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
	)
	print(f"{len(transcript)} answers recorded in {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
	main()
