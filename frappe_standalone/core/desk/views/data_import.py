"""The page that imports a CSV or XLSX file: choose, check the preview, apply."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.data_import.api import mappings
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.search import reachable
from frappe_standalone.core.desk.slugs import is_doctype
from frappe_standalone.core.desk.views.access import desk_page


@desk_page
def import_page(request: Request) -> Response:
	"""Draw the import page with the doctypes that allow import and that the user may import into."""
	_pages, doctypes = reachable()
	wanted = request.args.get("doctype", "")
	names = [name for name in dict.fromkeys([*([wanted] if wanted else []), *doctypes]) if may_import(name)]
	choices = sorted(({"value": name, "label": _(name)} for name in names), key=lambda item: item["label"])
	return page(
		"import.html",
		page_title=_("Import"),
		doctypes=choices,
		chosen=wanted if wanted in names else "",
		maps=mappings(),
	)


def may_import(doctype: str) -> bool:
	return is_doctype(doctype) and bool(frappe.get_meta(doctype).allow_import) and may(doctype, "import")
