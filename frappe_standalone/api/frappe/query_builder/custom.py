"""Columns of the query builder that PyPika lacks."""

from frappe_standalone.core.qb_functions import GROUP_CONCAT, ConstantColumn
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
