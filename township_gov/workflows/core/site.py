"""What a flow may name on the site that is to run it, as far as it is known: `None` is not judged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

WHOLE = frozenset(("Int", "Long Int", "Check", "Rating", "Duration"))
NUMBERS = WHOLE | {"Float", "Currency", "Percent"}
DATES = frozenset(("Date", "Datetime"))


@dataclass(frozen=True, slots=True)
class Field:
	"""A field of the document: its type (empty: unknown), a Select's options, whether it is never empty."""

	type: str = ""
	options: tuple[str, ...] = ()
	required: bool = False


@dataclass(frozen=True, slots=True)
class Site:
	"""Fields of the flow's document type (columns as `table.column`), and the names of everything else."""

	fields: Mapping[str, Field] | None = None
	doctypes: Collection[str] | None = None
	roles: Collection[str] | None = None
	actions: Collection[str] | None = None
	documents: Collection[str] | None = None

	@classmethod
	def of_fields(cls, names: Iterable[str]) -> Site:
		"""A site of which the names of the fields are known."""
		return cls(fields={name: Field() for name in names})
