"""The site under load: the demo township, the app whose jobs are counted, and API keys.

python -m tests.loss.town SITE      makes it and prints {"account": "key:secret"}
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = Path(__file__).with_name("app")
DIST_INFO = {
	"METADATA": "Metadata-Version: 2.1\nName: loss-app\nVersion: 1.0\n",
	"entry_points.txt": "[frappe_standalone.apps]\nloss_app = loss_app\n",
}
ADMIN_PASSWORD = "loss-Admin-2026"


def environment(work: Path) -> dict[str, str]:
	"""The environment in which the platform finds the counting app like one that pip installed."""
	dist_info = work / "packages" / "loss_app-1.0.dist-info"
	dist_info.mkdir(parents=True, exist_ok=True)
	for name, text in DIST_INFO.items():
		(dist_info / name).write_text(text)
	paths = [str(ROOT), str(APP), str(dist_info.parent), os.environ.get("PYTHONPATH", "")]
	return {
		**os.environ,
		"PYTHONPATH": os.pathsep.join(path for path in paths if path),
		"LANG": "en_US.UTF-8",
		"LC_ALL": "",
		"LANGUAGE": "",
		"TOWNSHIP_ADMIN_PASSWORD": ADMIN_PASSWORD,
	}


def make(site: Path, work: Path) -> dict[str, str]:
	"""Make the site in a process of its own; returns the API keys of its accounts."""
	command = [sys.executable, "-m", "tests.loss.town", str(site)]
	done = subprocess.run(
		command, env=environment(work), cwd=ROOT, capture_output=True, text=True, timeout=600
	)
	if done.returncode:
		raise RuntimeError(done.stdout + done.stderr)
	return json.loads(done.stdout.splitlines()[-1])


def _build(site: Path) -> None:
	from frappe_standalone.activation import activate

	activate()
	from frappe_standalone.cli.serve_commands import load_demo, make_site
	from frappe_standalone.core.runtime import site_context

	make_site(site, fill=load_demo)
	from benchmarks.keys import ACCOUNTS, keys_of

	with site_context(site):
		print(json.dumps(keys_of(ACCOUNTS)))


if __name__ == "__main__":
	_build(Path(sys.argv[1]))
