"""Words of the database's methods."""

from frappe_standalone.core.db.reading import DEFAULT_ORDER as DefaultOrderBy
from frappe_standalone.core.db.values import FALLBACK_DATETIME as FallBackDateTimeStr
from frappe_standalone.core.query.filters import NESTED_SET as NestedSetHierarchy
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
