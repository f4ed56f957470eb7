"""What belongs to a Report about persons is as closed as the Report, and open to whoever stands in for its handler (信访工作条例
Art. 30)."""

import pytest

import frappe

from tests.app.test_petition import in_handling, report
from township_gov import petition_access
from township_gov.workflows import api, confidential, sharing, substitutes

OUTSIDERS = ("pan", "hu", "he", "lin", "shi", "xian", "fang", "Administrator")
# Records that name a petition by its number alone, and those that never name one
NUMBER_ONLY = {"Petition": "repeat_of, the number of the first petition"}
OF_LEAVES_ALONE = {"Approval Substitute": "the program alone writes source_name, a leave"}


@pytest.fixture
def world(registers):
	"""The tests begin on Monday, 2 March 2026."""
	with registers.at("2026-03-02"):
		yield registers


def become(world, who: str) -> None:
	frappe.set_user(who if who == "Administrator" else world.mail(who))


def sees(world, who: str, doc) -> bool:
	"""Whether list and record agree that he sees it, or that he does not."""
	become(world, who)
	listed = bool(
		frappe.has_permission(doc.doctype, "read") and frappe.get_list(doc.doctype, {"name": doc.name})
	)
	assert bool(frappe.get_doc(doc.doctype, doc.name).has_permission("read")) is listed, who
	return listed


def extension(world, start: bool = False):
	"""The handler of a matter asks for more time; then the matter proves to be a report about the head of an office."""
	matter = in_handling(world)
	world.act_as("luo")
	given = {"matter_type": "Petition", "matter": matter.name, "extension_days": 9, "reason": "需向何某核实"}
	request = world.new("Extension Request", **given)
	if start:
		world.start("luo", request)
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("fang")).add_roles("Township Administrator")
	frappe.db.set_value("Petition", matter.name, "category", "Report")
	row = {"parent": matter.name, "parenttype": "Petition", "parentfield": "accused", "idx": 1}
	frappe.get_doc(
		{"doctype": "Petition Accused", "name": "T-ACCUSED", **row, "cadre": world.cadre("he")}
	).db_insert()
	return world.fresh(request)


# -- more time for a Report


def test_more_time_for_a_report_is_seen_by_who_sees_the_report(world):
	request = extension(world)
	assert sees(world, "luo", request)
	for who in (*OUTSIDERS, "zhang"):
		assert not sees(world, who, request), who


def test_who_decides_on_it_sees_what_he_is_asked_about_and_no_more(world):
	request = extension(world, start=True)
	assert world.asked(request) == ["zhang"] and sees(world, "zhang", request)
	assert not sees(world, "zhang", frappe.get_doc("Petition", request.matter)), "only what he is asked about"
	for who in OUTSIDERS:
		assert not sees(world, who, request), who
	become(world, "zhang")
	assert api.actions(request.doctype, request.name)["tasks"]
	assert world.decide("zhang", request, "reject", opinion="已移送").status == "Rejected"


def test_the_person_reported_sees_it_not_even_where_he_is_asked(world):
	request = extension(world, start=True)
	frappe.db.set_value("Approval Task", {"reference_name": request.name}, "assigned_to", world.mail("he"))
	assert not sees(world, "he", request)
	with pytest.raises(frappe.PermissionError):
		api.actions(request.doctype, request.name)


def test_more_time_for_other_petitions_is_seen_as_before(world):
	request = extension(world)
	frappe.db.set_value("Petition", request.matter, "category", "Appeal")
	for who in ("luo", "hu", "zhang", "shi", "xian", "fang", "Administrator"):
		assert sees(world, who, request), who
	assert not confidential.is_closed(world.fresh(request))


def test_its_title_leaves_in_no_message_and_no_search_shows_it(world):
	request = extension(world)
	assert confidential.is_closed(request)
	assert confidential.may_read_title(request, world.mail("luo"))
	assert not confidential.may_read_title(request, world.mail("hu"))
	for doctype in petition_access.CLOSED:
		meta = frappe.get_meta(doctype)
		assert not meta.show_title_field_in_link, "Frappe tells a link's title without asking who may read it"
		assert not [df.fieldname for df in meta.fields if df.in_global_search], "nor does its global search"


# -- whatever else names a petition


def linking() -> dict[str, tuple[str | None, str]]:
	"""Doctypes of the app that may name a petition: the columns that hold its doctype (None: always one) and name."""
	modules = frappe.get_all("Module Def", {"app_name": "township_gov"}, pluck="name")
	doctypes = frappe.get_all("DocType", {"module": ("in", modules)}, pluck="name")
	fields = frappe.get_all(
		"DocField",
		{"parent": ("in", doctypes), "fieldtype": ("in", ("Link", "Dynamic Link"))},
		["parent", "fieldname", "fieldtype", "options"],
	)
	found = {}
	for df in fields:
		if df.fieldtype == "Dynamic Link":
			found[df.parent] = (df.options, df.fieldname)
		elif df.options in petition_access.CLOSED:
			found[df.parent] = (None, df.fieldname)
	return found


def test_every_record_that_can_name_a_petition_is_closed_where_that_is_a_report(world):
	request = extension(world)
	found = linking()
	assert {"Extension Request", "Official Document", *NUMBER_ONLY, *OF_LEAVES_ALONE} <= set(found)
	roles = frappe.get_all("Role", {"name": ("not in", ("Administrator", "Guest", "All"))}, pluck="name")
	frappe.get_doc("User", world.mail("shi")).add_roles(*roles)
	for doctype in sorted({*found, *petition_access.TRACES} - {*NUMBER_ONLY, *OF_LEAVES_ALONE}):
		kind, name = found.get(doctype) or petition_access.TRACES[doctype]
		for about in (request, frappe.get_doc("Petition", request.matter)):
			if doctype == about.doctype:
				continue
			private = (
				{"is_private": 1} if doctype == "File" else {}
			)  # a public one is open to all by its address
			record = frappe.get_doc(
				private
				| {"doctype": doctype, "name": f"T-{about.doctype}", kind: about.doctype, name: about.name}
			)
			record.db_insert()
			for who in ("shi", "Administrator"):
				become(world, who)
				if frappe.has_permission(doctype, "read"):
					assert not frappe.get_list(doctype, {"name": record.name}), (doctype, about.doctype, who)
			stored = frappe.get_doc(doctype, record.name)
			assert not stored.has_permission("read", user=world.mail("shi")), (doctype, about.doctype)


def test_what_is_told_of_it_in_the_audit_is_told_of_the_report(world):
	from township_gov.audit import place

	request = extension(world)
	matter = place.Place("Petition", request.matter)
	assert place.about(request) == matter
	assert place.owner_of(request.doctype, request.name) == matter


# -- whoever stands in for a handler


def standing_in(world, substitute: str):
	"""A Report whose handler is away from Monday to Friday; its task, shared with his substitute."""
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail(substitute)).add_roles("Petition Officer")
	with world.at("2026-03-01"):
		world.act_as("luo")
		term = world.new(
			"Approval Substitute",
			principal=world.cadre("luo"),
			substitute=world.cadre(substitute),
			from_date="2026-03-02",
			to_date="2026-03-06",
			scope="Everything",
			reason="培训",
		)
		world.act_as(substitute)
		substitutes.answer(term.name, True)
		matter = world.start("ji", report(world, handler=world.cadre("luo"), received_on="2026-03-01"))
	task = frappe.get_all("Approval Task", {"reference_name": matter.name, "status": "Open"}, pluck="name")[0]
	return matter, term, task


def test_a_substitute_sees_the_report_he_decides_while_he_stands_in_and_no_longer(world):
	matter, _term, task = standing_in(world, "xu")
	assert not sees(world, "xu", matter), "not shared yet"
	assert sharing.share(task) and sees(world, "xu", matter)
	assert api.actions("Petition", matter.name)["tasks"]
	for before_or_after in ("2026-03-01", "2026-03-07", "2026-03-09"):
		with world.at(before_or_after):
			assert not sees(world, "xu", matter), before_or_after
	become(world, "xu")
	seen = str(world.fresh(matter).modified)
	values = {"transferred_to": "庆元县纪委监委"}
	api.act(task, "approve", opinion="移送处理", values=values, seen=seen)
	assert world.fresh(matter).status == "Transferred"
	assert not sees(world, "xu", matter), "he has decided"
	assert sees(world, "luo", matter)


def test_a_substitution_that_was_ended_closes_the_report_at_once(world):
	matter, term, task = standing_in(world, "xu")
	sharing.share(task)
	assert sees(world, "xu", matter)
	substitutes.end(term.name)
	assert not sees(world, "xu", matter)


@pytest.mark.parametrize(("reported", "shared"), [("he", 0), ("shen", 1)])
def test_a_substitute_who_is_reported_or_of_that_office_sees_nothing(world, reported, shared):
	matter, _term, task = standing_in(world, reported)
	sharing.share(task)
	rows = frappe.get_all("Approval Task Substitute", {"parent": task, "user": world.mail(reported)})
	assert len(rows) == shared, "who is the subject is not even asked, a colleague of his is"
	assert not sees(world, reported, matter)
	with pytest.raises(frappe.PermissionError):
		api.actions("Petition", matter.name)


def test_a_substitute_decides_on_more_time_for_a_report(world):
	request = extension(world, start=True)
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("wang")).add_roles("Township Leader")
	with world.at("2026-03-01"):
		world.act_as("zhang")
		given = {"principal": world.cadre("zhang"), "substitute": world.cadre("wang"), "scope": "Everything"}
		dates = {"from_date": "2026-03-02", "to_date": "2026-03-06", "reason": "培训"}
		term = world.new("Approval Substitute", **given, **dates)
		world.act_as("wang")
		substitutes.answer(term.name, True)
	task = frappe.get_all("Approval Task", {"reference_name": request.name, "status": "Open"}, pluck="name")[
		0
	]
	assert not sees(world, "wang", request)
	sharing.share(task)
	assert sees(world, "wang", request)
	with world.at("2026-03-09"):
		assert not sees(world, "wang", request)


# -- papers


def test_a_paper_of_a_petition_is_private_however_it_is_uploaded(world):
	matter = in_handling(world)
	world.act_as("luo")
	paper = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "letter.txt",
			"content": frappe.generate_hash(),
			"is_private": 0,
			"attached_to_doctype": "Petition",
			"attached_to_name": matter.name,
		}
	).insert()
	assert paper.is_private == 1
	assert paper.file_url.startswith("/private/files/")
