"""Trees."""

from frappe_standalone.core.nestedset import (
	NestedSet,
	NestedSetChildExistsError,
	NestedSetInvalidMergeError,
	NestedSetMultipleRootsError,
	NestedSetRecursionError,
	get_ancestors_of,
	get_descendants_of,
	get_root_of,
	rebuild_tree,
	update_nsm,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
