"""Parts of the query builder."""

from pypika.queries import Column
from pypika.terms import PseudoColumn

from frappe_standalone.core.unsupported import refuse

LAZY = {
	"DocType": "frappe.query_builder:DocType",
}

__getattr__ = refuse(__name__, LAZY)
