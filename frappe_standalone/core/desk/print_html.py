"""A print as HTML, for mails and files; the browser makes PDFs."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import flags, local
from frappe_standalone.core.translate import print_language
from frappe_standalone.core.unsupported import NotSupported
from frappe_standalone.core.utils.pages import scrub_urls


def get_print(
	doctype: str | None = None,
	name: str | None = None,
	print_format: str | None = None,
	style: str | None = None,
	as_pdf: bool = False,
	doc: Any = None,
	output: Any = None,
	no_letterhead: Any = 0,
	password: str | None = None,
	pdf_options: dict | None = None,
	letterhead: str | None = None,
) -> str:
	"""The print of a document as a page of HTML.

	Args:
		print_format: a Print Format, or `Standard`; the DocType's default without it.
		doc: the document itself instead of its DocType and name.

	Raises:
		NotSupported: for a PDF, and for `style`, `output`, `letterhead`, `password` and `pdf_options`.
		PermissionError: if the user may not print it.
	"""
	from frappe_standalone.core.desk.print_formats import choose_format, print_formats, render_print
	from frappe_standalone.core.desk.rendering import STATIC, environment
	from frappe_standalone.core.model.document import get_doc

	asked = {"as_pdf": as_pdf, "style": style, "output": output, "letterhead": letterhead}
	asked |= {"password": password, "pdf_options": pdf_options}
	for argument, value in asked.items():
		if value:
			raise NotSupported(f"frappe.get_print({argument}=…)")
	doc = doc or get_doc(doctype, name)
	if not flags.ignore_print_permissions:
		doc.check_permission("print")
	chosen = choose_format(doc.doctype, print_format, print_formats(doc.doctype))
	css = (chosen.get("css") or "").replace("</", "<\\/") if chosen else ""
	return (
		environment()
		.get_template("desk/print_file.html")
		.render(
			title=doc.name,
			lang=local.lang,
			print_css=(STATIC / "print.css").read_text(encoding="utf-8"),
			css=css,
			body=render_print(doc, chosen),
		)
	)


def attach_print(
	doctype: str,
	name: str,
	file_name: str | None = None,
	print_format: str | None = None,
	style: str | None = None,
	html: str | None = None,
	doc: Any = None,
	lang: str | None = None,
	print_letterhead: bool = True,
	password: str | None = None,
	letterhead: str | None = None,
) -> dict[str, Any]:
	"""A print as an attachment of a mail: {fname, fcontent}, always HTML, with whole addresses.

	Everybody who may send the mail may attach the print, as on v15.
	"""
	before, flags.ignore_print_permissions = flags.ignore_print_permissions, True
	try:
		with print_language(lang or local.lang):
			content = html or scrub_urls(
				get_print(
					doctype, name, print_format, style, doc=doc, password=password, letterhead=letterhead
				)
			)
	finally:
		flags.ignore_print_permissions = before
	title = str(file_name or name).replace(" ", "").replace("/", "-")
	return {"fname": f"{title}.html", "fcontent": content.encode()}
