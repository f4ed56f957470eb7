"""Record what each shipped report, print format, workspace and card held under which `modified`.

	python -m tests.record_shipped

Frappe v15 reads such a file again only when its `modified` has moved on; `tests/test_doctype_json.py` holds the files
against this record, so that no change is shipped that an existing site would never see.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULE = ROOT / "township_gov" / "township_gov"
RECORD = ROOT / "tests" / "recorded" / "shipped_modified.json"
KINDS = ("report", "print_format", "workspace", "number_card", "dashboard_chart", "notification")


def current() -> dict[str, list[str]]:
	"""Path → [modified, hash of everything else] of every file that syncs by `modified`."""
	found = {}
	for kind in KINDS:
		for path in sorted((MODULE / kind).glob("*/*.json")):
			doc = json.loads(path.read_text(encoding="utf-8"))
			modified = doc.pop("modified")
			text = json.dumps(doc, sort_keys=True, ensure_ascii=False)
			found[str(path.relative_to(MODULE))] = [modified, hashlib.sha1(text.encode()).hexdigest()]
	return found


if __name__ == "__main__":
	RECORD.write_text(json.dumps(current(), indent=1) + "\n", encoding="utf-8")
	print(f"{len(current())} files recorded")
