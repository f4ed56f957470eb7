"""The yearly notice of the State Council's General Office about public holidays, read from its text.

「元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。」 gives the days off and the make-up workdays. What the
notice says besides (days of the week, number of days) is compared with what was read, so that a slip of the typist or of
this reader is told before anybody saves. Source: 全国年节及纪念日放假办法 Art. 7, and the notices of 2008 to 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

# The names of the calendar library, which translations know
_NAMES = {
	"元旦": "New Year's Day",
	"春节": "Spring Festival",
	"清明": "Tomb-sweeping Day",
	"劳动节": "Labour Day",
	"端午": "Dragon Boat Festival",
	"中秋": "Mid-autumn Festival",
	"国庆": "National Day",
}
_WEEKDAYS = "一二三四五六日"
_HEADING = re.compile(
	r"(?:[一二三四五六七八九十]{1,2}[、.．])?\s*((?:[^\s，。；：:、（）]{0,4}(?:元旦|节)、?){1,2})\s*[：:]"
)
_BRACKET = r"(?:\s*[（(]([^）)]*)[）)])?"
_DAY = r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日" + _BRACKET
_SHORT_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日" + _BRACKET
_RANGE = re.compile(_DAY + r"(?:\s*(?:至|到|—|–|-|～|~)\s*" + _SHORT_DAY + ")?")
_COUNT = re.compile(r"(?:共|放假)\s*(\d{1,2})\s*天")
_YEAR = re.compile(r"(20\d{2})年[^。\n]{0,16}(?:节假日|放假)")
_NUMBER = re.compile(r"国办发(?:明电|电)?\s*[〔\[（(]\s*(20\d{2})\s*[〕\]）)]\s*(\d+)\s*号")


@dataclass(frozen=True)
class Doubt:
	"""Something that does not fit together; `message` is a source text with places for `values`."""

	message: str
	values: tuple = ()


@dataclass
class Notice:
	"""What was read: days off and make-up workdays with the English name of their holiday, and what is doubtful.

	other_years: days that belong to the calendar of another year (a New Year that begins in December).
	"""

	year: int
	number: str = ""
	holidays: dict[date, str] = field(default_factory=dict)
	make_up: dict[date, str] = field(default_factory=dict)
	other_years: dict[date, str] = field(default_factory=dict)
	doubts: list[Doubt] = field(default_factory=list)


def year_of(text: str) -> int | None:
	"""The year that a notice is about, where it says so."""
	found = _YEAR.search(text)
	return int(found[1]) if found else None


def read(text: str, year: int | None = None) -> Notice:
	"""Read a notice for `year` (default: the year that it names; without one, nothing is read and a doubt says so)."""
	year = year or year_of(text)
	if not year:
		return Notice(0, doubts=[Doubt("The text names no year. Choose the year first.")])
	notice = Notice(year, _number_of(text))
	if (named := year_of(text)) and named != year:
		notice.doubts.append(Doubt("The text is about {0}, and the calendar is of {1}.", (named, year)))
	for names, body in _sections(text):
		_read_section(notice, names, body)
	if not notice.holidays:
		notice.doubts.append(
			Doubt(
				"No holiday was found. Paste the notice's own lines, for instance 元旦：1月1日（周四）至3日（周六）放假。"
			)
		)
	return notice


def _number_of(text: str) -> str:
	found = _NUMBER.search(text)
	return re.sub(r"\s", "", found[0]) if found else ""


def _sections(text: str) -> list[tuple[str, str]]:
	"""(name of the holiday, what is said of it), in order."""
	headings = [found for found in _HEADING.finditer(text) if _name_of(found[1])]
	ends = [found.start() for found in headings[1:]] + [len(text)]
	return [(found[1], text[found.end() : end]) for found, end in zip(headings, ends, strict=False)]


def _name_of(heading: str) -> str:
	return next((name for word, name in _NAMES.items() if word in heading), "")


def _read_section(notice: Notice, heading: str, body: str) -> None:
	name, off = _name_of(heading), 0
	for sentence in re.split(r"[。；;\n]", body):
		days = _days_of(notice, sentence)
		if "上班" in sentence:
			for day in days:
				_add_make_up(notice, day, name)
		elif "放假" in sentence or "调休" in sentence or "休息" in sentence:
			for day in days:
				_add_holiday(notice, day, name)
			off += len(days)
			_check_count(notice, heading, sentence, len(days))
	if not off:
		notice.doubts.append(Doubt("{0}: no day off was found.", (heading,)))


def _days_of(notice: Notice, sentence: str) -> list[date]:
	"""Every day that a sentence names, ranges written out."""
	days: list[date] = []
	for found in _RANGE.finditer(sentence):
		first = _day(notice, found[1], found[2], found[3], found[4])
		if first is None:
			continue
		last = first
		if found[7]:
			last = _day(notice, found[5] or str(first.year), found[6] or str(first.month), found[7], found[8])
		if last is None or not 0 <= (last - first).days <= 30:
			notice.doubts.append(Doubt("“{0}” is no span of days.", (found[0],)))
			continue
		days += [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
	return days


def _day(notice: Notice, year: str | None, month: str, day: str, said: str | None) -> date | None:
	"""A day, compared with the day of the week that stands behind it in brackets."""
	try:
		found = date(int(year or notice.year), int(month), int(day))
	except ValueError:
		notice.doubts.append(Doubt("There is no day {0}-{1}.", (month, day)))
		return None
	weekday = re.search(r"(?:周|星期|礼拜)([一二三四五六日天])", said or "")
	if weekday and _WEEKDAYS.index(weekday[1].replace("天", "日")) != found.weekday():
		notice.doubts.append(
			Doubt("{0} is no {1}: check the day and the year.", (str(found), f"周{weekday[1]}"))
		)
	return found


def _add_holiday(notice: Notice, day: date, name: str) -> None:
	(notice.holidays if day.year == notice.year else notice.other_years)[day] = name


def _add_make_up(notice: Notice, day: date, name: str) -> None:
	if day.weekday() < 5:
		notice.doubts.append(Doubt("{0} is a weekday and needs no make-up.", (str(day),)))
	elif day.year == notice.year:
		notice.make_up[day] = name
	else:
		notice.other_years[day] = name


def _check_count(notice: Notice, heading: str, sentence: str, read_days: int) -> None:
	said = _COUNT.search(sentence)
	if said and int(said[1]) != read_days:
		notice.doubts.append(
			Doubt("{0}: the notice says {1} days, {2} were read.", (heading, int(said[1]), read_days))
		)
