"""Limits of the everyday office: leave, incoming documents, vehicles, seals. Part of the catalogue in `parameters.py`."""

from township_gov.policies.parameter_kinds import Parameter

_LEAVE_LAW = "职工带薪年休假条例"
_LOCAL = "local policy"

# key, title, default, source, description; 0 = no limit
_LEAVE_DAYS = (
	("sick", "Sick leave", 0, _LOCAL, "0: no limit; a doctor's note decides."),
	("personal", "Private leave", 15, _LOCAL, ""),
	("marriage", "Marriage leave", 3, "劳薪字〔1980〕29号", "Most provinces give more."),
	("bereavement", "Bereavement leave", 3, "劳薪字〔1980〕29号", ""),
	("maternity", "Maternity leave", 98, "女职工劳动保护特别规定 Art. 7", "15 days more for a difficult birth or each further child; provinces give more."),
	("nursing", "Leave of the father at a birth", 15, "浙江省人口与计划生育条例", "Each province has its own."),
	("childcare", "Parental leave", 10, "浙江省人口与计划生育条例", "In each year until the child is three."),
	("home_visit", "Home visit", 30, "国发〔1981〕36号", "To the spouse once a year; to the parents 20 days."),
	("work_injury", "Leave after an injury at work", 0, "工伤保险条例 Art. 33", "0: no limit; as the doctors certify."),
)  # fmt: skip

EVERYDAY: tuple[Parameter, ...] = (
	Parameter(
		"leave_annual_years",
		"Annual leave: years of work of each step",
		(1, 10, 20),
		"Years, comma-separated",
		f"{_LEAVE_LAW} Art. 3",
	),
	Parameter(
		"leave_annual_days",
		"Annual leave: days of each step",
		(5, 10, 15),
		"Working Days, comma-separated",
		f"{_LEAVE_LAW} Art. 3",
		"As many numbers as there are steps of years.",
	),
	Parameter(
		"leave_annual_sick_months",
		"Annual leave is lost after more sick leave than this",
		(2, 3, 4),
		"Months, comma-separated",
		f"{_LEAVE_LAW} Art. 4",
		"In the same year, by the same steps of years.",
	),
	Parameter(
		"leave_annual_personal_days",
		"Annual leave is lost after so much paid private leave",
		20,
		"Working Days",
		f"{_LEAVE_LAW} Art. 4",
	),
	Parameter(
		"leave_calendar_day_kinds",
		"Kinds of leave whose rest days count too",
		"Sick, Maternity, Home Visit, Work Injury",
		"Kinds of leave, comma-separated",
		"女职工劳动保护特别规定 Art. 7; 国发〔1981〕36号",
		"All other kinds are counted in working days.",
	),
	*(
		Parameter(
			f"leave_{key}_days", f"{title}: most days at once", days, "Calendar Days", source, description
		)
		for key, title, days, source, description in _LEAVE_DAYS
	),
	Parameter(
		"incoming_ordinary_days",
		"Incoming documents: days to answer, ordinary",
		15,
		"Working Days",
		"党政机关公文处理工作条例 Art. 24",
		"A date that the sender has set goes before.",
	),
	Parameter(
		"incoming_urgent_days",
		"Incoming documents: days to answer, urgent",
		3,
		"Working Days",
		_LOCAL,
	),
	Parameter(
		"incoming_most_urgent_days",
		"Incoming documents: days to answer, most urgent",
		1,
		"Working Days",
		_LOCAL,
	),
	Parameter(
		"incoming_warning_days",
		"Incoming documents: yellow light",
		1,
		"Working Days",
		_LOCAL,
		"The light turns yellow when so many days or fewer are left.",
	),
	Parameter(
		"rotation_publicity_days",
		"Days for which a rotation is posted",
		5,
		"Working Days",
		"S44; 公务员法 Art. 32",
		"Nobody can cut them short.",
	),
	Parameter(
		"fee_waiver_needs_basis",
		"A fee is waived on a legal basis only",
		True,
		"Yes/No",
		"S80; 行政许可法 Art. 58, 59",
	),
)
