"""Cookies set while a request is answered, as v15's `frappe.local.cookie_manager`."""

from urllib.parse import quote

from werkzeug.wrappers import Response

import frappe

from frappe_standalone.core.http.request import is_encrypted

SESSION_COOKIES = ("full_name", "user_id", "sid", "user_image", "system_user")


class CookieManager:
	"""Collects cookies and writes them to the response at the end."""

	def __init__(self):
		self.cookies: dict[str, dict] = {}
		self.to_delete: set[str] = set()

	def set_cookie(
		self,
		key: str,
		value: str | None,
		expires=None,
		secure: bool = False,
		httponly: bool = False,
		samesite: str = "Lax",
		max_age: int | None = None,
	) -> None:
		"""Set a cookie; over https it is always marked secure."""
		self.to_delete.discard(key)
		self.cookies[key] = {
			"value": quote((value or "").encode()),
			"expires": expires,
			"secure": secure or is_encrypted(frappe.local.request),
			"httponly": httponly,
			"samesite": samesite,
			"max_age": max_age,
		}

	def delete_cookie(self, to_delete: str | list[str] | tuple[str, ...]) -> None:
		"""Take cookies back."""
		for key in [to_delete] if isinstance(to_delete, str) else to_delete:
			self.cookies.pop(key, None)
			self.to_delete.add(key)

	def flush_cookies(self, response: Response) -> None:
		"""Write everything collected to `response`."""
		for key, options in self.cookies.items():
			response.set_cookie(key, **options)
		for key in sorted(self.to_delete):
			response.delete_cookie(key)
