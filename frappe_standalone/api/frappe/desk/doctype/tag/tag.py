"""Tags of documents."""

from frappe_standalone.core.doctype.tag.tag import Tag, add_tag, add_tags, get_tags, remove_tag
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
