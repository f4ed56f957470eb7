"""A design as Jinja and CSS that Frappe v15 prints as well as this platform does."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.grid_layout import BREAKS, TABLES
from frappe_standalone.core.desk.print_formats import NOT_PRINTED
from frappe_standalone.core.print_designer.design import PAPERS, SIDES, Design

PICTURES = ("Attach Image", "Signature")
MOST_COLUMNS = 7


def html_of(design: Design, meta: Any) -> str:
	"""The format's Jinja. Names of fields come from the DocType, texts are escaped, so that nothing typed runs."""
	parts = [
		'<div class="form-print">',
		letter_head(design),
		f"<h1>{text(design.title or _(meta.name))}</h1>",
	]
	if design.number:
		label = text(_("No."))
		parts.append(
			f'<p class="doc-no"><span></span><span>{label} {{{{ (doc.name or "") | e }}}}</span></p>'
		)
	parts += body(design, meta)
	parts += [block_html(key) for key in design.blocks]
	parts.append(signatures(design.signatures))
	if design.footer:
		parts.append(f'<p class="print-note">{text(design.footer)}</p>')
	return "\n".join(part for part in [*parts, "</div>"] if part)


def text(value: str) -> str:
	"""A text for HTML in which Jinja finds nothing to run."""
	return frappe.utils.escape_html(value).replace("{", "&#123;").replace("}", "&#125;")


def quoted(value: str) -> str:
	"""A text as a string of Jinja."""
	return json.dumps(value, ensure_ascii=False).replace("{", "\\u007b").replace("}", "\\u007d")


def letter_head(design: Design) -> str:
	if not design.letter_head:
		return ""
	content = f'frappe.db.get_value("Letter Head", {quoted(design.letter_head)}, "content")'
	return f'<div class="letter-head">{{{{ ({content} or "") | safe }}}}</div>'


def body(design: Design, meta: Any) -> list[str]:
	"""Ruled tables of pairs, with tables of rows between them, in the order chosen."""
	parts: list[str] = []
	waiting: list[tuple[str, str]] = []

	def flush() -> None:
		if waiting:
			parts.append(pairs(list(waiting), design))
			waiting.clear()

	for entry in design.fields:
		df = meta.get_field(entry["fieldname"])
		if df.fieldtype in TABLES:
			flush()
			parts.append(guarded(df, grid(df, entry)))
		elif entry["wide"] and design.columns > 1:
			flush()
			parts.append(guarded(df, f'<table class="ruled"><tr>{pair(df, entry, wide=True)}</tr></table>'))
		else:
			waiting.append((df.fieldname, guarded(df, pair(df, entry), blank="<th></th><td></td>")))
	flush()
	return parts


def guarded(df: Any, html: str, blank: str = "") -> str:
	"""Printed only for whoever may read the field's level."""
	level = int(df.permlevel or 0)
	if not level:
		return html
	return (
		f'{{% if {level} in doc.meta.get_permlevel_access("read") %}}{html}{{% else %}}{blank}{{% endif %}}'
	)


def pairs(cells: list[tuple[str, str]], design: Design) -> str:
	rows = []
	for start in range(0, len(cells), design.columns):
		row = [html for _name, html in cells[start : start + design.columns]]
		row += ["<th></th><td></td>"] * (design.columns - len(row))
		rows.append(f"<tr>{''.join(row)}</tr>")
	return f'<table class="ruled cols-{design.columns}">{"".join(rows)}</table>'


def pair(df: Any, entry: dict[str, Any], wide: bool = False) -> str:
	label = text(entry["label"] or _(df.label or df.fieldname))
	kind = ' class="wide"' if wide else ""
	return f"<th>{label}</th><td{kind}>{value(df, 'doc')}</td>"


def value(df: Any, holder: str) -> str:
	"""The expression that prints a field of the document or of a row."""
	name = quoted(df.fieldname)
	if df.fieldtype == "Check":
		yes, no = quoted(_("Yes")), quoted(_("No"))
		return f"{{{{ {yes} if {holder}.get({name}) else {no} }}}}"
	if df.fieldtype in PICTURES:
		source = f"{holder}.get({name})"
		return f'{{% if {source} %}}<img src="{{{{ {source} | e }}}}" alt="" class="picture">{{% endif %}}'
	if df.fieldtype in ("Text Editor", "HTML Editor", "Markdown Editor"):
		return f'{{{{ ({holder}.get({name}) or "") | striptags }}}}'
	if df.fieldtype == "Link":
		return f"{{{{ ({link_title(df, holder)} or {holder}.get_formatted({name})) | e }}}}"
	return f'{{{{ ({holder}.get_formatted({name}) or "") | e }}}}'


def link_title(df: Any, holder: str) -> str:
	"""What a linked record is called, read with the reader's own rights."""
	field = "full_name" if df.options == "User" else frappe.get_meta(df.options).title_field
	if not field or field == "name":
		return '""'
	name = f"{holder}.get({quoted(df.fieldname)})"
	return f"({name} and frappe.db.get_value({quoted(df.options)}, {name}, {quoted(field)}))"


def grid(df: Any, entry: dict[str, Any]) -> str:
	columns = columns_of(df)
	heads = "".join(f"<th>{text(_(column.label or column.fieldname))}</th>" for column in columns)
	cells = "".join(f"<td>{value(column, 'row')}</td>" for column in columns)
	label, number = text(entry["label"] or _(df.label or df.fieldname)), text(_("No."))
	return (
		f'<table class="ruled rows"><caption>{label}</caption><thead><tr><th class="no">{number}</th>{heads}</tr></thead>'
		f"<tbody>{{% for row in doc.get({quoted(df.fieldname)}) or [] %}}<tr><td>{{{{ loop.index }}}}</td>{cells}</tr>"
		"{% endfor %}</tbody></table>"
	)


def columns_of(df: Any) -> list[Any]:
	fields = [
		column
		for column in frappe.get_meta(df.options).fields
		if column.fieldtype not in (*BREAKS, *TABLES, *NOT_PRINTED)
		and not (column.hidden or column.print_hide or column.permlevel)
	]
	return ([column for column in fields if column.in_list_view] or fields)[:MOST_COLUMNS]


def signatures(labels: list[str]) -> str:
	if not labels:
		return ""
	cells = "".join(f"<td>{text(label)}：</td>" for label in labels)
	return f'<table class="signatures"><tr>{cells}</tr></table>'


def css_of(design: Design) -> str:
	"""Paper and letters; the sheet on the screen has the size of the paper."""
	width, height = PAPERS[design.paper]
	if design.landscape:
		width, height = height, width
	margins = " ".join(f"{design.margins[side]:g}mm" for side in SIDES)
	return "\n".join(
		(
			f"@page {{ size: {width}mm {height}mm; margin: {margins}; }}",
			f"@media screen {{ .print-format {{ width: {width}mm; max-width: 100%; min-height: {height}mm; padding: {margins}; }} }}",
			f".form-print {{ font-size: {design.font_size:g}pt; line-height: 1.6; }}",
			".form-print h1 { margin: 0 0 6mm; font-size: 1.6em; text-align: center; }",
			".form-print .letter-head { margin-bottom: 4mm; }",
			".form-print .doc-no { display: flex; justify-content: space-between; margin: 0 0 2mm; }",
			".form-print table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0; }",
			".form-print .ruled + .ruled { margin-top: -1px; }",
			".form-print .ruled th, .form-print .ruled td { border: 1px solid #000; padding: 1.6mm 2.4mm; text-align: left; vertical-align: middle; font-weight: normal; overflow-wrap: anywhere; white-space: pre-line; font-size: 1em; }",
			f".form-print .ruled th {{ width: {34 / design.columns:g}%; background: #f6f6f6; }}",
			f".form-print .ruled td {{ width: {66 / design.columns:g}%; }}",
			f".form-print .ruled td.wide {{ width: {100 - 34 / design.columns:g}%; }}",
			".form-print .ruled.rows th, .form-print .ruled.rows td { width: auto; } .form-print .ruled.rows th.no { width: 10mm; }",
			".form-print .rows caption { padding: 3mm 0 1mm; text-align: left; caption-side: top; color: #000; }",
			".form-print .signatures { margin-top: 10mm; } .form-print .signatures td { height: 12mm; border: 0; }",
			".form-print .print-note { margin-top: 4mm; font-size: .85em; } .form-print .picture { max-width: 60mm; max-height: 40mm; }",
			"@media print { .form-print thead { display: table-header-group; } .form-print tr { break-inside: avoid; } }",
		)
	)


def blocks() -> list[dict[str, str]]:
	"""Parts that apps offer for prints (hook `print_designer_blocks`: functions that return key, label and Jinja)."""
	return [
		block for dotted in frappe.get_hooks("print_designer_blocks") for block in frappe.get_attr(dotted)()
	]


def block_html(key: str) -> str:
	return next((block["html"] for block in blocks() if block["key"] == key), "")
