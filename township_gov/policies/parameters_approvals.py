"""How people are told about approvals, and how often they may be urged. Part of the catalogue in `parameters.py`."""

from township_gov.policies.parameter_kinds import Parameter

_LOCAL = "local policy"

APPROVALS: tuple[Parameter, ...] = (
	Parameter(
		"notice_digest_count",
		"Notices to one person before the rest comes as one digest",
		20,
		"Notices",
		_LOCAL,
		"Counted over the minutes of the next setting; what comes beyond goes into one message.",
	),
	Parameter(
		"notice_digest_minutes",
		"Minutes over which notices are counted and collected",
		30,
		"Minutes",
		_LOCAL,
	),
	Parameter(
		"notice_daily_hour",
		"Hour of the daily message",
		8,
		"Hour",
		_LOCAL,
		"For those who want one message a day.",
	),
	Parameter(
		"notice_by_email",
		"E-mail about approvals, where a person has chosen nothing",
		False,
		"Yes/No",
		_LOCAL,
	),
	Parameter(
		"notice_by_sms",
		"Text messages about approvals, where a person has chosen nothing",
		False,
		"Yes/No",
		_LOCAL,
	),
	Parameter(
		"sms_adapter",
		"Adapter that sends text messages",
		"file",
		"Name",
		_LOCAL,
		"file: one file for each message in the site's private folder.",
	),
	Parameter(
		"urge_gap_hours",
		"Hours between two urgings of one task",
		4,
		"Hours",
		_LOCAL,
		"Counted on the clock, not in office hours. 0: as often as one likes.",
	),
)
