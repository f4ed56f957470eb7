"""Subject and text of a mail."""

from frappe_standalone.core.doctype.email_template.email_template import EmailTemplate, get_email_template
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
