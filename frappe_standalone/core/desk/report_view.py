"""A built report as report_result.html draws it."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.desk.charts import draw_chart
from frappe_standalone.core.desk.formatters import NUMERIC, text_of
from frappe_standalone.core.desk.report_builder import Built
from frappe_standalone.core.desk.report_table import cell, titles_of


def shown_text(value: Any, column: dict[str, Any]) -> str:
	"""A value of a list: what people typed is shown as they typed it."""
	try:
		return text_of(value, column)
	except (TypeError, ValueError):
		return str(value)


def result_model(built: Built, most: int, start: int = 0) -> dict[str, Any]:
	"""Columns, rows `start` … `start + most`, total and chart."""
	rows = built.rows[start : start + most]
	titles = titles_of(rows, built.columns)
	return {
		"columns": [
			{"label": column["label"], "num": column["fieldtype"] in NUMERIC} for column in built.columns
		],
		"rows": [
			{"cells": [one_cell(row, column, titles) for column in built.columns], "total": False}
			for row in rows
		],
		"first": start + 1,
		"total": [cell(built.total, column, titles, shown_text) for column in built.columns]
		if built.total
		else None,
		"chart": draw_chart(built.chart()),
		"summary": [],
	}


def one_cell(row: dict[str, Any], column: dict[str, Any], titles: Any) -> dict[str, Any]:
	found = cell(row, column, titles, shown_text)
	return {**found, "label": column["label"]}


def paper_rows(built: Built) -> list[dict[str, Any]]:
	"""Rows for paper: texts alone."""
	titles = titles_of(built.rows, built.columns)
	rows = [{"cells": paper_cells(row, built, titles), "total": False} for row in built.rows]
	return rows + ([{"cells": paper_cells(built.total, built, titles), "total": True}] if built.total else [])


def paper_cells(row: dict[str, Any], built: Built, titles: Any) -> list[dict[str, Any]]:
	return [
		{
			"text": titles.of_field(column, row)[0] or shown_text(row.get(column["fieldname"]), column),
			"num": column["fieldtype"] in NUMERIC,
		}
		for column in built.columns
	]
