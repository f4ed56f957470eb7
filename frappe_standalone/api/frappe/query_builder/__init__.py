"""The query builder."""

from pypika import Case, Criterion, CustomFunction, Interval, JoinType, NullValue, Order, Query, Tuple
from pypika.enums import DatePart
from pypika.terms import Field, PseudoColumn

from frappe_standalone.core.qb import SQLite, SubQuery, doctype_table
from frappe_standalone.core.unsupported import refuse

DocType = doctype_table
Table = SQLite.Table
get_query = SQLite.get_query

__getattr__ = refuse(__name__)
