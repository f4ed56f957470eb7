"""E-mail addresses, phone numbers, names and URLs: what is one."""

from __future__ import annotations

import re
from collections.abc import Container
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlparse

from frappe_standalone.core.errors import (
	InvalidEmailAddressError,
	InvalidNameError,
	InvalidPhoneNumberError,
	ValidationError,
)
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.text import cstr, escape_html, strip
from frappe_standalone.core.translate import _

LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
EMAIL = re.compile(rf"{ATOM}(?:\.{ATOM})*@(?:{LABEL}\.)+{LABEL}", re.IGNORECASE)
PHONE = re.compile(r"([0-9 +_\-,.*#()]){1,20}$")
PERSON_NAME = re.compile(r"^\w[\w'\-]*( \w[\w'\-]*)*$")
SEPARATOR = re.compile(r'[,\n](?=(?:[^"]|"[^"]*")*$)')


def extract_email_id(email: str) -> str:
	"""The address in `Name <address>`."""
	return cstr(parse_addr(email)[1])


def parse_addr(email_string: str) -> tuple[str | None, str]:
	"""Name and address of `Name <address>`; the address stands in for a missing name."""
	name, address = parseaddr(email_string)
	return (name or address, address) if EMAIL.match(address) else (None, address)


def validate_email_address(email_str: str | None, throw: bool = False) -> str:
	"""The valid addresses of a list separated by commas.

	Raises:
		InvalidEmailAddressError: for the first one that is none, if `throw`.
	"""
	found = []
	for part in (email_str or "").strip().split(","):
		address = _address(part.strip())
		if address:
			found.append(address)
		elif throw and "undisclosed-recipient" not in part:
			_refuse(_("{0} is not a valid Email Address").format(escape_html(part)), InvalidEmailAddressError)
	return ", ".join(found)


def _address(text: str) -> str | None:
	if not text or "undisclosed-recipient" in text or (" " in text and "<" not in text):
		return None
	address = extract_email_id(text)
	return address if EMAIL.match(address) else None


def _refuse(message: str, error: type[Exception]) -> None:
	throw(message, error)


def split_emails(txt: Any) -> list[str]:
	"""The addresses of a text, separated by commas outside quotes; a line break is a blank."""
	parts = SEPARATOR.split(re.sub(r"[\t\r\n]", " ", cstr(txt)))
	return [strip(part) for part in parts if strip(part)]


def sanitize_email(emails: str) -> str:
	"""The valid addresses with their names, separated by commas."""
	return ", ".join(formataddr(parse_addr(e)) for e in split_emails(emails) if validate_email_address(e))


def validate_phone_number(phone_number: str | None, throw: bool = False) -> bool:
	"""True for digits and the marks people write between them, up to 20 in all.

	Raises:
		InvalidPhoneNumberError: if it is none and `throw`.
	"""
	valid = bool(phone_number) and bool(PHONE.match(phone_number.strip()))
	if phone_number and not valid and throw:
		_refuse(_("{0} is not a valid Phone Number").format(phone_number), InvalidPhoneNumberError)
	return valid


def validate_name(name: str | None, throw: bool = False) -> bool:
	"""True for the name of a person: letters of any script, spaces, dashes and apostrophes.

	Raises:
		InvalidNameError: if it is none and `throw`.
	"""
	valid = bool(name) and bool(PERSON_NAME.match(name.strip()))
	if name and not valid and throw:
		_refuse(_("{0} is not a valid Name").format(name), InvalidNameError)
	return valid


def validate_url(txt: str, throw: bool = False, valid_schemes: str | Container[str] | None = None) -> bool:
	"""True for an address with a host, or a path on this site.

	Raises:
		ValidationError: if it is none and `throw`.
	"""
	url = urlparse(txt)
	valid = bool(url.netloc) or (txt and txt.startswith("/"))  # nothing is given back as it came
	if valid_schemes:
		schemes = (valid_schemes,) if isinstance(valid_schemes, str) else valid_schemes
		valid = valid and url.scheme in schemes
	if not valid and throw:
		_refuse(_("'{0}' is not a valid URL").format(bold(txt)), ValidationError)
	return valid
