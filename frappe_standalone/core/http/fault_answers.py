"""Answers when the site's surroundings fail. They need neither database nor session, so they always come."""

import json
import secrets

from werkzeug.wrappers import Response

from frappe_standalone.core.context import local
from frappe_standalone.core.db.pool import POOL
from frappe_standalone.core.faults import SiteFault, say
from frappe_standalone.core.http import headers
from frappe_standalone.core.http.error_pages import plain_page
from frappe_standalone.core.http.request import SiteRequest
from frappe_standalone.core.logger import get_logger

RETRY_AFTER = "10"  # seconds a program waits before it asks again


def answer_fault(request: SiteRequest, fault: SiteFault) -> Response:
	"""Return the answer for a fault: v15's envelope for programs, a page for people."""
	title = say(fault.title)
	if request.wants_json:
		response = _envelope(fault, title)
	else:
		links = [{"url": request.path, "label": say("Try again")}, {"url": "/", "label": say("Home")}]
		response = plain_page(fault.http_status_code, title, [str(fault)], links)
	response.headers["Retry-After"] = RETRY_AFTER
	headers.add_security_headers(response, secrets.token_urlsafe(12))
	headers.forbid_caching(response)
	return response


def _envelope(fault: SiteFault, title: str) -> Response:
	message = {"message": str(fault), "title": title, "indicator": "red"}
	body = {"exc_type": type(fault).__name__, "_server_messages": json.dumps([json.dumps(message)])}
	return Response(json.dumps(body), status=fault.http_status_code, mimetype="application/json")


def undo_after_fault() -> None:
	"""Take back what the request did as far as the disk allows, and open the database anew next time."""
	db = getattr(local, "db", None)
	if db is None:
		return
	db.broken = True
	try:
		db.rollback()
	except Exception:
		get_logger("web").exception("After a fault the transaction could not be rolled back; it is dropped")
	POOL.close(db.path)
