"""Addresses of the site's own pages."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote, urljoin, urlparse

from frappe_standalone.core.context import local
from frappe_standalone.core.text import cstr
from frappe_standalone.core.translate import _

# Set while a site is served: jobs have no request to take an address from, and e-mails need one that opens.
SERVED_AT = "TOWNSHIP_SERVED_AT"
SAFE = "~@#$&()*!+=:;,.?/'"


def slug(name: str) -> str:
	"""`Sales Order` becomes `sales-order`, as in the desk's addresses."""
	return name.lower().replace(" ", "-")


def quoted(url: Any) -> str:
	"""Quote what may not stand in an address."""
	return quote(cstr(url).encode("utf-8"), safe=SAFE)


def get_url(uri: str | None = None, full_address: bool = False) -> str:
	"""The address of the site, or of a path on it: `host_name` of the configuration, the request's host, or where it is served."""
	if uri and uri.startswith(("http://", "https://")):
		return uri
	host = (
		local.conf.host_name
		or local.conf.hostname
		or get_host_name_from_request()
		or os.environ.get(SERVED_AT)
		or f"http://{local.site}"
	)
	if not host.startswith(("http://", "https://")):
		host = f"http://{host}"
	if not uri and full_address and local.request:
		uri = local.request.full_path
	port = local.conf.http_port or local.conf.webserver_port
	if port and not urlparse(host).port:
		host = f"{host}:{port}"
	return urljoin(host, uri) if uri else host


def get_host_name_from_request() -> str | None:
	"""Scheme and host of the running request; None outside a request."""
	request = local.request
	if not request or not request.host:
		return None
	secure = request.headers.get("X-Forwarded-Proto", request.scheme) == "https"
	return f"{'https' if secure else 'http'}://{request.host}"


def get_host_name() -> str:
	"""The site's host."""
	return get_url().rsplit("//", 1)[-1]


def get_site_name(hostname: str) -> str:
	"""The host without its port."""
	return hostname.split(":", 1)[0]


def get_absolute_url(doctype: str, name: str) -> str:
	"""The path of a form."""
	return f"/app/{quoted(slug(doctype))}/{quoted(name)}"


def get_url_to_form(doctype: str, name: str) -> str:
	"""The address of a form."""
	return get_url(uri=get_absolute_url(doctype, name))


def get_url_to_list(doctype: str) -> str:
	"""The address of a list."""
	return get_url(uri=f"/app/{quoted(slug(doctype))}")


def get_url_to_report(name: str, report_type: str | None = None, doctype: str | None = None) -> str:
	"""The address of a report."""
	if report_type == "Report Builder":
		return get_url(uri=f"/app/{quoted(slug(doctype))}/view/report/{quoted(name)}")
	return get_url(uri=f"/app/query-report/{quoted(name)}")


def get_url_to_report_with_filters(
	name: str, filters: str, report_type: str | None = None, doctype: str | None = None
) -> str:
	"""The address of a report with filters as a query string."""
	if report_type == "Report Builder":
		return get_url(uri=f"/app/{quoted(slug(doctype))}/view/report?{filters}")
	return get_url(uri=f"/app/query-report/{quoted(name)}?{filters}")


def get_link_to_form(doctype: str, name: str, label: str | None = None) -> str:
	"""A link (HTML) to a form."""
	return f'<a href="{get_url_to_form(doctype, name)}">{label or name}</a>'


def get_link_to_report(
	name: str,
	label: str | None = None,
	report_type: str | None = None,
	doctype: str | None = None,
	filters: dict | None = None,
) -> str:
	"""A link (HTML) to a report, with filters if given."""
	if not filters:
		return f"<a href='{get_url_to_report(name, report_type, doctype)}'>{label or name}</a>"
	conditions = []
	for key, value in filters.items():
		if isinstance(value, list):
			conditions += [f'{key}=["{operator}","{wanted}"]' for operator, wanted in value]
		else:
			conditions.append(f"{key}={value}")
	address = get_url_to_report_with_filters(name, "&".join(conditions), report_type, doctype)
	return f"<a href='{address}'>{label or name}</a>"


def is_site_link(link: str) -> bool:
	"""True if a link stays on this site."""
	return link.startswith("/") or urlparse(link).netloc == urlparse(get_url()).netloc


def get_request_site_address(full_address: bool = False) -> str:
	"""The address of the site."""
	return get_url(full_address=full_address)


def get_desk_link(doctype: str, name: str) -> str:
	"""A link to a document with its DocType's name, for messages."""
	return f'<a href="/app/Form/{doctype}/{name}" style="font-weight: bold;">{_(doctype)} {name}</a>'
