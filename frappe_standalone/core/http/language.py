"""The language of a request: an explicit wish (kept in a cookie), the user's own, the site's.

Unlike v15 the browser's Accept-Language does not count: office PCs often run a browser in another language than
the one the office works in.
"""

import frappe

from frappe_standalone.core import translate

COOKIE = "preferred_language"


def choose_language() -> None:
	"""Set `frappe.local.lang`; a wish made on a page (`?_lang=en`) lasts until another one is made."""
	request = frappe.local.request
	own = frappe.local.lang if frappe.session.user != "Guest" else translate.site_language()
	wish = frappe.form_dict.pop("_lang", None)
	chosen = wish or request.cookies.get(COOKIE)
	if not chosen or chosen not in known_languages():
		frappe.local.lang = own
		return
	if wish and not request.path.startswith("/api/"):
		_remember(wish, own)
	frappe.local.lang = chosen


def known_languages() -> set[str]:
	"""Return the codes of the languages the site knows."""
	return {"en", "zh", *frappe.get_all("Language", filters={"enabled": 1}, pluck="name")}


def _remember(wish: str, own: str) -> None:
	cookies = frappe.local.cookie_manager
	if wish == own:
		cookies.delete_cookie(COOKIE)
	else:
		cookies.set_cookie(COOKIE, wish, max_age=365 * 24 * 3600)
