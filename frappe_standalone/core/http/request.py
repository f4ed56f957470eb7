"""Reading a request: its values, its address, its kind. No database."""

import json

from werkzeug.wrappers import Request

from frappe import _

from frappe_standalone.core.data import _dict
from frappe_standalone.core.http.methods import UNSAFE_HTTP_METHODS

# A form's text fields; files are limited by their own setting.
MAX_FORM_MEMORY = 20 * 1024 * 1024


class BadBody(ValueError):
	"""The body says it is JSON and is not, or is neither object nor list."""

	http_status_code = 400


class SiteRequest(Request):
	"""A request with limits on what it may send."""

	max_form_memory_size = MAX_FORM_MEMORY
	max_form_parts = 2000

	@property
	def is_unsafe(self) -> bool:
		"""Say whether the request may change something."""
		return self.method in UNSAFE_HTTP_METHODS

	@property
	def wants_json(self) -> bool:
		"""Say whether errors are answered as JSON, by v15's rule."""
		accept = self.headers.get("Accept", "")
		is_ajax = self.headers.get("X-Requested-With") == "XMLHttpRequest"
		if accept and (is_ajax or "application/json" in accept):
			return True
		return self.path.startswith("/api/") and not accept.startswith("text")


def form_values(request: Request) -> _dict:
	"""Return the arguments of a request: its JSON body alone, or else query and form together."""
	body = request.get_data(as_text=True) if request.is_json else ""
	if body:
		values = _json_values(body)
	else:
		values = {**request.args.to_dict(), **request.form.to_dict()}
	form = _dict(values)
	# jQuery's marker against caching.
	form.pop("_", None)
	return form


def _json_values(body: str) -> dict:
	try:
		values = json.loads(body)
		if "\\ud" in body.lower():  # half of a character, which no database stores
			json.dumps(values, ensure_ascii=False).encode()
	except (ValueError, RecursionError) as error:
		raise BadBody(_("The body is not valid JSON: {0}").format(error)) from error
	if isinstance(values, list):
		return {"data": values}
	if not isinstance(values, dict):
		raise BadBody(_("The body must be a JSON object or list."))
	return values


def is_encrypted(request: Request) -> bool:
	"""Say whether the caller came by https, also where a proxy in front of us ends it.

	The proxy's word is believed from anybody: who lies gets cookies that his own browser does not send back.
	"""
	return "https" in (request.scheme, request.headers.get("X-Forwarded-Proto", "").partition(",")[0].strip())


def client_address(request: Request, trust_proxy: bool) -> str:
	"""Return the caller's address; a forwarded one counts only behind a proxy the site's configuration names.

	v15 believes every X-Forwarded-For, which lets a caller choose the address that is locked after failures.
	"""
	forwarded = request.headers.get("X-Forwarded-For", "")
	if trust_proxy and forwarded:
		return forwarded.rsplit(",", 1)[-1].strip()
	return request.remote_addr or "127.0.0.1"
