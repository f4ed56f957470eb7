"""Columns of the query builder that PyPika lacks."""

from frappe_standalone.core.qb_functions import ConstantColumn, GroupConcat
from frappe_standalone.core.unsupported import refuse

GROUP_CONCAT = GroupConcat

__getattr__ = refuse(__name__)
