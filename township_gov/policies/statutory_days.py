"""The national holidays that are known before a year's arrangement is announced.

Source: 全国年节及纪念日放假办法 (2024) Art. 2: New Year; Spring Festival (eve and days 1-3); Qingming; 1-2
May; Dragon Boat; Mid-Autumn; 1-3 October. The lunar days come from the table below (the calendar library
knows solar terms, not the lunar calendar); after its last year only the solar ones are known, and the year
is provisional anyway.
"""

from datetime import date, timedelta

# Lunar New Year's Day, Dragon Boat (5th of the 5th month), Mid-Autumn (15th of the 8th month).
_LUNAR = {
	2027: ((2, 6), (6, 9), (9, 15)),
	2028: ((1, 26), (5, 28), (10, 3)),
	2029: ((2, 13), (6, 16), (9, 22)),
	2030: ((2, 3), (6, 5), (9, 12)),
	2031: ((1, 23), (6, 24), (10, 1)),
	2032: ((2, 11), (6, 12), (9, 19)),
	2033: ((1, 31), (6, 1), (9, 8)),
	2034: ((2, 19), (6, 20), (9, 27)),
	2035: ((2, 8), (6, 10), (9, 16)),
	2036: ((1, 28), (5, 30), (10, 4)),
}


def statutory_days(year: int) -> dict[date, str]:
	"""Day → name of the holiday, for one year; the names are those of the calendar library."""
	days = {
		date(year, 1, 1): "New Year's Day",
		qingming(year): "Tomb-sweeping Day",
		date(year, 5, 1): "Labour Day",
		date(year, 5, 2): "Labour Day",
		**{date(year, 10, day): "National Day" for day in (1, 2, 3)},
	}
	for lunar in [_LUNAR[year]] if year in _LUNAR else []:
		new_year, dragon_boat, mid_autumn = (date(year, *day) for day in lunar)
		days |= {new_year + timedelta(days=offset): "Spring Festival" for offset in (-1, 0, 1, 2)}
		days |= {dragon_boat: "Dragon Boat Festival"}
		days.setdefault(mid_autumn, "Mid-autumn Festival")
	return days


def qingming(year: int) -> date:
	"""The day of the solar term Qingming, 2000 to 2099, by the usual formula [Y × 0.2422 + 4.81] - [Y /
	4]."""
	in_century = year % 100
	return date(year, 4, int(in_century * 0.2422 + 4.81) - in_century // 4)
