"""kill -9 under load loses nothing that was acknowledged. The whole run: `python -m tests.loss --kills 200`."""

from __future__ import annotations

import os
import sys

import pytest

from tests.loss.run import Run
from tests.loss.server import WAYS

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="process lists of Linux")

KILLS = int(os.environ.get("KILLS", "5"))
SEED = 8


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(tmp_path):
	run = Run(tmp_path, KILLS, SEED, workers=2)
	found = run.execute()
	assert found["lost"] == []
	assert found["wrong"] == []
	assert sum(found["kills"].values()) == KILLS
	assert set(found["kills"]) == set(WAYS)
	counts = found["counts"]
	assert min(counts["insert ack"], counts["act ack"], counts["job ack"]) > 10
	assert counts["jobs recorded"] >= counts["job ack"]
	assert (run.left_over, run.gave_up) == (0, 0)
