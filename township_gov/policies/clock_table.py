"""The master clock table: which legal limits run from which event.

Values are the shipped defaults, which settings override; sources are in each row's `basis`. Working days where the law
says so (行政许可法 Art. 82, 行政处罚法 Art. 85, 信息公开条例); the "日" of petitions are calendar days, as under the rules of 2005.
"""

from township_gov.policies.clock_values import Clock, PauseGround, Unit

# 行政许可法 Art. 45: this time is not counted; the applicant is told in writing how long it takes.
LICENCE_GROUNDS = frozenset(
	{
		PauseGround.HEARING,
		PauseGround.TENDER,
		PauseGround.AUCTION,
		PauseGround.INSPECTION,
		PauseGround.TESTING,
		PauseGround.QUARANTINE,
		PauseGround.APPRAISAL,
		PauseGround.EXPERT_REVIEW,
	}
)
# 政府信息公开条例 Art. 33: time for asking third parties and other organs is not counted.
DISCLOSURE_GROUNDS = frozenset({PauseGround.THIRD_PARTY_OPINION, PauseGround.OTHER_ORGAN_OPINION})
# 信访工作条例 Art. 36: at the final review the hearing's time is not counted.
FINAL_REVIEW_GROUNDS = frozenset({PauseGround.HEARING})

_PETITION = "信访工作条例 Art."
_WD, _CD, _MONTHS = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS

_ROWS = (
	# Petitions
	Clock(
		"X1",
		"Petition: notice of receipt, route and procedure",
		"received",
		15,
		_CD,
		f"{_PETITION} 23",
		warning=3,
	),
	Clock("X2", "Petition passed to us, not ours: objection", "received", 5, _WD, f"{_PETITION} 23"),
	Clock("X3", "Petition office: register and forward", "received", 15, _CD, f"{_PETITION} 22", warning=3),
	Clock("X4", "Petition: conclude", "accepted", 60, _CD, f"{_PETITION} 34", extension_limit=30, warning=10),
	Clock("X5", "Petition: decide the review", "review requested", 30, _CD, f"{_PETITION} 35", warning=5),
	Clock(
		"X6",
		"Petition: decide the final review",
		"final review requested",
		30,
		_CD,
		f"{_PETITION} 36",
		warning=5,
		grounds=FINAL_REVIEW_GROUNDS,
	),
	# Licences
	Clock("L1", "Licence: one-time notice of missing materials", "received", 5, _WD, "行政许可法 Art. 32"),
	Clock(
		"L2",
		"Licence: decision",
		"accepted",
		20,
		_WD,
		"行政许可法 Art. 42, 45",
		extension_limit=10,
		warning=3,
		grounds=LICENCE_GROUNDS,
	),
	Clock(
		"L3",
		"Licence handled jointly: decision",
		"accepted",
		45,
		_WD,
		"行政许可法 Art. 42, 45",
		extension_limit=15,
		warning=5,
		grounds=LICENCE_GROUNDS,
	),
	Clock("L4", "Licence: opinion of the lower organ", "accepted", 20, _WD, "行政许可法 Art. 43", warning=3),
	Clock("L5", "Licence: issue and serve", "decided", 10, _WD, "行政许可法 Art. 44", warning=2),
	Clock("L6", "Licence: hold the hearing", "hearing requested", 20, _WD, "行政许可法 Art. 47", warning=3),
	Clock("L7", "Licence: assign the inspection", "accepted", 5, _WD, "行政许可法 Art. 55"),
	# Agency service, where no legal limit exists
	Clock("A1", "Agency service inside the township", "accepted", 7, _CD, "S17", warning=2),
	Clock("A2", "Agency service beyond the township", "accepted", 1, _MONTHS, "S17", warning=5),
	# Disclosure of information
	Clock(
		"D1",
		"Disclosure on our own initiative",
		"formed or changed",
		20,
		_WD,
		"信息公开条例 Art. 26",
		warning=5,
	),
	Clock(
		"D2", "Disclosure request: ask for correction", "received", 7, _WD, "信息公开条例 Art. 30", warning=2
	),
	Clock(
		"D3",
		"Disclosure request: reply",
		"received",
		20,
		_WD,
		"信息公开条例 Art. 33",
		extension_limit=20,
		warning=3,
		grounds=DISCLOSURE_GROUNDS,
	),
	# Penalties
	Clock("P1", "Penalty: decision", "case filed", 90, _CD, "行政处罚法 Art. 60", warning=15),
	Clock("P2", "Penalty: serve the decision", "decided", 7, _WD, "行政处罚法 Art. 61", warning=2),
	Clock(
		"P4", "Penalty: decide on preserved evidence", "preserved", 7, _WD, "行政处罚法 Art. 56", warning=2
	),
	Clock(
		"P6", "Penalty: withdraw a changed decision from the public", "changed", 3, _WD, "行政处罚法 Art. 48"
	),
)

TABLE: dict[str, Clock] = {clock.code: clock for clock in _ROWS}
