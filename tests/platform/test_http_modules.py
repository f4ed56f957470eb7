"""Scripts carry one version in their path, which changes with any of them."""

from __future__ import annotations

import shutil


def test_the_version_changes_with_any_script_and_with_nothing_else(tmp_path):
	from frappe_standalone.core.http.modules import scripts_version

	first, same, changed = (tmp_path / name for name in ("first", "same", "changed"))
	(first / "parts").mkdir(parents=True)
	(first / "first.js").write_text('import "./parts/a.js";')
	(first / "parts" / "a.js").write_text("export const a = 1;")
	shutil.copytree(first, same)
	shutil.copytree(first, changed)
	(same / "style.css").write_text("a { color: red }")
	(changed / "parts" / "a.js").write_text("export const a = 2;")
	assert scripts_version(first) == scripts_version(same) != scripts_version(changed)
