"""The papers of a record, as the form lists them: name, size, who brought them and when, a small picture."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from frappe_standalone.core.desk.formatters import is_picture
from frappe_standalone.core.desk.history import when
from frappe_standalone.core.desk.people import full_names


def files_of(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""The list's model, oldest first, from the rows that `history.side_rows` fetched."""
	people = full_names({row["owner"] for row in rows})
	return [
		{
			"name": row["name"],
			"title": row["kind"],
			"url": quote(row["text"] or "", safe="/:?=&%"),
			"is_picture": is_picture(row["text"] or ""),
			"kind": (row["kind"] or "").rpartition(".")[2][:4].upper(),
			"about": " · ".join(
				part
				for part in (size_text(row["size"]), people.get(row["owner"], row["owner"]), when(row["at"]))
				if part
			),
		}
		for row in reversed(rows)
	]


def size_text(size: int | None) -> str:
	"""Bytes as people read them; nothing for a link, which has no size."""
	if not size:
		return ""
	if size >= 1 << 20:
		return f"{size / (1 << 20):.1f} MB"
	return f"{max(1, round(size / 1024))} kB"
