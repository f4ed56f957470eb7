"""What the pages for administrators write — forms, changed forms, prints, wording, the menu — survives two migrations."""

from __future__ import annotations

import pytest

import frappe

pytestmark = pytest.mark.standalone
SPACE, VEHICLE = "Everyday Office", "Vehicle Request"


@pytest.fixture
def site_dir(platform, tmp_path):
	"""A private copy of the site with the app."""
	from frappe_standalone.core.db.pool import POOL

	with platform.copy(tmp_path / "site") as folder:
		yield folder
		POOL.close()


def make_it_ours() -> str:
	"""Every page is used once, by its own methods; returns the new form's name."""
	from frappe_standalone.core.form_builder import api as builder
	from frappe_standalone.core.form_builder.reading import blank_form
	from frappe_standalone.core.print_designer import api as prints
	from frappe_standalone.core.wording import api as wording

	frappe.local.lang = "zh"
	form = blank_form()
	field = {"key": "a", "was": None, "label": "会议名称", "fieldtype": "Data", "fieldname": "", "reqd": 1}
	form.update(title="会议室使用申请", fields=[field])
	name = builder.save(form)["name"]
	builder.put_into_menu(name, SPACE)
	changed = builder.load(VEHICLE)
	destination = next(df for df in changed["fields"] if df["fieldname"] == "destination")
	destination.update(label="前往地点", description="写到乡镇")
	added = {
		"key": "b",
		"was": None,
		"label": "是否接送群众",
		"fieldtype": "Check",
		"fieldname": "",
		"is_custom": 1,
	}
	changed["fields"].insert(1, added)
	builder.save(changed, confirmed=1)
	given = prints.load(VEHICLE)["format"]
	prints.save(VEHICLE, {**given, "name": "本乡用车审批单"}, default=1)
	wording.change("Township Office", "科室站所")
	frappe.db.commit()
	return name


def is_ours(name: str) -> dict[str, bool]:
	from frappe import _

	frappe.local.lang = "zh"
	meta = frappe.get_meta(VEHICLE)
	links = [row.link_to for row in frappe.get_doc("Workspace", SPACE).shortcuts]
	return {
		"the form": frappe.get_meta(name).get_field("hui_yi_ming_cheng").label == "会议名称",
		"its title": _(name) == "会议室使用申请",
		"the menu": name in links and VEHICLE in links,
		"a label": meta.get_label("destination") == "前往地点",
		"a hint": meta.get_field("destination").description == "写到乡镇",
		"a field and its place": [df.label for df in meta.fields].index("是否接送群众") == 1,
		"the default print": meta.default_print_format == "本乡用车审批单",
		"the print": "doc.get_formatted" in frappe.db.get_value("Print Format", "本乡用车审批单", "html"),
		"the wording": _("Township Office") == "科室站所",
	}


def test_what_the_pages_write_survives_two_migrations(site_dir):
	from frappe_standalone.core.install import migrate
	from frappe_standalone.core.runtime import site_context

	with site_context(site_dir, user="Administrator", write=True):
		name = make_it_ours()
		assert all(is_ours(name).values()), is_ours(name)
	for _round in range(2):
		with site_context(site_dir, user="Administrator", write=True):
			migrate(progress=lambda *_words: None)
			frappe.db.commit()
		with site_context(site_dir, user="Administrator"):
			assert all(is_ours(name).values()), is_ours(name)


def test_every_change_of_the_configuration_is_in_the_audit(site_dir):
	from frappe_standalone.core.runtime import site_context

	with site_context(site_dir, user="Administrator", write=True):
		name = make_it_ours()
		rows = frappe.get_all("Audit Entry", {"area": "Configuration"}, ["record_doctype", "record_name"])
	told = {(row.record_doctype, row.record_name) for row in rows}
	doctypes = {doctype for doctype, _name in told}
	assert (
		("DocType", name) in told
		and ("Workspace", SPACE) in told
		and ("Print Format", "本乡用车审批单") in told
	)
	assert {"Custom Field", "Property Setter", "Translation"} <= doctypes
