"""Prints: a Print Format's own Jinja, or the standard ruled form where a doctype has none."""

from __future__ import annotations

import functools
from typing import Any

from jinja2 import ChoiceLoader
from markupsafe import Markup

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import html_of, states_of, text_of
from frappe_standalone.core.desk.grid_layout import BREAKS, TABLES
from frappe_standalone.core.desk.people import my_name
from frappe_standalone.core.desk.rendering import environment, loader
from frappe_standalone.core.desk.rights import field_levels
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.widgets import is_wide
from frappe_standalone.core.desk.wording import label_of
from frappe_standalone.core.http.sandbox import WrittenSandbox, render_within
from frappe_standalone.core.http.templates import MISTAKES, methods_of_apps
from frappe_standalone.core.http.written_templates import list_of_reader, value_of_reader

NOT_PRINTED = {"Password", "Button", "HTML", "Fold", "Heading", "Image"}


def print_formats(doctype: str) -> list[Any]:
	"""The enabled print formats of a doctype that have HTML of their own."""
	return frappe.get_all(
		"Print Format",
		filters={"doc_type": doctype, "disabled": 0},
		fields=["name", "html", "css", "default_print_language"],
		order_by="name asc",
		limit_page_length=50,
	)


def choose_format(doctype: str, wanted: str | None, formats: list[Any]) -> Any:
	"""The format asked for, else the doctype's default, else the first; None stands for the standard print."""
	if wanted == "Standard":
		return None
	name = wanted or frappe.get_meta(doctype).get("default_print_format")
	chosen = next((row for row in formats if row["name"] == name), None)
	if wanted and not chosen:
		frappe.throw(
			_("{0} has no print format called {1}. Choose another one.").format(_(doctype), wanted),
			frappe.DoesNotExistError,
		)
	return chosen or (formats[0] if formats else None)


@functools.lru_cache(maxsize=1)
def print_environment() -> WrittenSandbox:
	"""Print formats are written by administrators: they run in Jinja's sandbox, with autoescape on."""
	env = WrittenSandbox(loader=ChoiceLoader([loader()]), autoescape=True)
	utils = {
		name: getattr(frappe.utils, name)
		for name in (
			"formatdate",
			"format_datetime",
			"fmt_money",
			"flt",
			"cint",
			"getdate",
			"nowdate",
			"now",
			"add_days",
			"date_diff",
			"get_url",
			"cstr",
			"format_date",
			"money_in_words",
			"global_date_format",
		)
		if hasattr(frappe.utils, name)
	}
	env.globals.update(
		_=_,
		frappe={
			"_": _,
			"utils": utils,
			"format": _format,
			"db": {"get_value": value_of_reader},
			"get_all": list_of_reader,
			"get_list": list_of_reader,
			"get_doc": _readable_doc,
			"get_meta": frappe.get_meta,
		},
	)
	return env


def _format(value: Any, df: Any = None, doc: Any = None) -> str:
	return text_of(value, df if isinstance(df, dict) else {"fieldtype": df or "Data"})


def _readable_doc(doctype: str, name: str) -> Any:
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return PrintDoc(doc, print_titles(doc))


def render_print(doc: Any, chosen: Any) -> Markup:
	"""The print's HTML. A mistake in the format's Jinja is told with its line, not hidden."""
	if not chosen or not (chosen.get("html") or "").strip():
		return standard_print(doc)
	titles = print_titles(doc)
	context = {
		**methods_of_apps(),
		"doc": PrintDoc(doc, titles),
		"meta": frappe.get_meta(doc.doctype),
		"print_settings": {},
		"letter_head": "",
		"no_letterhead": True,
		"title": lambda field: titles.of_field(doc.meta.get_field(field), doc)[0] or doc.get(field) or "",
		"lang": frappe.local.lang,
		"user": frappe.session.user,
		"layout": [],
	}
	try:
		return Markup(render_within(print_environment().from_string(chosen["html"]), context))
	except MISTAKES as mistake:
		line = getattr(mistake, "lineno", None)
		frappe.throw(
			_(
				"The print format {0} has a mistake: {1} (line {2}). Ask your administrator to correct it."
			).format(chosen["name"], mistake, line or "?")
		)


class PrintDoc:
	"""A document as print formats see it: fields by name, `get_formatted`, and nothing of a secret."""

	def __init__(self, doc: Any, titles: Titles):
		self._doc, self._titles = doc, titles

	def __getattr__(self, name: str) -> Any:
		if name.startswith("_"):
			raise AttributeError(name)
		df = self._doc.meta.get_field(name)
		if df and df.fieldtype == "Password":
			return "••••••"
		value = getattr(self._doc, name)
		if df and df.fieldtype in TABLES:
			return [PrintDoc(row, self._titles) for row in value or []]
		return value

	def __getitem__(self, name: str) -> Any:
		return getattr(self, name)

	def get(self, name: str, default: Any = None) -> Any:
		value = getattr(self, name, None)
		return default if value is None else value

	def get_formatted(self, name: str, *_args: Any, **_more: Any) -> str:
		"""A field as text in the reader's language; links by the title of their record."""
		df = self._doc.meta.get_field(name) or {"fieldtype": "Data"}
		return text_of(self._doc.get(name), df, self._titles.of_field(df, self._doc)[0])


def print_titles(doc: Any) -> Titles:
	titles = Titles()
	titles.want_fields(doc.meta.fields, [doc])
	for df in doc.meta.fields:
		if df.fieldtype in TABLES:
			titles.want_fields(frappe.get_meta(df.options).fields, doc.get(df.fieldname) or [])
	return titles.load()


def standard_print(doc: Any) -> Markup:
	"""The automatic print: sections as ruled tables of two pairs a row, child tables below, empty fields left out."""
	titles, levels = print_titles(doc), field_levels(doc.meta)
	title = doc.get(doc.meta.title_field) if doc.meta.title_field else None
	context = {
		"doctype_label": _(doc.doctype),
		"title": title or doc.name,
		"name": doc.name,
		"sections": print_sections(doc, titles, levels),
		"printed_text": _("Printed by {0} at {1}").format(
			my_name(),
			frappe.utils.now()[:16],
		),
	}
	return Markup(environment().get_template("desk/print_standard.html").render(context))


def print_sections(doc: Any, titles: Titles, levels: set[int]) -> list[dict[str, Any]]:
	sections: list[dict[str, Any]] = [{"label": "", "fields": [], "grids": []}]
	for df in doc.meta.fields:
		if df.fieldtype in ("Section Break", "Tab Break"):
			sections.append({"label": label_of(df), "fields": [], "grids": []})
		elif (
			df.fieldtype in BREAKS
			or df.hidden
			or df.print_hide
			or df.fieldtype in NOT_PRINTED
			or int(df.permlevel or 0) not in levels
		):
			continue
		elif df.fieldtype in TABLES and doc.get(df.fieldname):
			sections[-1]["grids"].append(print_grid(doc, df, titles, levels))
		elif df.fieldtype not in TABLES and doc.get(df.fieldname) not in (None, "", 0):
			html = html_of(doc.get(df.fieldname), df, titles.of_field(df, doc)[0], None, states_of(doc.meta))
			sections[-1]["fields"].append(
				{
					"label": label_of(df) or df.fieldname,
					"html": html,
					"wide": is_wide(df.fieldtype) or "Text" in df.fieldtype,
				}
			)
	return [
		{**section, "pairs": paired(section["fields"])}
		for section in sections
		if section["fields"] or section["grids"]
	]


def paired(fields: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
	"""Two fields a row; a long text has a row of its own."""
	rows: list[list[dict[str, Any]]] = []
	for item in fields:
		if not item["wide"] and rows and len(rows[-1]) == 1 and not rows[-1][0]["wide"]:
			rows[-1].append(item)
		else:
			rows.append([item])
	return rows


def print_grid(doc: Any, df: Any, titles: Titles, levels: set[int]) -> dict[str, Any]:
	child = frappe.get_meta(df.options)
	fields = [
		f
		for f in child.fields
		if f.fieldtype not in (*BREAKS, *TABLES, *NOT_PRINTED)
		and not f.hidden
		and not f.print_hide
		and int(f.permlevel or 0) in levels
	]
	fields = [f for f in fields if f.in_list_view] or fields[:5]
	rows = [
		[html_of(row.get(f.fieldname), f, titles.of_field(f, row)[0]) for f in fields]
		for row in doc.get(df.fieldname)
	]
	return {
		"label": label_of(df) or df.fieldname,
		"heads": [label_of(f) or f.fieldname for f in fields],
		"rows": rows,
	}
