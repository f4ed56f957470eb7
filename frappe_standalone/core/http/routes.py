"""Which address is answered by what. Desk pages come from the desk's table; what is left is a website page."""

from collections.abc import Callable

from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, RequestRedirect, Rule, Submount
from werkzeug.wrappers import Request, Response

import frappe

from frappe_standalone.core.http import assets, download, rest
from frappe_standalone.core.http.envelope import build_response
from frappe_standalone.core.http.rpc import handle_method
from frappe_standalone.core.openapi import answer_description

API_RULES = [
	Rule("/method/<path:method>", endpoint=handle_method),
	Rule("/openapi.json", endpoint=answer_description, methods=["GET"]),
	*rest.RULES,
]
API = Map(
	[Submount("/api", API_RULES), Submount("/api/v1", [rule.empty() for rule in API_RULES])],
	strict_slashes=False,
	merge_slashes=False,
)

View = Callable[..., Response]


def answer_api(request: Request) -> Response:
	"""Answer a call below `/api/`."""
	try:
		endpoint, values = API.bind_to_environ(request.environ).match()
	except NotFound:
		raise frappe.DoesNotExistError
	data = endpoint(**values)
	if isinstance(data, Response):
		return data
	if data is not None:
		frappe.local.response["data"] = data
	return build_response("json")


class PageRoutes:
	"""Files, the desk's pages and, for every other address, website pages."""

	def __init__(self):
		from frappe_standalone.core.desk.routes import RULES, VIEWS

		own = {
			"http.asset": assets.serve_asset,
			"http.file": download.public_file,
			"http.private_file": download.private_file,
		}
		self.views: dict[str, View] = {**VIEWS, **own}
		self.map = Map(
			[
				Rule("/assets/<app>/<path:path>", endpoint="http.asset", methods=["GET"]),
				Rule("/files/<path:path>", endpoint="http.file", methods=["GET"]),
				Rule("/private/files/<path:path>", endpoint="http.private_file", methods=["GET"]),
				*(rule.empty() for rule in RULES),
			],
			strict_slashes=False,
			merge_slashes=False,
		)

	def answer(self, request: Request) -> Response:
		"""Answer a request for a page or a file."""
		try:
			endpoint, values = self.map.bind_to_environ(request.environ).match()
		except (NotFound, RequestRedirect):
			return self._website(request)
		response = self.views[endpoint](request, **values)
		return response if isinstance(response, Response) else Response(response, mimetype="text/html")

	def _website(self, request: Request) -> Response:
		from frappe_standalone.core.http.website import get_response

		if request.method not in ("GET", "HEAD", "POST"):
			raise MethodNotAllowed()
		return get_response(request.path)
