"""The colour of a state nobody named a colour for, by its words."""

from __future__ import annotations

import pytest

from frappe_standalone.core.desk.formatters import status_colour

STATES = {
	"草稿": "gray",
	"已撤回": "gray",
	"已作废": "gray",
	"不同意": "red",
	"未通过": "red",
	"待科长审批": "yellow",
	"已退回": "yellow",
	"审批中": "blue",
	"使用中": "blue",
	"已批准": "green",
	"同意": "green",
	"已归还": "green",
	"Awaiting Somebody": "yellow",
	"Approved": "green",
	"甲类": "",
}


@pytest.mark.parametrize(("state", "colour"), STATES.items())
def test_a_state_made_here_gets_the_colour_of_its_words(state, colour):
	assert status_colour(state) == colour
