"""Keep results of functions."""

from frappe_standalone.core.caching import redis_cache, request_cache, site_cache
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
