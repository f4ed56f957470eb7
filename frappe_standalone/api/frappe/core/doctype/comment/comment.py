"""Comments."""

from frappe_standalone.core.doctype.comment.comment import Comment
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
