"""Kanban Board: the records of a DocType in columns, one for each value of a Select."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.context import db, session
from frappe_standalone.core.http import incoming
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.whitelist import whitelist

_board = "Kanban Board"


class KanbanBoard(Document):
	"""Its columns name values of the field; a board may be private."""

	def validate(self) -> None:
		df = frappe.get_meta(self.reference_doctype).get_field(self.field_name)
		if not df or df.fieldtype != "Select":
			frappe.throw(_("{0} is no Select of {1}.").format(self.field_name, _(self.reference_doctype)))
		for column in self.columns:
			if not column.column_name:
				frappe.throw(_("Name each column of the board."))


def get_permission_query_conditions(user: str | None = None) -> str | None:
	"""Boards of everybody, and his own."""
	user = user or session.user
	if user == "Administrator":
		return None
	return f"(coalesce(`tab{_board}`.`private`, 0) = 0 or `tab{_board}`.`owner` = {db.escape(user, percent=False)})"


def has_permission(doc: Any, ptype: str = "read", user: str | None = None) -> bool | None:
	"""The same for one of them."""
	user = user or session.user
	if user == "Administrator" or not doc.private or doc.is_new():
		return None
	return None if doc.owner == user else False


@whitelist()
def get_kanban_boards(doctype: str) -> list[dict]:
	"""The boards of a DocType that the user may read."""
	return frappe.get_list(
		_board,
		fields=["name", "filters", "reference_doctype", "private"],
		filters={"reference_doctype": doctype},
	)


@whitelist(methods=["POST", "PUT"])
def quick_kanban_board(
	doctype: str, board_name: str, field_name: str, project: str | None = None
) -> Document:
	"""Make a board with a column for each option of a Select."""
	df = frappe.get_meta(doctype).get_field(field_name)
	options = [option for option in ((df.options if df else "") or "").split("\n") if option]
	board = frappe.new_doc(_board)
	board.update(
		{
			"kanban_board_name": board_name,
			"reference_doctype": doctype,
			"field_name": field_name,
			"private": int(doctype in ("Note", "ToDo")),
			"columns": [{"column_name": option} for option in options],
		}
	)
	return board.insert()


@whitelist(methods=["POST", "PUT"])
def update_order_for_single_card(
	board_name: str, docname: str, from_colname: str, to_colname: str, old_index: Any = 0, new_index: Any = 0
) -> Document:
	"""Move a card to another column: the document is saved by its own rules, then the order is kept."""
	board = frappe.get_doc(_board, board_name)
	board.check_permission("read")
	doc = frappe.get_doc(board.reference_doctype, docname)
	doc.set(board.field_name, to_colname)
	doc.save()
	for column in board.columns:
		cards = [card for card in json.loads(column.order or "[]") if card != docname]
		if column.column_name == to_colname:
			cards.insert(max(0, frappe.utils.cint(new_index)), docname)
		column.db_set("order", json.dumps(cards), update_modified=False)
	return board


@whitelist(methods=["POST", "PUT"])
def update_order(board_name: str, order: str) -> tuple[Document, list[dict]]:
	"""Move every card that stands in another column than its document says; returns the board and what moved."""
	board = frappe.get_doc(_board, board_name)
	board.check_permission("read")
	moved = []
	for column, cards in incoming.object_of(order).items():
		for card in incoming.names_of(cards):
			doc = frappe.get_doc(board.reference_doctype, card)
			if doc.get(board.field_name) != column:
				doc.set(board.field_name, column)
				doc.save()
				moved.append({"name": card, "column": column})
	return board, moved


@whitelist(methods=["POST", "PUT"])
def add_column(board_name: str, column_title: str) -> list:
	"""Add a column."""
	board = frappe.get_doc(_board, board_name)
	if any(column.column_name == column_title for column in board.columns):
		frappe.throw(_("The board has a column {0} already.").format(column_title))
	board.append("columns", {"column_name": column_title})
	board.save()
	return board.columns


@whitelist(methods=["POST", "PUT"])
def archive_restore_column(board_name: str, column_title: str, status: str) -> list:
	"""Hide a column (`Archived`), or show it again (`Active`)."""
	board = frappe.get_doc(_board, board_name)
	for column in board.columns:
		if column.column_name == column_title:
			column.status = status
	board.save()
	return board.columns


@whitelist(methods=["POST", "PUT"])
def update_column_order(board_name: str, order: str) -> Document:
	"""Put the columns into this order; those not named stay behind."""
	board = frappe.get_doc(_board, board_name)
	wanted = incoming.list_of(order)
	board.columns.sort(
		key=lambda column: wanted.index(column.column_name) if column.column_name in wanted else len(wanted)
	)
	for number, column in enumerate(board.columns, 1):
		column.idx = number
	return board.save()


@whitelist(methods=["POST", "PUT"])
def set_indicator(board_name: str, column_name: str, indicator: str) -> Document:
	"""Give a column a colour."""
	board = frappe.get_doc(_board, board_name)
	for column in board.columns:
		if column.column_name == column_name:
			column.indicator = indicator
	return board.save()
