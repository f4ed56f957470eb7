"""文号: given at issue, without gaps, once; kept when void; changed by nobody on any path."""

import datetime

import pytest

import frappe
import frappe.client

from tests.app import documents_world as papers
from township_gov import clock
from township_gov.documents import errors, issuing
from township_gov.workflows import doors
from township_gov.workflows.errors import DocumentGuarded

PAPER, SERIES = "Official Document", "Document Number Series"


@pytest.fixture
def kinds(world):
	papers.prepare()
	return world


def on(day: str):
	return clock.set_to(datetime.datetime.fromisoformat(f"{day} 10:00:00"))


def test_numbers_follow_each_other_without_gaps(kinds):
	with on("2031-03-02"):
		numbers = [papers.issue(), papers.issue(), papers.issue()]
	assert numbers == ["试政〔2031〕1号", "试政〔2031〕2号", "试政〔2031〕3号"]


def test_each_year_begins_with_one(kinds):
	with on("2031-12-31"):
		assert papers.issue() == "试政〔2031〕1号"
	with on("2032-01-01"):
		assert papers.issue() == "试政〔2032〕1号"
	with on("2032-01-02"):
		assert papers.issue() == "试政〔2032〕2号"


def test_kinds_of_one_organ_code_share_a_series_and_others_do_not(kinds):
	papers.kind(kind_code="TEST-DECISION", kind_name="决定")
	papers.kind(kind_code="TEST-LETTER", kind_name="函", organ_code="{township}函")
	with on("2031-03-02"):
		assert papers.issue() == "试政〔2031〕1号"
		assert papers.issue(code="TEST-DECISION") == "试政〔2031〕2号"
		assert papers.issue(code="TEST-LETTER") == "试政函〔2031〕1号"


def test_a_draft_and_a_started_approval_have_no_number_yet(kinds):
	before = frappe.db.count(PAPER)
	kinds.started()
	assert frappe.db.count(PAPER) == before


def test_the_same_request_gets_the_same_number(kinds):
	doc = kinds.started()
	assert papers.issue(doc, "7:12") == papers.issue(doc, "7:12")
	assert papers.issue(doc, "7:13") != papers.issue(doc, "7:12")


def test_a_number_of_a_transaction_that_is_rolled_back_is_given_again(kinds):
	doc = kinds.started()
	with on("2031-03-02"):
		frappe.db.savepoint("before_issue")
		assert papers.issue(doc) == "试政〔2031〕1号"
		frappe.db.rollback(save_point="before_issue")
		assert papers.issue(doc) == "试政〔2031〕1号"


def test_two_townships_that_write_their_numbers_alike_count_apart(kinds):
	frappe.db.set_value("Township", "999126002", "document_code", papers.CODE)
	papers.kind(township="999126002")
	with on("2031-03-02"):
		assert papers.issue() == papers.issue(kinds.started(township="999126002", office=None, remark="x"))
	assert frappe.db.count(PAPER, {"number": "试政〔2031〕1号"}) == 2


def test_the_record_tells_what_was_issued_for_what_by_whom(kinds):
	doc = kinds.started(subject="防汛", remark="加强巡查。")
	kinds.act("bob", doc)
	frappe.set_user(kinds.mail("dan"))
	with on("2031-03-02"):
		paper = papers.paper(papers.issue(doc))
	assert paper.name == f"{kinds.CODE}-试政-2031-1"
	assert (paper.organ_code, paper.year, paper.sequence, paper.status) == ("试政", 2031, 1, "Issued")
	assert (paper.title, paper.body) == ("关于防汛的通知", "现将有关事项通知如下：\n加强巡查。")
	assert paper.main_recipients == "各村（居）民委员会"
	assert (paper.signatory, paper.issued_by) == ("Bob", kinds.mail("dan"))
	assert (paper.reference_doctype, paper.reference_name) == (doc.doctype, doc.name)
	assert paper.issued_on == datetime.date(2031, 3, 2)


def test_the_document_gets_its_number_and_its_timeline_names_it(kinds):
	frappe.db.set_value("Official Document Kind", f"{kinds.CODE}-{papers.KIND}", "number_field", "subject")
	doc = kinds.started(remark="x")
	number = papers.issue(doc)
	assert doc.subject == kinds.fresh(doc).subject == number
	notes = frappe.get_all("Comment", {"reference_name": doc.name, "comment_type": "Info"}, pluck="content")
	assert any(number in note for note in notes)


# what is refused at issue


def test_an_unknown_kind_is_refused_and_says_who_adds_it(kinds):
	with pytest.raises(errors.UnknownKind, match="administrator"):
		papers.issue(code="NOTHING")


def test_a_kind_out_of_use_is_not_found(kinds):
	frappe.db.set_value("Official Document Kind", f"{kinds.CODE}-{papers.KIND}", "enabled", 0)
	with pytest.raises(errors.UnknownKind):
		papers.issue()


def test_a_townships_own_kind_goes_before_the_shared_one(kinds):
	papers.kind(township=None, pattern="{organ}[{year}]{number}号")
	assert "〔" in papers.issue()


@pytest.mark.parametrize("template", ["{nothing}", "{title_secret}"])
def test_a_field_the_document_does_not_have_is_refused(kinds, template):
	frappe.db.set_value("Official Document Kind", f"{kinds.CODE}-{papers.KIND}", "body_template", template)
	with pytest.raises(errors.NotOnPaper, match="correct the kind"):
		papers.issue()


def test_an_empty_text_is_not_issued(kinds):
	frappe.db.set_value("Official Document Kind", f"{kinds.CODE}-{papers.KIND}", "body_template", "{remark}")
	with pytest.raises(errors.NothingToIssue, match="Fill in the document"):
		papers.issue(kinds.started(remark=""))


def test_a_township_without_organ_code_issues_nothing(kinds):
	frappe.db.set_value("Township", kinds.CODE, "document_code", "")
	with pytest.raises(errors.NothingToIssue, match="机关代字"):
		papers.issue()


def test_a_refused_issue_uses_no_number(kinds):
	with on("2031-03-02"):
		with pytest.raises(errors.NothingToIssue):
			frappe.db.set_value(
				"Official Document Kind", f"{kinds.CODE}-{papers.KIND}", "title_template", "{remark}"
			)
			papers.issue(kinds.started(remark=""))
		assert papers.issue() == "试政〔2031〕1号"


# void


def test_a_void_number_stays_on_record_and_is_never_given_again(kinds):
	with on("2031-03-02"):
		number = papers.issue()
		issuing.void(number, "拟稿有误")
		assert papers.issue() == "试政〔2031〕2号"
	paper = papers.paper(number)
	assert (paper.status, paper.void_reason, paper.sequence) == ("Void", "拟稿有误", 1)
	assert paper.voided_at and paper.voided_by


def test_made_void_twice_keeps_its_first_reason(kinds):
	number = papers.issue()
	issuing.void(number, "first")
	issuing.void(number, "second")
	assert papers.paper(number).void_reason == "first"


def test_a_number_that_is_not_on_record_cannot_be_made_void(kinds):
	with pytest.raises(errors.NumberUnknown, match="name the approval"):
		issuing.void("试政〔1999〕1号", "x")


def test_of_two_that_read_alike_the_approval_tells_which_is_void(kinds):
	frappe.db.set_value("Township", "999126002", "document_code", papers.CODE)
	papers.kind(township="999126002")
	with on("2031-03-02"):
		number = papers.issue()
		papers.issue(kinds.started(township="999126002", office=None, remark="x"))
	with pytest.raises(errors.NumberUnknown):
		issuing.void(number, "x")
	issuing.void(number, "x", papers.paper(number).instance)
	assert frappe.db.count(PAPER, {"number": number, "status": "Void"}) == 1


# opening numbers of a paper register


def test_numbers_go_on_after_those_given_on_paper(kinds):
	kinds.new(SERIES, township=kinds.CODE, organ_code="试政", year=2026, opening=37)
	with on("2026-11-22"):
		assert papers.issue() == "试政〔2026〕38号"


def test_what_a_series_begins_with_is_fixed_with_its_first_number(kinds):
	papers.issue()
	frappe.set_user("Administrator")
	series = frappe.get_last_doc(SERIES, {"township": kinds.CODE})
	series.opening = 500
	with pytest.raises(errors.SeriesFixed):
		series.save()
	with pytest.raises(errors.SeriesFixed):
		series.delete()
	with pytest.raises((errors.SeriesFixed, frappe.ValidationError)):
		frappe.rename_doc(SERIES, series.name, "other", force=True)


def test_a_sent_count_changes_nothing(kinds):
	series = kinds.new(SERIES, township=kinds.CODE, organ_code="试政", year=2026, opening=0, last_number=900)
	assert series.last_number == 0
	series.last_number = 800
	series.save()
	assert frappe.db.get_value(SERIES, series.name, "last_number") == 0


def test_no_series_is_made_for_a_year_to_come(kinds):
	with pytest.raises(errors.PatternError, match="not come yet"):
		kinds.new(SERIES, township=kinds.CODE, organ_code="试政", year=2999, opening=5)


# every way to write


@pytest.fixture
def stored(kinds):
	with on("2031-03-02"):
		return papers.paper(papers.issue())


WRITERS = ("Administrator", "ann", "bob", "dan")


def become(world, who: str) -> None:
	frappe.set_user(who if who == "Administrator" else world.mail(who))


@pytest.mark.parametrize("who", WRITERS)
@pytest.mark.parametrize(
	"values",
	[
		{"number": "试政〔2031〕9号"},
		{"sequence": 9},
		{"status": "Void"},
		{"title": "x"},
		{"issued_on": "2020-01-01"},
	],
	ids=lambda values: next(iter(values)),
)
@pytest.mark.parametrize("door", ["save", "set_value", "client save", "db_set", "import"])
def test_nobody_changes_a_number(kinds, stored, who, values, door):
	become(kinds, who)
	with pytest.raises((DocumentGuarded, frappe.PermissionError)):
		doc = frappe.get_doc(PAPER, stored.name)
		if door == "set_value":
			frappe.client.set_value(PAPER, stored.name, values)
		elif door == "client save":
			frappe.client.save(frappe.as_json(doc.as_dict() | values))
		elif door == "db_set":
			doc.db_set(values)
		else:
			doc.update(values)
			frappe.flags.in_import = door == "import"
			try:
				doc.save()
			finally:
				frappe.flags.in_import = False
	now = frappe.db.get_value(PAPER, stored.name, ["number", "status", "sequence"])
	assert tuple(now) == (stored.number, "Issued", 1)


@pytest.mark.parametrize("who", WRITERS)
@pytest.mark.parametrize("door", ["insert", "delete", "rename", "amend", "copy", "cancel"])
def test_nobody_makes_deletes_renames_or_amends_one(kinds, stored, who, door):
	become(kinds, who)
	values = stored.as_dict() | {"sequence": 2, "number": "试政〔2031〕2号", "request_key": "x"}
	calls = {
		"insert": lambda: frappe.client.insert(frappe.as_json(values | {"name": None})),
		"delete": lambda: frappe.client.delete(PAPER, stored.name),
		"rename": lambda: frappe.client.rename_doc(PAPER, stored.name, "elsewhere"),
		"amend": lambda: frappe.get_doc({**values, "name": None, "amended_from": stored.name}).insert(),
		"copy": lambda: frappe.copy_doc(stored).insert(),
		"cancel": lambda: frappe.client.cancel(PAPER, stored.name),
	}
	with pytest.raises((DocumentGuarded, frappe.PermissionError, frappe.ValidationError)):
		calls[door]()
	assert frappe.db.count(PAPER, {"township": kinds.CODE, "year": 2031}) == 1
	assert frappe.db.get_value(PAPER, stored.name, "docstatus") == 0


def test_even_the_program_changes_nothing_but_that_it_is_void(kinds, stored):
	frappe.set_user("Administrator")
	paper = frappe.get_doc(PAPER, stored.name)
	paper.title = "x"
	with doors.records(), pytest.raises(errors.NumberFixed):
		paper.save()
	with doors.records(), pytest.raises(DocumentGuarded):
		frappe.delete_doc(PAPER, stored.name)


def test_who_may_not_read_the_document_does_not_read_its_paper(kinds, stored):
	frappe.set_user("Administrator")
	assert frappe.has_permission(PAPER, "read", stored.name, user=kinds.mail("bob"))
	user = frappe.get_doc(
		{"doctype": "User", "email": "clerk.papers@example.org", "first_name": "C", "send_welcome_email": 0}
	).insert()
	user.add_roles("Petition Officer")
	assert not frappe.has_permission(PAPER, "read", stored.name, user=user.name)
	frappe.set_user(user.name)
	assert stored.name not in frappe.get_list(PAPER, pluck="name")


# kinds


@pytest.mark.parametrize(
	("values", "message"),
	[
		({"pattern": "{organ}{number}号"}, "once each"),
		({"organ_code": "隆 政"}, "no organ code"),
		({"organ_code": "隆〔政〕"}, "no organ code"),
		({"body_template": "{remark"}, "braces"),
	],
	ids=["pattern", "blank", "bracket", "brace"],
)
def test_a_kind_that_gives_no_proper_number_is_refused(kinds, values, message):
	with pytest.raises(errors.PatternError, match=message):
		papers.kind(kind_code="WRONG", **values)
