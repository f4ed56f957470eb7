"""Terms of the query builder."""

from pypika.terms import *

from frappe_standalone.core.qb import NamedParameterWrapper, ParameterizedValueWrapper, SubQuery
from frappe_standalone.core.unsupported import refuse

subqry = SubQuery

__getattr__ = refuse(__name__)
