"""What an app opens of a document beyond roles and levels: `doc.set_onload("editing", {"only": […], "never": […]})`.

A right is named `field`, `table` (all of it), `table.column`, `table:add`, `table:delete`, or `*` for everything but
the fields in `never`; `hidden` names fields and columns to leave out, and `why` says in one line why no more is open.
`doc.set_onload("hidden_actions", [<action of a DocType Action>, …])` takes buttons away, and
`doc.set_onload("needed_action", <action>)` names the button that the document waits for, and
`doc.set_onload("links", [{"label": …, "url": …}])` adds lines to the form's menu. All are for drawing only: what may be
saved is decided by the app's hooks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Editing:
	"""The rights an app gave; without a word from it everything is open."""

	only: frozenset[str] = frozenset("*")
	never: frozenset[str] = frozenset()
	hidden: frozenset[str] = frozenset()
	# Why no more is open, in one line for the reader
	why: str = ""

	@classmethod
	def of(cls, doc: Any) -> Editing:
		"""The rights that came with a document's `onload`."""
		told = (doc.get("__onload") or {}).get("editing")
		if not told:
			return cls()
		return cls(
			*(frozenset(told.get(name) or ()) for name in ("only", "never", "hidden")), told.get("why") or ""
		)

	def __bool__(self) -> bool:
		return bool(self.only)

	def opens(self, table: str, part: str = "") -> bool:
		"""Whether a field is open; with `part` (`.column`, `:add`, `:delete`) that part of a table."""
		return table not in self.never and bool({"*", table, table + part} & self.only)

	def touches(self, table: str) -> bool:
		"""Whether any part of a table is open."""
		return self.opens(table) or any(right.startswith((f"{table}.", f"{table}:")) for right in self.only)


def hidden_actions(doc: Any) -> set[str]:
	"""The actions an app has no use for in the document's present state."""
	return set((doc.get("__onload") or {}).get("hidden_actions") or ())


def needed_action(doc: Any) -> str:
	"""The action that the document waits for; it is drawn as the first thing to press."""
	return str((doc.get("__onload") or {}).get("needed_action") or "")


def links(doc: Any) -> list[dict[str, str]]:
	"""Pages of this site about the document that an app adds to the form's menu: (label, address)."""
	told = (doc.get("__onload") or {}).get("links") or ()
	return [link for link in told if str(link.get("url", "")).startswith("/")]
