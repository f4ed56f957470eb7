"""The page on which the wording of the screen is changed."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from frappe import _

from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.wording.api import SHOWN, check_wording, find

URL = "/app/translation"


@desk_page
def wording_page(request: Request) -> Response:
	"""Draw the search, and what was found."""
	check_wording()
	text = request.args.get("text", "").strip()
	found = find(text) if text else None
	return page(
		"wording.html", page_title=_("Change the Wording"), at=URL, text=text, found=found, most=SHOWN
	)
