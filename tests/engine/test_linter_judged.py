"""The linter against the truth that exploration finds; `python -m tests.engine.mutations 24 --jobs 3` judges it by more.

The table of that run lies in `tests/recorded/linter_judged.json`.
"""

import json
from pathlib import Path

from tests.engine import mutations

TABLE = Path(__file__).parents[1] / "recorded" / "linter_judged.json"
KINDS = {
	"Start", "Any One", "All", "Vote", "In Order", "Automatic", "Exclusive Split", "Parallel Split", "Join", "Copy",
	"Issue Document", "End",
}  # fmt: skip


def test_the_linter_sees_what_is_wrong_and_little_else():
	table, _kinds = mutations.measure(2)
	total = mutations.whole(table)
	assert total.wrong >= 80 and total.found >= 0.95 * total.wrong, total.odd
	assert total.vain <= 0.05 * total.sound, total.odd


def test_the_recorded_run_broke_flows_of_every_kind_in_every_way():
	data = json.loads(TABLE.read_text(encoding="utf-8"))
	rows = data["operators"]
	assert data["flows"] >= 20 and set(data["kinds"]) == KINDS
	assert set(rows) == {"(as it is)", *(one.__name__ for one in mutations.OPERATORS)}
	assert all(row["mutants"] > row["large"] for row in rows.values()), "each operator was judged"
	wrong, found, sound, vain = (
		sum(row[name] for row in rows.values()) for name in ("wrong", "found", "sound", "vain")
	)
	assert wrong >= 300 and found >= 0.95 * wrong and vain <= 0.05 * sound
