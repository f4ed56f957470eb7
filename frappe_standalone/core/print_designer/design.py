"""What an administrator chooses for a print, with every value checked."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, flt

from frappe_standalone.core.desk.grid_layout import BREAKS, TABLES
from frappe_standalone.core.desk.print_formats import NOT_PRINTED

PAPERS = {"A4": (210, 297), "A3": (297, 420), "A5": (148, 210), "16K": (184, 260)}
SIDES = ("top", "right", "bottom", "left")
MARK = "township_print_design"  # in `format_data`: made by the designer, and to be read by it


class BadDesignError(frappe.ValidationError):
	"""Nothing is chosen, or something that the form has not."""


@dataclass
class Design:
	"""A print in choices; lengths in millimetres, letters in points."""

	title: str = ""
	fields: list[dict[str, Any]] = field(default_factory=list)  # {fieldname, wide, label}
	columns: int = 2
	letter_head: str = ""
	number: int = 1
	signatures: list[str] = field(default_factory=list)
	blocks: list[str] = field(default_factory=list)
	footer: str = ""
	paper: str = "A4"
	landscape: int = 0
	margins: dict[str, float] = field(default_factory=lambda: dict(zip(SIDES, (20, 18, 20, 18), strict=True)))
	font_size: float = 12
	empty: int = 1

	@classmethod
	def of(cls, values: dict[str, Any], meta: Any) -> Design:
		"""The design that was sent, brought into its bounds.

		Raises:
			BadDesignError
		"""
		known = {df.fieldname for df in printable(meta)}
		fields = [entry for entry in values.get("fields") or [] if entry.get("fieldname") in known]
		if not fields:
			frappe.throw(_("Tick at least one field to print."), BadDesignError)
		margins = {side: bounded((values.get("margins") or {}).get(side, 20), 0, 60) for side in SIDES}
		paper = values.get("paper")
		return cls(
			title=str(values.get("title") or "").strip()[:80],
			fields=[
				{
					"fieldname": entry["fieldname"],
					"wide": cint(entry.get("wide")),
					"label": str(entry.get("label") or "")[:40],
				}
				for entry in fields
			],
			columns=int(bounded(values.get("columns") or 2, 1, 3)),
			letter_head=str(values.get("letter_head") or ""),
			number=cint(values.get("number")),
			signatures=[
				str(text).strip()[:20] for text in values.get("signatures") or [] if str(text).strip()
			][:8],
			blocks=[str(key) for key in values.get("blocks") or []],
			footer=str(values.get("footer") or "").strip()[:300],
			paper=paper if paper in PAPERS else "A4",
			landscape=cint(values.get("landscape")),
			margins=margins,
			font_size=bounded(values.get("font_size") or 12, 8, 24),
			empty=cint(values.get("empty")),
		)

	def as_dict(self) -> dict[str, Any]:
		return asdict(self)


def bounded(value: Any, least: float, most: float) -> float:
	return min(most, max(least, flt(value)))


def printable(meta: Any) -> list[Any]:
	"""The fields that can stand on paper; secrets cannot."""
	left_out = {*BREAKS, *NOT_PRINTED}
	return [df for df in meta.fields if df.fieldtype not in left_out and not df.hidden]


def first_design(meta: Any) -> Design:
	"""What the designer starts with: every field, tables and long texts across the page."""
	fields = [
		{
			"fieldname": df.fieldname,
			"wide": int(df.fieldtype in TABLES or "Text" in df.fieldtype),
			"label": "",
		}
		for df in printable(meta)
		if not df.print_hide
	]
	return Design(title=_(meta.name), fields=fields)
