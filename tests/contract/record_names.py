"""Write down the public names of Frappe's modules on a real v15.41 bench.

Usage::

	PATH/env/bin/python tests/contract/record_names.py --bench PATH --site NAME

The result, tests/recorded/names.json, holds for each module below `frappe` the functions and classes defined in it,
without those for tests, patches, commands and its own doctypes' pages. Names only: no code is copied.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import os
import pkgutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RECORDED = ROOT / "tests" / "recorded" / "names.json"
# What no app of others imports: tests, patches, commands, tools of the bench.
LEFT_OUT = (
	"patches",
	"commands",
	"tests",
	"parallel_test_runner",
	"test_runner",
	"gettext",
	"coverage",
	"pulse",
)


def modules(package) -> list[str]:
	"""The modules below a package, in order."""
	found = []
	for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.", onerror=lambda name: None):
		parts = info.name.split(".")
		if not any(part in LEFT_OUT or part.startswith("test_") for part in parts):
			found.append(info.name)
	return found


def public(module) -> list[str]:
	"""Functions and classes that a module defines itself."""
	return sorted(
		name
		for name, found in vars(module).items()
		if not name.startswith("_")
		and (inspect.isfunction(found) or inspect.isclass(found))
		and getattr(found, "__module__", None) == module.__name__
	)


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
	parser.add_argument("--bench", required=True)
	parser.add_argument("--site", required=True)
	options = parser.parse_args()
	sys.path.insert(0, str(Path(options.bench) / "apps" / "frappe"))
	os.chdir(Path(options.bench) / "sites")
	import frappe

	frappe.init(site=options.site, sites_path=".")
	frappe.connect()
	names = {}
	for name in ["frappe", *modules(frappe)]:
		try:
			found = public(importlib.import_module(name))
		except Exception as error:  # a module that needs a library the bench does not have
			print(f"{name}: {error}", file=sys.stderr)
			continue
		if found:
			names[name] = found
	frappe.destroy()
	lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(found)}" for name, found in sorted(names.items()))
	RECORDED.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
	print(f"{sum(map(len, names.values()))} names in {len(names)} modules of {frappe.__version__}")


if __name__ == "__main__":
	main()
