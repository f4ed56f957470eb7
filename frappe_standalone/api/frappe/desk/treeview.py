"""Trees on the desk."""

from frappe_standalone.core.desk.tree_nodes import add_node, get_all_nodes, get_children, make_tree_args
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
