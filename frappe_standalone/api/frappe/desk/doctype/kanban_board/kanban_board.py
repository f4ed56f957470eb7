"""Boards of records in columns."""

from frappe_standalone.core.doctype.kanban_board.kanban_board import (
	KanbanBoard,
	add_column,
	archive_restore_column,
	get_kanban_boards,
	get_permission_query_conditions,
	has_permission,
	quick_kanban_board,
	set_indicator,
	update_column_order,
	update_order,
	update_order_for_single_card,
)
from frappe_standalone.core.unsupported import refuse

__getattr__ = refuse(__name__)
