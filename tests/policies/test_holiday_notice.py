"""The yearly holiday notice, read from its text: the real ones of 2024 to 2026 give what the calendar library knows."""

from __future__ import annotations

from datetime import date

import pytest
from chinese_calendar.constants import holidays, workdays

from township_gov.policies import holiday_notice

NOTICES = {
	2026: """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。""",
	2025: """2025年部分节假日安排
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
	2024: """2024年节假日安排
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
}


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_real_notice_gives_the_days_that_the_library_knows(year):
	notice = holiday_notice.read(NOTICES[year])
	assert notice.year == year and notice.doubts == []
	assert set(notice.make_up) == {day for day in workdays if day.year == year}
	known = {day for day in holidays if day.year == year}
	assert {day for day in notice.holidays if day.weekday() < 5} == {
		day for day in known if day.weekday() < 5
	}


def test_a_day_of_rest_that_is_only_encouraged_is_read_and_shown_for_a_look():
	notice = holiday_notice.read(NOTICES[2024])
	assert date(2024, 2, 9) in notice.holidays and date(2024, 1, 1) in notice.holidays


def test_the_number_of_the_notice_is_kept():
	assert holiday_notice.read(NOTICES[2026]).number == "国办发明电〔2025〕7号"


def test_a_new_year_that_begins_in_december_belongs_to_two_calendars():
	notice = holiday_notice.read("元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023)
	assert list(notice.holidays) == [date(2023, 1, 1), date(2023, 1, 2)]
	assert list(notice.other_years) == [date(2022, 12, 31)]


@pytest.mark.parametrize(
	("text", "doubt"),
	[
		("元旦：1月1日（周五）至3日放假，共3天。", "is no"),
		("元旦：1月1日至3日放假，共4天。", "says {1} days"),
		("元旦：1月1日放假1天。1月5日上班。", "needs no make-up"),
		("元旦：2月30日放假1天。", "There is no day"),
		("春节：放假。", "no day off"),
		("请各单位做好值班工作。", "No holiday was found"),
		("元旦：1月9日至3日放假。", "no span"),
	],
)
def test_what_does_not_fit_together_is_told(text, doubt):
	assert any(doubt in one.message for one in holiday_notice.read(text, 2026).doubts)


def test_a_text_without_a_year_asks_for_it():
	notice = holiday_notice.read("元旦：1月1日放假1天。")
	assert notice.year == 0 and "Choose the year" in notice.doubts[0].message


def test_a_notice_of_another_year_is_told():
	assert any("is about" in one.message for one in holiday_notice.read(NOTICES[2025], 2026).doubts)
