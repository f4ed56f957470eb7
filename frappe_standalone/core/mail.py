"""The outbox: e-mail is written to Email Queue, where a gateway of the site's own picks it up.

The platform talks to no mail server. A township's PC rarely reaches one; what must not be missed stands in
the desk's notifications.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.message import EmailMessage
from email.utils import make_msgid
from typing import TYPE_CHECKING, Any

from frappe_standalone.core.context import session
from frappe_standalone.core.text import is_html, strip_html
from frappe_standalone.core.utils.dates import get_datetime
from frappe_standalone.core.utils.email import split_emails, validate_email_address
from frappe_standalone.core.utils.people import get_email_address

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document

Addresses = str | Iterable[str] | None


def sendmail(
	recipients: Addresses = None,
	sender: str = "",
	subject: str = "No Subject",
	message: str = "No Message",
	as_markdown: bool = False,
	delayed: bool = True,
	reference_doctype: str | None = None,
	reference_name: str | None = None,
	unsubscribe_method: str | None = None,
	unsubscribe_params: dict | None = None,
	unsubscribe_message: str | None = None,
	add_unsubscribe_link: int = 1,
	attachments: list[dict] | None = None,
	content: str | None = None,
	doctype: str | None = None,
	name: str | None = None,
	reply_to: str | None = None,
	queue_separately: bool = False,
	cc: Addresses = None,
	bcc: Addresses = None,
	message_id: str | None = None,
	in_reply_to: str | None = None,
	send_after: Any = None,
	expose_recipients: str | None = None,
	send_priority: int = 1,
	communication: str | None = None,
	retry: int = 1,
	now: bool | None = None,
	read_receipt: bool | None = None,
	is_notification: bool = False,
	inline_images: list | None = None,
	template: str | None = None,
	args: dict | None = None,
	header: Any = None,
	print_letterhead: bool = False,
	with_container: bool = False,
	email_read_tracker_url: str | None = None,
) -> Document | None:
	"""Write an e-mail to the outbox and return its Email Queue; None without a recipient.

	v15's parameters are all accepted; those about unsubscribing, trackers, containers and mail servers
	change nothing here.

	Args:
		attachments: [{"fname": …, "fcontent": bytes or text}].
		template: a template of an app, rendered with `args` instead of `message`.

	Raises:
		InvalidEmailAddressError: naming the address.
	"""
	from frappe_standalone.core.model.document import get_doc

	to = addresses(recipients)
	if not to and not addresses(cc) and not addresses(bcc):
		return None
	body = rendered(template, args) if template else (content or message)
	mail = compose(
		sender or get_email_address() or "", to, subject, body, addresses(cc), reply_to, in_reply_to
	)
	attach(mail, attachments or [])
	mail["Message-ID"] = message_id or make_msgid()
	everybody = [*to, *addresses(cc), *addresses(bcc)]
	values = {
		"doctype": "Email Queue",
		"sender": sender or get_email_address(session.user),
		"recipients": [{"recipient": address, "status": "Not Sent"} for address in everybody],
		"show_as_cc": ",".join(addresses(cc)),
		"message": mail.as_string(),
		"message_id": mail["Message-ID"].strip("<>"),
		"status": "Not Sent",
		"reference_doctype": reference_doctype or doctype,
		"reference_name": reference_name or name,
		"send_after": get_datetime(send_after) if send_after else None,
		"priority": send_priority,
		"communication": communication,
	}
	return get_doc(values).insert(ignore_permissions=True)


def addresses(given: Addresses) -> list[str]:
	"""Return the valid addresses of a list, or of a text with commas, each once."""
	found = split_emails(given) if isinstance(given, str) else list(given or ())
	for address in found:
		validate_email_address(address, throw=True)
	return list(dict.fromkeys(found))


def rendered(template: str, args: dict | None) -> str:
	"""Return `templates/emails/<template>.html` of an app with its values."""
	from frappe_standalone.core.http.templates import render_template

	return render_template(f"templates/emails/{template}.html", args or {}, is_path=True)


def compose(
	sender: str,
	to: list[str],
	subject: str,
	body: str,
	cc: list[str],
	reply_to: str | None,
	in_reply_to: str | None,
) -> EmailMessage:
	"""Return the message: plain text, and HTML beside it if the body has tags."""
	mail = EmailMessage()
	headers = {"From": sender, "To": ", ".join(to), "Cc": ", ".join(cc), "Subject": subject}
	for key, value in {**headers, "Reply-To": reply_to, "In-Reply-To": in_reply_to}.items():
		if value:
			mail[key] = " ".join(str(value).split())  # a line break would begin another header
	mail.set_content(strip_html(body) if is_html(body) else body)
	if is_html(body):
		mail.add_alternative(body, subtype="html")
	return mail


def attach(mail: EmailMessage, attachments: list[dict]) -> None:
	"""Add files to a message."""
	for item in attachments:
		content = item.get("fcontent") or b""
		data = content.encode() if isinstance(content, str) else content
		mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=item.get("fname"))
