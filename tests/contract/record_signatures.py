"""Write down how the names of Frappe's API are called on a real v15.41 site.

Usage::

	PATH/env/bin/python tests/contract/record_signatures.py --bench PATH --site NAME [--names FILE]

FILE is a CSV with the column `name`, one dotted name a row; without it the names of the last record are asked
again. The result, tests/recorded/signatures.json, holds for each name its kind, its signature as `inspect`
prints it, and its parameters; names v15.41 does not have are listed under `missing`. It is data only: no code
and no documentation is copied.
"""

from __future__ import annotations

import argparse
import csv
import inspect
import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What these hold is the state of one request or the settings of one site, not API.
STATE = ("frappe.flags.", "frappe.conf.", "frappe.form_dict.cmd", "frappe.response.", "frappe.request")
RECORDED = ROOT / "tests" / "recorded" / "signatures.json"


def names_from(file: str | None) -> list[str]:
	"""The dotted names to ask for, sorted, each once."""
	if file:
		with open(file, encoding="utf-8", newline="") as source:
			asked = {row["name"] for row in csv.DictReader(source)}
	else:
		asked = set()
	if RECORDED.exists():
		last = json.loads(RECORDED.read_text(encoding="utf-8"))
		asked |= {*last["names"], *last["missing"]}
	return sorted(name for name in asked if not name.startswith(STATE))


def describe(found) -> dict:
	"""Kind, signature and parameters of one object."""
	from tests.contract.names import parameters

	entry = {"kind": type(found).__name__}
	given = parameters(found)
	if given is not None:
		entry["signature"] = re.sub(r"<object object at 0x\w+>", "…", str(inspect.signature(found)))
		entry["parameters"] = given
	return entry


def record(names: list[str]) -> dict:
	import frappe

	from tests.contract.names import resolve

	known, missing = {}, []
	for name in names:
		try:
			known[name] = describe(resolve(name))
		except (AttributeError, ImportError, RuntimeError):
			missing.append(name)
	return {"frappe": frappe.__version__, "names": known, "missing": missing}


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
	parser.add_argument("--bench", required=True)
	parser.add_argument("--site", required=True)
	parser.add_argument("--names")
	options = parser.parse_args()
	names = names_from(options.names)
	sys.path[:0] = [str(ROOT), str(Path(options.bench) / "apps" / "frappe")]
	os.chdir(Path(options.bench) / "sites")
	import frappe

	frappe.init(site=options.site, sites_path=".")
	frappe.connect()
	result = record(names)
	frappe.destroy()
	RECORDED.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
	print(f"{len(result['names'])} names, {len(result['missing'])} not in {result['frappe']}")


if __name__ == "__main__":
	main()
