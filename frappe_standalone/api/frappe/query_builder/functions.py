"""SQL functions of the query builder."""

from pypika.terms import CustomFunction, Function

from frappe_standalone.core.qb_functions import *
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
