"""GB/T 9704-2012 as it is drawn: the grid, the title, the pages, the signature, the 版记."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.documents.sample import LONG, paper
from township_gov.documents.layout.grid import NOT_FIRST, NOT_LAST, Run, broken, cells
from township_gov.documents.layout.headings import is_heading, runs_of
from township_gov.documents.layout.pages import pages
from township_gov.documents.layout.paper import FOOT_PITCH, HEIGHT, LINES, PITCH, WIDTH, head_size
from township_gov.documents.layout.titles import title_lines

CHINESE = some.text(
	alphabet="隆宫乡人民政府关于防汛的通知，。、（）《》“”；：2026abc·…—", min_size=1, max_size=300
)


def lines(text: str, **how) -> list[str]:
	return [line.text for line in broken((Run(text),), **how)]


def kinds(page, *wanted: str) -> list[str]:
	return [placed.line.text for placed in page.lines if placed.kind in wanted]


def top_of(page, text: str) -> float:
	return next(placed.top for placed in page.lines if placed.line.text == text)


# lines


def test_a_full_line_has_28_characters_and_a_page_22_lines():
	assert [len(line) for line in lines("汛" * 60)] == [28, 28, 4]
	assert (PITCH * LINES, WIDTH) == (pytest.approx(225), 156)


def test_a_paragraph_begins_two_characters_in_and_goes_on_at_the_edge():
	made = broken((Run("汛" * 30),), first=2)
	assert [(len(line.text), line.indent, line.fills) for line in made] == [(26, 2, True), (4, 0, False)]


def test_digits_take_half_a_character_and_numbers_are_not_torn():
	assert cells("2026年") == 3
	assert lines("汛" * 27 + "2026年") == ["汛" * 27, "2026年"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one():
	assert lines("汛" * 28 + "，防") == ["汛" * 27, "汛，防"]
	assert lines("汛" * 27 + "《防洪法》") == ["汛" * 27, "《防洪法》"]


@given(CHINESE)
def test_breaking_loses_nothing_and_keeps_the_measure(text):
	made = lines(text)
	assert "".join(made).replace(" ", "") == text.replace(" ", "")
	assert all(cells(line) <= 28 for line in made)


@given(CHINESE)
def test_marks_stand_where_they_may_unless_nothing_else_is_left(text):
	made = lines(text)
	for before, after in pairwise(made):
		only_marks = set(before) <= NOT_FIRST | NOT_LAST | set("2026abc")
		assert (
			only_marks
			or (after[0] not in NOT_FIRST and before[-1] not in NOT_LAST)
			or _no_choice(before, after)
		)


def _no_choice(before: str, after: str) -> bool:
	"""No place in the line where it could have ended."""
	whole = before + after[0]
	return all(
		whole[at - 1] in NOT_LAST or whole[at] in NOT_FIRST or _inside_word(whole, at)
		for at in range(1, len(whole))
	)


def _inside_word(text: str, at: int) -> bool:
	return (text[at - 1].isascii() and text[at].isascii()) or text[at - 1] == text[at] in "…—"


# headings


def test_ordinals_have_their_typefaces():
	assert [run.face for run in runs_of("一、提高认识。各村要重视。")] == ["hei", "fang"]
	assert [run.face for run in runs_of("（一）责任")] == ["kai"]
	assert [run.face for run in runs_of("1.巡查")] == ["fang"]
	assert is_heading("一、提高认识") and not is_heading("一、提高认识。各村要重视。")


# titles


@pytest.mark.parametrize(
	("title", "expected"),
	[
		("关于同意石桥村村民委员会启用新公章的批复", ["关于同意石桥村村民委员会启用新公章的批复"]),
		(
			"庆元县隆宫乡人民政府关于印发2026年防汛防台抗旱应急预案的通知",
			["庆元县隆宫乡人民政府关于印发", "2026年防汛防台抗旱应急预案的通知"],
		),
		(
			"庆元县隆宫乡人民政府转发《庆元县人民政府办公室关于进一步加强安全生产工作的意见》的通知",
			[
				"庆元县隆宫乡人民政府",
				"转发《庆元县人民政府办公室关于",
				"进一步加强安全生产工作的意见》的通知",
			],
		),
	],
)
def test_a_title_is_broken_by_its_words(title, expected):
	assert title_lines(title, ("庆元县隆宫乡人民政府",)) == expected


def test_a_title_does_not_tear_names_years_or_leave_的通知_alone():
	made = title_lines(
		"庆元县隆宫乡人民政府关于做好东坑村至下坞村道路修复工程2026年度补助资金申报工作的通知",
		("东坑村", "下坞村"),
	)
	assert all(not line.startswith(("的", "村", "年")) for line in made)
	assert all(cells(line) <= 20 for line in made) and cells(made[-1]) >= 6


@settings(max_examples=60)
@given(some.text(alphabet="隆宫乡人民政府关于防汛防台的通知《》、2026年", min_size=1, max_size=70))
def test_whatever_the_title_nothing_is_lost_and_no_line_is_too_long(title):
	made = title_lines(title)
	assert "".join(made) == title.strip() and all(cells(line) <= 20 for line in made)


# the head


def test_the_head_of_a_document_lies_as_the_standard_says():
	page = pages(paper())[0]
	assert top_of(page, "庆元县隆宫乡人民政府文件") == 35
	kind, rule = page.rules[0]
	number = next(placed for placed in page.lines if placed.kind == "number")
	assert kind == "red" and rule - number.top - number.height == pytest.approx(4)
	first_title = next(placed for placed in page.lines if placed.kind == "title")
	assert 1.7 * PITCH < first_title.top - rule < 2.8 * PITCH
	last_title = [placed for placed in page.lines if placed.kind == "title"][-1]
	recipients = next(placed for placed in page.lines if placed.line.text.endswith("单位："))
	assert recipients.top - last_title.top == pytest.approx(2 * PITCH)


def test_the_letterhead_is_as_large_as_fits_and_no_larger_than_the_rule():
	assert head_size("隆宫乡人民政府") == 62
	assert head_size("庆元县隆宫乡人民政府文件") * 12 <= WIDTH * 72 / 25.4 + 1


def test_a_paper_to_a_superior_names_who_signed_it():
	page = pages(paper(signatory="林建国"))[0]
	assert "签发人：林建国" in kinds(page, "number")
	assert not any("签发人" in text for text in kinds(pages(paper())[0], "number"))


def test_grade_and_urgency_stand_at_the_top_left():
	page = pages(paper(security="秘密", urgency="特急"))[0]
	assert kinds(page, "mark") == ["秘　密", "特　急"]
	assert [placed.top for placed in page.lines if placed.kind == "mark"] == [0, PITCH]


def test_a_letter_has_its_number_below_the_upper_red_line_and_no_page_number_on_its_first_page():
	page = pages(paper(layout="Letter", letterhead="庆元县隆宫乡人民政府", body=(LONG,)))[0]
	assert [kind for kind, _top in page.rules][:2] == ["letter-top", "letter-foot"]
	assert kinds(page, "folio") == [] and not kinds(page, "print")


def test_a_decision_to_a_party_has_neither_red_head_nor_foot():
	page = pages(paper(layout="Instrument", title="行政处罚决定书", body=(LONG,), copies_to=""))[0]
	assert page.rules == [] and kinds(page, "title") == ["庆元县隆宫乡人民政府文件", "行政处罚决定书"]


# pages


def long_paper(paragraphs: int, **changes):
	return paper(body=(LONG,) * paragraphs, **changes)


@pytest.mark.parametrize("count", range(1, 40))
def test_however_long_the_signature_is_never_alone_and_nothing_overlaps(count):
	for attachments in ((), paper().attachments):
		made = pages(long_paper(count, attachments=attachments))
		signed = next(page for page in made if kinds(page, "sign"))
		assert kinds(signed, "text", "attachment"), "a signature needs text on its page"
		for page in made:
			_check_apart(page)


def _check_apart(page) -> None:
	placed = sorted(
		(one for one in page.lines if one.kind not in ("number", "mark", "head", "print", "folio")),
		key=lambda one: one.top,
	)
	for upper, lower in pairwise(placed):
		assert lower.top >= upper.top + min(upper.height, lower.height) - 0.01, (upper, lower)
	assert all(one.top + one.height <= HEIGHT + 0.1 for one in placed)


def test_the_foot_stands_at_the_bottom_of_the_last_page_between_its_lines():
	page = pages(paper())[-1]
	assert kinds(page, "print") == ["庆元县隆宫乡党政综合办公室", "2026年3月2日印发"]
	assert ("thick", HEIGHT) in page.rules
	last = next(placed for placed in page.lines if placed.kind == "print")
	assert last.top + FOOT_PITCH == pytest.approx(HEIGHT)
	copies = kinds(page, "foot")
	assert copies[0].startswith("抄送：") and copies[-1].endswith("。")


def test_pages_are_numbered_right_on_odd_and_left_on_even_sides():
	made = pages(long_paper(30))
	folios = [next(placed.line for placed in page.lines if placed.kind == "folio") for page in made]
	assert [line.text for line in folios][:3] == ["— 1 —", "— 2 —", "— 3 —"]
	assert [line.align for line in folios][:3] == ["right", "left", "right"]


def test_a_heading_does_not_stand_alone_at_the_foot_of_a_page():
	for before in range(1, 30):
		made = pages(paper(body=("汛" * 20 + "。",) * before + ("一、提高认识", LONG)))
		for page in made[:-1]:
			texts = kinds(page, "text", "attachment")
			assert not texts or not is_heading(texts[-1])


def test_too_many_recipients_go_to_the_foot():
	many = "、".join(f"第{number}村民委员会" for number in range(1, 60))
	made = pages(paper(main_recipients=many))
	assert kinds(made[-1], "foot")[0].startswith("主送：") or kinds(made[-2], "foot")
	assert LONG[:10] in "".join(kinds(made[0], "text"))


def test_one_attachment_has_no_number_and_several_go_on_under_their_beginning():
	one = pages(paper(attachments=("名单",)))
	assert "附件：名单" in [text for page in one for text in kinds(page, "attachment")]
	several = [placed for page in pages(paper()) for placed in page.lines if placed.kind == "attachment"]
	assert [placed.line.indent for placed in several] == [2, 5, 6.5]


def test_organ_stands_centred_over_the_date_four_characters_from_the_right():
	signed = [placed.line for page in pages(paper()) for placed in page.lines if placed.kind == "sign"]
	organ, date = signed
	assert date.indent == 4
	assert organ.indent + cells(organ.text) / 2 == pytest.approx(date.indent + cells(date.text) / 2)


@settings(max_examples=40, deadline=None)
@given(
	some.lists(CHINESE.filter(str.strip), min_size=1, max_size=25),
	CHINESE.filter(str.strip),
	some.text(alphabet="县局，", max_size=200),
	some.sampled_from(["Document", "Letter", "Instrument"]),
)
def test_no_paper_loses_a_line_or_prints_below_its_type_area(body, title, copies, layout):
	made = pages(
		paper(body=tuple(body), title=title[:60], copies_to=copies.strip("，"), layout=layout, attachments=())
	)
	printed = "".join("".join(kinds(page, "text")) for page in made)
	for text in body:
		assert text.replace(" ", "").strip() in printed.replace(" ", "")
	for page in made:
		assert all(one.top < HEIGHT for one in page.lines if one.kind not in ("folio",))


def test_attachments_stay_with_the_signature_and_take_text_along():
	for count in range(1, 40):
		made = pages(long_paper(count))
		signed = next(page for page in made if kinds(page, "sign"))
		assert len(kinds(signed, "attachment")) == 3 and kinds(signed, "text")


def test_a_list_of_attachments_longer_than_a_page_goes_on_over_pages():
	made = pages(paper(attachments=tuple(f"第{number}号清单" for number in range(1, 41))))
	assert sum(len(kinds(page, "attachment")) for page in made) == 40
	signed = next(page for page in made if kinds(page, "sign"))
	assert kinds(signed, "attachment")
